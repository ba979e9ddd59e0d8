"""An entry and its coded columns in; in it, the codes that spellings stand for, and those to decide, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.intake.propose.texts import country_of, is_missing, is_total, meaning_of
from pellucid.intake.propose.wording import words_of
from pellucid.intake.schema import Type
from pellucid.vocabulary.codes import CLOSED_LISTS, UNKNOWN
from pellucid.vocabulary.countries import country_code
from pellucid.vocabulary.request_types import BUILT_IN, DATA_REQUEST, OTHER, PRESERVATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pellucid.intake.propose.cells import Cells
    from pellucid.intake.propose.draft import Entry
    from pellucid.intake.propose.kinds import Decision
    from pellucid.intake.propose.texts import Meaning
    from pellucid.intake.schema import Column

_FLAGS = frozenset(("yes", "true", "1", "y", "t", "no", "false", "0", "n", "f"))
_SHOWN = 8
_SLIPS = 200  # fewer empty cells than one in so many are slips
_RARE = 500  # one row in so many may be a slip of the pen
_NOT_DATA = {"takedown", "removal", "remove", "restriction", "deletion", "delete", "block", "blocking"}
_CODE = re.compile(r"[a-z][a-z0-9_]*")


def code_texts(entry: Entry, decision: Decision) -> None:
    """Map every spelling that is understood here and not by the reading itself."""
    for name, cells in decision.found.items():
        if name == "period" or cells.persons:
            continue
        column = decision.kind.column(name)
        if column.personal:
            continue
        if column.type is Type.COUNTRY:
            _countries(entry, column, cells)
        elif column.type is Type.FLAG:
            _map(
                entry,
                name,
                {t: meaning_of(t, "flag") for t in _by_count(cells) if t.casefold() not in _FLAGS},
            )
        elif column.type is Type.CODE:
            _codes(entry, column, cells)


def _by_count(cells: Cells) -> list[str]:
    return [text for text, _ in sorted(cells.counted.items(), key=lambda item: (-item[1], item[0]))]


def _countries(entry: Entry, column: Column, cells: Cells) -> None:
    texts = [text for text in _by_count(cells) if not country_code(text)]
    unclear = {t: country_of(t) for t in texts if not (is_total(t) and entry.kind == "counts")}
    _map(entry, column.name, unclear)
    if not cells.empty or not column.required or not cells.counted:
        return
    if cells.empty * _SLIPS < len(cells.texts):  # a slip of the pen is reported, not counted
        _mark_empty(entry, column, cells)
    else:
        entry.values.setdefault(column.name, {})[""] = UNKNOWN
        entry.mark(f"values.{column.name}", f"{_rows(cells.empty)} with no country count as unknown (_U)")


def _map(entry: Entry, name: str, meanings: Mapping[str, Meaning | None]) -> None:
    known = {text: meaning for text, meaning in meanings.items() if meaning}
    if known:
        entry.values.setdefault(name, {}).update({text: m.code for text, m in known.items()})
    if guessed := [f"{text} as {m.code}" for text, m in known.items() if m.guessed]:
        entry.mark(f"values.{name}", f"is this right: {_few(guessed)}?")
    if unknown := [text for text, meaning in meanings.items() if meaning is None]:
        entry.mark(f"values.{name}", f"no code is known for {_few([repr(t) for t in unknown])}")


def _few(texts: list[str]) -> str:
    return ", ".join(texts[:_SHOWN]) + (f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else "")


def _rows(count: int) -> str:
    return "one row" if count == 1 else f"{count} rows"


def _codes(entry: Entry, column: Column, cells: Cells) -> None:
    codes = column.codes or ""
    known = {x.code for x in BUILT_IN} if codes == "request_type" else set(CLOSED_LISTS[codes].names)
    texts = [text for text in _by_count(cells) if text not in known and text.casefold() not in known]
    meanings: dict[str, Meaning | None] = {}
    for text in texts:
        if is_total(text) and entry.kind == "counts":
            continue
        meaning = meaning_of(text, codes)
        own = codes in {"request_type", "offence_category"} and not is_missing(text)
        if meaning is None and own and cells.counted[text] * _RARE >= len(cells.texts):
            _own(entry, codes, text)
        elif text or column.required:
            meanings[text] = meaning
    _apart(entry, meanings)
    _map(entry, column.name, meanings)
    if cells.empty and column.required and cells.counted:
        _mark_empty(entry, column, cells)


def _mark_empty(entry: Entry, column: Column, cells: Cells) -> None:
    text = f"{_rows(cells.empty)} with an empty cell will be left out, unless a code stands for it here"
    entry.mark(f"values.{column.name}", text)


def _apart(entry: Entry, meanings: dict[str, Meaning | None]) -> None:
    """In counts a guess must not lay two types together: their figures would contradict each other."""
    if entry.kind != "counts":
        return
    codes = [meaning.code for meaning in meanings.values() if meaning]
    for text, meaning in list(meanings.items()):
        if meaning and meaning.guessed and codes.count(meaning.code) > 1:
            del meanings[text]
            _own(entry, "request_type", text)


def _own(entry: Entry, codes: str, text: str) -> None:
    name = "request_type" if codes == "request_type" else "offence_category"
    code = text if _CODE.fullmatch(text) else _code_for(entry, text)
    label = text if code != text else text.replace("_", " ").capitalize()
    if code != text:
        entry.values.setdefault(name, {})[text] = code
    if codes == "request_type":
        words = set(words_of(text))
        family = OTHER if words & _NOT_DATA else PRESERVATION if "preservation" in words else DATA_REQUEST
        entry.own_types[code] = (label, family)
    else:
        entry.own_offences[code] = label


def _code_for(entry: Entry, text: str) -> str:
    code = "_".join(word for word in words_of(text) if word.isascii())
    taken = {*entry.own_types, *entry.own_offences}
    if not _CODE.fullmatch(code) or code in taken:
        code = f"own_{len(taken) + 1}"
    return code
