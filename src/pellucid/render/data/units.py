"""A measure's code in; what it is called, its unit and how it is counted out, for the formats of data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Described:
    """A measure in words. unit: of the figure as it is shown; stored: as it stands in the data files."""

    code: str
    label: str
    unit: str
    sentence: str
    ratio: bool = False

    @property
    def stored(self) -> str:
        """Give the unit of the number in the files: a rate is a share there, and no percentage."""
        return f"share (0 to 1) {self.unit.removeprefix('% ')}" if self.ratio else self.unit


def described(code: str) -> Described:
    """Describe a measure; one that no kind has is described by its code alone."""
    return _known().get(code) or Described(code, code, "", "")


@cache
def _known() -> dict[str, Described]:
    # What lays out PDFs in another process needs no engine.
    from pellucid.cube.breakdown_measures import OF_BREAKDOWNS  # noqa: PLC0415
    from pellucid.cube.measures import MEASURES, REQUESTS_DECIDED, How  # noqa: PLC0415

    return {
        one.code: Described(one.code, one.label, one.unit, one.sentence, one.how is How.RATE)
        for one in (*(m for kind in MEASURES.values() for m in kind), REQUESTS_DECIDED, *OF_BREAKDOWNS)
    }
