"""A staged file's text in; typed values, and the names of the checks that each row fails, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from pellucid.intake import checks
from pellucid.intake.coded import CODED, Reading, read_codes
from pellucid.intake.schema import Type
from pellucid.intake.stage import BLANK, FILE, FINGERPRINT, LINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    import ibis.expr.types as ir

    from pellucid.engine import Engine
    from pellucid.intake.coded import CodeLists
    from pellucid.intake.dates import DateReader, Moment
    from pellucid.intake.schema import Check, Column
    from pellucid.intake.source import LogSet
    from pellucid.intake.stage import Staged

ROW = "_row"
RECORD_ID = "_record_id"
FAULTS = "_faults"
FIRST_DAY = "1970-01-01"
BETWEEN_FAULTS = ";"
# Sums of counts up to this stay exact, in 64 bits and as the published numbers.
LARGEST = 999_999_999_999
WHOLE = r"^\d{1,18}(\.0{1,2})?$"  # 3.0 and 3.00, as programs write it; 3.000 may be three thousand
NEGATIVE = r"^-\d+(\.0{1,2})?$"
BAND = r"^(\d{1,18}) ?[-\x{2013}] ?(\d{1,18})$"


@dataclass(frozen=True)
class Typing:
    """What typing needs to know beside the rows."""

    engine: Engine
    logs: LogSet
    known: CodeLists
    dates: DateReader
    today: date


@dataclass(frozen=True)
class _Values:
    """Typed values of a column by the name they get, and a fault where there is one (else null)."""

    values: Mapping[str, ir.Value]
    fault: ir.StringValue | None


def raw_rows(engine: Engine, staged: Iterable[Staged]) -> ir.Table:
    """The staged text of some files with the number of each row in its file."""
    table = engine.read_parquet(*(one.parquet for one in staged), row_numbers=True)
    return table.rename({ROW: "file_row_number"})


def typed_names(column: Column) -> tuple[str, ...]:
    """The names of a column's typed values."""
    if column.clock:
        return column.name, f"{column.name}_clock"
    return (column.name, f"{column.name}_upper") if column.type is Type.BAND else (column.name,)


def type_rows(job: Typing, staged: Collection[Staged]) -> ir.Table:
    """Type the rows of all files of a set. Blank rows are left to the caller."""
    raw = raw_rows(job.engine, staged).mutate(**_constants(job.logs))
    names = tuple(column.name for column in job.logs.kind.columns if column.name in raw.columns)
    joined = _join_codes(job, raw, names)
    typed = [_type(job, joined, job.logs.kind.column(name)) for name in names]
    values = {name: value for one in typed for name, value in one.values.items()}
    table = joined.select(
        **values,
        **{
            FILE: joined[FILE],
            ROW: joined[ROW],
            BLANK: joined[BLANK],
            FINGERPRINT: joined[FINGERPRINT] if FINGERPRINT in raw.columns else ibis.literal(""),
            LINE: joined[LINE] if LINE in raw.columns else ibis.null("int64"),
            RECORD_ID: _record_id(job.logs, raw, joined),
            "_cell_faults": _listed([one.fault for one in typed if one.fault is not None]),
        },
    )
    return _apply_rules(job, table, set(values))


def _constants(logs: LogSet) -> dict[str, ir.Value]:
    """Columns that the log lacks and the configuration gives one text for every row."""
    kind = logs.kind
    return {
        name: ibis.literal(text) for name, text in logs.constants.items() if not kind.column(name).personal
    }


def _record_id(logs: LogSet, raw: ir.Table, joined: ir.Table) -> ir.StringValue:
    """The id; for aggregated rows the text that tells them apart: UK and GB are two rows that add up."""
    if logs.kind.id:
        return joined[logs.kind.id].strip() if logs.kind.id in raw.columns else ibis.literal("")
    key = [joined[name].fill_null("") for name in logs.kind.key if name in raw.columns]
    return ibis.literal(" | ").join(key)


def _join_codes(job: Typing, raw: ir.Table, names: tuple[str, ...]) -> ir.Table:
    """Join each coded column with what its texts stand for: <name>__value and <name>__fault."""
    joined = raw
    for name in names:
        column = job.logs.kind.column(name)
        if column.type in CODED:
            readings = _readings(job, raw, column)
            answers = job.engine.small_table(
                {
                    f"{name}__text": [text or "" for text in readings],
                    f"{name}__value": [reading.value for reading in readings.values()],
                    f"{name}__fault": [_label(column, reading.check) for reading in readings.values()],
                },
                {f"{name}__{part}": "string" for part in ("text", "value", "fault")},
            )
            joined = joined.left_join(answers, joined[name].fill_null("") == answers[f"{name}__text"])
    return joined


def _readings(job: Typing, raw: ir.Table, column: Column) -> dict[str, Reading]:
    texts = raw[[column.name]].distinct().to_pyarrow()[column.name].to_pylist()
    values = dict(job.logs.config.values.get(column.name, {}))
    if constant := job.logs.constants.get(column.name):
        values.setdefault(constant, constant)  # the configuration may say that all countries are unknown
    found = read_codes(column, texts, values, job.known)
    return {text or "": reading for text, reading in sorted(found.items(), key=lambda item: item[0] or "")}


def _label(column: Column, check: Check | None) -> str | None:
    return f"{column.name}:{check.name}" if check else None


def _type(job: Typing, table: ir.Table, column: Column) -> _Values:
    if column.type in CODED:
        return _Values({column.name: table[f"{column.name}__value"]}, table[f"{column.name}__fault"])
    text = _mapped(job, column, table[column.name].strip().nullif(""))
    if column.type is Type.ID:
        return _Values({column.name: text}, _first_fault(column, text, []))
    if column.type is Type.DATE:
        return _dates(job, column, text, job.dates.read(text))
    if job.logs.config.csv.decimal == ",":
        text = text.replace(",", ".")
    return _counts(column, text) if column.type is Type.COUNT else _bands(column, text)


def _mapped(job: Typing, column: Column, text: ir.StringValue) -> ir.StringValue:
    """The text, or what `values` says that it stands for."""
    values = job.logs.config.values.get(column.name)
    if not values:
        return text
    return text.fill_null("").substitute({theirs.strip(): ours for theirs, ours in values.items()}).nullif("")


def _dates(job: Typing, column: Column, text: ir.StringValue, moment: Moment) -> _Values:
    today = ibis.literal(job.today.isoformat()).cast("date")
    tests = [(moment.day.isnull(), checks.NOT_A_DATE), (moment.day < FIRST_DAY, checks.TOO_EARLY)]
    if column.past:
        tests.append((moment.day > today, checks.IN_THE_FUTURE))
    values: dict[str, ir.Value] = {column.name: moment.day}
    if column.clock:
        values[f"{column.name}_clock"] = moment.utc
    return _Values(values, _first_fault(column, text, tests))


def _counts(column: Column, text: ir.StringValue) -> _Values:
    if column.default:
        text = text.fill_null(column.default)
    value = _whole(text)
    tests = [
        (value < 0, checks.NEGATIVE),
        (value.isnull(), checks.NOT_A_COUNT),
        (value > LARGEST, checks.TOO_LARGE),
    ]
    return _Values({column.name: value.nullif(-1)}, _first_fault(column, text, tests))


def _whole(text: ir.StringValue) -> ir.IntegerValue:
    """The whole number that a text says, 3.0 included; -1 for every negative one, null for anything else.

    The cast takes more than digits, so the number must say the text again; only a text that it doesn't is
    held against patterns, which cost ten times as much.
    """
    number = text.try_cast("int64")
    said_again = (number.cast("string") == text) & (number >= 0)
    digits = text.re_extract(r"^\d+", 0).try_cast("int64")
    spelled = ibis.cases(
        (text.re_search(WHOLE), digits), (text.re_search(NEGATIVE), -1), else_=ibis.null("int64")
    )
    return ibis.ifelse(said_again, number, spelled)


def _bands(column: Column, text: ir.StringValue) -> _Values:
    """A number as a band of one: <name> is its lower end, <name>_upper its upper."""
    single = _whole(text)
    is_band = text.re_search(BAND)
    lower = ibis.ifelse(is_band, text.re_extract(BAND, 1).try_cast("int64"), single)
    upper = ibis.ifelse(is_band, text.re_extract(BAND, 2).try_cast("int64"), single)
    tests = [
        (lower < 0, checks.NEGATIVE),
        (lower.isnull() | upper.isnull() | (upper < lower), checks.NOT_A_BAND),
        (upper > LARGEST, checks.TOO_LARGE),
    ]
    values = {column.name: lower.nullif(-1), f"{column.name}_upper": upper.nullif(-1)}
    return _Values(values, _first_fault(column, text, tests))


def _first_fault(
    column: Column, text: ir.StringValue, tests: list[tuple[ir.BooleanValue, Check]]
) -> ir.StringValue:
    """The first check that fails; an empty cell fails only where it is required."""
    missing = ibis.literal(_label(column, checks.MISSING)) if column.required else ibis.null(str)
    return ibis.cases(
        (text.isnull(), missing),
        *((test.fill_null(ibis.literal(value=False)), _label(column, check)) for test, check in tests),
        else_=ibis.null(str),
    )


def _apply_rules(job: Typing, table: ir.Table, names: set[str]) -> ir.Table:
    """Add FAULTS: the labels of every check that a row fails, empty where it is sound."""
    broken = [
        ibis.ifelse(
            rule.broken(table).fill_null(ibis.literal(value=False)),
            f"{rule.column}:{rule.check.name}",
            ibis.null(str),
        )
        for rule in job.logs.kind.rules
        if names.issuperset(rule.needs)
    ]
    faults = _listed([table["_cell_faults"].nullif(""), *broken])
    return table.mutate(**{FAULTS: faults}).drop("_cell_faults")


def _listed(faults: list[ir.StringValue]) -> ir.StringValue:
    return ibis.literal(BETWEEN_FAULTS).join(faults) if faults else ibis.literal("")
