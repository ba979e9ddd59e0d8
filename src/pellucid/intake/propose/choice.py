"""Samples of the parts of a file in; those that are proposed as the log out, with the names of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.intake.propose.kinds import decide
from pellucid.intake.propose.layout import choose_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.intake.propose.parts import Part
    from pellucid.intake.propose.sample import Sample

# Sheets and tables with the same header are one log in pieces; tables below each other count other things.
_IN_PIECES = frozenset(("sheet", "table"))


def choose_parts(samples: Sequence[tuple[Part, Sample]]) -> tuple[Sample, ...]:
    """The part that is understood best, and those that have the same header."""
    if len(samples) == 1:
        return (samples[0][1],)
    part, best = max(samples, key=lambda one: _understood(*one))
    chosen = [
        (other, sample)
        for other, sample in samples
        if other == part or (part.key in _IN_PIECES and sample.header == best.header and sample.rows)
    ]
    names = [one.shown for one, _ in chosen]
    others = tuple(one.shown for one, _ in samples if one.shown not in names)
    return tuple(replace(sample, others=others) for _, sample in chosen)


def _understood(part: Part, sample: Sample) -> tuple[bool, float]:
    """How well it can be read as a log; a part with no record in it is none."""
    return bool(sample.rows), decide(f"{sample.path.name} {part.shown}", choose_rows(sample).columns).score
