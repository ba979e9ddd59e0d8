"""Takes the bands of national-security process, gives a table for each period that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.cube.national_security import MEASURES
from pellucid.report.blocks.tabulate import name_cell
from pellucid.report.model import Cell, Column, Heading, Row, Section, Table, Text
from pellucid.report.wording import period_words
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.periods import PeriodKind
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.confidentiality.national_security import NationalSecurity, PartTable
    from pellucid.report.context import Context
    from pellucid.report.model import Block

NAMES = {
    TOTAL: message("All process: national security letters, FISA orders and directives"),
    "nsl": message("National security letters"),
    "fisa_content": message("FISA orders and directives for content"),
    "fisa_noncontent": message("FISA orders for other data"),
}
HEADS = (message("Process received"), message("Accounts targeted"))


def section(context: Context) -> Section | None:
    """Give the bands; None where the release has none."""
    found = context.figures.national_security
    if found is None:
        return None
    blocks = (
        Text(tuple(_about(context, found))),
        *_parts(context, found),
        Text(tuple(_read_as(context))),
    )
    return Section("national_security", context.title("national_security"), blocks)


def _about(context: Context, found: NationalSecurity) -> Iterator[str]:
    say, option = context.words.say, found.option
    half = option.unit is PeriodKind.HALF_YEAR
    yield say(
        "The law of the United States permits figures of national-security process in bands only, in one of "
        "four structures. This report takes that of 50 U.S.C. § 1874{paragraph}: bands of {width}, {unit}.",
        paragraph=option.paragraph,
        width=context.words.count(option.width),
        unit=say("a half-year at a time") if half else say("a year at a time"),
    )
    if option.combined:
        yield say("All process is combined in one figure, and so are all accounts that it targeted.")
    else:
        yield say("Orders and directives for content are combined. Content and other data are told apart.")


def _parts(context: Context, found: NationalSecurity) -> Iterator[Block]:
    for number, one in enumerate(found.parts, start=1):
        label = period_words.label(context.words, one.period)
        heading = context.words.say("{rows}: {period}", rows=_rows_named(context, one), period=label)
        yield Heading(f"national-security-{number}", heading)
        if one.bands:
            raised = any(band.upper - band.lower + 1 < found.option.width for band in one.bands.values())
            yield _table(context, one, number, raised=raised)
        else:
            yield Text((context.words.say("Of this period the source has no figures."),))


def _rows_named(context: Context, one: PartTable) -> str:
    say = context.words.say
    if not one.part.rows:
        return say("All process")
    if len(one.part.rows) > 1:
        return say("FISA orders and directives")
    return say(NAMES[one.part.rows[0]])


def _table(context: Context, one: PartTable, number: int, *, raised: bool) -> Table:
    words = context.words
    span = period_words.span(words, one.period)
    rows = tuple(
        Row(name_cell(words.say(NAMES[code])), tuple(_cell(context, one, code, name) for name in MEASURES))
        for code in one.part.shown
    )
    return Table(
        id=f"national-security-table-{number}",
        caption=words.say("National-security process received from {span}, in bands", span=span),
        columns=(
            Column(words.say("Process"), numeric=False, width=3),
            *(Column(words.say(head)) for head in HEADS),
        ),
        rows=rows,
        notes=(*_raised(context, raised=raised), *_why_earlier(context, one)),
        source=context.data_file("national_security"),
    )


def _cell(context: Context, one: PartTable, code: str, measure: str) -> Cell:
    known = one.bands.get((code, measure))
    if known is None:
        note = context.words.say("not available")
        return Cell(
            Status.NOT_AVAILABLE.mark, note=note, spoken=note, sort="-1", status=Status.NOT_AVAILABLE.value
        )
    text = context.words.span_of_counts(known.lower, known.upper)
    return Cell(text, note=context.words.say("banded"), sort=str(known.lower), status=Status.BANDED.value)


def _raised(context: Context, *, raised: bool) -> tuple[str, ...]:
    if not raised:
        return ()
    return (
        context.words.say(
            "Where some process is secret no longer, the band begins no lower than the number of it."
        ),
    )


def _why_earlier(context: Context, one: PartTable) -> tuple[str, ...]:
    say, part = context.words.say, one.part
    if part.days:
        return (
            say(
                "The law permits figures of FISA process no sooner than {days} days after the end of their "
                "period, so they end earlier than others.",
                days=str(part.days),
            ),
            say(
                "An order about a platform that no such order was about before is counted {days} days after "
                "its receipt at the earliest.",
                days=str(part.new_platform),
            ),
        )
    if part.years:
        return (
            say(
                "The law permits figures in bands this narrow no sooner than a year after the end of their "
                "period, so they end earlier than others."
            ),
        )
    return ()


def _read_as(context: Context) -> Iterator[str]:
    say = context.words.say
    yield say(
        "A figure lies in its band, both ends included. A band that begins with 0 may stand for none, or for "
        "as many as its end: it doesn't say which."
    )
    yield say("These figures are in no other table of this report, in no total and in no rate.")
