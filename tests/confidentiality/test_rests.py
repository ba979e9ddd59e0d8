"""What a reader gets by subtracting one published number from another is protected like a number."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from pellucid.confidentiality.keys import CellKey, EarlierNumber, EarlierRelease
from pellucid.confidentiality.protect import Earlier, protect
from pellucid.cube.cells import BREAKDOWN_COLUMNS, Figures
from pellucid.vocabulary.status import Status
from tests.confidentiality.test_protect import RULES, figures, fitting, shown, truth

SINGLE = {("FR", "court_order"): 60, ("DE", "court_order"): 40}


def with_authorities(judicial: int, police: int) -> Figures:
    """Make figures of 100 requests, of which some name their authority."""
    rows = [
        ("2025-Q1", "authority_type", code, "requests", *[float(value)] * 3, "published")
        for code, value in (("judicial", judicial), ("police", police))
    ]
    return replace(
        figures("2025-Q1", {"2025-Q1": SINGLE}),
        breakdowns=pd.DataFrame(rows, columns=list(BREAKDOWN_COLUMNS)),
    )


def published(made: pd.DataFrame) -> list[float]:
    """Give the values that are shown."""
    return [value for value in made["value"].tolist() if not math.isnan(value)]


def test_three_requests_without_an_authority_do_not_show() -> None:
    """100 - 57 - 40 would tell of the three that no authority is recorded for: one of the numbers goes."""
    made = protect(with_authorities(57, 40), RULES)
    total = made.cubes["legal_requests"].cells
    whole = total[(total["country"] == "_T") & (total["request_type"] == "_T")]
    assert len(published(made.breakdowns)) + len(published(whole)) < 3


def test_many_or_none_show() -> None:
    """Where ten are left out, or nobody, every number is published."""
    for judicial in (50, 60):
        assert published(protect(with_authorities(judicial, 40), RULES).breakdowns) == [judicial, 40]


def test_what_is_public_already_can_not_be_taken_back() -> None:
    """A rest of numbers that are all public stops nothing; one that a new number would show is not shown."""
    own = with_authorities(57, 40)
    cells = own.cubes["legal_requests"].cells
    numbers = {
        CellKey("legal_requests", *row[:4]): EarlierNumber(row[4], Status.PUBLISHED)
        for row in cells.itertuples(index=False, name=None)
    }
    earlier = EarlierRelease("2025-Q1", own.period, numbers, (own.period,))
    made = protect(own, RULES, Earlier((earlier,), truth(own)))
    assert len(published(made.breakdowns)) < 2
    numbers |= {
        CellKey("breakdowns", *row[:4]): EarlierNumber(row[4], Status.PUBLISHED)
        for row in own.breakdowns.itertuples(index=False, name=None)
    }
    every = EarlierRelease("2025-Q1", own.period, numbers, (own.period,))
    assert published(protect(own, RULES, Earlier((every,), truth(own))).breakdowns) == [57, 40]


def test_an_authority_that_knows_its_own_requests_learns_no_other() -> None:
    """With `insider`, whoever knows one single count can't narrow a small one by it: all tables are tried."""
    single = {
        ("DE", "court_order"): 30,
        ("DE", "emergency"): 7,
        ("FR", "court_order"): 20,
        ("FR", "emergency"): 3,
        ("IS", "court_order"): 6,
        ("IS", "emergency"): 8,
    }
    own = figures("2025-Q1", {"2025-Q1": single})
    table = {
        (country, kind): value
        for (_, country, kind), value in shown(protect(own, replace(RULES, insider=True))).items()
    }
    for place, value in single.items():
        if place != ("FR", "emergency"):
            small = fitting({**table, place: float(value)})["FR", "emergency"]
            assert small.max() - small.min() >= RULES.width
            assert small.max() >= RULES.threshold
