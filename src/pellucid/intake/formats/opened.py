"""What every format gives: a header, records in Python, and where the engine reads it, a table of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pellucid.intake.no_text import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import ibis.expr.types as ir

    from pellucid.engine import Reader

CELL = "c{}"  # the name of cell n in the engine's table


@dataclass(frozen=True)
class Record:
    """A record: the line where it starts, its cells, and what is wrong with it as a whole, if anything.

    aside: why it is set aside, if it is. lines: how many lines of a delimited file it takes.
    """

    line: int
    cells: list[str]
    problem: str | None = None
    aside: str | None = None
    lines: int = field(default=1, compare=False)


class LineNames:
    """Names for records by the lines where they start: 12, and 12.2 for the second one of that line."""

    def __init__(self) -> None:
        self._line = self._count = 0

    def of(self, record: Record) -> str:
        """The name of the next record."""
        self._count = self._count + 1 if record.line == self._line else 1
        self._line = record.line
        return str(record.line) if self._count == 1 else f"{record.line}.{self._count}"


def is_readable(record: Record) -> bool:
    """Whether a record becomes a row."""
    return not record.problem and not any(NO_TEXT in cell for cell in record.cells)


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

    def mended(self, reader: Reader, refuse: Callable[[Record], bool]) -> ir.Table | None:
        """All rows but those of records that are refused, where `table` can't be read; None where this can't.

        refuse: says whether a record is no row, and takes note of it; it is not asked about plain ones.
        """

    def find(self, rows: Collection[int], *, strict: bool = True) -> Iterator[tuple[int, Record]] | None:
        """The records of some rows that the engine took, without the others being parsed; None: can't.

        strict: where it took the file only once it was mended.
        """


class Whole:
    """A format that the engine takes as a whole or not at all; its records are all parsed."""

    def mended(self, _reader: Reader, _refuse: Callable[[Record], bool]) -> ir.Table | None:
        """Nothing can be left out."""
        return None

    def find(
        self,
        _rows: Collection[int],
        *,
        strict: bool = True,  # noqa: ARG002
    ) -> Iterator[tuple[int, Record]] | None:
        """All records are parsed."""
        return None
