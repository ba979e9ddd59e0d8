"""JSON records in; the header that their keys make, and a row's cells under it, out."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

from pellucid.intake.canonical import NotFlat, problem_of, text_of
from pellucid.intake.content import open_content
from pellucid.intake.formats.opened import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pellucid.intake.content import Place

_LOOK_AHEAD = 1_000
_BLOCK = 1 << 22


def header_of(
    sound: Callable[[], Iterable[Mapping[str, object]]], wanted: Sequence[str], path: Place, encoding: str
) -> tuple[str, ...]:
    """All keys of the first records, in the order in which they come, and of later ones those wanted.

    sound: reads all sound records of the file.
    """
    keys: dict[str, None] = {}
    for found in itertools.islice(sound(), _LOOK_AHEAD):
        keys.update(dict.fromkeys(found))
    missing = {word for word in wanted if word not in keys}
    if keys and missing and _may_hold(missing, path, encoding):
        for found in sound():
            keys.update(dict.fromkeys(word for word in found if word in missing))
    return tuple(keys)


def row_of(line: int, found: Mapping[str, object], header: Sequence[str]) -> Record:
    """The cells of a record; a value that no cell can hold makes it malformed."""
    values = ["" if (value := found.get(key)) is None else value for key in header]
    if (plain := _as_they_are(values)) is not None:
        return Record(line, plain)
    try:
        cells = [text_of(value) for value in values]
    except NotFlat as error:
        return Record(line, [], f"a value in it is {error}")
    return Record(line, cells, problem_of(cells))


def _as_they_are(values: list[Any]) -> list[str] | None:
    """Values that are all texts of ASCII, which need no closer look."""
    try:
        text = "".join(values)
    except TypeError:
        return None
    return values if text.isascii() and "\0" not in text else None


def _may_hold(words: set[str], path: Place, encoding: str) -> bool:
    """Whether the bytes hold one of the words as a key, spelled in either of JSON's ways."""
    if encoding not in {"utf-8", "utf-8-sig"}:
        return True
    spelled = {json.dumps(word, ensure_ascii=ascii_only) for word in words for ascii_only in (True, False)}
    one = b"|".join(re.escape(word.encode()) for word in sorted(spelled))
    pattern = re.compile(rb"(?:%b)\s*(?::|\Z)" % one)  # what ends a block may be a key
    longest, before = max(len(word.encode()) for word in spelled), b""
    with open_content(path) as file:
        while block := file.read(_BLOCK):
            window = before + block
            if pattern.search(window):
                return True
            before = window[-longest:]
    return False
