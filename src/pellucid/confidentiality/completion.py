"""A release's published counts and today's log in; an earlier log that both fit, by its counts, out.

What an earlier release withheld is nowhere kept. Any whole numbers that fit what it published will do: what a
reader can work out depends on what is public alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    import highspy  # noqa: PLC0415 - it takes long to load, and few releases need it

    place = {key: number for number, key in enumerate(withheld)}
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)  # noqa: FBT003 - the library's way
    model.setOptionValue("threads", 1)
    for key in withheld:
        model.addCol(-1.0, 1.0, float(most[key]), 0, np.array([], dtype=np.int32), np.array([]))
    whole = [highspy.HighsVarType.kInteger] * len(withheld)
    model.changeColsIntegrality(len(withheld), np.arange(len(withheld), dtype=np.int32), np.array(whole))
    for link in links:
        terms = [(place[key], sign) for key, sign in link.terms if key in place]
        constant = sum(known[key] * sign for key, sign in link.terms if key not in place)
        columns, signs = np.array([one for one, _ in terms]), np.array([sign for _, sign in terms])
        low = link.low - constant
        model.addRow(low, float(-constant), len(terms), columns.astype(np.int32), signs.astype(np.float64))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return [round(value) for value in model.getSolution().col_value]
