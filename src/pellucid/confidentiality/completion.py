"""A release's published counts and today's log in; an earlier log that both fit, by its counts, out.

What an earlier release withheld is nowhere kept. Any whole numbers that fit what it published will do: what a
reader can work out depends on what is public alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.game import Matrix
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pellucid.confidentiality.keys import CellKey
    from pellucid.confidentiality.links import Link


def complete(
    values: Mapping[CellKey, int | None],
    most: Mapping[CellKey, int],
    linking: Callable[[Collection[CellKey]], Iterable[Link]],
) -> dict[CellKey, int] | None:
    """Give every count a value: the published ones theirs, withheld ones from 1 to what is counted today.

    None where there are no such values.
    """
    if any(value is not None and value > most[key] for key, value in values.items()):
        return None
    withheld = sorted(key for key, value in values.items() if value is None)
    known = {key: value for key, value in values.items() if value is not None}
    if any(most[key] < 1 for key in withheld):
        return None
    solved = _solve(withheld, known, most, linking(values)) if withheld else []
    return None if solved is None else known | dict(zip(withheld, solved, strict=True))


def _solve(
    withheld: list[CellKey], known: Mapping[CellKey, int], most: Mapping[CellKey, int], links: Iterable[Link]
) -> list[int] | None:
    """Find the greatest such values (HiGHS, whole numbers)."""
    place = {key: number for number, key in enumerate(withheld)}
    rows, low, high = [], [], []
    for link in links:
        terms: dict[int, int] = {}
        for key, sign in link.terms:
            if key in place:
                terms[place[key]] = terms.get(place[key], 0) + sign
        constant = sum(known[key] * sign for key, sign in link.terms if key not in place)
        rows.append(terms)
        low.append(link.low - constant)
        high.append(float(-constant))
    program = Program(
        Matrix.of(rows),
        np.array(low),
        np.array(high),
        least=np.ones(len(withheld)),
        most=np.array([float(most[key]) for key in withheld]),
        cost=-np.ones(len(withheld)),
        whole=True,
    )
    found = program.solve()
    return None if found is None else [round(value) for value in found]
