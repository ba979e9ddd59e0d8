"""Takes codes with their figures, gives them most first; the place of one that is withheld tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pellucid.report.numbers.lookup import CubeView, Number
    from pellucid.report.wording.words import Words


def most_first(codes: Iterable[str], number: Callable[[str], Number]) -> list[str]:
    """Sort codes by value, those without one after all others; what is alike stays in the given order."""

    def place(code: str) -> tuple[bool, float]:
        found = number(code)
        return (not found.known, -(found.value or 0))

    return sorted(codes, key=place)


def countries_with_some(words: Words, view: CubeView, measure: str) -> list[str]:
    """Give the countries known to have more than 0, withheld ones last, by name; unknown is no country."""
    found = [code for code in view.countries if code != UNKNOWN and view.number(measure, code).some]
    return most_first(words.by_name(found), lambda code: view.number(measure, code))


def countries_with_values(words: Words, view: CubeView, measure: str) -> list[str]:
    """Give the countries with a published figure above 0, most first, ties by name."""
    return [code for code in countries_with_some(words, view, measure) if view.number(measure, code).known]
