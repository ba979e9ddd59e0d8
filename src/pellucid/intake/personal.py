"""Records that are alike but for personal cells in; those whose personal cells differ out.

Personal cells are never written down. The few records that this is about are read from the log again, and
what their personal cells hold is compared here and forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import ibis

from pellucid.engine import MalformedCsv
from pellucid.intake.cells import RECORD_ID, with_record_id
from pellucid.intake.formats.opened import CELL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import ibis.expr.types as ir

    from pellucid.engine import Engine
    from pellucid.intake.stage import Staged

_BETWEEN = "\x1f"


def differing_in_person(engine: Engine, staged: Iterable[Staged], ids: Collection[str]) -> Collection[str]:
    """Of records with these ids, those that hold different texts in their personal columns."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in staged:
        personal = [place for name, place in one.places.items() if one.logs.kind.column(name).personal]
        if personal:
            for name, text in _texts(engine, one, personal, ids):
                found[name].add(text)
    return {name for name, texts in found.items() if len(texts) > 1}


def _texts(
    engine: Engine, staged: Staged, personal: list[int], ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    table = None if staged.note.exact_lines else staged.opened.table(engine)
    if table is None:
        return _by_record(staged, personal, ids)
    try:
        return _by_engine(engine, staged, table, personal, ids)
    except MalformedCsv:
        return _by_record(staged, personal, ids)


def _by_engine(
    engine: Engine, staged: Staged, table: ir.Table, personal: list[int], ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    wanted = engine.small_table({"wanted": [*sorted(ids)]}, {"wanted": "string"})
    names = {name: table[CELL.format(place)] for name, place in staged.places.items()}
    parts = [table[CELL.format(place)].fill_null("") for place in personal]
    text = table.select(**names, _text=ibis.literal(_BETWEEN).join(parts))
    rows = with_record_id(staged.logs, text)[[RECORD_ID, "_text"]]
    found = rows.semi_join(wanted, rows[RECORD_ID] == wanted.wanted).distinct().to_pyarrow()
    return zip(found[RECORD_ID].to_pylist(), found["_text"].to_pylist(), strict=True)


def _by_record(staged: Staged, personal: list[int], ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """As the engine says an id: by its column, or by the texts of the key."""
    kind, places, constants = staged.logs.kind, staged.places, staged.logs.constants
    key = [kind.id] if kind.id else [name for name in kind.key if name in places or name in constants]
    for record in staged.opened.records():
        if not record.problem:
            texts = [
                record.cells[places[name]] if name in places else constants.get(name, "") for name in key
            ]
            name = texts[0].strip(" ") if kind.id else " | ".join(texts)
            if name in ids:
                yield name, _BETWEEN.join(record.cells[place] for place in personal)
