"""Overlapping rows, drawn at random, against the truth they were made from and against trying everything."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pellucid.cube.overlaps import Answer, Known, Span, settle
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY_ONE = date(2024, 2, 27)  # a leap day comes soon

Filling = tuple[int, ...]  # a count for each day


def span(first: int, last: int) -> Span:
    """Make the span between two days that are numbered from DAY_ONE."""
    return Span(DAY_ONE + timedelta(days=first), DAY_ONE + timedelta(days=last))


def days(of: Span) -> slice:
    """Give the places of a span's days in a filling."""
    return slice((of.start - DAY_ONE).days, (of.end - DAY_ONE).days + 1)


def spans(length: int) -> st.SearchStrategy[Span]:
    """Draw spans within the first days."""
    day = st.integers(0, length - 1)
    return st.tuples(day, day).map(lambda ends: span(min(ends), max(ends)))


@st.composite
def truths(draw: st.DrawFn) -> tuple[Filling, list[Known], list[Span]]:
    """Draw counts for up to 12 days, rows that say the truth or a band around it, and spans to ask about."""
    filling = tuple(draw(st.lists(st.integers(0, 3) | st.integers(0, 10**6), min_size=1, max_size=12)))
    rows = []
    for of in draw(st.lists(spans(len(filling)), max_size=12)):
        true = sum(filling[days(of)])
        below, above = draw(st.tuples(st.integers(0, true), st.integers(0, 50)) | st.just((0, 0)))
        rows.append(Known(of, true - below, true + above))
    return filling, rows, draw(st.lists(spans(len(filling) + 2), min_size=1, max_size=6))


@st.composite
def claims(draw: st.DrawFn, *, length: int = 5) -> list[Known]:
    """Draw rows of different spans that say anything, as often as not against each other."""
    numbers = st.tuples(st.integers(0, 4), st.integers(0, 4)) | st.integers(0, 4).map(lambda n: (n, n))
    of = draw(st.lists(spans(length), max_size=6, unique=True))
    return [Known(each, *sorted(draw(numbers))) for each in of]


def fits(filling: Filling, row: Known) -> bool:
    """Say whether a row is true of a filling."""
    return row.lower <= sum(filling[days(row.span)]) <= row.upper


def tried(rows: Iterable[Known], length: int) -> tuple[list[Known], list[Known], list[Filling]]:
    """Take rows in, shortest first, by trying all fillings; give those taken, those refused, what is left."""
    rows = sorted(rows, key=lambda row: (row.span.days, row.span.start))
    fillings = list(product(range(max((row.upper for row in rows), default=0) + 1), repeat=length))
    taken: list[Known] = []
    refused: list[Known] = []
    for row in rows:
        left = [filling for filling in fillings if fits(filling, row)]
        (taken if left else refused).append(row)
        fillings = left or fillings
    return taken, refused, fillings


def expected(of: Span, taken: Sequence[Known], fillings: Sequence[Filling]) -> tuple[int | None, int | None]:
    """Give the least and the most of a span over the fillings; no most where a day is in no row."""
    sums = {sum(filling[days(of)]) for filling in fillings}
    covered = {
        day for row in taken for day in range(row.span.start.toordinal(), row.span.end.toordinal() + 1)
    }
    if not covered.issuperset(range(of.start.toordinal(), of.end.toordinal() + 1)):
        return min(sums) or None, None
    return min(sums), max(sums)


def bounds(answer: Answer) -> tuple[int | None, int | None]:
    """Give the two bounds of an answer."""
    return answer.lower, answer.upper


@given(truths())
def test_the_truth_is_within_the_bounds(case: tuple[Filling, list[Known], list[Span]]) -> None:
    """True rows never contradict each other, and what follows from them is true."""
    filling, rows, wanted = case
    answers, conflicts = settle(rows, wanted)
    assert conflicts == ()
    for of, answer in zip(wanted, answers, strict=True):
        true = sum(filling[days(of)])
        assert (answer.lower or 0) <= true
        assert answer.upper is None or true <= answer.upper
        assert answer.value in {None, true}


@settings(deadline=None)
@given(claims(), st.lists(spans(5), min_size=1, max_size=6))
def test_bounds_are_those_of_trying_everything(rows: list[Known], wanted: list[Span]) -> None:
    """Bounds of a span without an own row are the least and the most over all fillings: never wider."""
    taken, _, fillings = tried(rows, 5)
    own = {row.span for row in rows}
    for of, answer in zip(wanted, settle(rows, wanted)[0], strict=True):
        if of not in own:
            lower, upper = expected(of, taken, fillings)
            assert bounds(answer) == (lower, upper)
            exact = lower is not None and lower == upper
            assert (answer.status, answer.value) == (("derived", lower) if exact else ("not_available", None))


@settings(deadline=None)
@given(claims())
def test_conflicts_are_those_of_trying_everything(rows: list[Known]) -> None:
    """A row is a conflict exactly when no filling of the shorter rows is left for it."""
    _, refused, _ = tried(rows, 5)
    _, conflicts = settle(rows, [])
    assert {conflict.row for conflict in conflicts} == set(refused)
    assert len(conflicts) == len(refused)


@given(claims())
def test_the_rows_against_a_conflict_refuse_it_alone(rows: list[Known]) -> None:
    """The rows that a conflict names rule its row out, imply just what it says, and none of them is idle."""
    for conflict in settle(rows, [])[1]:
        of = conflict.row.span
        implied = conflict.implied_lower, conflict.implied_upper
        assert settle([*conflict.against, conflict.row], [])[1] == (conflict,)
        assert implied_by(conflict.against, of) == implied
        for row in conflict.against:
            assert implied_by([other for other in conflict.against if other != row], of) != implied


def implied_by(rows: Sequence[Known], of: Span) -> tuple[int, int | None]:
    """Give the bounds that rows set for a span, the least of all counts included."""
    (answer,), _ = settle(rows, [of])
    return answer.lower or 0, answer.upper


@given(truths())
def test_an_answer_follows_from_the_rows_it_names(case: tuple[Filling, list[Known], list[Span]]) -> None:
    """The rows behind an answer give the same answer alone, and without any one of them another."""
    _, rows, wanted = case
    for of, answer in zip(wanted, settle(rows, wanted)[0], strict=True):
        assert settle(answer.by, [of])[0][0] == answer
        for row in answer.by:
            (less,), _ = settle([other for other in answer.by if other != row], [of])
            assert bounds(less) != bounds(answer)


@given(truths())
def test_answers_do_not_contradict_each_other(case: tuple[Filling, list[Known], list[Span]]) -> None:
    """Answers taken as further rows contradict nothing and change no answer."""
    _, rows, wanted = case
    answers, _ = settle(rows, wanted)
    further = [
        Known(of, answer.lower or 0, answer.upper)
        for of, answer in zip(wanted, answers, strict=True)
        if answer.upper is not None
    ]
    again, conflicts = settle([*rows, *further], wanted)
    assert conflicts == ()
    assert [bounds(answer) for answer in again] == [bounds(answer) for answer in answers]


@given(st.data(), claims(length=8), st.lists(spans(9), max_size=6))
def test_order_of_rows_does_not_matter(data: st.DataObject, rows: list[Known], wanted: list[Span]) -> None:
    """Rows of different spans give the same answers, conflicts and reasons in any order."""
    assert settle(data.draw(st.permutations(rows)), wanted) == settle(rows, wanted)


@given(st.data(), truths())
def test_order_of_true_rows_does_not_matter(
    data: st.DataObject, case: tuple[Filling, list[Known], list[Span]]
) -> None:
    """Rows that agree give the same numbers in any order, even where several are of one span."""
    _, rows, wanted = case
    answers, _ = settle(rows, wanted)
    others, _ = settle(data.draw(st.permutations(rows)), wanted)
    assert [(a.status, a.value, *bounds(a)) for a in others] == [
        (a.status, a.value, *bounds(a)) for a in answers
    ]


@given(truths())
def test_an_own_row_stands(case: tuple[Filling, list[Known], list[Span]]) -> None:
    """A period with a row of its own has that row's number or band, and names it."""
    _, rows, _ = case
    for row, answer in zip(rows, settle(rows, [row.span for row in rows])[0], strict=True):
        (own,) = answer.by
        assert own in rows
        assert own.span == row.span
        assert answer.status == (Status.PUBLISHED if own.lower == own.upper else Status.BANDED)
        assert bounds(answer) == (own.lower, own.upper)
