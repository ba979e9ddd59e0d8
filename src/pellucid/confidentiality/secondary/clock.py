"""How much work may still be done: linear programs by number, and seconds of solving as the last resort."""

from __future__ import annotations


class OutOfWorkError(Exception):
    """The limit is reached; what is found so far must do, or everything is withheld."""


class Clock:
    """Counts programs that are solved."""

    def __init__(self, programs: int, seconds: float) -> None:
        self.solved = 0
        self.spent = 0.0
        self._programs = programs
        self._seconds = seconds

    def count(self, seconds: float) -> None:
        """One more program, solved in so many seconds."""
        self.solved += 1
        self.spent += seconds
        if self.solved > self._programs or self.spent > self._seconds:
            raise OutOfWorkError
