"""Takes codes with their figures, gives them most first; the place of one that is withheld tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pellucid.report.numbers.lookup import CubeView, Number
    from pellucid.report.wording.words import Words


def most_first(codes: Iterable[str], number: Callable[[str], Number]) -> list[str]:
    """Sort codes by value, those without one after all others; what is alike stays in the given order."""

    def place(code: str) -> tuple[bool, float]:
        found = number(code)
        return (not found.known, -(found.value or 0))

    return sorted(codes, key=place)


def by_figure(words: Words, view: CubeView, measure: str, codes: Iterable[str]) -> list[str]:
    """Sort countries most first, ties by code in every language; those without a figure follow by name."""
    known = sorted(code for code in codes if view.number(measure, code).known)
    others = words.by_name(code for code in codes if not view.number(measure, code).known)
    return most_first((*known, *others), lambda code: view.number(measure, code))


def alike(view: CubeView, measure: str, codes: Sequence[str]) -> list[str]:
    """Give those that have as much as the first one, of codes that are sorted most first."""
    first = view.number(measure, codes[0]).value
    return [code for code in codes if view.number(measure, code).value == first]


def foremost(view: CubeView, measure: str, codes: Sequence[str], most: int) -> list[str]:
    """Give the first few, none without those that have as much; who shares the first place is in always."""
    named: list[str] = []
    left = list(codes)
    while left:
        group = alike(view, measure, left)
        if named and len(named) + len(group) > most:
            break
        named, left = [*named, *group], left[len(group) :]
    return named


def countries_with_some(words: Words, view: CubeView, measure: str) -> list[str]:
    """Give the countries known to have more than 0, withheld ones last, by name; unknown is no country."""
    found = [code for code in view.countries if code != UNKNOWN and view.number(measure, code).some]
    return by_figure(words, view, measure, found)


def countries_with_values(words: Words, view: CubeView, measure: str) -> list[str]:
    """Give the countries with a published figure above 0, most first, ties by code."""
    return [code for code in countries_with_some(words, view, measure) if view.number(measure, code).known]
