"""What a recipe tells its caller while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Progress(Protocol):
    """Who is told how far a run has come. Steps are of one run; notes are worth reading on their own."""

    def step(self, words: str) -> None:
        """A new step begins."""

    def logs(self, size: int) -> None:
        """Say how many bytes there are to read."""

    def log(self, name: str, size: int) -> None:
        """A log of so many bytes is being read."""

    def part(self, share: float) -> None:
        """Say which share of the current log has been read."""

    def log_read(self, name: str, size: int, rows: int) -> None:
        """A log of so many bytes and rows is read whole."""

    def releases(self, total: int) -> None:
        """Say how many releases will be made."""

    def release_done(self, name: str) -> None:
        """A release is in its place."""

    def note(self, words: str) -> None:
        """Something the reader should know."""


class Silence:
    """Tells nobody."""

    def step(self, words: str) -> None:
        """Say nothing."""

    def logs(self, size: int) -> None:
        """Say nothing."""

    def log(self, name: str, size: int) -> None:
        """Say nothing."""

    def part(self, share: float) -> None:
        """Say nothing."""

    def log_read(self, name: str, size: int, rows: int) -> None:
        """Say nothing."""

    def releases(self, total: int) -> None:
        """Say nothing."""

    def release_done(self, name: str) -> None:
        """Say nothing."""

    def note(self, words: str) -> None:
        """Say nothing."""


class Notes(Silence):
    """Tells what is worth reading on its own, and nothing else."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def note(self, words: str) -> None:
        """Say it."""
        self._say(words)
