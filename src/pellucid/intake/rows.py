"""Staged rows in; what their codes stand for, which of them are sound, and the others' faults, out.

The texts of a column of codes are few however long the log is: Python says once what each stands for, and
the engine lays the answers over the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import ibis

from pellucid.errors import UsageError
from pellucid.intake import checks
from pellucid.intake.cells import BEFORE_TEXT, BETWEEN_FAULTS, BLANK, CELL_FAULTS, RECORD_ID
from pellucid.intake.coded import CODED, Reading, read_codes
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ibis.expr.types as ir

    from pellucid.engine import Engine
    from pellucid.intake.cells import Typing
    from pellucid.intake.schema import Check, Column, Rule

SOUND = "_sound"
_FEW = 12  # texts that a CASE may tell apart; more are joined


@dataclass(frozen=True)
class Laid:
    """Rows with their codes in place.

    rows: typed columns, BLANK and SOUND among them, and the raw text of each column of codes as raw_name.
    readings: by column, what each of its texts stands for. rules: those that apply.
    """

    rows: ir.Table
    readings: Mapping[str, Mapping[str, Reading]]
    rules: tuple[Rule, ...]

    @cached_property
    def failing(self) -> dict[str, dict[str, Check]]:
        """By column, the texts that stand for nothing, each with the check that it fails."""
        return {
            name: {text: one.check for text, one in readings.items() if one.check}
            for name, readings in self.readings.items()
        }


def raw_name(column: str) -> str:
    """The name of a column's text as it stands in the log."""
    return f"{column}__text"


def lay_codes(job: Typing, staged: ir.Table) -> Laid:
    """Say what the codes of all staged rows stand for, and which rows are sound."""
    kind = job.logs.kind
    coded = [column for column in kind.columns if column.type in CODED and column.name in staged.columns]
    texts = job.engine.distinct(staged, [column.name for column in coded])
    readings = {column.name: _readings(job, column, texts[column.name]) for column in coded}
    table = staged.rename({raw_name(column.name): column.name for column in coded})
    if kind.id and kind.id in (*job.logs.theirs, *job.logs.constants, *job.logs.made):
        table = table.mutate(**{kind.id: table[RECORD_ID].nullif("")})
    for column in coded:
        table = _with_codes(job.engine, table, column, readings[column.name])
    table = _with_days(job, table, coded)
    names = set(table.columns)
    rules = tuple(rule for rule in kind.rules if names.issuperset(rule.needs))
    faultless = [
        table[CELL_FAULTS] == "",
        *(_readable(job.engine, table, column, readings[column.name]) for column in coded),
        *(~_broken(rule, table) for rule in rules),
    ]
    sound = ~table[BLANK] & ibis.and_(*faultless)
    return Laid(job.engine.view(table.mutate(**{SOUND: sound})), readings, rules)


def _with_days(job: Typing, table: ir.Table, coded: Sequence[Column]) -> ir.Table:
    """Add the two days of a period that is given by its name."""
    column = next((column for column in coded if column.type is Type.PERIOD), None)
    if column is None:
        return table
    if clash := [name for name in column.replaces if name in table.columns]:
        raise UsageError(
            f"some of the files have `{column.name}`, and some `{clash[0]}`",
            where=f"logs[{job.logs.index}]",
            mend="make an entry under `logs` for each of the two sorts of files",
        )
    ends = (table[column.name].substr(place, 10).try_cast("date") for place in (0, 11))
    days = dict(zip(column.replaces, ends, strict=True))
    return table.mutate(**days, **{f"{name}__written": ibis.null(str) for name in days})


def _broken(rule: Rule, table: ir.Table) -> ir.BooleanValue:
    return rule.broken(table).fill_null(ibis.literal(value=False))


def _readings(job: Typing, column: Column, texts: Iterable[str | None]) -> dict[str, Reading]:
    given = job.logs.config.values.get(column.name, {})
    values = {normalize("NFC", text): code for text, code in given.items()}
    if constant := job.logs.constants.get(column.name):
        values.setdefault(constant, constant)  # the configuration may say that all countries are unknown
    found = read_codes(column, texts, values, job.known)
    return {text or "": reading for text, reading in sorted(found.items(), key=lambda item: item[0] or "")}


def _with_codes(engine: Engine, table: ir.Table, column: Column, readings: Mapping[str, Reading]) -> ir.Table:
    """Add a column's codes beside its texts. A text that fails is left as it is: its row is not sound."""
    raw = table[raw_name(column.name)]
    other = {
        text: one.value for text, one in readings.items() if not one.check and one.value != (text or None)
    }
    if not other:
        return table.mutate(**{column.name: raw})
    if len(other) <= _FEW:
        branches = [(raw.fill_null("") == text, _literal(code)) for text, code in other.items()]
        return table.mutate(**{column.name: ibis.cases(*branches, else_=raw)})
    text, code = f"{column.name}__key", f"{column.name}__code"
    answers = engine.small_table({text: [*other], code: [*other.values()]}, {text: "string", code: "string"})
    joined = table.left_join(answers, raw.fill_null("") == answers[text])
    value = ibis.ifelse(joined[text].isnull(), joined[raw_name(column.name)], joined[code])
    return joined.mutate(**{column.name: value}).drop(text, code)


def _literal(code: str | None) -> ir.StringValue:
    return ibis.null(str) if code is None else ibis.literal(code)


def _readable(
    engine: Engine, table: ir.Table, column: Column, readings: Mapping[str, Reading]
) -> ir.BooleanValue:
    """Whether the text of a row stands for something."""
    bad = [text for text, one in readings.items() if one.check]
    if not bad:
        return ibis.literal(value=True)
    raw = table[raw_name(column.name)].fill_null("")
    if len(bad) <= _FEW:
        return raw.notin(bad)
    return raw.notin(engine.small_table({"text": [*bad]}, {"text": "string"}).text)


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a cell of a row: the column, the check, and the text that stands in the log."""

    column: str
    check: Check
    text: str


_BY_NAME = {check.name: check for check in checks.CELL_CHECKS}


def bad_rows(laid: Laid, columns: Sequence[str]) -> ir.Table:
    """The rows that are neither sound nor blank, with what it takes to name their faults.

    columns: further ones to keep.
    """
    rows = laid.rows.filter(~laid.rows[SOUND] & ~laid.rows[BLANK])
    broken = {f"{place}__broken": _broken(rule, rows) for place, rule in enumerate(laid.rules)}
    raw = [raw_name(name) for name in laid.readings]
    # A rule names what stands in the columns that it is about.
    others = {name for rule in laid.rules for name in rule.needs if name not in laid.readings}
    texts = {name: _written(rows, name) for name in sorted(others)}
    return rows.select(*columns, RECORD_ID, CELL_FAULTS, *raw, **texts, **broken)


def _written(rows: ir.Table, name: str) -> ir.StringValue:
    return rows[f"{name}__written"].fill_null(rows[name].cast("string"))


def faults_of(laid: Laid, job: Typing, row: Mapping[str, Any]) -> list[RowFault]:
    """Every fault of one of the bad rows, column by column in the kind's order."""
    kind = job.logs.kind
    found: dict[str, list[RowFault]] = {}
    for part in filter(None, row[CELL_FAULTS].split(BETWEEN_FAULTS)):
        label, _, text = part.partition(BEFORE_TEXT)
        name, _, check = label.partition(":")
        found.setdefault(name, []).append(RowFault(name, _BY_NAME[check], text))
    for name, failing in laid.failing.items():
        if failing and (text := row[raw_name(name)] or "") in failing:
            found.setdefault(name, []).append(RowFault(name, failing[text], text))
    cells = [fault for column in kind.columns for fault in found.get(column.name, [])]
    broken = [
        RowFault(rule.column, rule.check, text_of(laid, row, rule.column))
        for place, rule in enumerate(laid.rules)
        if row[f"{place}__broken"] and not any(_unread(found.get(name, ())) for name in rule.needs)
    ]
    return cells + broken


def _unread(faults: Iterable[RowFault]) -> bool:
    """Whether nobody knows what a cell says: a rule that finds nothing there can't be judged."""
    return any(fault.check in checks.UNREAD for fault in faults)


def text_of(laid: Laid, row: Mapping[str, Any], column: str) -> str:
    """What stands in a column of a bad row that a rule is about."""
    return str(row.get(raw_name(column) if column in laid.readings else column) or "")
