"""A sum of counts says what is known of it: the true sum always lies within."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pellucid.release.amount import Amount, total
from pellucid.vocabulary.status import Status


@st.composite
def known(draw: st.DrawFn) -> tuple[int, Amount]:
    """Draw a true count, and what was published of it."""
    truth = draw(st.integers(0, 1000))
    lower, upper = draw(st.integers(0, truth)), truth + draw(st.integers(0, 50))
    published = {
        Status.PUBLISHED: Amount(Status.PUBLISHED, truth, truth, truth),
        Status.DERIVED: Amount(Status.DERIVED, truth, truth, truth),
        Status.BANDED: Amount(Status.BANDED, None, lower, upper),
        Status.AT_LEAST: Amount(Status.AT_LEAST, lower, lower),
        Status.NOT_AVAILABLE: Amount(Status.NOT_AVAILABLE, None, None, draw(st.sampled_from([None, upper]))),
        Status.SUPPRESSED: Amount(Status.SUPPRESSED),
        Status.EMBARGOED: Amount(Status.EMBARGOED),
    }
    return truth, draw(st.sampled_from(list(published.values())))


@given(st.lists(known(), min_size=1, max_size=6))
def test_the_true_sum_lies_in_the_total(figures: list[tuple[int, Amount]]) -> None:
    """No total is exact unless all its parts are, and none claims a bound that does not hold."""
    truth = sum(count for count, _ in figures)
    found = total(amount for _, amount in figures)

    assert (found.lower or 0) <= truth
    assert found.upper is None or truth <= found.upper
    assert found.exact == all(amount.exact for _, amount in figures)
    assert not found.exact or found.value == truth
