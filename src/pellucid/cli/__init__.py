"""argv in, exit code out. Recipes are imported inside each command, so that --help stays quick."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pellucid import __version__
from pellucid.cli.garbage import leave_all, leave_lie
from pellucid.cli.settings import Settings

# The line that --help shows for each command, so that showing it imports none of them.
COMMANDS = {
    "init": "Write a commented transparency.yaml and a small sample log.",
    "check": "Read and validate every log; publish nothing.",
    "build": "Make the releases and the site's front page.",
    "preview": "Show the site on this machine, and anew whenever a file changes.",
    "audit": "Play the attacker: what can be worked out of withheld cells?",
    "verify": "Check every published file against its release's manifest.",
    "diff": "Name every number that a newer site or release states otherwise.",
    "query": "Answer for one country, from published files only.",
    "schema": "Print JSON Schema and Table Schemas.",
    "templates": "Work with the report's templates.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the commands in the order of a first use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pellucid.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Show each command's line without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pellucid")
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    default="transparency.yaml",
    envvar="PELLUCID_CONFIG",
    show_default=True,
    show_envvar=True,
    help="The configuration.",
)
@click.option("-v", "--verbose", count=True, help="Say more; twice: show where a program error comes from.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def cli(ctx: click.Context, config: Path, verbose: int, quiet: bool) -> None:
    """Turn disclosure logs into the transparency report that you publish."""
    ctx.obj = Settings(config, verbose, quiet)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end with its exit code."""
    from pellucid.cli.ending import run  # noqa: PLC0415 - not needed for --help of a package that is imported

    if arguments is not None:
        run(cli, arguments)
    leave_lie()
    try:
        run(cli, None)
    finally:
        leave_all()


def options(*decorators: Any) -> Any:  # noqa: ANN401 - click's decorators have no narrower type
    """Several click decorators as one."""

    def decorate(function: Any) -> Any:  # noqa: ANN401
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
