"""A JSON document in; the ways to what may be its records out, for those who don't say one.

Members that are alike, as the countries of {"FRA": [{…}], "DEU": [{…}]}, are one way: any key of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.intake.formats.in_json.text import Broken, CutOff
from pellucid.intake.formats.in_json.values import TOO_DEEP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pellucid.intake.formats.in_json.text import JsonText

ANY_KEY = "key"  # the column that a key is a cell of, until it is called something better
_DEEPEST = 4
_MOST = 2_000  # places that are compared
_ALIKE = 0.5
_FEWEST = 2  # records beside each other that are no lists; a single one says something of the document


@dataclass(frozen=True)
class _Place:
    """Where records stand: the keys that lead there, and what is said of the first one."""

    path: tuple[str, ...]
    words: frozenset[str]
    in_list: bool


def ways(text: JsonText) -> tuple[tuple[tuple[str, ...], ...], Broken | None]:
    """The keys that lead to records, as the configuration has them; the best one first.

    And why it was looked no further, where the document is broken.
    """
    if text.mark() != "{":
        return ((),), None
    places: list[_Place] = []
    ended: Broken | None = None
    try:
        for place in _places(text, ()):
            places.append(place)
            if len(places) == _MOST:
                break
        else:
            if text.mark():  # one record after the other
                return ((),), None
    except Broken as broken:
        ended = broken
    except RecursionError:
        ended = text.broken(TOO_DEEP)
    except CutOff:
        pass
    found = (_way(one) for one in _alike(places) if one[0].in_list or len(one) >= _FEWEST)
    return tuple(found), ended


def _places(text: JsonText, path: tuple[str, ...]) -> Iterator[_Place]:
    """Every list of records in a record, and every record that holds no others."""
    words: list[str] = []
    holds_more = False
    for key, _ in text.members():
        words.append(key)
        mark = text.mark()
        if mark == "{" and len(path) < _DEEPEST:
            holds_more = True
            yield from _places(text, (*path, key))
        elif mark == "[":
            for place in _in_list(text, (*path, key)):
                holds_more = True
                yield place
        else:
            text.skip()
    if path and words and not holds_more:
        yield _Place(path, frozenset(words), in_list=False)


def _in_list(text: JsonText, path: tuple[str, ...]) -> Iterator[_Place]:
    """The list at the place, if the first of its elements is a record; it is passed over."""
    elements = text.elements()
    first = next(elements, None)
    if first is None:
        return
    value = text.take()
    if isinstance(value, dict):
        yield _Place(path, frozenset(value), in_list=True)
    for _ in elements:
        text.take()


def _alike(places: Sequence[_Place]) -> list[list[_Place]]:
    """The places by what their records say, those with most of them first; lists before all others."""
    groups: list[list[_Place]] = []
    for place in places:
        for group in groups:
            first = group[0]
            both, either = first.words & place.words, first.words | place.words
            same = len(first.path) == len(place.path) and first.in_list == place.in_list
            if same and len(both) >= _ALIKE * len(either):
                group.append(place)
                break
        else:
            groups.append([place])
    return sorted(groups, key=lambda group: (not group[0].in_list, -len(group)))


def _way(group: Sequence[_Place]) -> tuple[str, ...]:
    """The keys of alike places: what differs among them is any key."""
    steps, columns = [], 0
    for keys in zip(*(place.path for place in group), strict=True):
        if len(set(keys)) == 1:
            steps.append(keys[0].replace("{", "{{").replace("}", "}}"))
        else:
            columns += 1
            steps.append(f"{{{ANY_KEY}{'' if columns == 1 else f'_{columns}'}}}")
    return tuple(steps)
