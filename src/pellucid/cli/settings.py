"""The global options, and what a command makes of them: configuration, today's date, progress."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from pellucid.cli.garbage import look_again

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pellucid.config import Config
    from pellucid.run.progress import Progress

EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Settings:
    """The options that stand before the command."""

    config_path: Path
    verbose: int
    quiet: bool

    def config(self, engine: str | None = None) -> Config:
        """Read the configuration; `engine` counts instead of the one that it names."""
        from pellucid.config import load_config  # noqa: PLC0415 - pydantic is paid for by who needs it

        return load_config(self.config_path).counted_by(engine)

    def progress(self) -> AbstractContextManager[Progress]:
        """Progress on standard error: a bar on a terminal, lines when piped, nothing when quiet.

        The command's work begins, so that all that it needs is imported.
        """
        from pellucid.cli.progress import progress  # noqa: PLC0415

        look_again()
        return progress(verbose=bool(self.verbose), quiet=self.quiet)

    def say(self, text: str) -> None:
        """Say something on standard error, unless quiet."""
        if not self.quiet:
            click.echo(text, err=True)


def today_in(zone: str, given: datetime | None) -> date:
    """Today in a time zone: as given, else by SOURCE_DATE_EPOCH, else by the clock."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    if given is not None:
        return given.date()
    epoch = os.environ.get(EPOCH)
    if epoch is None:
        return datetime.now(ZoneInfo(zone)).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(ZoneInfo(zone)).date()
    except (ValueError, OverflowError, OSError):
        from pellucid.errors import UsageError  # noqa: PLC0415

        raise UsageError(
            "not a number of seconds since 1970",
            where=EPOCH,
            got=epoch,
            mend="set it to a whole number, or unset it",
        ) from None


engine_option = click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), help="Count with it, not with the configuration's."
)
today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Stand in for today's date, such as 2026-11-24.",
)
cache_option = click.option(
    "--cache/--no-cache",
    "cached",
    default=True,
    help="Take what earlier runs have read of unchanged logs, and keep what this one reads (default).",
)
period_option = click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="P",
    help="2026-07, 2026-Q3, 2026-H1, 2026 or 2026-01-01/2026-06-30; may be repeated.",
)
