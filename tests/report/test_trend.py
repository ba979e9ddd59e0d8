"""The line chart over the history and the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pellucid.report.blocks.trend import finding, history_table, trend_figure
from tests.report.figures import config, context, cube, protected, rows

if TYPE_CHECKING:
    from pellucid.report.model import Figure

QUARTERS = """
2025-Q1 _T _T requests 10
2025-Q1 _T _T requests_disclosed 4
2025-Q2 _T _T requests 12
2025-Q2 _T _T requests_disclosed c
2025-Q3 _T _T requests 30
2025-Q3 _T _T requests_disclosed 9
"""
COUNTS = """
2025-Q1 _T _T requests_disclosed >2541
2025-Q2 _T _T requests_disclosed >2225
"""
COVERAGE = """
2025-Q1 requests_disclosed 64 5 59 83
2025-Q2 requests_disclosed 1 1 0 1
"""


def figure(**settings: Any) -> Figure:  # noqa: ANN401 - keys of transparency.yaml
    """Draw the quarters."""
    given = context(protected([cube("legal_requests", QUARTERS)]), config(**settings))
    assert given.legal is not None
    drawn = trend_figure(given, given.legal, "trend")
    assert drawn is not None
    return drawn


def test_a_withheld_value_is_a_gap() -> None:
    """A point without a value is a gap and says why; it is not 0."""
    line = figure().line
    assert line is not None
    disclosed = line.series[1]
    assert [point.value for point in disclosed.points] == [4, None, 9]
    assert (disclosed.points[1].text, disclosed.points[1].withheld) == ("withheld", True)
    assert figure().notes == (
        "Hatched: a figure is withheld, and the line has a gap. Requests with data disclosed: Q2 2025.",
    )
    assert "Q2 2025: withheld" in figure().alt


def test_the_title_is_the_finding() -> None:
    """It says where the first line ended and began."""
    assert figure().title == "Requests: up from 10 in Q1 2025 to 30 in Q3 2025"
    assert figure().alt.startswith("Requests: Q1 2025: 10; Q2 2025: 12; Q3 2025: 30.")


HIGH = """
2025-Q1 _T _T requests 3
2025-Q2 _T _T requests 44
2025-Q3 _T _T requests 1
"""


def test_a_high_between_two_low_ends_is_the_finding() -> None:
    """From 3 down to 1 would hide it; where a figure between is withheld, nothing is called the highest."""

    def title(figures: str) -> str:
        given = context(protected([cube("legal_requests", figures)]), config())
        assert given.legal is not None
        return finding(given, given.legal)

    assert title(HIGH) == "Requests: 1 in Q3 2025, after a high of 44 in Q2 2025"
    assert title(HIGH.replace("44", "5")) == "Requests: down from 3 in Q1 2025 to 1 in Q3 2025"
    assert title(HIGH.replace("44", "c")) == "Requests: down from 3 in Q1 2025 to 1 in Q3 2025"


def test_events_are_placed_by_their_day() -> None:
    """16 May is 45 days into the 91 of the second quarter; events outside the history are left out."""
    events = [
        {"date": "2025-05-16", "label": "Second"},
        {"date": "2025-01-01", "label": "First"},
        {"date": "2024-12-31", "label": "Before"},
        {"date": "2025-10-01", "label": "After"},
    ]
    marks = figure(events=events).events
    assert [(mark.number, mark.label, mark.position) for mark in marks] == [
        (1, "First", 0),
        (2, "Second", 1 + 45 / 91),
    ]


def test_a_change_of_method_cuts_the_line() -> None:
    """On a period's first day one cut does; a period that it divides stands alone. The note says why."""
    first_day = figure(breaks=[{"date": "2025-04-01", "measures": ["requests"], "reason": "New count."}])
    within = figure(breaks=[{"date": "2025-04-02", "measures": ["requests"], "reason": "New count."}])
    other = figure(
        breaks=[{"date": "2025-04-01", "measures": ["accounts_specified"], "reason": "New count."}]
    )
    assert [drawn.line and drawn.line.breaks for drawn in (first_day, within, other)] == [(1,), (1, 2), ()]
    assert first_day.notes[1:] == ("The line is cut at 1 April 2025: New count.",)
    assert first_day.title == "Requests: 30 in Q3 2025"


def test_totals_over_some_countries_say_so() -> None:
    """A point names the countries behind it, the line is "at least", and the note warns of a trend."""
    given = context(protected([cube("counts", COUNTS, of="legal_requests", coverage=COVERAGE)]))
    assert given.legal is not None
    drawn = trend_figure(given, given.legal, "trend")
    assert drawn is not None
    assert drawn.line is not None
    assert drawn.line.series[0].label == "Requests with data disclosed, at least"
    assert [point.text for point in drawn.line.series[0].points] == [
        "at least 2,541 (64 of 83 countries)",
        "at least 2,225 (1 of 1 country)",
    ]
    assert "not a trend" in drawn.notes[0]


def test_the_table_counts_countries_by_how_they_are_known() -> None:
    """Newest first, with the countries that reported and those that were derived."""
    given = context(protected([cube("counts", COUNTS, of="legal_requests", coverage=COVERAGE)]))
    assert given.legal is not None
    table = history_table(given, given.legal, "history", "Totals")
    assert [row[0] for row in rows(table)] == ["Q2 2025", "Q1 2025"]
    assert rows(table)[1][2:] == ["64 of 83", "5", "59"]


def test_one_period_is_no_trend() -> None:
    """With a single period there is nothing to draw."""
    given = context(protected([cube("legal_requests", "2025-Q3 _T _T requests 30")]))
    assert given.legal is not None
    assert trend_figure(given, given.legal, "trend") is None


def test_a_figure_that_is_missing_is_named_below_the_chart() -> None:
    """As a withheld one is; where nothing above 0 is known, no chart seems to bound the rest."""

    def drawn(text: str) -> Figure | None:
        given = context(protected([cube("legal_requests", text)]), config())
        assert given.legal is not None
        return trend_figure(given, given.legal, "trend", "FR")

    total = "".join(f"2025-Q{quarter} _T _T requests 5\n" for quarter in (1, 2, 3))
    known = total + "2025-Q1 FR _T requests {first}\n2025-Q2 FR _T requests 0\n2025-Q3 FR _T requests x\n"
    made = drawn(known.format(first=2))
    assert made is not None
    assert made.notes == ("Not drawn, as there is no figure: Requests: Q3 2025.",)
    assert drawn(known.format(first=0)) is None
