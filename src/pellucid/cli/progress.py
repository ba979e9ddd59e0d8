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
        rich.TextColumn("{task.fields[amount]}"),
        rich.TimeElapsedColumn(),
        rich.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _bytes(size: int) -> str:
    from rich.filesize import decimal  # noqa: PLC0415

    return decimal(size)


def _amount(done: int, size: int) -> str:
    """What has been read of all there is; tables of databases don't say their size before they are read."""
    return f"{_bytes(done)} of {_bytes(size)}" if done <= size else _bytes(done)


class Lines:
    """One line a release; every step with -v."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self._size = self._done = 0

    def step(self, words: str) -> None:
        """Say it with -v only."""
        if self._verbose:
            click.echo(words, err=True)

    def log(self, name: str, size: int) -> None:  # noqa: ARG002 - the line that says it is read has the size
        """Say it with -v only."""
        self.step(f"reading {name}")

    def logs(self, size: int) -> None:
        """Begin to count what has been read."""
        self._size, self._done = size, 0

    def part(self, share: float) -> None:
        """Say nothing: a line a log is enough."""

    def log_read(self, name: str, size: int, rows: int) -> None:
        """Say it with -v only."""
        self._done += size
        self.step(f"read {name}: {rows:,} rows; {_amount(self._done, self._size)}")

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
        self._task = bar.add_task("starting", total=None, amount="")
        self._size = self._current = self._done = self._rows = self._made = self._releases = 0

    def step(self, words: str) -> None:
        """Show the step beside the bar."""
        self._bar.update(self._task, description=words)

    def log(self, name: str, size: int) -> None:
        """Show which log is being read."""
        self._current = size
        self.step(f"reading {name}")

    def logs(self, size: int) -> None:
        """Start to count the bytes that are read."""
        self._size, self._done, self._rows = size, 0, 0
        self._bar.update(self._task, total=size or None, completed=0)

    def part(self, share: float) -> None:
        """Show how far the current log has been read; the logs before it are done."""
        self._show(self._done + round(min(share, 1) * self._current))

    def log_read(self, name: str, size: int, rows: int) -> None:  # noqa: ARG002 - it is shown already
        """Count its bytes and rows."""
        self._done += size
        self._rows += rows
        self._show(self._done)

    def _show(self, done: int) -> None:
        amount = f"{_amount(done, self._size)}, {self._rows:,} rows"
        self._bar.update(self._task, completed=done, amount=amount)

    def releases(self, total: int) -> None:
        """Start to count releases."""
        self._releases, self._made = total, 0
        self._bar.update(
            self._task, description="making releases", total=total, completed=0, amount=f"0 of {total}"
        )

    def release_done(self, name: str) -> None:
        """Count it."""
        self._made += 1
        amount = f"{self._made} of {self._releases}"
        self._bar.update(self._task, advance=1, description=f"made {name}", amount=amount)

    def note(self, words: str) -> None:
        """Print it above the bar."""
        self._bar.console.print(words, markup=False, highlight=False)
