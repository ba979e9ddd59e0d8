"""A log and the decision about it in; the proposed entry of `logs` out, with what is left to decide."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pellucid.config.logs import CsvConfig
from pellucid.intake.kinds import kind_of
from pellucid.intake.propose.cells import ISO, common_formats, in_order
from pellucid.intake.propose.coding import code_texts
from pellucid.intake.propose.draft import Entry
from pellucid.intake.propose.header import surely
from pellucid.intake.propose.kinds import PERIOD_COLUMNS
from pellucid.intake.propose.parts import NAMES
from pellucid.intake.propose.tables import rows_of
from pellucid.intake.propose.texts import is_missing
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from pellucid.intake.propose.cells import Cells
    from pellucid.intake.propose.kinds import Decision
    from pellucid.intake.propose.layout import Rows
    from pellucid.intake.propose.sample import Sample

_FULFILLED = (
    "if these are only the requests that were fulfilled, write requests_disclosed, and accounts_disclosed"
)
_NOT_UNDERSTOOD = (
    "no column of this log was understood, so its kind is a guess, too; "
    "a file must hold one table with a header"
)
_ID_MARK = (
    "no column names a record, so each line counts as a record of its own; name the column if there is one"
)
_PERIOD_NAME = re.compile(r"((?:19|20)\d\d)(?:[-_ ]?([qQhH][1-4]))?")
_SHOWN_PARTS = 12
_SUMMED = 0.6
_ENDS = (("low", "high"), ("lower", "upper"), ("min", "max"), ("from", "to"))


def propose_entry(sample: Sample, rows: Rows, decision: Decision) -> Entry:
    """Write down what was decided, only where it is not what the program does anyway."""
    kind = decision.kind
    entry = Entry(kind.name, kind.of, breakdowns=tuple(c.word for c in decision.breakdowns))
    entry.csv = {key: value for key, value in sample.csv.items() if key in CsvConfig.model_fields}
    _part(entry, sample)
    if not sample.named:
        entry.mark(
            "csv", "the file has no header row; give its columns names that speak, here and in `columns`"
        )
    for name, cells in decision.found.items():
        entry.columns |= {name: cells.word}
    for name, made in decision.made.items():
        entry.columns[name] = {"text": _with_year(made.text, sample.path.name)}
    _choose_rows(entry, rows)
    _combine(entry, decision, rows.columns)
    _stand_in(entry, decision, sample.path.name)
    code_texts(entry, decision)
    _dates(entry, decision)
    _numbers(entry, decision)
    if kind.name == "counts" and "requests" in decision.found and "requests_disclosed" not in decision.found:
        entry.mark("requests", _FULFILLED)
    _name_keys(entry, sample)
    _order(entry, decision)
    entry.unread = _unread(entry, sample)
    return entry


def _part(entry: Entry, sample: Sample) -> None:
    entry.part = dict(sample.part)
    if sample.others:
        (key,) = sample.part
        named = ", ".join(f"`{other}`" for other in sample.others[:_SHOWN_PARTS])
        more = len(sample.others) - _SHOWN_PARTS
        others = f"{named} and {more} more" if more > 0 else named
        looks = f"which {NAMES[key]} of the file is the log: this one looks most like one"
        entry.mark("part", f"{looks}; the others are {others}")


def _name_keys(entry: Entry, sample: Sample) -> None:
    """Call the column that a JSON document's keys make as ours, where it is one of ours."""
    way = entry.part.get("records")
    if not isinstance(way, tuple):
        return
    for ours, theirs in [*entry.columns.items()]:
        step = f"{{{theirs}}}"
        others = [
            *(other for name, other in entry.columns.items() if name != ours),
            entry.rows,
            entry.breakdowns,
        ]
        if step in way and ours not in sample.header and str(theirs) not in str(others):
            entry.part["records"] = way = tuple(f"{{{ours}}}" if one == step else one for one in way)
            entry.columns[ours] = ours


def _choose_rows(entry: Entry, rows: Rows) -> None:
    chosen = {"keep": rows.keep, "leave_out": rows.leave_out, "totals": rows.totals}
    if entry.kind != "counts":
        chosen["totals"] = {}
    entry.rows = {key: texts for key, texts in chosen.items() if texts}
    if rows.keep:
        entry.mark("rows", "only these rows count; choose others, or take the line out to count all")


def _combine(entry: Entry, decision: Decision, theirs: tuple[Cells, ...]) -> None:
    """Lower and upper ends become a band; several columns that say the same of parts become a sum."""
    taken = {cells.place for cells in decision.found.values()}
    free = [c for c in theirs if c.place not in taken and c.telling and c.numbers >= _SUMMED]
    for column in decision.kind.columns:
        if column.type not in {Type.COUNT, Type.BAND} or column.name in decision.found:
            continue
        if column.type is Type.BAND and (ends := _ends(column.name, free)):
            entry.columns[column.name] = {"text": f"{{{ends[0]}}}-{{{ends[1]}}}"}
        elif parts := _parts(column.name, free):
            entry.columns[column.name] = {"sum": parts}
            entry.mark(column.name, "these columns are added up; leave out what does not belong here")


def _ends(name: str, free: list[Cells]) -> tuple[str, str] | None:
    """Two columns such as requests_low and requests_high."""
    words = [cells.word for cells in free]
    for word in words:
        for low, high in _ENDS:
            stem = re.sub(rf"[ _-]{low}$", "", word, flags=re.IGNORECASE)
            other = word[: len(stem) + 1] + high
            if stem != word and other in words and surely(stem, name) >= 1:
                return word, other
    return None


def _parts(name: str, free: list[Cells]) -> tuple[str, ...]:
    """Columns that begin with the same word and name parts of one number."""
    alike: dict[str, list[str]] = {}
    for cells in free:
        if _SUMMED <= surely(cells.says, name) < 1:
            alike.setdefault(re.split(r"[ _]", cells.word)[0].casefold(), []).append(cells.word)
    most = max(alike.values(), key=len, default=[])
    return tuple(most) if len(most) > 1 else ()


@cache
def _stand_ins() -> dict[str, tuple[str, str]]:
    """What a required column is where the log has none: what claims the least; and what to decide."""
    return {row["column"]: (row["value"], row["to_decide"]) for row in rows_of("stands_in.csv")}


def _stand_in(entry: Entry, decision: Decision, file: str) -> None:
    if not any(name in entry.columns for name in decision.kind.required if name != decision.kind.id):
        entry.mark("columns", _NOT_UNDERSTOOD)
    for column in decision.missing:
        if column.name in entry.columns:
            continue
        if column.type is Type.ID:
            entry.columns[column.name] = {"text": "{@file}:{@line}"}
            entry.mark(column.name, _ID_MARK)
        elif column.name in PERIOD_COLUMNS:
            _no_period(entry, file)
        else:
            removals = column.name == "request_type" and decision.kind.of != "legal_requests"
            typed = removals and decision.kind.name == "counts"
            value, mark = _stand_ins()["category" if typed else column.name]
            entry.columns[column.name] = {"constant": value}
            entry.mark(column.name, mark)
    if decision.kind.name == "counts" and not any(name in entry.columns for name in decision.kind.measures):
        entry.mark("columns", f"no column gives a figure; name one of {', '.join(decision.kind.measures)}")


def _no_period(entry: Entry, file: str) -> None:
    """The file's name may say it."""
    if "period" in entry.columns:
        return
    match = _PERIOD_NAME.search(file)
    name = "-".join(part.upper() for part in match.groups() if part) if match else "2000"
    entry.columns["period"] = {"constant": name}
    source = "it is taken from the file's name" if match else "none is known, and 2000 stands here"
    entry.mark("period", f"no column gives the period: {source}")


def _with_year(text: str, file: str) -> str:
    """A month alone needs the year, which the file's name may have."""
    if text.count("{") > 1:
        return text
    year = re.search(r"(?:19|20)\d\d", file)
    return f"{text} {year[0]}" if year else text


def _dates(entry: Entry, decision: Decision) -> None:
    columns = {
        name: cells
        for name, cells in decision.found.items()
        if name != "period" and decision.kind.column(name).type is Type.DATE
    }
    forms = common_formats(columns.values())
    if any(name != "period" for name in decision.made):
        entry.date_format = "%Y-%m-%d"
        return
    if not columns or ISO in forms or not any(cells.telling for cells in columns.values()):
        return
    if len(forms) > 1:
        first = next(cells for cells in columns.values() if cells.telling)
        forms = tuple(form for form in forms if in_order(first, form)) or forms
    if len(forms) == 1:
        entry.date_format = forms[0]
    elif forms:
        entry.readings = forms
        entry.mark(
            "date_format", "the dates can be read in several ways; turn the right one of these lines on"
        )
    else:
        words = ", ".join(c.word for c in columns.values())
        entry.mark(
            "date_format", f"no one form fits all dates of {words}; `pellucid check` names those that differ"
        )


def _numbers(entry: Entry, decision: Decision) -> None:
    numbers = [
        (name, cells)
        for name, cells in decision.found.items()
        if name != "period" and decision.kind.column(name).type in {Type.COUNT, Type.BAND}
    ]
    marks = {cells.grouping for _, cells in numbers if cells.grouping}
    if len(marks) == 1 and "thousands" in CsvConfig.model_fields:
        mark = marks.pop()
        entry.csv["thousands"] = {"\u00a0": " ", "\u202f": " ", "\N{RIGHT SINGLE QUOTATION MARK}": "'"}.get(
            mark, mark
        )
    for name, cells in numbers:
        if words := [t for t in sorted(cells.counted) if is_missing(t)]:
            entry.values.setdefault(name, {}).update(dict.fromkeys(words, ""))


def _order(entry: Entry, decision: Decision) -> None:
    """As `schema logs` lists them; and a column that is called as ours needs no line."""
    order = [column.name for column in decision.kind.columns] + ["period"]
    kept = sorted(entry.columns.items(), key=lambda item: order.index(item[0]))
    entry.columns = {name: value for name, value in kept if value != name}


def _unread(entry: Entry, sample: Sample) -> tuple[str, ...]:
    """Columns that stand for nothing; the words of a file without a header are nobody's business."""
    used = str([entry.columns, entry.breakdowns, entry.rows])
    kind = kind_of(entry.kind, entry.of, entry.breakdowns)
    names = {column.name for column in kind.columns}
    return tuple(w for w in sample.header if w and w not in names and w not in used) if sample.named else ()
