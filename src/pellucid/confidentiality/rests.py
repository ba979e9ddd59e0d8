"""Counts and links in; the same with the small numbers that a reader gets by subtracting one from another.

A breakdown that leaves three requests out shows these three, though no table has a cell for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.confidentiality.counts import Choice, Count
from pellucid.confidentiality.links import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.confidentiality.keys import CellKey


def with_rests(counts: dict[CellKey, Count], links: Iterable[Link], threshold: int) -> Iterator[Link]:
    """Make a count of each small rest, which is in no release, and link it to what it is the rest of.

    What can be subtracted in earlier releases alone is public, and can't be taken back.
    """
    for link in links:
        known = [counts[key] for key, _ in link.terms if key in counts]
        if link.rest is None or len(known) < len(link.terms):
            yield link
            continue
        rest = -sum(count.value * sign for count, (_, sign) in zip(known, link.terms, strict=True))
        if 0 < rest < threshold and any(count.choice is not Choice.PUBLIC for count in known):
            counts[link.rest] = Count(rest, Choice.UNSEEN)
            yield Link((*link.terms, (link.rest, 1)))
        else:
            yield link
