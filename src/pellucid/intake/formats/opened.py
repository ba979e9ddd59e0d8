"""What every format gives: a header, records in Python, and where the engine reads it, a table of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis.expr.types as ir

    from pellucid.engine import Reader

CELL = "c{}"  # the name of cell n in the engine's table


@dataclass(frozen=True)
class Record:
    """A record: the line where it starts, its cells, and what is wrong with it as a whole, if anything.

    aside: why it is set aside, if it is.
    """

    line: int
    cells: list[str]
    problem: str | None = None
    aside: str | None = None


class Opened(Protocol):
    """A file that can be read."""

    @property
    def header(self) -> tuple[str, ...]:
        """The words over the columns."""

    @property
    def facts(self) -> tuple[str, ...]:
        """What was found out about the file, for people."""

    def table(self, reader: Reader) -> ir.Table | None:
        """All rows, with the text of cell n in the column CELL n; None where only `records` can read it."""

    def records(self, *, strict: bool = True) -> Iterator[Record]:
        """Read record by record: slower, but no fault stops it and every line is known.

        strict: as it must be where the engine did not take the file; without, as the engine reads.
        """

    def lines(self, rows: set[int], read: int) -> dict[int, int]:
        """The line at which each of some rows starts, for a file whose `read` rows the engine took."""
