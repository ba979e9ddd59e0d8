"""Every way a run can end, as a message on standard error and an exit code: the one handler."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

from pellucid.errors import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

INTERRUPTED = 130
_PROGRAM = "pellucid"
_STOPPED = "stopped; every release is whole: those named as made are new, the others are as they were"
_WITH_TRACEBACK = 2
_OUT_OF_ORDER = 4


def run(command: click.Command, arguments: list[str] | None) -> NoReturn:
    """Run the command line and exit."""
    argv = sys.argv[1:] if arguments is None else arguments
    verbose = _verbosity(command, argv) >= _WITH_TRACEBACK
    with _noticing_stops() as stops:
        try:
            code = command.main(argv, _PROGRAM, standalone_mode=False)
        except Ending as ending:
            _leave(str(ending), ending.exit_code, ending if verbose else None)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            _leave(_STOPPED, INTERRUPTED)
        except BrokenPipeError:
            # Who read the output has left, as `head` does.
            sys.stderr.close()
            sys.exit(0)
        except Exception as error:  # noqa: BLE001 - the edge: no user should meet a traceback unasked
            if stops:
                _leave(_STOPPED, INTERRUPTED)
            _leave(_unexpected(error), _OUT_OF_ORDER, error if verbose else None)
    sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _noticing_stops() -> Iterator[list[int]]:
    """Note each Ctrl-C: the engine, stopped in a query, ends with an error of its own."""
    stops: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stops.append(number)
        raise KeyboardInterrupt

    # In the background SIGINT may be ignored, and stays so; outside the main thread it can't be set.
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield stops
        return
    signal.signal(signal.SIGINT, stop)
    try:
        yield stops
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _unexpected(error: Exception) -> str:
    """A defect of ours. Its text may hold a value of a log, so it is not shown."""
    import traceback  # noqa: PLC0415 - few runs end like this

    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"the program failed: {type(error).__name__} in {place.name} ({place.filename}:{place.lineno})\n"
        "  mend:  run again with -v -v to see more, and please report it"
    )


def _leave(message: str, code: int, shown: Exception | None = None) -> NoReturn:
    """Exit; shown: the error whose traceback is wanted."""
    click.echo(f"{_PROGRAM}: {message}", err=True)
    if shown is not None:
        click.echo(_traceback(shown), err=True)
    sys.exit(code)


def _traceback(error: BaseException) -> str:
    """Where an error and its causes arose. A text that is not ours may quote a log: it is left out."""
    import traceback  # noqa: PLC0415 - few runs end like this

    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    says = f": {error}" if isinstance(error, Ending) else ""
    places = "".join(traceback.format_tb(error.__traceback__))
    own = f"Traceback (most recent call last):\n{places}{type(error).__module__}.{type(error).__name__}{says}"
    return f"{_traceback(before)}\n\nwhich led to:\n\n{own}" if before else own


def _verbosity(command: click.Command, argv: list[str]) -> int:
    """How often -v was given before the command; wrong options are left to the real run to complain about."""
    given = command.make_context(_PROGRAM, list(argv), resilient_parsing=True).params.get("verbose")
    return given or 0
