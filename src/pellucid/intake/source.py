"""A log's configuration and a file's header in; which column of ours stands in which cell out."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize

from pellucid.config.logs import Composed, Constant, Sum
from pellucid.config.scalars import parts_of
from pellucid.errors import ConfigurationFaults, UsageError
from pellucid.intake.content import suffix_of, unpacked_name
from pellucid.intake.kinds import kind_of
from pellucid.intake.places import find_files
from pellucid.intake.places.archive import Member
from pellucid.intake.places.database import Table
from pellucid.intake.places.local import as_text as as_text  # noqa: PLC0414 - for those who show paths
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pellucid.config import Config
    from pellucid.config.logs import LogConfig
    from pellucid.errors import ConfigFault
    from pellucid.intake.content import Place
    from pellucid.intake.places.found import Found
    from pellucid.intake.schema import Kind

FILE_MARK, LINE_MARK = "@file", "@line"  # what a composed text may name beside columns
NUMBERS = frozenset({Type.COUNT, Type.BAND})
WORKBOOKS = (".xlsx", ".xlsm")
DOCUMENT = ".json"
_SURELY = 2  # so many known words are no coincidence


@dataclass(frozen=True)
class LogFile:
    """A file of a log. number: no other file of the run has it. name: its path as it is shown.

    partition: what the folders that it lies in say of all its rows, by their word for the column.
    """

    number: int
    name: str
    path: Place
    partition: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LogSet:
    """A `logs` entry of the configuration: its kind, its files, and the words it uses.

    theirs: our name -> the header's word. constants: our name -> a value for every row. made: our name -> how
    it is made of several of theirs.
    """

    index: int
    config: LogConfig
    kind: Kind
    theirs: Mapping[str, str]
    constants: Mapping[str, str]
    made: Mapping[str, Composed | Sum]
    files: tuple[LogFile, ...]

    @property
    def header_words(self) -> tuple[str, ...]:
        """Words that the header should have."""
        return (*self.theirs.values(), *self.further_words)

    @property
    def further_words(self) -> tuple[str, ...]:
        """Words of columns that rows are chosen by, or ours are made of: each must be there."""
        made = [word for one in self.made.values() for word in words_of(one)]
        return tuple(dict.fromkeys((*self.config.rows.words, *made)))

    @property
    def names_lines(self) -> bool:
        """Whether a column is made of the row's line."""
        texts = [one.text for one in self.made.values() if isinstance(one, Composed)]
        return any(word == LINE_MARK for text in texts for _, word in parts_of(text))


def words_of(made: Composed | Sum) -> tuple[str, ...]:
    """The columns of the log that one of ours is made of."""
    if isinstance(made, Sum):
        return made.sum
    return tuple(word for _, word in parts_of(made.text) if word not in {"", FILE_MARK, LINE_MARK})


def log_sets(config: Config) -> tuple[LogSet, ...]:
    """Resolve every entry of `logs`.

    Raises:
        ConfigurationFaults: `columns` or `values` name a column that the kind lacks.
        UsageError: a pattern finds no file, or what reads it is not installed.
        LogUnreadable: an archive or a database can't be opened.

    """
    numbers = count()
    return tuple(_log_set(config, index, log, numbers) for index, log in enumerate(config.logs))


def _log_set(config: Config, index: int, log: LogConfig, numbers: Iterator[int]) -> LogSet:
    kind = kind_of(log.kind, log.of, log.breakdowns)
    names = [column.name for column in kind.columns]
    faults = [
        config.fault(
            ("logs", index, key, name),
            f"a log of kind {kind.name} has no column `{name}`",
            got=name,
            mend=_nearest(name, names),
        )
        for key, given in (("columns", log.columns), ("values", log.values))
        for name in given
        if name not in names
    ]
    faults += _badly_made(config, index, log, kind)
    if faults:
        raise ConfigurationFaults(tuple(faults))
    constants = {name: word.constant for name, word in log.columns.items() if isinstance(word, Constant)}
    made = {name: word for name, word in log.columns.items() if isinstance(word, Composed | Sum)}
    theirs = _their_words(log.columns, [name for name in names if name not in {*constants, *made}])
    files = tuple(
        LogFile(next(numbers), name, file.place, file.partition)
        for name, file in _files(config, index, log).items()
    )
    return LogSet(index, log, kind, theirs, constants, made, files)


def _badly_made(config: Config, index: int, log: LogConfig, kind: Kind) -> Iterator[ConfigFault]:
    """Columns that can't be made as the configuration says: nothing personal may get into what is kept."""
    hidden = {column.name for column in kind.columns if column.personal}
    personal = {word if isinstance(word := log.columns.get(name, name), str) else name for name in hidden}
    for name, made in log.columns.items():
        if not isinstance(made, Composed | Sum) or not kind.has(name):
            continue
        where = ("logs", index, "columns", name)
        if name in hidden:
            mend = "leave it out, or name the one column that holds it"
            yield config.fault(where, f"`{name}` is personal and never read", mend=mend)
        elif isinstance(made, Sum) and kind.column(name).type not in NUMBERS:
            yield config.fault(where, f"`{name}` is no number, so nothing adds up to it", mend="use text:")
        elif found := personal.intersection(words_of(made)):
            word = min(found)
            mend = "make it of other columns: what is personal is never kept"
            yield config.fault(where, "this is made of a personal column", got=word, mend=mend)


def _their_words(given: Mapping[str, object], names: list[str]) -> dict[str, str]:
    """The header's word for each of our columns: the mapped one, else our own name.

    A word that is mapped to one of our columns is not read as another one too: where `requests` holds what we
    call requests_disclosed, the log has no requests.
    """
    mapped = {name: word for name, word in given.items() if isinstance(word, str)}
    claimed = set(mapped.values())
    return mapped | {name: name for name in names if name not in mapped and name not in claimed}


def _files(config: Config, index: int, log: LogConfig) -> dict[str, Found]:
    """Files by shown name: each once, pattern by pattern, in order of name within a pattern."""
    found: dict[str, Found] = {}
    seen: set[object] = set()
    for number, pattern in enumerate(log.paths):
        for file in find_files(config.root, pattern, f"logs[{index}].paths[{number}]", log.table):
            if (one := _identity(file.place)) not in seen:
                seen.add(one)
                found[_own_name(file.name, found)] = file
    _refuse_idle_keys(config, index, log, list(found.values()))
    return found


def _identity(place: Place) -> object:
    """What is the same for a file however it is named: by way of `..`, from the root, or by a link."""
    if isinstance(place, Path):
        return place.resolve()
    if isinstance(place, Member):
        return _identity(place.archive), place.path
    return place


def _own_name(name: str, taken: Mapping[str, Found]) -> str:
    """The name, numbered where another file is shown by it: addresses that differ in a secret part only."""
    numbered = (f"{name} ({number})" for number in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _refuse_idle_keys(config: Config, index: int, log: LogConfig, found: list[Found]) -> None:
    """A key that says something of no file of the log is a mistake."""
    way = " > ".join(log.records or ())
    idle = (
        ("sheet", log.sheet, "workbook (.xlsx)", any(suffix_of(file.place) in WORKBOOKS for file in found)),
        ("table", log.table, "database", any(isinstance(file.place, Table) for file in found)),
        ("records", way, "JSON document (.json)", any(_is_document(file.place) for file in found)),
    )
    faults = [
        config.fault(
            ("logs", index, key), f"none of this log's files is a {what}", got=given, mend="leave it out"
        )
        for key, given, what, holds in idle
        if given and not holds
    ]
    if faults:
        raise ConfigurationFaults(tuple(faults))


def _is_document(place: Place) -> bool:
    return PurePosixPath(unpacked_name(place)).suffix.lower() == DOCUMENT


def place_columns(logs: LogSet, name: str, header: tuple[str, ...]) -> dict[str, int]:
    """Our columns that this file has, with the index of their cell. Personal ones are among them.

    Raises:
        UsageError: a word stands twice in the header, or a required or mapped column is missing.

    """
    places: dict[str, int] = {}
    replaced = _replaced(logs, header)
    for column in logs.kind.columns:
        word = logs.theirs.get(column.name)
        if word is None or column.name in replaced:
            continue
        place = _place(name, word, header)
        if place is not None:
            places[column.name] = place
        elif column.name in logs.config.columns or column.required:
            raise _missing(logs, name, column.name, word, header)
    return places


def _replaced(logs: LogSet, header: tuple[str, ...]) -> set[str]:
    """Columns that are not read because others say the same: a period's name, or its two days."""
    replaced: set[str] = set()
    for column in logs.kind.columns:
        if column.replaces:
            others = any(name in logs.config.columns for name in column.replaces) or any(
                logs.theirs.get(name) in header for name in column.replaces
            )
            there = logs.theirs.get(column.name) in header and not others
            replaced |= set(column.replaces) if column.name in logs.config.columns or there else {column.name}
    return replaced


def place_words(logs: LogSet, name: str, header: tuple[str, ...]) -> dict[str, int]:
    """Where the columns stand that rows are chosen by, or ours are made of.

    Raises:
        UsageError: a word stands twice in the header, or not at all.

    """
    places: dict[str, int] = {}
    for word in logs.further_words:
        place = _place(name, word, header)
        if place is None:
            near = difflib.get_close_matches(word, header, n=1) if _is_header(logs, header) else []
            raise UsageError(
                f"the header lacks `{word}`, which logs[{logs.index}] names under `columns` or `rows`",
                where=f"{name}:1",
                mend=f"did you mean `{near[0]}`?" if near else "write it as it stands in the header",
            )
        places[word] = place
    return places


def _place(name: str, word: str, header: tuple[str, ...]) -> int | None:
    # An accent may be a character of its own, as macOS writes it: both look the same.
    word, header = normalize("NFC", word), tuple(normalize("NFC", cell) for cell in header)
    count = header.count(word)
    if count > 1:
        raise UsageError(
            f"the header has the column `{word}` {count} times",
            where=f"{name}:1",
            mend="rename or remove one of the two, so that it is clear which one counts",
        )
    return header.index(word) if count else None


def _missing(logs: LogSet, name: str, column: str, word: str, header: tuple[str, ...]) -> UsageError:
    # Where few words are known, the first line may be a record, and what stands there anybody's name.
    is_header = _is_header(logs, header)
    shown = ", ".join(f"`{cell}`" for cell in header[:30])
    near = difflib.get_close_matches(word, header, n=1) if is_header else []
    return UsageError(
        f"the header lacks `{word}`, which a log of kind {logs.kind.name} needs"
        if word == column
        else f"the header lacks `{word}`, which stands for `{column}`",
        where=f"{name}:1",
        got=f"the columns {shown}"
        if is_header
        else f"a line of {len(header)} cells, few of them or none a known column",
        mend=f"name the column that holds it under logs[{logs.index}].columns, such as "
        f"`{column}: {near[0] if near else 'its word in the header'}`, "
        f"or `{column}: {{constant: …}}` where there is none",
    )


def _is_header(logs: LogSet, header: tuple[str, ...]) -> bool:
    """Whether it is surely no record: a code such as `emergency` is the name of a column, too."""
    words = {*logs.header_words, *(column.name for column in logs.kind.columns)}
    required = sum(column.required for column in logs.kind.columns)
    return len(words.intersection(header)) >= max(_SURELY, required // 2)


def _nearest(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"its columns are {', '.join(names)}"
