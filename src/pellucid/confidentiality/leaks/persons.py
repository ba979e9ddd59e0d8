"""Published texts and logs in; values of the logs' personal columns that stand in the texts out.

It is turned round: what is published is small, and logs are not. The engine goes through the personal cells
once and keeps those that begin as something published does; nothing is written down.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import ibis

from pellucid.confidentiality.leaks.words import (
    beginnings,
    first_run,
    first_words,
    in_words,
    writes_no_blanks,
)
from pellucid.intake.formats.opened import CELL
from pellucid.intake.personal import ask_cells, readable
from pellucid.intake.private import private_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import ibis.expr.types as ir

    from pellucid.engine import Reader
    from pellucid.intake.staged import Staged

_ANY_CHARACTER = "*"  # stands for a first word that is not told by blanks
_SHORTEST = 4  # letters and digits
_RUN_OF_DIGITS, _DIGITS = 7, 9
_EVERYDAY_WORDS = 4
_MOST_STARTS = 200_000  # of a file's values that are kept, as numbers


class Where(Enum):
    """Where a value is told from an ordinary word or number."""

    NOWHERE = 0
    ALONE = 1  # as a whole cell of a table
    ANYWHERE = 2


@dataclass(frozen=True)
class Source:
    """Where a value stands in a log."""

    file: str
    line: int | None
    column: str


@dataclass(frozen=True)
class Published:
    """What is published, as words: every text, and those that are whole cells of tables."""

    texts: Sequence[str]
    cells: frozenset[str]

    def beginnings(self) -> list[str]:
        """All beginnings of values that could stand in it, in order."""
        return sorted({one for text in set(self.texts) for one in beginnings(text)})


def told(words: str, *, everyday: bool) -> Where:
    """Decide where a value can be told from what anybody would write.

    everyday: the column's words are those of everybody, as search terms are.
    """
    run = words.split(" ")
    joined = "".join(run)
    wide = sum(_is_wide(one) for one in joined)
    if not any(one.isalpha() for one in joined):
        known = max(map(len, run)) >= _RUN_OF_DIGITS or len(joined) >= _DIGITS
        return Where.ANYWHERE if known else Where.NOWHERE
    if len(joined) + wide < _SHORTEST:
        return Where.NOWHERE
    if any(one.isdigit() for one in joined):
        return Where.ANYWHERE
    count = wide // 2 if wide else len(run)
    if everyday:
        return Where.ANYWHERE if count >= _EVERYDAY_WORDS else Where.NOWHERE
    return Where.ANYWHERE if len(run) > 1 else Where.ALONE


def _is_wide(character: str) -> bool:
    """Whether it is of a script in which one character says as much as some letters."""
    return character >= "\u2e80" and character.isalpha() and not "\uac00" <= character <= "\ud7a3"


@dataclass
class Starts:
    """How the values of each file begin, as numbers that tell nobody's data.

    A file of which no value begins as something published does is not read again.
    """

    _found: dict[tuple[str, str, bool], frozenset[int] | None] = field(default_factory=dict)

    def may_hold(
        self, reader: Reader, file: Staged, places: list[int], beginnings: Iterable[int], *, everyday: bool
    ) -> bool:
        """Whether a value may begin so; of a file with very many it is not known, so one may."""
        key = (file.name, file.sha256, everyday)
        if key not in self._found:
            self._found[key] = ask_cells(reader, file, lambda table: _starts(reader, table, places))
        found = self._found[key]
        return found is None or not found.isdisjoint(beginnings)


def _starts(reader: Reader, table: ir.Table, places: list[int]) -> frozenset[int] | None:
    cells = table.select(text=ibis.array([table[CELL.format(place)] for place in places]).unnest()).distinct()
    starts = cells.select(start=first_words(in_words(cells.text))).distinct().limit(_MOST_STARTS + 1)
    found = reader.fetch_private(starts)["start"].to_pylist()
    return frozenset(map(hash, found)) if len(found) <= _MOST_STARTS else None


def values_in(
    reader: Reader, files: Iterable[Staged], published: Published, kept: Starts | None = None
) -> dict[str, Staged]:
    """The values, as words, that stand in what is published; each with a log file that holds it."""
    starts = published.beginnings()
    numbers = frozenset(map(hash, starts)) if kept else frozenset[int]()
    firsts = sorted({_ANY_CHARACTER, *(one for one in starts if " " not in one)})
    known = reader.small_table({"start": [*starts]}, {"start": "string"})
    first = reader.small_table({"first": [*firsts]}, {"first": "string"})
    found: dict[str, Staged] = {}
    anywhere: set[str] = set()
    for file in files:
        for everyday, places in _places(file).items():
            if kept and not kept.may_hold(reader, file, places, numbers, everyday=everyday):
                continue
            for words in _near(reader, file, places, first, known):
                where = told(words, everyday=everyday)
                if where is Where.ANYWHERE:
                    anywhere.add(words)
                if where is Where.ANYWHERE or (where is Where.ALONE and words in published.cells):
                    found.setdefault(words, file)
    standing = published.cells | standing_in(published.texts, anywhere)
    return {words: file for words, file in found.items() if words in standing}


def _places(file: Staged) -> Mapping[bool, list[int]]:
    """The private cells, by whether their words are everybody's."""
    places: dict[bool, list[int]] = defaultdict(list)
    for column in private_columns(file):
        places[column.everyday].append(column.place)
    return places


def _near(reader: Reader, file: Staged, places: list[int], first: ir.Table, known: ir.Table) -> list[str]:
    """The different values that begin as something published does."""

    def ask(table: ir.Table) -> list[str]:
        cells = table.select(text=ibis.array([table[CELL.format(place)] for place in places]).unnest())
        run = ibis.ifelse(writes_no_blanks(cells.text), _ANY_CHARACTER, first_run(cells.text))
        cells = cells.mutate(run=run)
        cells = cells.semi_join(first, cells.run == first["first"]).select("text").distinct()
        cells = cells.select(words=in_words(cells.text)).distinct()
        cells = cells.mutate(start=first_words(cells.words))
        near = cells.semi_join(known, cells.start == known.start)
        words: list[str] = reader.fetch_private(near)["words"].to_pylist()
        return words

    return ask_cells(reader, file, ask)


def standing_in(texts: Iterable[str], wanted: Collection[str]) -> set[str]:
    """Of the wanted words those that stand in a text, whole."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for words in wanted:
        by_start[" ".join(words.split(" ")[:3])].append(words)
    found: set[str] = set()
    for text in texts:
        framed = f" {text} "
        for start in beginnings(text):
            for words in by_start.get(start, ()):
                if f" {words} " in framed:
                    found.add(words)
    return found


def source_of(reader: Reader, file: Staged, words: str) -> Source:
    """Where a value stands in a log: its first record, if the engine and Python read the same text."""
    columns = private_columns(file)
    written = {column: _written(reader, file, column.place, words) for column in columns}
    holding = {column: texts for column, texts in written.items() if texts}
    for record in readable(file):
        for column, texts in holding.items():
            if record.cells[column.place] in texts:
                return Source(file.name, record.line, column.name)
    return Source(file.name, None, next(iter(holding)).name)


def _written(reader: Reader, file: Staged, place: int, words: str) -> set[str]:
    """How the value is written in a column."""

    def ask(table: ir.Table) -> set[str]:
        cells = table.select(text=table[CELL.format(place)])
        cells = cells.filter(in_words(cells.text) == words).distinct()
        return set(reader.fetch_private(cells)["text"].to_pylist())

    return ask_cells(reader, file, ask)
