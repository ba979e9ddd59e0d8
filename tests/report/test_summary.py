"""The summary: sentences and key figures."""

from __future__ import annotations

import pytest

from pellucid.report.blocks.key_figures import key_figures
from pellucid.report.blocks.sentences import one_sentence, summary_sentences
from pellucid.report.model import KeyFigures, Text
from pellucid.report.sections import summary
from tests.report.figures import config, context, cube, protected

REQUESTS = """
2025-Q3 _T _T requests 10
2025-Q3 _T _T requests_disclosed 4
2025-Q3 _T _T accounts_disclosed 6
2025-Q4 _T _T requests 30
2025-Q4 _T _T requests_disclosed 10
2025-Q4 _T _T accounts_disclosed 1
2025-Q4 _T _T disclosure_rate 0.333333
2025-Q4 FR _T requests 20
2025-Q4 DE _T requests 9
2025-Q4 _U _T requests 1
2025-Q4 IT _T requests 0
"""
ORDERS = """
2025-Q4 _T _T orders 1
2025-Q4 _T _T orders_complied 1
2025-Q4 _T _T compliance_rate 1
2025-Q4 RU _T orders 1
"""
REPORTS = """
2025-Q4 _T _T reports 5
2025-Q4 _T _T reports_actioned 2
2025-Q4 _U _T reports 5
"""
COUNTS = """
2024-Q4 _T _T requests_disclosed >11625
2024-Q4 _T _T accounts_disclosed >18480
2024-Q4 IN _T requests_disclosed 7649
2024-Q4 BG _T requests_disclosed 7d
2024-Q4 AR _T requests_disclosed x
"""
COVERAGE = "2024-Q4 requests_disclosed 32 29 3 83"


def test_requests_in_sentences() -> None:
    """What was received and disclosed, how it changed, and who asked most; unknown and 0 are no countries."""
    (told,) = summary_sentences(context(protected([cube("legal_requests", REQUESTS)])))
    assert told.split(". ") == [
        (
            "From 1 October to 31 December 2025, 30 requests for user data were received, "
            "from 2 countries or of unknown origin"
        ),
        "Data was disclosed on 10 of them (33.3%); this concerned 1 account",
        "The number of requests is up from 10 on the quarter before",
        "Most requests came from: France (20) and Germany (9).",
    ]


def test_every_kind_has_a_paragraph() -> None:
    """Orders and reports follow; the summary in one sentence is the first one of all."""
    given = context(protected([cube("removal_orders", ORDERS), cube("user_reports", REPORTS)]))
    orders, reports = summary_sentences(given)
    first = "1 order to remove or restrict content was received from 1 country."
    assert orders == (
        f"From 1 October to 31 December 2025, {first} "
        "1 of them was complied with in full or in part (100.0%)."
    )
    assert reports == (
        "From 1 October to 31 December 2025, 5 reports by users were received. "
        "After 2 of them content was removed or restricted."
    )
    assert one_sentence(given) == f"From 1 October to 31 December 2025, {first}"


def test_counts_are_at_least() -> None:
    """Totals over some countries are at least so high, say over how many, and warn of a trend."""
    given = context(protected([cube("counts", COUNTS, of="legal_requests", coverage=COVERAGE)]))
    (told,) = summary_sentences(given)
    assert told.startswith(
        "From 1 October to 31 December 2024, data was disclosed on at least 11,625 requests; "
        "this concerned at least 18,480 accounts. Most of these requests came from: India (7,649) and "
        "Bulgaria (7). Figures are available for 32 of 83 countries, 3 of them derived from other periods."
    )
    assert told.endswith("a difference between two periods is not a trend.")


def test_no_request_at_all() -> None:
    """A period without a request has no rate and no countries."""
    told = summary_sentences(context(protected([cube("legal_requests", "2025-Q4 _T _T requests 0")])))
    assert told == ("From 1 October to 31 December 2025, 0 requests for user data were received.",)


def test_no_figure_at_all() -> None:
    """Counts that say nothing of the period are no 0."""
    told = summary_sentences(
        context(protected([cube("counts", "2025-Q4 _T _T requests_disclosed x", of="legal_requests")]))
    )
    assert told == ("No figure is available for this period.",)


def test_counts_of_items_alone() -> None:
    """Counts that lack orders do not speak of orders."""
    given = context(protected([cube("counts", "2025-Q4 _T _T items_removed 5", of="removal_orders")]))
    assert summary_sentences(given) == ()


def test_key_figures_of_records() -> None:
    """Each has its change on the period before; the rate shows its parts."""
    given = context(protected([cube("legal_requests", REQUESTS)]))
    assert given.legal is not None
    shown = key_figures(given, given.legal).figures
    assert [(figure.value, figure.change) for figure in shown] == [
        ("30", "up from 10 on the quarter before"),
        ("10", "up from 4 on the quarter before"),
        ("1", "down from 6 on the quarter before"),
        ("33.3%", "down from 40.0% on the quarter before"),
    ]
    assert shown[3].note == "10 of 30"


def test_key_figures_of_counts() -> None:
    """No rate, no change; the number of countries stands beside."""
    given = context(protected([cube("counts", COUNTS, of="legal_requests", coverage=COVERAGE)]))
    assert given.legal is not None
    shown = key_figures(given, given.legal).figures
    assert [figure.value for figure in shown] == ["at least 11,625", "at least 18,480", "32 of 83"]
    assert [figure.change for figure in shown] == [None] * 3
    assert shown[2].note == "29 reported, 3 derived"


@pytest.mark.parametrize(("rate_of", "note"), [("received", "10 of 30"), ("decided", "10 of 25")])
def test_what_the_rate_is_of_is_said(rate_of: str, note: str) -> None:
    """Over decided requests the number received is not passed off as the denominator."""
    cells = f"{REQUESTS}2025-Q4 _T _T requests_decided 25\n" if rate_of == "decided" else REQUESTS
    given = context(protected([cube("legal_requests", cells)]), config(counting={"rate_of": rate_of}))
    assert given.legal is not None
    assert key_figures(given, given.legal).figures[3].note == note


def test_the_publishers_own_words_stand_in() -> None:
    """With a text of the publisher's the sentences are left out; the key figures stay."""
    settings = config(report={"narrative": {"summary": "summary.md"}})
    made = summary.section(context(protected([cube("legal_requests", REQUESTS)]), settings))
    assert made is not None
    assert not any(isinstance(block, Text) for block in made.blocks)
    assert isinstance(made.blocks[0], KeyFigures)


def test_a_report_of_takedowns_alone() -> None:
    """Without requests for data, the orders are what the summary is about."""
    made = summary.section(context(protected([cube("removal_orders", "2025-Q4 _T _T orders 19")])))
    assert made is not None
    assert [
        figure.label for block in made.blocks if isinstance(block, KeyFigures) for figure in block.figures
    ] == ["Orders"]
