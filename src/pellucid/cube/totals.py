"""Answers for the countries or request types of one period in; the answer for all of them together out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.overlaps import Answer
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_INCOMPLETE = frozenset({Status.NOT_AVAILABLE, Status.AT_LEAST})


def total(answers: Sequence[Answer]) -> Answer:
    """Add up answers: in full where none is missing, to a band where one is a band, else to "at least".

    A number that is not available adds nothing, even where it is known not to be 0: the total says over how
    many it is, and those are the ones that are in it.
    """
    if not answers:
        return Answer(Status.NOT_AVAILABLE, None, None, None)
    known = [answer for answer in answers if answer.status != Status.NOT_AVAILABLE]
    by = tuple(row for answer in known for row in answer.by)
    lower = sum(answer.lower or 0 for answer in known)
    if any(answer.status in _INCOMPLETE for answer in answers):
        return Answer(Status.AT_LEAST, lower, lower, None, by)
    upper = sum(answer.upper or 0 for answer in known)
    if any(answer.status == Status.BANDED for answer in answers):
        return Answer(Status.BANDED, None, lower, upper, by)
    return Answer(Status.PUBLISHED, lower, lower, upper, by)
