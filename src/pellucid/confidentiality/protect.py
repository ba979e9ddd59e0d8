"""The one door between counting and saying: Figures in, ProtectedFigures out, or no release at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from pellucid.cube.cells import Cube, Figures
    from pellucid.vocabulary.periods import Period

_KEY = object()


@dataclass(frozen=True)
class ProtectedFigures:
    """Figures that may be published; `report` and `render` take nothing else. Made by `protect` only."""

    period: Period
    cubes: Mapping[str, Cube]
    breakdowns: pd.DataFrame
    _key: object = None

    def __post_init__(self) -> None:
        if self._key is not _KEY:
            message = "ProtectedFigures are made by confidentiality.protect only"
            raise TypeError(message)


def protect(figures: Figures, *, threshold: int) -> ProtectedFigures:
    """Decide what may be published. With a threshold of 1 nothing is withheld.

    Raises:
        UsageError: a threshold above 1, which this version cannot keep.

    """
    if threshold > 1:
        raise UsageError(
            "this version cannot withhold small counts yet, so it does not publish with a threshold above 1",
            where="confidentiality.threshold",
            got=str(threshold),
            mend="set threshold: 1 to publish every count, or wait for the version that protects small ones",
        )
    return ProtectedFigures(figures.period, figures.cubes, figures.breakdowns, _KEY)
