"""Steps of a run in; a bar on a terminal, plain lines when piped, nothing when quiet, out."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pellucid.run.progress import Silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as RichProgress

    from pellucid.run.progress import Progress


@contextmanager
def progress(*, verbose: bool, quiet: bool) -> Iterator[Progress]:
    """Choose by who listens."""
    if quiet:
        yield Silence()
    elif sys.stderr.isatty():
        with _rich_bar() as bar:
            yield Bar(bar)
    else:
        yield Lines(verbose=verbose)


def _rich_bar() -> RichProgress:
    """A bar that is gone when the run has ended. Only a terminal pays for loading it."""
    from rich import progress as rich  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    return rich.Progress(
        rich.SpinnerColumn(),
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        rich.TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


class Lines:
    """One line a release; every step with -v."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose

    def step(self, words: str) -> None:
        """Say it with -v only."""
        if self._verbose:
            click.echo(words, err=True)

    def releases(self, total: int) -> None:
        """Say it with -v only."""
        self.step(f"making {total} release{'s' * (total != 1)}")

    def release_done(self, name: str) -> None:
        """Say it."""
        click.echo(f"made {name}", err=True)

    def note(self, words: str) -> None:
        """Say it."""
        click.echo(words, err=True)


class Bar:
    """Shows steps and releases beside a bar."""

    def __init__(self, bar: RichProgress) -> None:
        self._bar = bar
        self._task = bar.add_task("starting", total=None)

    def step(self, words: str) -> None:
        """Show the step beside the bar."""
        self._bar.update(self._task, description=words)

    def releases(self, total: int) -> None:
        """Start to count releases."""
        self._bar.update(self._task, description="making releases", total=total, completed=0)

    def release_done(self, name: str) -> None:
        """Count it."""
        self._bar.update(self._task, advance=1, description=f"made {name}")

    def note(self, words: str) -> None:
        """Print it above the bar."""
        self._bar.console.print(words, markup=False, highlight=False)
