"""Takes the facts of intake and the coverage of the figures, gives what a reader must know of their gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.intake.kinds import RECORD_KINDS
from pellucid.report.blocks.contradictions import contradiction
from pellucid.report.blocks.gaps import gaps
from pellucid.report.blocks.tabulate import name_cell
from pellucid.report.model import Bullets, Cell, Column, Heading, Row, Table, Text
from pellucid.report.numbers.rough import rough, rough_cell, rough_words
from pellucid.report.wording import period_words
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.report.context import Context
    from pellucid.report.facts import LogFact
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView

FAULTS = {
    "missing_value": message("A required value was missing"),
    "not_a_date": message("A date was not a date"),
    "ambiguous_date": message("A date could be read in two ways"),
    "not_a_number": message("A number was not a number"),
    "out_of_range": message("A value lay outside its range"),
    "unknown_code": message("A code is not on its list"),
    "unknown_country": message("The country is not known"),
    "inconsistent": message("Values of the record contradict each other"),
    "in_the_future": message("A date lay in the future"),
    "contradicting_duplicate": message("Records with the same identifier contradict each other"),
    "malformed_row": message("The row could not be read"),
    "bad_encoding": message("The row's text could not be decoded"),
}
COLUMNS = {
    "read": message("Read"),
    "accepted": message("Counted from"),
    "rejected": message("Rejected"),
    "duplicates": message("Duplicates"),
    "set_aside": message("Set aside"),
}
TAKEN_FROM_TOTALS = {"read", "accepted"}  # with the published totals they would give withheld figures away


def data_quality(context: Context) -> Iterator[Block]:
    """Say how many records were left out and why, what is missing, and what contradicts what."""
    say = context.words.say
    yield Heading("data-quality", say("Data quality"))
    yield Text(_left_out(context))
    yield _account(context)
    reasons = _reasons(context)
    if reasons.rows:
        yield reasons
    yield from _gaps(context)
    for view in context.figures.views():
        yield from _coverage(context, view)
    yield from _contradictions(context)
    yield from _breaks(context)


def kind_label(context: Context, kind: str) -> str:
    """Name a kind of log as a reader knows it."""
    known = RECORD_KINDS.get(kind)
    return context.words.say(known.title) if known else context.words.say("Aggregated figures")


def _left_out(context: Context) -> tuple[str, ...]:
    words = context.words
    rejected = sum(log.rejected for log in context.facts.logs)
    if rejected == 0:
        return (words.say("No record was left out because of a fault."),)
    if context.threshold > 1:
        return (
            words.say(
                "Of all records, {n} were left out because of faults; the table below says why.",
                n=rough_words(context, rejected),
            ),
        )
    sentence = words.plural(
        "{n} record of {all} was left out because of a fault; the table below says why.",
        "{n} records of {all} were left out because of faults; the table below says why.",
        rejected,
        all=words.count(sum(log.read for log in context.facts.logs)),
    )
    return (sentence,)


def _account(context: Context) -> Table:
    words = context.words
    shown = {
        name: head
        for name, head in COLUMNS.items()
        if context.threshold == 1 or name not in TAKEN_FROM_TOTALS
    }
    rows = tuple(
        Row(
            name_cell(kind_label(context, log.kind)),
            tuple(_count(context, getattr(log, name)) for name in shown),
        )
        for log in context.facts.logs
    )
    return Table(
        id="records",
        caption=words.say("Rows of the logs, from reading to counting"),
        columns=(
            Column(words.say("Log"), numeric=False, width=2),
            *(Column(words.say(head)) for head in shown.values()),
        ),
        rows=rows,
        notes=(
            _account_note(context),
            words.say("The rows cover all periods of the logs. Set aside are totals rows and blank lines."),
        ),
    )


def _account_note(context: Context) -> str:
    if context.threshold == 1:
        return context.words.say(
            "Rows read are rows counted from, rejected, duplicates and set aside together."
        )
    return context.words.say(
        "Numbers of rows are given as ranges, and those of rows read and counted from not at all: with the "
        "published totals they could give withheld figures away."
    )


def _reasons(context: Context) -> Table:
    words = context.words
    rows = tuple(
        Row(
            name_cell(words.say(FAULTS.get(code, code))),
            (name_cell(kind_label(context, log.kind)), _count(context, number)),
        )
        for log in context.facts.logs
        for code, number in _most_first(context, log)
    )
    return Table(
        id="rejected",
        caption=words.say("Rows left out, by reason"),
        columns=(
            Column(words.say("Reason"), numeric=False, width=3),
            Column(words.say("Log"), numeric=False, width=2),
            Column(words.say("Rows")),
        ),
        rows=rows,
        notes=(words.say("A row with several faults is counted under each of them."),),
    )


def _most_first(context: Context, log: LogFact) -> Iterable[tuple[str, int]]:
    """Sort reasons by their number; where that is told as a range, those of one range stand by name."""

    def place(item: tuple[str, int]) -> tuple[int, str]:
        code, number = item
        return (-(number if context.threshold == 1 else rough(number, context.threshold)[0]), code)

    return sorted(log.rejected_by_code.items(), key=place)


def _count(context: Context, number: int) -> Cell:
    if context.threshold > 1:
        return rough_cell(context, number)
    return Cell(context.words.count(number), sort=str(number))


def _gaps(context: Context) -> Iterator[Block]:
    views = context.figures.views()
    found = [sentence for view in views for sentence in gaps(context, view, kind_label(context, view.kind))]
    if found:
        yield Heading("gaps", context.words.say("What the figures lack"))
        yield Bullets(tuple(found))


def _coverage(context: Context, view: CubeView) -> Iterator[Block]:
    measure = view.measures[0].code
    coverage = view.coverage(measure) if view.aggregated else None
    if coverage is None:
        return
    words = context.words
    missing = [code for code in view.countries if view.number(measure, code).status is Status.NOT_AVAILABLE]
    yield Heading("coverage", words.say("Countries with figures"))
    counts = {
        "period": period_words.label(words, context.period),
        "known": words.count(coverage.known),
        "available": words.count(coverage.available),
        "published": words.count(coverage.published),
        "derived": words.count(coverage.derived),
    }
    sentence = words.say(
        "{period}: of {known} countries in the source, {available} have a figure: {published} as reported "
        "for this period, {derived} derived from other periods.",
        **counts,
    )
    names = words.listed(words.country(code) for code in words.by_name(missing))
    yield Text((sentence, words.say("No figure: {names}.", names=names)) if missing else (sentence,))


def _contradictions(context: Context) -> Iterator[Block]:
    if not context.facts.contradictions:
        return
    say = context.words.say
    yield Heading("contradictions", say("Figures that contradict each other"))
    yield Text((say("Where figures of the source contradict each other, a period's own figure stands."),))
    yield Bullets(tuple(contradiction(context, fact) for fact in context.facts.contradictions))


def _breaks(context: Context) -> Iterator[Block]:
    if not context.config.breaks:
        return
    words = context.words
    yield Heading("breaks", words.say("Changes of method"))
    yield Text((words.say("No change is computed across these dates, and trend lines are cut at them."),))
    yield Bullets(
        tuple(
            words.say("{date}: {reason}", date=words.day(change.date), reason=change.reason)
            for change in sorted(context.config.breaks, key=lambda change: change.date)
        )
    )
