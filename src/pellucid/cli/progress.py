"""Steps of a run in; a bar on a terminal, plain lines when piped, nothing when quiet, out: on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from pellucid.run.progress import Progress, Silence

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Progress", "progress"]


def progress(*, verbose: bool, quiet: bool) -> Any:  # noqa: ANN401 - a context manager that is a Progress
    """Choose by who listens."""
    if quiet:
        return Quiet()
    return Bar() if sys.stderr.isatty() else Lines(verbose=verbose)


class Quiet(Silence):
    """Says nothing, as a context manager."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Lines:
    """One line a release; every step with -v."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        return None

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
    """A bar that is gone when the run has ended."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - a terminal is slower to read than this to load
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

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
