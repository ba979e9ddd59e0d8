"""The text of a log's cells in; typed dates and counts, and what is wrong with them, out.

Columns of codes stay text here: what a text stands for is the configuration's matter, and is laid over the
rows when they are counted (rows.py), so that a changed code list reads no log again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import ibis.expr.datatypes as dt

from pellucid.intake import checks
from pellucid.intake.coded import CODED
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import ibis.expr.types as ir

    from pellucid.config.logs import CsvConfig
    from pellucid.engine import Engine
    from pellucid.intake.coded import CodeLists
    from pellucid.intake.dates import DateReader
    from pellucid.intake.schema import Check, Column
    from pellucid.intake.source import LogSet

    _Test = tuple[ir.BooleanValue, Check]

BLANK = "_blank"
LINE = "_line"
LINE_NAME = "_line_name"  # the line as a text, unlike for each record; where the log's columns name it
RECORD_ID = "_record_id"
CELL_FAULTS = "_cell_faults"
ASIDE = "_aside"  # why a row is set aside; null where it isn't, or is blank
TOTALS_OF = "_totals_of"  # of a totals row, the columns that say so: the sum of 2 ** their place in `totals`
BETWEEN_FAULTS = "\x1e"
BEFORE_TEXT = "\x1f"
# What stands for a mark between faults where a cell has that mark.
_SHOWN_MARKS = {
    BETWEEN_FAULTS: "\N{SYMBOL FOR RECORD SEPARATOR}",
    BEFORE_TEXT: "\N{SYMBOL FOR UNIT SEPARATOR}",
}
# What Python takes for blank, no-break spaces of spreadsheets and the wide one of Japanese among them.
# So is a byte order mark, which stands inside where files were put one after the other.
BLANKS = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace()) + "\ufeff"
_ASCII_BLANKS = " \t\n\r\v\f\x1c\x1d\x1e\x1f"
# A text's first character is blank only if the text is below the one, or above the other.
_ABOVE_ASCII_BLANKS, _LAST_OF_ASCII = "!", "\x7f"
FIRST_DAY = "1970-01-01"
# Sums of counts up to this stay exact, in 64 bits and as the published numbers.
LARGEST = 999_999_999_999
WHOLE = r"^\d{{1,18}}({decimal}0{{1,2}})?$"  # 3.0 and 3.00, as programs write it; 3.000 may be three thousand
NEGATIVE = r"^-\d+({decimal}0{{1,2}})?$"
BAND = r"^(\d{1,18}) ?[-\x{2013}] ?(\d{1,18})$"
_SAME_MARK = {" ": r"[ \x{a0}\x{202f}]", "'": r"['\x{2019}]"}  # as keyboards and programs write them
_LONGEST_TEXT = 1_000
_NEGATIVE = -1  # what stands for every negative number until its fault is found
_FALSE, _TRUE = ibis.literal(value=False), ibis.literal(value=True)


@dataclass(frozen=True)
class Typing:
    """What typing needs to know beside the rows."""

    engine: Engine
    logs: LogSet
    known: CodeLists
    dates: DateReader
    today: date


def typed_names(column: Column) -> tuple[str, ...]:
    """The names of a column's typed values."""
    if column.clock:
        return column.name, f"{column.name}_clock"
    return (column.name, f"{column.name}_upper") if column.type is Type.BAND else (column.name,)


def type_cells(job: Typing, text: ir.Table) -> ir.Table:
    """Type the cells of a file.

    text: our columns as text, personal ones left out, with BLANK, and LINE where lines are known.

    Values come first, faults after them: a row whose values are all there and in range, as most are, is not
    looked at again.
    """
    text = text.mutate(**constants(job.logs))
    columns = [column for column in job.logs.kind.columns if column.name in text.columns]
    typed = [column for column in columns if column.type not in CODED]
    values = text.select(
        **{column.name: text[column.name] for column in columns if column.type in CODED},
        **{written_name(column): text[column.name] for column in typed},
        **{name: value for column in typed for name, value in _values(job, text, column).items()},
        **{
            BLANK: text[BLANK],
            LINE: text[LINE] if LINE in text.columns else ibis.null("int64"),
            **{name: text[name] for name in (ASIDE, TOTALS_OF) if name in text.columns},
            RECORD_ID: _record_id(job.logs, text),
        },
    )
    kept = {name: values[name] for name in values.columns}
    for column in typed:
        kept.pop(written_name(column))
        if column.type is not Type.ID:
            # What the value does not say again is kept, for the words of a fault.
            written, value = values[written_name(column)], values[column.name]
            kept[written_name(column)] = written.nullif(value.cast("string"))
    kept |= {
        name: kept[name].nullif(_NEGATIVE)
        for column in typed
        if column.type in {Type.COUNT, Type.BAND}
        for name in typed_names(column)
    }
    return values.select(**kept, **{CELL_FAULTS: _cell_faults(job, values, typed)})


def written_name(column: Column) -> str:
    """The name of the text of a column whose typed value has the column's own."""
    return f"{column.name}__written"


@ibis.udf.scalar.builtin(name="trim", signature=((dt.string, dt.string), dt.string))
def _trimmed(text, letters):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: a text without any of the letters at both ends."""


@ibis.udf.scalar.builtin(name="strlen", signature=((dt.string,), dt.int64))
def _bytes(text):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: how many bytes a text has."""


def without_blanks(text: ir.StringValue) -> ir.StringValue:
    """A text without blanks around it."""
    return _trimmed(text, BLANKS)


def stripped(text: ir.StringValue) -> ir.StringValue:
    """A text without blanks around it; to see that it has none, as most, costs a tenth of taking them off."""
    ends = ibis.or_(*(text.endswith(blank) for blank in _ASCII_BLANKS))
    bare = (text > _ABOVE_ASCII_BLANKS) & (_bytes(text) == text.length()) & ~ends
    return ibis.ifelse(bare, text, without_blanks(text))


def may_be_blank(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a text begins as one does that is empty or all blanks."""
    first = text.fill_null("")
    return (first < _ABOVE_ASCII_BLANKS) | (first > _LAST_OF_ASCII)


def constants(logs: LogSet) -> dict[str, ir.Value]:
    """Columns that the log lacks and the configuration gives one text for every row."""
    kind = logs.kind
    return {
        name: ibis.literal(text) for name, text in logs.constants.items() if not kind.column(name).personal
    }


def with_record_id(logs: LogSet, text: ir.Table) -> ir.Table:
    """Add RECORD_ID to rows of text."""
    text = text.mutate(**constants(logs))
    return text.mutate(**{RECORD_ID: _record_id(logs, text)})


def _record_id(logs: LogSet, text: ir.Table) -> ir.StringValue:
    """The id; for aggregated rows the text that tells them apart: UK and GB are two rows that add up."""
    if logs.kind.id:
        return stripped(text[logs.kind.id]) if logs.kind.id in text.columns else ibis.literal("")
    key = [text[name].fill_null("") for name in logs.kind.key if name in text.columns]
    return ibis.literal(" | ").join(key)


def _values(job: Typing, text: ir.Table, column: Column) -> dict[str, ir.Value]:
    """The typed values of a column by the names they get; what can't be read is null."""
    if column.type is Type.ID:
        return {}  # the text itself stands in RECORD_ID, and is not written twice
    written = text[column.name]
    plain = plain_text(job, column, written)
    if column.type is Type.DATE:
        moment = job.dates.read(plain, None if column.name in job.logs.config.values else written)
        values: dict[str, ir.Value] = {column.name: moment.day}
        return values | {f"{column.name}_clock": moment.utc} if column.clock else values
    if column.type is Type.COUNT:
        number = _with_point(job.logs.config.csv, plain)
        as_it_stands = None if column.name in job.logs.config.values else written
        return {column.name: _whole(job.logs.config.csv, number, as_it_stands)}
    return dict(zip(typed_names(column), ends_of(job.logs.config.csv, plain), strict=True))


def ends_of(csv: CsvConfig, text: ir.StringValue) -> tuple[ir.IntegerValue, ir.IntegerValue]:
    """Both ends of a band, which are one for a plain number; as `_whole` gives them."""
    number = _with_point(csv, text)
    single, is_band = _whole(csv, number), number.re_search(BAND)
    lower, upper = (
        ibis.ifelse(is_band, number.re_extract(BAND, place).try_cast("int64"), single) for place in (1, 2)
    )
    return lower, upper


def _with_point(csv: CsvConfig, text: ir.StringValue) -> ir.StringValue:
    """The text of a number with a decimal point, and without what stands between groups of three digits."""
    number = text
    if csv.thousands:
        mark = _SAME_MARK.get(csv.thousands, re.escape(csv.thousands))
        decimals = rf"(?:[{',.'.replace(csv.thousands, '')}]\d+)?"
        one = rf"(?:\d{{1,3}}(?:{mark}\d{{3}})+|\d+){decimals}"
        closed = number.re_replace(rf"(\d){mark}(\d)", r"\1\2")
        number = ibis.ifelse(number.re_search(rf"^-?{one}(?: ?[-\x{{2013}}] ?{one})?$"), closed, number)
    return number.replace(",", ".") if csv.decimal == "," else number


def plain_text(job: Typing, column: Column, written: ir.StringValue) -> ir.StringValue:
    """The text without blanks around it, or what `values` or a default says that it stands for."""
    text = without_blanks(written).nullif("")
    if values := job.logs.config.values.get(column.name):
        known = {theirs.strip(): ours for theirs, ours in values.items()}
        text = text.fill_null("").substitute(known).nullif("")
    return text.fill_null(column.default) if column.default else text


def _whole(csv: CsvConfig, text: ir.StringValue, written: ir.StringValue | None = None) -> ir.IntegerValue:
    """The whole number that a text says, 3.0 included; -1 for every negative one, null for anything else.

    The cast takes more than digits, so the number must say the text again; only a text that it doesn't is
    held against patterns, which cost ten times as much. There 3,0 is three too: groups have three digits, so
    that such a comma can only be a decimal one, if nothing else is said. `written`, as it stands in the log,
    is tried first: most often it needs nothing taken off.
    """
    decimal = r"\." if csv.decimal == "." or csv.thousands == "," else "[.,]"
    first = text if written is None else written
    number = first.try_cast("int64")
    said_again = (number.cast("string") == first) & (number >= 0)
    digits = text.re_extract(r"^\d+", 0).try_cast("int64")
    spelled = ibis.cases(
        (text.re_search(WHOLE.format(decimal=decimal)), digits),
        (text.re_search(NEGATIVE.format(decimal=decimal)), ibis.literal(_NEGATIVE, "int64")),
        else_=ibis.null("int64"),
    )
    return ibis.ifelse(said_again, number, spelled)


def _cell_faults(job: Typing, values: ir.Table, columns: Sequence[Column]) -> ir.StringValue:
    """The label and text of each column's first fault; empty where there is none."""
    if not columns:
        return ibis.literal("")
    tests = {column: _tests(job, values, column) for column in columns}
    empty = {column: values[written_name(column)].isnull() for column in columns}
    empty |= {column: values[RECORD_ID].fill_null("") == "" for column in columns if column.type is Type.ID}
    sound = [
        ibis.and_(*(~test for test, _ in tests[column]), ~empty[column])
        if column.required
        else ibis.and_(*(~test for test, _ in tests[column])) | empty[column]
        for column in columns
        if tests[column] or column.required
    ]
    found = [_first_fault(job, values, column, tests[column]) for column in columns]
    named = ibis.literal(BETWEEN_FAULTS).join([fault for fault in found if fault is not None])
    # Null, where a value is, does not say sound.
    return ibis.ifelse(ibis.and_(*sound).fill_null(ibis.literal(value=False)), "", named)


def _tests(job: Typing, values: ir.Table, column: Column) -> list[_Test]:
    """What can be wrong with the value of a column; each test is true or false where there is a text."""
    if column.type is Type.ID:
        return []
    value = values[column.name]
    if column.type is Type.DATE:
        early = (value < ibis.date(FIRST_DAY)).fill_null(_FALSE)
        tests = [(value.isnull(), checks.NOT_A_DATE), (early, checks.TOO_EARLY)]
        if job.dates.rivals:
            plain = plain_text(job, column, values[written_name(column)])
            tests.insert(0, (job.dates.is_ambiguous(plain), checks.AMBIGUOUS_DATE))
        future = (value > ibis.date(job.today.isoformat())).fill_null(_FALSE)
        return [*tests, (future, checks.IN_THE_FUTURE)] if column.past else tests
    negative = (value < 0).fill_null(_FALSE)
    if column.type is Type.COUNT:
        large = (value > LARGEST).fill_null(_FALSE)
        return [(negative, checks.NEGATIVE), (value.isnull(), checks.NOT_A_COUNT), (large, checks.TOO_LARGE)]
    upper = values[typed_names(column)[1]]
    no_band = (value.isnull() | upper.isnull() | (upper < value)).fill_null(_TRUE)
    large = (upper > LARGEST).fill_null(_FALSE)
    return [(negative, checks.NEGATIVE), (no_band, checks.NOT_A_BAND), (large, checks.TOO_LARGE)]


def _first_fault(
    job: Typing, values: ir.Table, column: Column, tests: Sequence[_Test]
) -> ir.StringValue | None:
    """The first check that fails and what is written there; an empty cell fails only where it is required."""
    if not tests and not column.required:
        return None
    written = values[written_name(column)]
    missing = f"{label(column, checks.MISSING)}{BEFORE_TEXT}" if column.required else ibis.null(str)
    shown = written.fill_null("").substr(0, _LONGEST_TEXT)
    for mark, sign in _SHOWN_MARKS.items():
        shown = shown.replace(mark, sign)
    return ibis.cases(
        (plain_text(job, column, written).isnull(), missing),
        *(
            (test, ibis.literal(f"{label(column, check)}{BEFORE_TEXT}").concat(shown))
            for test, check in tests
        ),
        else_=ibis.null(str),
    )


def label(column: Column, check: Check) -> str:
    """A column and the check that it fails, as one text."""
    return f"{column.name}:{check.name}"
