"""Every way a run can end, as a message on standard error and an exit code: the one handler."""

from __future__ import annotations

import sys
import traceback
from typing import NoReturn

import click

from pellucid.errors import Ending

INTERRUPTED = 130
_WITH_TRACEBACK = 2
_OUT_OF_ORDER = 4


def run(command: click.Command, arguments: list[str] | None) -> NoReturn:
    """Run the command line and exit."""
    argv = sys.argv[1:] if arguments is None else arguments
    try:
        code = command.main(argv, standalone_mode=False)
    except Ending as ending:
        _leave(str(ending), ending.exit_code, argv)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _leave("stopped; what was published before is as it was", INTERRUPTED, [])
    except BrokenPipeError:
        # Who read the output has left, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the edge: no user should meet a traceback unasked
        _leave(_unexpected(error), _OUT_OF_ORDER, argv)
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> str:
    """A defect of ours. Its text may hold a value of a log, so it is not shown."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"the program failed: {type(error).__name__} in {place.name} ({place.filename}:{place.lineno})\n"
        "  mend:  run again with -v -v to see more, and please report it"
    )


def _leave(message: str, code: int, argv: list[str]) -> NoReturn:
    click.echo(f"pellucid: {message}", err=True)
    if _verbosity(argv) >= _WITH_TRACEBACK:
        traceback.print_exc()
    sys.exit(code)


def _verbosity(argv: list[str]) -> int:
    """How often -v was given before the command."""
    count = 0
    for word in argv:
        if not word.startswith("-"):
            break
        count += word.count("v") if not word.startswith("--") else word == "--verbose"
    return count
