"""Totals over countries and request types: what is missing is neither 0 nor hidden."""

from __future__ import annotations

from datetime import date

from pellucid.cube.overlaps import Answer, Known, Span
from pellucid.cube.totals import total
from pellucid.vocabulary.status import Status

ROW = Known(Span(date(2024, 1, 1), date(2024, 3, 31)), 3, 3)
PUBLISHED = Answer(Status.PUBLISHED, 3, 3, 3, (ROW,))
DERIVED = Answer(Status.DERIVED, 4, 4, 4)
BANDED = Answer(Status.BANDED, None, 250, 499)
UNKNOWN = Answer(Status.NOT_AVAILABLE, None, None, None)
BOUNDED = Answer(Status.NOT_AVAILABLE, None, 1, 9)


def test_complete() -> None:
    """A derived figure is as good as a published one: nothing is missing."""
    assert total([PUBLISHED, DERIVED]) == Answer(Status.PUBLISHED, 7, 7, 7, (ROW,))


def test_band() -> None:
    """With a band in it, the total is a band."""
    assert total([PUBLISHED, BANDED, BANDED]) == Answer(Status.BANDED, None, 503, 1001, (ROW,))


def test_missing() -> None:
    """With one missing, the total is the least that is known, bands at their lower end, and open above."""
    assert total([PUBLISHED, UNKNOWN, BANDED]) == Answer(Status.AT_LEAST, 253, 253, None, (ROW,))


def test_bounded_is_missing() -> None:
    """A figure that is only bounded is not among the available ones, so its lower bound is not added."""
    assert total([PUBLISHED, BOUNDED]) == Answer(Status.AT_LEAST, 3, 3, None, (ROW,))


def test_total_of_totals() -> None:
    """A total of which parts are missing makes the next total one of the same kind."""
    assert total([total([DERIVED, UNKNOWN]), DERIVED]) == Answer(Status.AT_LEAST, 8, 8, None)


def test_nothing_available() -> None:
    """Where none is available, the total is at least 0; where there is none at all, it is not available."""
    assert total([UNKNOWN]) == Answer(Status.AT_LEAST, 0, 0, None)
    assert total([]) == Answer(Status.NOT_AVAILABLE, None, None, None)


def test_every_status_fills_what_it_may() -> None:
    """Totals have exactly the numbers that the vocabulary allows for their status."""
    for answers in ([], [PUBLISHED], [BANDED], [UNKNOWN, PUBLISHED]):
        added = total(answers)
        numbers = {"value": added.value, "lower": added.lower, "upper": added.upper}
        assert added.status.allows(**{name: number is not None for name, number in numbers.items()})
