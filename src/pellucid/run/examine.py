"""A configuration in; every log read, checked and accounted for, and the work folder's files, out."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid import __version__
from pellucid.cube.above import parts_above
from pellucid.cube.account import accounts
from pellucid.cube.aggregated import conflicts
from pellucid.cube.conformance import find_lapses, write_lapses
from pellucid.cube.figures import coverage
from pellucid.cube.names import check_names
from pellucid.cube.overlaps import explain
from pellucid.cube.spans import number_or_band
from pellucid.cube.tables import count_hidden, source_of
from pellucid.engine import open_engine
from pellucid.intake.cache import Cache
from pellucid.intake.embargo import holds_back
from pellucid.intake.faults import write_rejects
from pellucid.intake.read import read_logs
from pellucid.intake.reconcile import (
    Contradiction,
    CountedRow,
    Reconciliation,
    StatedTotal,
    write_reconciliation,
)
from pellucid.release.failures import naming
from pellucid.report.facts import ContradictionFact, Facts, LogFact, StatedFigure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from pellucid.config import Config
    from pellucid.cube.above import PartAbove
    from pellucid.cube.aggregated import SeriesConflict
    from pellucid.cube.conformance import Lapse
    from pellucid.cube.figures import Coverage
    from pellucid.cube.overlaps import Known
    from pellucid.cube.tables import Source
    from pellucid.intake.faults import Fault
    from pellucid.intake.read import CleanLog
    from pellucid.intake.stated import DifferingTotal
    from pellucid.run.progress import Progress
    from pellucid.vocabulary.periods import Period

    ChoosePeriods = Callable[[Mapping[str, Coverage]], Sequence[Period] | None]

SCRATCH = "scratch"
CACHE = "cache"


@dataclass(frozen=True)
class Examined:
    """What is known once every row has its place. Its tables live as long as `examine`'s block."""

    logs: tuple[CleanLog, ...]
    source: Source
    covered: Mapping[str, Coverage]
    periods: Sequence[Period] | None
    reconciliation: Reconciliation
    hidden: Mapping[str, int]  # by kind, rows that must leave no trace in what is published
    faults: tuple[Fault, ...]
    lapses: tuple[Lapse, ...]

    @property
    def rejected(self) -> int:
        """Rows that were left out because of a fault."""
        return sum(account.rejected for account in self.reconciliation.logs)

    @property
    def facts(self) -> Facts:
        """What the report says about its own making."""
        return Facts(
            f"Pellucid {__version__}",
            _log_facts(self),
            _contradictions(self),
            holds_back=any(map(holds_back, self.logs)),
        )


@contextmanager
def examine(  # noqa: PLR0913 - two of them are for builds alone
    config: Config,
    today: date,
    choose: ChoosePeriods,
    progress: Progress,
    *,
    cached: bool = True,
    refuse: Callable[[Sequence[Fault]], None] | None = None,
) -> Iterator[Examined]:
    """Read and account for every log; `choose` says which periods are reported, from what the logs cover.

    refuse: may end the run for the faults that were found.
    cached: whether what earlier runs have read is taken, and what this one reads is kept.
    """
    check_names(config)
    scratch = config.work / SCRATCH
    # A killed run leaves its scratch behind; whoever holds the work folder's lock may clear it.
    shutil.rmtree(scratch, ignore_errors=True)
    cache = Cache(config.work / CACHE if cached else scratch / CACHE, keep=cached)
    with open_engine(scratch, config.engine) as engine:
        logs = read_logs(config, engine, today, progress, cache)
        progress.step("counting")
        source = source_of(config, engine, logs, today)
        faults = tuple(fault for log in logs for fault in log.faults)
        lapses = find_lapses(config, source, logs)
        # Before the periods are chosen: a run that ends there names these files.
        _write_findings(config, faults, lapses)
        if refuse:
            refuse(faults)
        covered = coverage(source)
        periods = choose(covered)
        reconciliation = _reconcile(config, source, logs, periods, today)
        hidden = Counter[str]()
        for log in logs:
            hidden[log.logs.kind.name] += count_hidden(config, log, today)
        yield Examined(logs, source, covered, periods, reconciliation, hidden, faults, lapses)
        # Not sooner: a run that ended before may go on where it was.
        cache.forget_unused(engine.results.used)


def _write_findings(config: Config, faults: tuple[Fault, ...], lapses: tuple[Lapse, ...]) -> None:
    with naming(config.work):
        write_rejects(config.work / "rejects.csv", faults)
        if config.policies:
            write_lapses(config.work / "policy.csv", lapses)


def _reconcile(
    config: Config,
    source: Source,
    logs: tuple[CleanLog, ...],
    periods: Sequence[Period] | None,
    today: date,
) -> Reconciliation:
    """Account for every row, write it down, and only then ask whether it adds up."""
    found = tuple(account for log in logs for account in accounts(config, source, log, periods, today))
    above = tuple(_part_above(one) for log in logs for one in parts_above(config, log))
    totals = tuple(_stated(log, one) for log in logs for one in log.totals)
    reconciliation = Reconciliation(found, (*_found_contradictions(source), *above), totals)
    with naming(config.work):
        write_reconciliation(config.work / "reconciliation.json", reconciliation)
    for account in found:
        account.check()
    return reconciliation


def _found_contradictions(source: Source) -> tuple[Contradiction, ...]:
    found = conflicts(source.aggregated) if source.aggregated else ()
    return tuple(_contradiction(one) for one in found)


def _contradiction(found: SeriesConflict) -> Contradiction:
    conflict = found.conflict
    return Contradiction(
        "counts",
        found.key.country,
        found.key.request_type,
        found.key.measure,
        _row(conflict.row),
        tuple(_row(row) for row in conflict.against),
        conflict.implied_lower,
        conflict.implied_upper,
        explain(conflict),
    )


def _part_above(found: PartAbove) -> Contradiction:
    return Contradiction(
        "counts",
        found.country,
        found.request_type,
        found.measure,
        _row(found.part),
        (_row(found.whole),),
        0,
        found.whole.upper,
        found.sentence,
        found.file,
        found.line,
    )


def _stated(log: CleanLog, found: DifferingTotal) -> StatedTotal:
    return StatedTotal(
        log.logs.kind.name,
        found.file,
        found.line,
        found.measure,
        number_or_band(*found.stated),
        number_or_band(*found.added),
    )


def _row(known: Known) -> CountedRow:
    return CountedRow(known.span.start, known.span.end, known.lower, known.upper)


def _log_facts(examined: Examined) -> tuple[LogFact, ...]:
    """The accounts a kind, as if the hidden rows were not there: their number can't be told from them."""
    by_kind = defaultdict(list)
    for account in examined.reconciliation.logs:
        by_kind[account.kind].append(account)
    return tuple(
        LogFact(
            kind=kind,
            files=len(found),
            read=sum(one.read for one in found) - examined.hidden[kind],
            accepted=sum(one.accepted for one in found) - examined.hidden[kind],
            rejected=sum(one.rejected for one in found),
            duplicates=sum(one.duplicates for one in found),
            set_aside=sum(one.set_aside for one in found),
            rejected_by_code=dict(
                sorted(sum((Counter(one.rejected_by_code) for one in found), Counter()).items())
            ),
        )
        for kind, found in by_kind.items()
    )


def _contradictions(examined: Examined) -> tuple[ContradictionFact, ...]:
    return tuple(
        ContradictionFact(
            one.country,
            one.request_type,
            one.measure,
            one.sentence,
            None if one.file else _stated_figure(one.row),
            tuple(map(_stated_figure, one.against)),
        )
        for one in examined.reconciliation.contradictions
    )


def _stated_figure(row: CountedRow) -> StatedFigure:
    return StatedFigure(f"{row.period_start}/{row.period_end}", row.lower, row.upper)
