"""Small counts and what gives them away: figures in, what a reader of all releases can work out of them."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pellucid.confidentiality.cost import _single, costs
from pellucid.confidentiality.counts import counts, rows
from pellucid.confidentiality.keys import CellKey, EarlierNumber, EarlierRelease
from pellucid.confidentiality.protect import Earlier, ProtectedFigures, Rules, protect
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS, COVERAGE_COLUMNS, Cube, Figures
from pellucid.errors import ConfidentialityBreach
from pellucid.vocabulary.periods import Period
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

Single = dict[tuple[str, str], int]  # (country, type) -> requests
COUNTRIES, TYPES = ("DE", "FR", "IS"), ("court_order", "emergency")
RULES = Rules(threshold=5, width=5, in_total=frozenset(TYPES))


def figures(
    name: str, singles: Mapping[str, Single], timed: Mapping[tuple[str, str], int] | None = None
) -> Figures:
    """Make a release's figures: single counts and their totals; of earlier periods the margins."""
    periods = tuple(sorted(Period.parse(one) for one in singles))
    own = Period.parse(name)
    cells = []
    for period in periods:
        known = singles[period.name]
        for country, kind in product(("_T", *COUNTRIES), ("_T", *TYPES)):
            value = sum(
                number
                for (where, what), number in known.items()
                if country in {"_T", where} and kind in {"_T", what}
            )
            if period == own or "_T" in {country, kind}:
                cells.append((period.name, country, kind, "requests", *[float(value)] * 3, "published"))
                if timed is not None:
                    cells.append((period.name, country, kind, "days_to_close", 4.0, 4.0, 4.0, "published"))
    cube = Cube(
        "legal_requests",
        "legal_requests",
        ("requests", "days_to_close") if timed is not None else ("requests",),
        (*(one for one in periods if one != own), own),
        pd.DataFrame(cells, columns=list(CELL_COLUMNS)),
        pd.DataFrame(columns=list(COVERAGE_COLUMNS)),
        {(name, *place): records for place, records in (timed or {}).items()},
    )
    return Figures(own, {"legal_requests": cube}, pd.DataFrame(columns=list(BREAKDOWN_COLUMNS)))


def numbers(made: ProtectedFigures, measure: str) -> dict[tuple[str, str, str], tuple[float, str]]:
    """Give a measure's values and statuses by period, country and type."""
    frame = made.cubes["legal_requests"].cells
    found: dict[tuple[str, str, str], tuple[float, str]] = {}
    for *key, of, value, _, _, status in frame.itertuples(index=False, name=None):
        if of == measure:
            found[key[0], key[1], key[2]] = (value, status)
    return found


def shown(made: ProtectedFigures) -> dict[tuple[str, str, str], float | None]:
    """Give the published requests by period, country and type; None where withheld."""
    found: dict[tuple[str, str, str], float | None] = {}
    for key, (value, status) in numbers(made, "requests").items():
        assert (status == "suppressed") == math.isnan(value)
        found[key] = None if math.isnan(value) else value
    return found


def public(made: ProtectedFigures, name: str, *, current: bool = True) -> EarlierRelease:
    """Give a release as a later one finds it in the site."""
    cube = made.cubes["legal_requests"]
    numbers = {
        CellKey("legal_requests", *row[:4]): EarlierNumber(
            None if math.isnan(row[4]) else row[4], Status(row[7])
        )
        for row in cube.cells.itertuples(index=False, name=None)
    }
    return EarlierRelease(name, made.period, numbers, cube.periods, current=current)


def truth(*every: Figures) -> dict[CellKey, int]:
    """Give what the log at hand has for every count."""
    return {
        key: one.value for made in every for key, one in counts(rows(made.cubes, made.breakdowns), 1).items()
    }


def fitting(table: Mapping[tuple[str, str], float | None]) -> dict[tuple[str, str], np.ndarray]:
    """Try all tables of single counts; give the counts, totals included, of those that fit what is shown."""
    places = list(product(COUNTRIES, TYPES))
    choices = []
    for country, kind in places:
        value, above = table[country, kind], [table[country, "_T"], table["_T", kind], table["_T", "_T"]]
        most = min((int(one) for one in above if one is not None), default=14)
        choices.append(
            np.arange(1, most + 1, dtype=np.int16) if value is None else np.array([value], dtype=np.int16)
        )
    single = dict(zip(places, (one.ravel() for one in np.meshgrid(*choices)), strict=True))
    nothing = np.zeros(len(single[places[0]]), dtype=np.int16)
    every = {
        (country, kind): sum(
            (
                numbers
                for (where, what), numbers in single.items()
                if country in {"_T", where} and kind in {"_T", what}
            ),
            start=nothing,
        )
        for country, kind in product(("_T", *COUNTRIES), ("_T", *TYPES))
    }
    fits = np.ones(len(single[places[0]]), dtype=bool)
    for place, value in table.items():
        if value is not None:
            fits &= every[place] == value
    return {place: numbers[fits] for place, numbers in every.items()}


def test_a_threshold_of_one_publishes_everything() -> None:
    """Nothing is withheld, and nothing is stated."""
    made = protect(figures("2025-Q1", {"2025-Q1": {("FR", "court_order"): 1}}))
    assert shown(made)["2025-Q1", "FR", "court_order"] == 1
    assert (made.stated, made.threshold) == ((), 1)


def test_zeros_are_published_and_small_counts_are_not() -> None:
    """Counts from 1 to 4 have no number; a country without a request has its 0."""
    single = {
        ("DE", "court_order"): 40,
        ("DE", "emergency"): 12,
        ("FR", "court_order"): 9,
        ("FR", "emergency"): 3,
    }
    table = shown(protect(figures("2025-Q1", {"2025-Q1": single}), RULES))
    assert table["2025-Q1", "FR", "emergency"] is None
    assert table["2025-Q1", "IS", "_T"] == 0
    assert table["2025-Q1", "_T", "_T"] == 64


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {place: st.sampled_from([0, 0, 1, 2, 4, 5, 6, 7, 9]) for place in product(COUNTRIES, TYPES)}
    )
)
def test_no_small_count_can_be_narrowed(single: Single) -> None:
    """Of all tables that fit the published one, a small count differs by 5 or more, and may be 5 or more."""
    table = {
        (country, kind): value
        for (_, country, kind), value in shown(
            protect(figures("2025-Q1", {"2025-Q1": single}), RULES)
        ).items()
    }
    tables = fitting(table)
    for (country, kind), values in tables.items():
        value = sum(
            number
            for (where, what), number in single.items()
            if country in {"_T", where} and kind in {"_T", what}
        )
        assert value in values
        if 0 < value < RULES.threshold:
            assert values.max() - values.min() >= RULES.width
            assert values.max() >= RULES.threshold


def test_medians_of_few_records_are_withheld() -> None:
    """A median stands only where 5 records are behind it and their number is published."""
    single = {("DE", "court_order"): 40, ("FR", "court_order"): 30, ("IS", "court_order"): 3}
    timed = {
        ("DE", "court_order"): 40,
        ("FR", "court_order"): 4,
        ("IS", "court_order"): 3,
        ("DE", "_T"): 40,
        ("_T", "_T"): 47,
    }
    made = protect(figures("2025-Q1", {"2025-Q1": single}, timed), RULES)
    medians = {key[1:]: status for key, (_, status) in numbers(made, "days_to_close").items()}
    requests = shown(made)
    assert medians["FR", "court_order"] == medians["IS", "court_order"] == "suppressed"
    assert (medians["_T", "_T"] == "published") == (requests["2025-Q1", "_T", "_T"] is not None)
    for (country, kind), status in medians.items():
        if requests["2025-Q1", country, kind] is None:
            assert status == "suppressed"


QUARTERS = {
    "2025-Q1": {
        ("FR", "court_order"): 30,
        ("FR", "emergency"): 3,
        ("DE", "court_order"): 9,
        ("DE", "emergency"): 8,
    },
    "2025-Q2": {
        ("FR", "court_order"): 25,
        ("FR", "emergency"): 20,
        ("DE", "court_order"): 6,
        ("DE", "emergency"): 7,
    },
}
HALF = {place: sum(one.get(place, 0) for one in QUARTERS.values()) for place in product(COUNTRIES, TYPES)}


def test_a_half_year_does_not_give_a_quarter_back() -> None:
    """What the quarters have withheld can't be had by subtracting the published one from the half-year."""
    first, second = (figures(name, {name: QUARTERS[name]}) for name in QUARTERS)
    half = figures("2025-H1", {"2025-H1": HALF})
    known = truth(first, second, half)
    releases: list[EarlierRelease] = []
    tables = []
    for one in (first, second, half):
        made = protect(one, RULES, Earlier(tuple(releases), known))
        releases.append(public(made, one.period.name))
        tables.append(shown(made))
    q1, q2, h1 = tables
    assert q1["2025-Q1", "FR", "emergency"] is None
    assert q2["2025-Q2", "FR", "emergency"] == 20
    assert h1["2025-H1", "FR", "emergency"] is None
    lone = [place for place in product(COUNTRIES, TYPES) if q1["2025-Q1", *place] is None]
    assert all(
        h1["2025-H1", *place] is None or q2["2025-Q2", *place] is None or HALF[place] == 0 for place in lone
    )


def test_what_was_decided_stays_decided() -> None:
    """A release that is built again, beside others, is the same."""
    first = figures("2025-Q1", {"2025-Q1": QUARTERS["2025-Q1"]})
    made = protect(first, RULES)
    again = protect(first, RULES, Earlier((public(made, "2025-Q1"),), truth(first)))
    pd.testing.assert_frame_equal(
        made.cubes["legal_requests"].cells, again.cubes["legal_requests"].cells, check_exact=True
    )


def corrected(late: Single, corrections: str, *, again: bool = True) -> ProtectedFigures:
    """Publish Q1, let records come late, and build Q1 again (or Q2, with Q1 in its history)."""
    before = figures("2025-Q1", {"2025-Q1": QUARTERS["2025-Q1"]})
    old = protect(before, RULES)
    now = {
        place: QUARTERS["2025-Q1"].get(place, 0) + late.get(place, 0) for place in product(COUNTRIES, TYPES)
    }
    first = figures("2025-Q1", {"2025-Q1": now})
    wanted = first if again else figures("2025-Q2", {"2025-Q1": now, "2025-Q2": QUARTERS["2025-Q2"]})
    rules = Rules(threshold=5, width=5, in_total=frozenset(TYPES), corrections=corrections)  # type: ignore[arg-type]
    return protect(wanted, rules, Earlier((public(old, "2025-Q1"),), truth(first, wanted)))


def test_a_small_correction_stops_the_build() -> None:
    """Two late records show in the totals: nothing is published, and the message says what and what to do."""
    with pytest.raises(ConfidentialityBreach) as error:
        corrected({("FR", "court_order"): 2}, "stop")
    assert error.value.exit_code == 3
    said = str(error.value)
    assert "2025-Q1 _T _T requests" in said
    assert "withhold" in said
    assert "publish" in said


def test_a_small_correction_may_be_withheld_or_shown() -> None:
    """With `withhold` no figure that differs by 2 is shown; with `publish` the totals are."""
    late: Single = {("FR", "court_order"): 2}
    kept = shown(corrected(late, "withhold"))
    assert kept["2025-Q1", "_T", "_T"] is None
    assert kept["2025-Q1", "FR", "_T"] is None
    assert shown(corrected(late, "publish"))["2025-Q1", "_T", "_T"] == 52


def test_a_great_correction_is_published() -> None:
    """Twenty late records in one place show no small number; what was withheld stays withheld."""
    table = shown(corrected({("FR", "court_order"): 20}, "stop"))
    assert table["2025-Q1", "_T", "_T"] == 70
    assert table["2025-Q1", "FR", "emergency"] is None


def test_late_records_wait_in_the_history() -> None:
    """The next quarter shows the quarter before as it was published, so that nothing can be subtracted."""
    table = shown(corrected({("FR", "court_order"): 2}, "stop", again=False))
    assert table["2025-Q1", "_T", "_T"] == 50
    assert shown(corrected({("FR", "court_order"): 2}, "publish", again=False))["2025-Q1", "_T", "_T"] == 52


def test_the_cost_adds_up() -> None:
    """Small counts and those that protect them, counted apart, by an own count."""
    own = figures("2025-Q1", {"2025-Q1": QUARTERS["2025-Q1"]})
    made = protect(own, RULES)
    (cost,) = costs(own, made, 5)
    table = {(country, kind): value for (_, country, kind), value in shown(made).items()}
    true = {(key.first, key.second): one for key, one in truth(own).items()}
    gone = [place for place, value in table.items() if value is None]
    assert cost.primary == sum(true[place] < 5 for place in gone)
    assert cost.complementary == sum(true[place] >= 5 for place in gone)
    assert cost.cells == sum(value > 0 for value in true.values())
    single = [place for place in gone if "_T" not in place]
    assert cost.primary_value + cost.complementary_value == sum(true[place] for place in single)
    assert cost.value == 50


def test_no_more_is_withheld_than_there_is() -> None:
    """Where nothing but totals is withheld, they are measured by single cells all the same."""
    places = (("_T", "_T"), ("_T", "court_order"), ("FR", "court_order"), ("FR", "emergency"))
    keys = [CellKey("legal_requests", "2025-Q1", *place, "requests") for place in places]
    assert _single(keys) == set(keys[2:])
    assert _single(keys[:2]) == {keys[1]}
    assert _single(keys[:1]) == {keys[0]}
