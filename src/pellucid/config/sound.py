"""A document's values with faults in; the Config that is left when the faulty places are cut out.

So the rules that look at several keys run although others are wrong, and a reader sees all faults at once.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pellucid.config.model import Config
from pellucid.config.sentences import breaches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pellucid.config.load import Document
    from pellucid.config.origin import KeyPath

_MOST_CUTS = (
    6  # a cut may leave a hole that takes what is above it along; keys stand five levels deep at most
)

# What takes the place of a required key that had to go. No rule finds fault with it.
_STAND_INS: Mapping[str, Any] = {
    "publisher": {"name": "-", "url": "https://example.org", "contact": "-"},
    "logs": [{"kind": "counts", "paths": ["https://example.org/"]}],
}


@dataclass(frozen=True)
class Sound:
    """What stands of a document; `places` has, for each list at the top, its items' places in the file."""

    config: Config
    places: Mapping[str, list[int]]

    def in_file(self, path: KeyPath) -> KeyPath:
        """Turn a key's path in `config` into its path in the file."""
        match path:
            case (str(name), int(place), *rest) if name in self.places:
                return (name, self.places[name][place], *rest)
        return path


def sound_part(document: Document, faulty: Iterable[KeyPath]) -> Sound | None:
    """Cut the faulty places out, and what can't stand without them, until the rest is sound."""
    if not isinstance(document.values, dict):
        return None
    values: dict[str, Any] = deepcopy(document.values)
    places = {name: list(range(len(items))) for name, items in values.items() if isinstance(items, list)}
    for _ in range(_MOST_CUTS):
        _cut(values, places, faulty)
        try:
            return Sound(Config.model_validate({**_STAND_INS, **values}, context=document.origin), places)
        except ValidationError as error:
            faulty = [breach.key_path for breach in breaches(error, values)]
    return None


def _cut(values: dict[str, Any], places: Mapping[str, list[int]], faulty: Iterable[KeyPath]) -> None:
    targets = {target for path in faulty if (target := _target(values, path))}
    for *parents, last in sorted(targets, reverse=True):  # a list's later items first: the others stay put
        del _at(values, parents)[last]
        if isinstance(last, int):
            del places[str(parents[0])][last]


def _target(values: dict[str, Any], path: KeyPath) -> KeyPath:
    """Give what has to go: the key that is at fault; of a missing one, the mapping that lacks it."""
    there = next(path[:end] for end in range(len(path), -1, -1) if _stands(values, path[:end]))
    while there and isinstance(there[-1], int) and len(there) > len(("logs", 0)):
        there = there[:-1]
    return there


def _stands(values: dict[str, Any], path: KeyPath) -> bool:
    try:
        _at(values, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _at(values: dict[str, Any], path: Iterable[str | int]) -> Any:  # noqa: ANN401 - whatever stands there
    here: Any = values
    for step in path:
        here = here[step]
    return here
