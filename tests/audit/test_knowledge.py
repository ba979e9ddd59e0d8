"""What the attacker takes for known is true: it holds in the figures that the program counts of any logs."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pellucid.audit.knowledge import MEDIANS, RATES, adds_up
from pellucid.audit.numbers import ASSUMED
from pellucid.audit.system import system_of
from pellucid.cube.measures import MEASURES, How, measures_of
from pellucid.engine import open_engine
from pellucid.release.public import PublicRelease
from pellucid.release.public_tables import BREAKDOWNS, PublicCell
from pellucid.vocabulary.stated import AT_MOST, RELATIONS
from pellucid.vocabulary.status import Status
from tests.cube.running import Bench, log_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from pellucid.audit.numbers import System
    from pellucid.cube.cells import Figures
    from pellucid.vocabulary.periods import Period
    from tests.cube.oracle import Record

WANTED = ("2025-01", "2025-Q1", "2025-Q2", "2025-H1", "2025-02-01/2025-07-31", "2025-Q3", "2025")
POLICIES = [
    {"version": "old", "effective_from": "2020-01-01", "title": "Old", "may_disclose": ["ip_address"]},
    {
        "version": "new",
        "effective_from": "2025-03-01",
        "title": "New",
        "may_disclose": ["ip_address", "content"],
        "requires": {"authority_type": ["judicial"], "legal_review": ["valid"]},
    },
]
OWN = {"letter": {"label": "Letter", "family": "preservation"}}

days = st.dates(date(2025, 1, 1), date(2025, 9, 30))
few = st.integers(0, 3)


@st.composite
def requests(draw: st.DrawFn) -> Record:
    """Draw a request with everything that a breakdown is by."""
    received, outcome = draw(days), draw(st.sampled_from(["disclosed_full", "disclosed_partial", *ENDED]))
    specified = draw(few)
    open_still = outcome == "pending"
    return {
        "received_at": received.isoformat(),
        "closed_at": "" if open_still else (received + timedelta(days=draw(few))).isoformat(),
        "country": draw(st.sampled_from(["FR", "DE", "IS"])),
        "request_type": draw(st.sampled_from(["court_order", "civil", "preservation", "letter", "nsl"])),
        "outcome": outcome,
        "accounts_specified": str(specified),
        "accounts_disclosed": draw(st.sampled_from(["", str(specified)])),
        "requests": draw(st.sampled_from(["", "2", "0"])),
        "authority_type": draw(st.sampled_from(["judicial", "police", ""])),
        "legal_basis": draw(st.sampled_from(["x", "y", ""])),
        "offence_category": draw(st.sampled_from(["fraud", "terrorism", ""])),
        "legal_review": draw(st.sampled_from(["valid", "invalid", "none", ""])),
        "emergency": draw(st.sampled_from(["yes", "no", ""])),
        "data_disclosed": draw(st.sampled_from(["", "ip_address", "content|ip_address"])),
    }


ENDED = ("no_data", "rejected", "withdrawn", "pending")
orders = st.fixed_dictionaries(
    {
        "received_at": days.map(date.isoformat),
        "country": st.sampled_from(["FR", "DE"]),
        "category": st.sampled_from(["terror", "fraud"]),
        "authority_type": st.sampled_from(["judicial", "police", ""]),
        "outcome": st.sampled_from(["complied_full", "complied_partial", "rejected", "pending", ""]),
        "action": st.sampled_from(["removed", "geo_blocked", "none", ""]),
        "items_specified": few.map(str),
        "items_removed": few.map(str),
        "orders": st.sampled_from(["", "3"]),
    }
)
reports = st.fixed_dictionaries(
    {
        "received_at": days.map(date.isoformat),
        "channel": st.sampled_from(["search_report", "in_app", "email"]),
        "category": st.sampled_from(["spam", "violence"]),
        "country": st.sampled_from(["FR", "_U"]),
        "decision": st.sampled_from(["removed", "restricted", "no_violation", "pending"]),
        "reviewed_by": st.sampled_from(["human", "automated"]),
        "appealed": st.sampled_from(["yes", "no"]),
        "appeal_outcome": st.sampled_from(["upheld", "rejected", ""]),
    }
)
logs = st.fixed_dictionaries(
    {
        "legal_requests": st.lists(requests(), min_size=1, max_size=25),
        "removal_orders": st.lists(orders, min_size=1, max_size=12),
        "user_reports": st.lists(reports, min_size=1, max_size=12),
    }
)
IDS = {"legal_requests": "request_id", "removal_orders": "order_id", "user_reports": "report_id"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Open an engine."""
    folder = tmp_path_factory.mktemp("audit")
    with open_engine(folder / "scratch") as engine:
        yield Bench(folder, engine)


@pytest.mark.parametrize("rate_of", ["received", "decided"])
def test_every_link_holds_in_what_is_counted(bench: Bench, rate_of: str) -> None:
    """Withhold every count, and see each link hold in the true ones: in tables, over periods, by rates."""
    tried: set[str] = set()

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(logs)
    def holds(drawn: Mapping[str, list[Record]]) -> None:
        drawn["legal_requests"].append(dict(drawn["legal_requests"][0], outcome="rejected", closed_at=""))
        tables = [
            log_from(kind, [{IDS[kind]: str(n)} | one for n, one in enumerate(rows)], [IDS[kind], *rows[0]])
            for kind, rows in drawn.items()
        ]
        figures = bench.count(
            tables, WANTED, counting={"rate_of": rate_of}, policies=POLICIES, request_types=OWN
        )
        truth: dict[tuple[object, ...], float] = {}
        releases = [_release(one, truth) for one in figures.values()]
        system = system_of(releases, least_withheld=0)
        assert system.doubts == ()
        tried.update(row.why for row in system.rows)
        for row in system.rows:
            total = sum(truth[system.numbers[place].key] * times for place, times in row.terms)
            assert row.low - 1e-6 <= total <= row.high + 1e-6, _said(system, row.terms, row.why)

    holds()
    certain = {rule.sentence for rule in AT_MOST if rule.certain and rule.kind in IDS}
    certain -= {rule.sentence for rule in AT_MOST if "decided" in rule.name and rate_of == "received"}
    certain |= {relation.sentence.rstrip(".") for relation in RELATIONS if "decided" not in relation.sentence}
    assert certain - tried == set()


def _said(system: System, terms: tuple[tuple[int, float], ...], why: str) -> str:
    return f"{why}: {[(system.numbers[place].key, times) for place, times in terms]}"


def _release(figures: Figures, truth: dict[tuple[object, ...], float]) -> PublicRelease:
    """Publish the rates alone; every count is withheld, and put down in `truth`."""
    spans = {one.name: one for cube in figures.cubes.values() for one in cube.periods}
    cells: list[PublicCell] = []
    for kind, cube in figures.cubes.items():
        for name, country, code, measure, value in _rows(cube.cells, "country", "request_type"):
            cell = _cell(figures, kind, spans[name], (country, code, "", ""), measure)
            cells.append(_filled(cell, value, truth))
    for name, dimension, code, measure, value in _rows(figures.breakdowns, "dimension", "code"):
        cell = _cell(figures, BREAKDOWNS, spans[name], ("", "", dimension, code), measure)
        cells.append(_filled(cell, value, truth))
    period = figures.period
    return PublicRelease(
        period.folder,
        1,
        (period.start, period.end),
        tuple(cells),
        {code: one["family"] for code, one in OWN.items()},
        stated=frozenset(),
        ours=True,
    )


def _rows(frame: pd.DataFrame, *about: str) -> Iterator[tuple[str, str, str, str, float]]:
    names = (frame[name].astype(str) for name in ("period", *about, "measure"))
    yield from zip(*names, frame["value"].astype(float), strict=True)


def _cell(
    figures: Figures, table: str, period: Period, about: tuple[str, str, str, str], measure: str
) -> PublicCell:
    days = period.name, period.start, period.end
    return PublicCell(
        figures.period.folder, 1, table, *days, *about, measure, None, None, None, Status.SUPPRESSED
    )


def _filled(cell: PublicCell, value: float, truth: dict[tuple[object, ...], float]) -> PublicCell:
    if adds_up(cell.measure):
        truth[cell.key] = value
        return cell
    if math.isnan(value):
        return replace(cell, status=Status.NOT_AVAILABLE)
    number = round(value, 6)
    return replace(cell, value=number, lower=number, upper=number, status=Status.PUBLISHED)


def test_rates_and_medians_are_those_of_the_program() -> None:
    """The attacker knows each rate with its parts, and each median, that the program publishes."""
    every = [one for kind in MEASURES for way in ("received", "decided") for one in measures_of(kind, way)]
    assert {one.code for one in every if one.how is How.MEDIAN} == MEDIANS
    rates = {one.code for one in every if one.how is How.RATE}
    assert rates == RATES.keys()
    for one in every:
        if one.how is How.RATE:
            part, wholes = RATES[one.code]
            assert one.numerator == part
            assert one.denominator in wholes


def test_what_is_only_assumed_is_told_apart() -> None:
    """Statements that the publisher need not keep are believed less than those that follow from counting."""
    assert {rule.name for rule in AT_MOST if not rule.certain} >= {"requests<=accounts_specified"}
    assert ASSUMED > 1
