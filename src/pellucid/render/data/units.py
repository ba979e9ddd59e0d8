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
    from pellucid.cube.measures import (  # noqa: PLC0415 - what lays out PDFs in another process needs no engine
        MEASURES,
        REQUESTS_DECIDED,
        How,
    )

    return {
        one.code: Described(one.code, one.label, one.unit, one.sentence, one.how is How.RATE)
        for one in (*(measure for kind in MEASURES.values() for measure in kind), REQUESTS_DECIDED)
    }
