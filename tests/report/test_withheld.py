"""What is withheld is said in words, and nothing that is shown depends on it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from pellucid.report.blocks.narrative import narrative
from pellucid.report.blocks.sentences import summary_sentences
from pellucid.report.blocks.trend import trend_figure
from pellucid.report.build import build_report
from pellucid.report.facts import ContradictionFact, Facts, LogFact
from pellucid.report.model import Bullets, Figure, Table
from pellucid.report.numbers.rough import rough
from pellucid.report.sections import countries, method, outcomes, policy, request_types, search_reports
from tests.report.figures import FACTS, TODAY, config, context, cube, prose, protected, rows, tables

if TYPE_CHECKING:
    from pathlib import Path

    from pellucid.report.context import Context

THRESHOLD: dict[str, Any] = {"confidentiality": {"threshold": 5}}
REQUESTS = """
2025-Q3 _T _T requests 80
2025-Q3 _T _T requests_disclosed c
2025-Q3 FR _T requests c
2025-Q3 DE _T requests 60
2025-Q4 _T _T requests 90
2025-Q4 _T _T requests_disclosed 30
2025-Q4 DE _T requests 50
2025-Q4 DE _T requests_disclosed c
2025-Q4 DE _T disclosure_rate c
2025-Q4 DE _T days_to_close c
2025-Q4 DE court_order requests 50
2025-Q4 DE court_order requests_disclosed c
2025-Q4 ES _T requests c
2025-Q4 FR _T requests 12
2025-Q4 FR _T requests_disclosed 0
2025-Q4 IS _T requests c
2025-Q4 AX _T requests c
2025-Q4 ZA _T requests 0
2025-Q4 _U _T requests c
2025-Q4 _T court_order requests c
2025-Q4 _T civil requests 20
2025-Q4 _T wiretap requests c
"""


def given(figures: str = REQUESTS, breakdowns: str = "", facts: Facts = FACTS, **keys: Any) -> Context:  # noqa: ANN401 - keys of transparency.yaml
    """Make what a section is given, with a threshold of 5."""
    made = protected([cube("legal_requests", figures)], breakdowns)
    return context(made, config(**{**THRESHOLD, **keys}), facts)


def of(section: Any) -> dict[str, Any]:  # noqa: ANN401 - a section or none
    """Give a section's blocks by id."""
    assert section is not None
    return tables(section.blocks)


def test_withheld_countries_stand_below_in_order_of_names() -> None:
    """Below the zeros too: there a place bounds nothing. The unknown is last whatever it has."""
    table = of(countries.section(given()))["countries-table"]
    assert [row[:2] for row in rows(table)] == [
        ["Germany", "50"],
        ["France", "12"],
        ["South Africa", "0"],
        ["Åland Islands", "c"],
        ["Iceland", "c"],
        ["Spain", "c"],
        ["Unknown", "c"],
        ["All countries", "90"],
    ]
    assert "in alphabetical order below the others" in table.notes[0]
    assert any(note.startswith("c: A small figure, or one that would give") for note in table.notes)


def test_a_withheld_cell_says_so_and_sorts_as_nothing() -> None:
    """A mark to see, a word to hear, and for none of them a key to sort by."""
    table = of(countries.section(given()))["countries-table"]
    cells = {
        (cell.text, cell.note, cell.spoken, cell.sort)
        for row in table.rows
        for cell in row.cells
        if cell.status == "suppressed"
    }
    assert cells == {("c", "withheld", "withheld", "")}


def test_a_withheld_median_and_rate_are_withheld_not_inapplicable() -> None:
    """Germany's rate and median are `c`; France's rate is 0 of 12."""
    table = of(countries.section(given()))["countries-table"]
    assert rows(table)[0] == ["Germany", "50", "c", "c", "c"]
    assert rows(table)[1][:4] == ["France", "12", "0", "0.0%"]


def test_the_chart_draws_published_figures_and_one_row_for_the_others() -> None:
    """No bar has a length of its own for a withheld figure, nor a place."""
    figure = of(countries.section(given()))["countries-chart"]
    assert [(bar.label, bar.value, bar.text) for bar in figure.bars.bars] == [
        ("Germany", 50, "50"),
        ("France", 12, "12"),
        ("3 other countries", None, "withheld"),
    ]
    assert figure.alt.endswith("3 other countries: withheld.")


@pytest.mark.parametrize(
    ("total", "title"),
    [
        # four withheld ones share what Germany's 50 and France's 12 leave, and each has at least 1
        ("90", "Germany leads with 50, 55.6% of the total"),
        ("114", "Germany leads with 50, 43.9% of the total"),
        ("115", "Germany leads the published figures with 50, 43.5% of the total"),
        ("c", "Germany leads the published figures with 50"),
    ],
)
def test_who_leads_is_claimed_where_it_is_certain(total: str, title: str) -> None:
    """From published figures: the total less all published countries bounds each withheld one."""
    changed = REQUESTS.replace("2025-Q4 _T _T requests 90", f"2025-Q4 _T _T requests {total}")
    assert of(countries.section(given(changed)))["countries-chart"].title == title


def test_sentences_count_what_is_certain_and_compare_what_is_published() -> None:
    """A withheld country asked at least once; one that may have asked more than France is not passed over."""
    text = " ".join(summary_sentences(given()))
    assert "90 requests for user data were received, from 5 countries or of unknown origin." in text
    assert "Of the figures that are published, the highest are those of Germany (50) and France (12)." in text


def test_sentences_with_withheld_totals_are_sentences() -> None:
    """No number is said, and none is 0."""
    figures = """
    2025-Q3 _T _T requests 7
    2025-Q4 _T _T requests c
    2025-Q4 _T _T requests_disclosed c
    2025-Q4 _T _T accounts_disclosed c
    2025-Q4 _T _T disclosure_rate c
    2025-Q4 FR _T requests c
    """
    given_figures = given(figures)
    assert summary_sentences(given_figures)[0] == (
        "From 1 October to 31 December 2025, a withheld number of requests for user data were received from "
        "1 country. Data was disclosed on a withheld number of requests; this concerned a withheld number of "
        "accounts."
    )
    report = build_report(protected([cube("legal_requests", figures)]), FACTS, config(**THRESHOLD), TODAY)
    assert [(one.value, one.change, one.status) for one in report.key_figures] == [
        ("withheld", None, "suppressed"),
    ] * 4
    trend = next(
        (block for one in report.sections for block in one.blocks if isinstance(block, Figure)), None
    )
    assert trend is None


def test_a_country_page_without_a_published_figure_is_a_page() -> None:
    """Its key figures, its table and its plain answer say `withheld`."""
    report = build_report(protected([cube("legal_requests", REQUESTS)]), FACTS, config(**THRESHOLD), TODAY)
    page = next(one for one in report.countries if one.code == "IS")
    assert "Requests: Q3 2025: 0; Q4 2025: withheld." in prose(page.blocks)


def test_types_stand_most_first_then_as_the_vocabulary_has_them() -> None:
    """Court orders come before wiretaps in the list of types, whatever they count."""
    table = of(request_types.section(given()))["request-types-table"]
    assert [row[:2] for row in rows(table)][:3] == [
        ["Civil request", "20"],
        ["Court order", "c"],
        ["Wiretap order", "c"],
    ]


def test_a_line_without_a_published_point_is_not_drawn() -> None:
    """Its name would stand at the height of a value; the note names it instead."""
    figures = """
    2025-Q3 _T _T requests 30
    2025-Q3 _T _T requests_disclosed c
    2025-Q4 _T _T requests 40
    2025-Q4 _T _T requests_disclosed c
    """
    asked = given(figures)
    assert asked.legal is not None
    figure = trend_figure(asked, asked.legal, "trend")
    assert figure is not None
    assert figure.line is not None
    assert [line.label for line in figure.line.series] == ["Requests"]
    assert figure.notes == ("Not drawn, as no figure is published: Requests with data disclosed.",)
    assert "Requests with data disclosed: Q3 2025: withheld; Q4 2025: withheld." in figure.alt


def test_zeros_beside_withheld_figures_are_not_drawn() -> None:
    """The axis would end at 1, and the stripe with it."""
    asked = given("\n".join(f"2025-Q{q} _T _T requests {n}" for q, n in zip("1234", "c00c", strict=True)))
    assert asked.legal is not None
    assert trend_figure(asked, asked.legal, "trend") is None


def test_a_first_period_that_is_withheld_is_in_the_history() -> None:
    """It is no zero, so the log had begun."""
    figures = "2025-Q2 _T _T requests c\n2025-Q3 _T _T requests 30\n2025-Q4 _T _T requests 40"
    asked = given(figures)
    assert asked.legal is not None
    figure = trend_figure(asked, asked.legal, "trend")
    assert figure is not None
    assert figure.line is not None
    assert [point.text for point in figure.line.series[0].points] == ["withheld", "30", "40"]


BREAKDOWNS = """
2025-Q4 outcome disclosed_full requests 70
2025-Q4 outcome rejected requests c
2025-Q4 outcome pending requests 12
2025-Q4 legal_basis Art. 1 requests 60
2025-Q4 legal_basis Art. 2 requests c
2025-Q4 legal_basis Art. 3 requests 7
2025-Q4 legal_basis Art. 4 requests c
2025-Q4 authority_type judicial requests 87
2025-Q4 disclosure_path received requests 90
2025-Q4 disclosure_path judicial requests 87
2025-Q4 disclosure_path disclosed requests c
""".replace("Art. ", "Art")


def test_breakdowns_keep_their_order_and_share_nothing_withheld() -> None:
    """Listed codes stand as listed, others most first with the withheld ones below, by label."""
    found = of(outcomes.section(given(breakdowns=BREAKDOWNS)))
    assert [row[:3] for row in rows(found["by-outcome"])] == [
        ["Disclosed in full", "70", "77.8%"],
        ["Rejected", "c", "c"],
        ["Pending", "12", "13.3%"],
        ["All data requests", "90", "100.0%"],
    ]
    assert [row[0] for row in rows(found["by-legal-basis"])][:4] == ["Art1", "Art3", "Art2", "Art4"]


def test_a_small_difference_is_not_printed() -> None:
    """3 of 90 have no authority recorded, and 3 ended at a step: neither is said."""
    found = of(outcomes.section(given(breakdowns=BREAKDOWNS)))
    assert all(
        "3" not in row[1:] for block in found.values() if isinstance(block, Table) for row in rows(block)
    )
    path = rows(found["disclosure-path-table"])
    assert [row[3] for row in path] == ["n/a", "c", "c"]
    assert found["disclosure-path-chart"].title == "How many requests passed every step is withheld"


def test_reasons_have_shares_of_what_was_not_disclosed() -> None:
    """90 requests, 30 of them with data disclosed: 60 without, though a reason among them is withheld."""
    reasons = """
    2025-Q4 undisclosed_reason rejected_invalid requests 45
    2025-Q4 undisclosed_reason no_data requests c
    2025-Q4 undisclosed_reason pending requests c
    """
    found = of(outcomes.section(given(breakdowns=reasons)))
    assert [row[1:] for row in rows(found["by-undisclosed-reason"])] == [
        ["45", "75.0%"],
        ["c", "c"],
        ["c", "c"],
        ["60", "100.0%"],
    ]


POLICIES: dict[str, Any] = {
    "policies": [
        {"version": "1", "effective_from": "2020-01-01", "title": "Orders of courts", "may_disclose": []}
    ]
}


@pytest.mark.parametrize(
    ("lapses", "disclosed", "said"),
    [
        ("c", "30", "How many disclosures do not conform"),
        ("0", "c", "Every disclosure conforms"),
        ("7", "c", "7 disclosures do not conform"),
    ],
)
def test_conformance_is_said_without_the_withheld_number(lapses: str, disclosed: str, said: str) -> None:
    """It is never taken for 0: neither disclosures nor lapses are denied."""
    figures = f"2025-Q4 _T _T requests 90\n2025-Q4 _T _T requests_disclosed {disclosed}"
    breakdown = f"2025-Q4 policy_version 1 requests_disclosed_nonconforming {lapses}"
    made = policy.section(given(figures, breakdown, **POLICIES))
    assert made is not None
    assert said in prose(made.blocks)


def test_reports_of_search_terms_are_withheld_in_sentences() -> None:
    """Neither 0 reports nor 0 reviews."""
    reports = cube("user_reports", "2025-Q4 _T _T reports c\n2025-Q4 _T _T search_items_removed c")
    channels = "2025-Q4 channel search_report reports c\n2025-Q4 channel search_report reviewed_by_human c"
    made = search_reports.section(context(protected([reports], channels), config(**THRESHOLD)))
    assert made is not None
    text = prose(made.blocks)
    assert "A withheld number of reports of search terms was received." in text
    assert "People reviewed a withheld number of them." in text
    assert "A withheld number of items was removed from search after a report." in text


def test_the_method_says_what_the_mark_tells_and_what_is_withheld() -> None:
    """Threshold, zeros, at least 1, totals; then cells and what is left of totals, by published figures."""
    made = method.section(given())
    said = "\n".join(item for block in made.blocks if isinstance(block, Bullets) for item in block.items)
    for words in (
        "Counts from 1 to 4 are withheld",
        "the mark does not tell whether a figure is small",
        "A count of 0 is shown as 0. So a count that is withheld is at least 1.",
        "Totals include what is withheld",
    ):
        assert words in said
    assert rows(of(made)["withheld-figures"]) == [
        # 90, 50, 12, 20 and 50 for court orders are published; 28 of 90 are in withheld countries
        ["Requests", "11", "6", "31.1%"],
        ["Requests with data disclosed", "3", "2", "100.0%"],
    ]


def test_a_small_rest_is_no_share() -> None:
    """Where the total tells that the withheld countries have 3 together, the method does not say it."""
    figures = """
    2025-Q4 _T _T requests 33
    2025-Q4 DE _T requests 30
    2025-Q4 IS _T requests c
    2025-Q4 FR _T requests c
    """
    made = method.section(given(figures))
    assert rows(of(made)["withheld-figures"]) == [["Requests", "4", "2", "c"]]


LOGS = (
    LogFact(
        "legal_requests", 2, 1000, 973, 14, 7, 3, {"not_a_date": 2, "missing_value": 5, "unknown_code": 11}
    ),
    LogFact("removal_orders", 1, 100, 100, 0, 0, 0),
)


def test_rows_are_told_as_ranges() -> None:
    """Neither what was read nor what was counted is told; the order of the reasons is that of the ranges."""
    made = method.section(given(facts=Facts("Pellucid 0.0", LOGS)))
    assert "Of all records, between 10 and 19 were left out because of faults" in prose(made.blocks)
    shown = of(made)
    assert [column.title for column in shown["records"].columns[1:]] == [
        "Rejected",
        "Duplicates",
        "Set aside",
    ]
    ranges = [[cell.replace("\N{EN DASH}", "-") for cell in row[1:]] for row in rows(shown["records"])]
    assert ranges == [["10-19", "1-9", "1-9"], ["0", "0", "0"]]
    assert [row[0] for row in rows(shown["rejected"])] == [
        "A code is not on its list",
        "A required value was missing",
        "A date was not a date",
    ]


@pytest.mark.parametrize("threshold", [2, 5, 9, 10, 25, 100])
def test_the_first_range_holds_both_sides_of_the_threshold(threshold: int) -> None:
    """So it does not say whether a number is small; ranges cover every number, and do not overlap."""
    lower, upper = rough(1, threshold)
    assert lower == 1
    assert upper >= threshold
    ranges = sorted({rough(number, threshold) for number in range(1, 3000)})
    assert all(low <= number <= high for number in range(1, 3000) for low, high in [rough(number, threshold)])
    assert all(before[1] + 1 == after[0] for before, after in pairwise(ranges))
    assert rough(0, threshold) == (0, 0)


def test_contradictions_are_named_without_their_numbers() -> None:
    """The rows of the source are not protected, so only their periods are told."""
    fact = ContradictionFact(
        "GB",
        "_T",
        "accounts_disclosed",
        "2024-01-01/2024-09-30 = 7 and 2024-10-01/2024-12-31 = 292 add up to 299, but 2024-01-01/2024-12-31 "
        "says 293",
    )
    made = method.section(given(facts=Facts("Pellucid 0.0", (), (fact,))))
    said = [item for block in made.blocks if isinstance(block, Bullets) for item in block.items]
    assert said[-1] == (
        "United Kingdom, accounts with data disclosed: figures for 1 January to 30 September 2024, Q4 2024 "
        "and 2024 contradict each other."
    )


def test_the_publishers_words_read_withheld(tmp_path: Path) -> None:
    """A figure that is named in a text is withheld there too."""
    (tmp_path / "s.md").write_text("Iceland: {{ fig.requests.IS }}, Germany: {{ fig.disclosure_rate.DE }}.")
    settings = config(tmp_path, **THRESHOLD, report={"narrative": {"summary": "s.md"}})
    told = narrative(context(protected([cube("legal_requests", REQUESTS)]), settings), "summary")
    assert told is not None
    assert "Iceland: withheld, Germany: withheld." in told.html
