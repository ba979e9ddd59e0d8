"""Records that can't become rows in; their faults out, which the cache notes and gives back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.intake import checks
from pellucid.intake.faults import Fault, shown
from pellucid.intake.no_text import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pellucid.intake.cache import Note
    from pellucid.intake.formats.opened import Record
    from pellucid.intake.source import LogFile, LogSet


def fault_of(logs: LogSet, name: str, places: Mapping[str, int], record: Record) -> Fault | None:
    """What is wrong with a record as a whole, or with the bytes of one of its cells.

    name: of the file, as it is shown. places: our columns with their cells.
    """
    if record.problem:
        # No cell of such a row is sure to be what its column says, so that none is shown as the id.
        return Fault(name, record.line, "", record.problem, checks.MALFORMED)
    if "".join(record.cells).isascii():
        return None
    for place, cell in enumerate(record.cells):
        if NO_TEXT in cell:
            return Fault(
                name,
                record.line,
                next((ours for ours, at in places.items() if at == place), ""),
                "",  # the bytes may be anybody's name
                checks.BAD_ENCODING,
                _record_id(logs, places, record),
                allowed=logs.config.csv.encoding or "utf-8",
            )
    return None


def _record_id(logs: LogSet, places: Mapping[str, int], record: Record) -> str:
    place = places.get(logs.kind.id, -1)
    text = record.cells[place] if 0 <= place < len(record.cells) else ""
    return shown(text.replace(NO_TEXT, "?"))


def add_to(unreadable: list[Fault], fault: Fault) -> None:
    """Take note of what can't become a row, with a number of its own."""
    unreadable.append(replace(fault, row=-len(unreadable) - 1))


def as_noted(fault: Fault) -> dict[str, object]:
    """A fault as the cache has it."""
    return {
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "check": fault.check.name,
        "record_id": fault.record_id,
        "allowed": fault.allowed,
    }


def faults_again(file: LogFile, note: Note) -> tuple[Fault, ...]:
    """The faults that the cache has noted."""
    by_name = {check.name: check for check in checks.CELL_CHECKS}
    return tuple(
        Fault(
            file.name,
            one["line"],
            one["column"],
            one["value"],
            by_name[one["check"]],
            one["record_id"],
            allowed=one["allowed"],
            row=-number,
        )
        for number, one in enumerate(note.unreadable, 1)
    )
