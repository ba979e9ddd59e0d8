"""Statuses: the seven of the contract, and which numbers a cell of each may hold."""

from __future__ import annotations

from itertools import product

import pytest

from pellucid.vocabulary.status import Status


def test_the_seven_statuses() -> None:
    """The codes that a published table may have; each is its own string."""
    assert [str(status) for status in Status] == [
        "published",
        "suppressed",
        "banded",
        "embargoed",
        "derived",
        "at_least",
        "not_available",
    ]
    assert Status("derived") is Status.DERIVED


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (Status.PUBLISHED, {"vlu"}),
        (Status.SUPPRESSED, {""}),
        (Status.BANDED, {"lu"}),
        (Status.EMBARGOED, {""}),
        (Status.DERIVED, {"vlu"}),
        (Status.AT_LEAST, {"vl"}),
        (Status.NOT_AVAILABLE, {"", "l", "u", "lu"}),
    ],
)
def test_a_status_tells_which_numbers_a_cell_has(status: Status, allowed: set[str]) -> None:
    """v, l and u stand for value, lower and upper; every other combination is refused."""
    found = {
        "v" * value + "l" * lower + "u" * upper
        for value, lower, upper in product((False, True), repeat=3)
        if status.allows(value=value, lower=lower, upper=upper)
    }
    assert found == allowed


def test_each_status_has_words_for_the_legend() -> None:
    """A label and a sentence; marks, where there are any, differ from each other."""
    assert all(status.label[0].isupper() and status.meaning.endswith(".") for status in Status)
    marks = [status.mark for status in Status if status.mark]
    assert len(marks) == len(set(marks))


def test_a_cell_without_a_value_shows_a_mark_or_a_range() -> None:
    """Nothing is ever an empty cell without a reason."""
    for status in Status:
        if "value" not in status.filled:
            assert status.mark or status.filled == ("lower", "upper")
