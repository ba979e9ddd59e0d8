"""The configuration's logs in; clean tables by kind, every fault, and the account of every file out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import ibis

from pellucid import __version__
from pellucid.intake import checks
from pellucid.intake.cells import ASIDE, BLANK, CELL_FAULTS, TOTALS_OF, Typing, typed_names
from pellucid.intake.coded import code_lists
from pellucid.intake.content import size_of
from pellucid.intake.dates import DateReader
from pellucid.intake.duplicates import SetAside, as_table, find_repeated, of_table, settle, without
from pellucid.intake.faults import Fault, shown
from pellucid.intake.personal import differing_in_person
from pellucid.intake.rejected import faults_of_rows, files_of
from pellucid.intake.rows import SOUND, lay_codes, raw_name
from pellucid.intake.source import LogSet, log_sets
from pellucid.intake.stage import stage
from pellucid.intake.staged import FILE, ROW, Staged
from pellucid.intake.stated import DifferingTotal, differing_totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import ibis.expr.types as ir
    import pyarrow as pa

    from pellucid.config import Config
    from pellucid.engine import Engine
    from pellucid.intake.cache import Cache
    from pellucid.intake.duplicates import Place
    from pellucid.intake.source import LogFile

_GOOD, _BAD, _EMPTY = "(good)", "(bad)", "blank"


_MANY_ROWS = 100_000  # from here on it is worth while to keep what queries find


class Reading(Protocol):
    """Who is told how far the reading has come."""

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

    def note(self, words: str) -> None:
        """Something the reader should know."""


@dataclass(frozen=True)
class RowCounts:
    """Where the rows of a file went; what was counted in which period comes later."""

    read: int
    accepted: int
    rejected: int
    duplicates: int
    set_aside: int
    rejected_by_code: dict[str, int]
    set_aside_by_code: dict[str, int]
    totals_lines: tuple[int, ...]  # of the totals rows that were found out
    updated: int  # of the duplicates, those that a later record has replaced


@dataclass(frozen=True)
class CleanLog:
    """A log set after intake: its sound rows as an expression, and what became of every file's rows.

    columns: typed columns that every file of the set has.
    totals: totals rows that say something else than the rows that count.
    files, counts: by the number that stands in a row's FILE, which no other log set uses.
    """

    engine: Engine
    logs: LogSet
    rows: ir.Table
    columns: frozenset[str]
    files: Mapping[int, Staged]
    counts: Mapping[int, RowCounts]
    faults: tuple[Fault, ...]
    totals: tuple[DifferingTotal, ...] = ()


def read_logs(
    config: Config, engine: Engine, today: date, progress: Reading, cache: Cache
) -> tuple[CleanLog, ...]:
    """Read, check and settle every log."""
    known = code_lists(config, today)
    sets = log_sets(config)
    jobs = [
        Typing(
            engine,
            logs,
            known,
            DateReader(engine.reader, config.periods.timezone, logs.config.date_forms),
            today,
        )
        for logs in sets
    ]
    progress.logs(sum(size_of(file.path) for logs in sets for file in logs.files))
    staged = _stage_all(jobs, cache, progress)
    rows = sum(one.read for files in staged for one in files.values())
    engine.results.folder = cache.folder if cache.keep and rows >= _MANY_ROWS else None
    # Whatever is counted from here on depends on these, and on nothing else.
    engine.results.given = f"{__version__} {engine.name} {config.sha256} {today} {sorted(cache.used)}"
    clean = []
    for job, files in zip(jobs, staged, strict=True):
        progress.step(f"checking {job.logs.kind.title.lower()}")
        clean.append(_settle_set(job, files))
    return tuple(clean)


def _stage_all(jobs: Sequence[Typing], cache: Cache, progress: Reading) -> list[dict[int, Staged]]:
    staged: list[dict[int, Staged]] = [{} for _ in jobs]
    try:
        for job, files in zip(jobs, staged, strict=True):
            for file in job.logs.files:
                files[file.number] = _stage(job, file, cache, progress)
    except KeyboardInterrupt:
        if cache.keep and (whole := sum(len(files) for files in staged)):
            logs = "1 log was" if whole == 1 else f"{whole:,} logs were"
            progress.note(f"{logs} read whole before the stop, and need not be read again")
        raise
    return staged


def _stage(job: Typing, file: LogFile, cache: Cache, progress: Reading) -> Staged:
    progress.log(file.name, size_of(file.path))
    with job.engine.reader.watched(progress.part):
        staged = stage(job, file, cache)
    progress.log_read(file.name, staged.found.size, staged.read)
    return staged


def _shared_columns(job: Typing, staged: Mapping[int, Staged]) -> frozenset[str]:
    """The typed columns that every file of the set has, those with a default among them."""
    kind = job.logs.kind
    shared = frozenset.intersection(*(frozenset(one.columns) for one in staged.values()))
    some = {name for one in staged.values() for name in one.columns}
    filled = {name for name in some if kind.column(name).default}
    return frozenset(
        typed for name in {*shared, *filled, *job.logs.constants} for typed in typed_names(kind.column(name))
    )


def _settle_set(job: Typing, staged: dict[int, Staged]) -> CleanLog:
    paths = {one.parquet: number for number, one in staged.items()}
    rows = job.engine.read_staged(paths, FILE, ROW)
    laid = lay_codes(job, rows)
    sound = laid.rows.filter(laid.rows[SOUND])
    texts = [name for name in laid.rows.columns if name.endswith("__written")]
    aside = [name for name in (ASIDE, TOTALS_OF) if name in laid.rows.columns]
    raw = [raw_name(name) for name in laid.readings]
    sound = sound.drop(BLANK, SOUND, CELL_FAULTS, *aside, *texts, *raw)
    settled = _settled(job, staged, rows, sound)
    faults = [
        *(fault for one in staged.values() for fault in one.unreadable),
        *faults_of_rows(job, staged, laid),
        *_duplicate_faults(job, staged, settled),
    ]
    faults.sort(key=lambda fault: (fault.file, fault.line))
    columns = _shared_columns(job, staged)
    counts = _row_counts(job.engine, staged, laid.rows, settled, faults)
    accepted = without(job.engine, sound, settled)
    totals = differing_totals(job.logs, staged, laid.rows, accepted)
    return CleanLog(job.engine, job.logs, accepted, columns, staged, counts, tuple(faults), totals)


def _settled(job: Typing, staged: Mapping[int, Staged], rows: ir.Table, sound: ir.Table) -> list[SetAside]:
    choice = job.logs.config.duplicates
    if choice == "add":
        return []

    def found() -> pa.Table:
        repeated = find_repeated(job.engine, rows, sound, sum(one.read for one in staged.values()))
        return as_table(
            settle(repeated, choice, lambda copies: differing_in_person(job.engine, staged, copies))
        )

    return of_table(job.engine.results.recall(f"set aside {files_of(staged)}", found))


def _duplicate_faults(job: Typing, staged: Mapping[int, Staged], settled: list[SetAside]) -> list[Fault]:
    places = [place for one in settled for place in (one.place, one.other)]
    lines = _lines(staged, places)
    column = job.logs.kind.id or job.logs.kind.key[-1]
    return [
        Fault(
            staged[one.place.file].name,
            lines[one.place.file, one.place.row],
            column,
            shown(one.record_id),
            one.check,
            shown(one.record_id),
            allowed=", ".join(one.changed),
            other=f"{staged[one.other.file].name}:{lines[one.other.file, one.other.row]}",
            row=one.place.row,
        )
        for one in settled
    ]


def _lines(staged: Mapping[int, Staged], places: list[Place]) -> dict[tuple[int, int], int]:
    found = {(place.file, place.row): place.line for place in places if place.line is not None}
    for number, one in staged.items():
        rows = {place.row for place in places if place.file == number and place.line is None}
        found |= {(number, row): line for row, line in one.lines(rows).items()}
    return found


def _row_counts(
    engine: Engine, staged: Mapping[int, Staged], rows: ir.Table, settled: list[SetAside], faults: list[Fault]
) -> dict[int, RowCounts]:
    """Count what became of the rows; read, good, bad and blank come from the rows, each on its own."""
    tallies = _tally(engine, rows)
    return {
        number: _row_count(
            one, tallies[number], [gone for gone in settled if gone.place.file == number], faults
        )
        for number, one in staged.items()
    }


def _row_count(staged: Staged, tally: Counter[str], gone: list[SetAside], faults: list[Fault]) -> RowCounts:
    clashing = sum(one.check is checks.CONTRADICTING for one in gone)
    first = {fault.row: fault.code for fault in reversed(faults) if fault.file == staged.name}
    aside = {fate: rows for fate, rows in sorted(tally.items()) if fate not in {_GOOD, _BAD}}
    codes = Counter(code for code in first.values() if code != checks.DUPLICATE.code)
    return RowCounts(
        read=staged.read,
        accepted=tally[_GOOD] - len(gone),
        rejected=tally[_BAD] + len(staged.unreadable) + clashing,
        duplicates=len(gone) - clashing,
        set_aside=sum(aside.values()),
        rejected_by_code=dict(sorted(codes.items())),
        set_aside_by_code=aside,
        totals_lines=staged.totals_lines,
        updated=sum(one.check is checks.UPDATED for one in gone),
    )


def _tally(engine: Engine, rows: ir.Table) -> defaultdict[int, Counter[str]]:
    """Per file the number of good and bad rows, and of those that are set aside by the reason."""
    aside = rows[ASIDE].fill_null(_EMPTY) if ASIDE in rows.columns else ibis.literal(_EMPTY)
    fate = ibis.cases((rows[BLANK], aside), (rows[SOUND], _GOOD), else_=_BAD)
    table = rows.group_by(rows[FILE], fate=fate).aggregate(n=rows.count())
    tallies: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in engine.fetch_rows(table):
        tallies[row[FILE]][row["fate"]] += row["n"]
    return tallies
