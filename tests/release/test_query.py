"""`query` answers for one country from published files alone, and never claims more than was published."""

# ruff: noqa: RUF001 - the bot writes en dashes, and so do we

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from pellucid.release.query import as_json, as_text, query
from pellucid.report.model import MethodChange
from tests.release.made_site import NEW, OLD, make_site

if TYPE_CHECKING:
    from pathlib import Path

# The figures of Telegram's bot for France, 2024.
FRANCE = {
    "2024-Q1": (4, 17),
    "2024-Q2": (6, 37),
    "2024-Q3": (210, 632),
    "2024-Q4": (673, 1386),
    "2024": (893, 2072),
}


def counted(country: str, requests: int, accounts: int) -> str:
    """Give the lines of a country with one type of request."""
    return "\n".join(
        f"{country} {of} {measure} published {number}"
        for of in ("_T", "ip_address")
        for measure, number in (("requests_disclosed", requests), ("accounts_disclosed", accounts))
    )


@pytest.fixture
def telegram(tmp_path: Path) -> Path:
    """Give a site with four quarters and the year they make."""
    figures = {period: counted("FR", *numbers) for period, numbers in FRANCE.items()}
    return make_site(tmp_path, "counts", figures, (NEW, OLD))


def test_the_answer_reads_as_the_bot_gives_it(telegram: Path) -> None:
    """Period, figures and totals, the policy, the next report: the layout seen in the bot's own messages."""
    answer = query(telegram, "FR", ["2024-Q1", "2024-Q2", "2024-Q3"])

    assert as_text(answer) == (
        "Transparency report for the period 01.01.24–30.09.24\n"
        "\n"
        "Fulfilled requests from France for ip address:\n"
        "Q1 – 4\n"
        "Q2 – 6\n"
        "Q3 – 210\n"
        "Total: 220\n"
        "\n"
        "Affected accounts:\n"
        "Q1 – 17\n"
        "Q2 – 37\n"
        "Q3 – 632\n"
        "Total: 686\n"
        "\n"
        "All requests are processed according to the policy “Any criminal case” "
        "(in force from 23 September 2024): https://m.example/privacy\n"
        "All requests are processed according to the policy “Terror suspects only” "
        "(in force from 28 August 2018 to 22 September 2024).\n"
        "\n"
        "The next report, about 2025-Q1, is due.\n"
    )


def test_without_periods_the_newest_year_in_the_newest_kind(telegram: Path) -> None:
    """Four quarters, and not the year that ends on the same day: nothing is said twice."""
    answer = query(telegram, "FR")

    assert [period.name for period in answer.periods] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert [str(series.total) for series in answer.series] == ["893", "2072"]


@pytest.mark.parametrize("country", ["FR", "fr", "FRA", "France", " france "])
def test_a_country_by_code_or_name(telegram: Path, country: str) -> None:
    """Alpha-2, alpha-3 and the English name."""
    assert query(telegram, country).code == "FR"


def test_a_quarter_and_its_year_are_not_added(telegram: Path) -> None:
    """Both are shown; the total is left out, and the answer says why."""
    answer = query(telegram, "FR", ["2024", "2024-Q2"])

    assert [series.total for series in answer.series] == [None, None]
    assert "2024 – 893\n" in as_text(answer)
    assert "Q2 2024 – 6\n" in as_text(answer)
    assert "No total: 2024 and Q2 2024 overlap" in as_text(answer)
    assert "Total:" not in as_text(answer)


def test_periods_with_a_gap_between_them(telegram: Path) -> None:
    """The head names both spans, and the order asked for does not matter."""
    answer = query(telegram, "FR", ["2024-Q3", "2024-Q1", "2024-Q1"])

    assert as_text(answer).startswith(
        "Transparency report for the periods 01.01.24–31.03.24 and 01.07.24–30.09.24\n"
    )
    assert str(answer.series[0].total) == "214"


def test_one_period_has_no_total_line(telegram: Path) -> None:
    """The figure is the total."""
    text = as_text(query(telegram, "FR", ["2024-Q1"]))

    assert "Q1 – 4\n" in text
    assert "Total" not in text


def test_a_country_that_counts_do_not_name_is_not_available(telegram: Path) -> None:
    """Nothing reported is not zero."""
    answer = query(telegram, "DE", ["2024-Q1", "2024-Q2"])

    assert [str(entry.amount) for entry in answer.series[0].amounts] == ["not available"] * 2
    assert str(answer.series[0].total) == "not available"
    assert "Not available: No figure was reported" in as_text(answer)


def test_statuses_are_said_in_words_and_not_added_as_if_exact(tmp_path: Path) -> None:
    """Derived is exact; bounds and least numbers make a total of their own sort."""
    site = make_site(
        tmp_path,
        "counts",
        {
            "2024-Q1": "BG _T requests_disclosed derived 7\nBG _T accounts_disclosed published 5",
            "2024-Q2": "BG _T requests_disclosed not_available - 0 3\nBG _T accounts_disclosed suppressed",
            "2024-Q3": "BG _T requests_disclosed banded - 0 249\nBG _T accounts_disclosed at_least 9 9",
            "2024-Q4": "BG _T requests_disclosed published 1\nBG _T accounts_disclosed embargoed",
        },
    )
    requests, accounts = query(site, "Bulgaria").series

    assert [str(entry.amount) for entry in requests.amounts] == [
        "7",
        "between 0 and 3",
        "between 0 and 249",
        "1",
    ]
    assert str(requests.total) == "between 8 and 260"
    assert [str(entry.amount) for entry in accounts.amounts] == [
        "5",
        "withheld",
        "at least 9",
        "held back until a later date",
    ]
    assert str(accounts.total) == "at least 14"
    text = as_text(query(site, "Bulgaria"))
    assert "Q1 – 7 (derived)\n" in text
    assert "Withheld: A small figure, or one that would give a small figure away" in text


def test_a_total_of_nothing_but_withheld_figures_is_withheld(tmp_path: Path) -> None:
    """It is neither 0 nor not available; beside a published figure the total is at least that."""
    releases = {"2024-Q1": "IS _T requests suppressed", "2024-Q2": "IS _T requests suppressed"}
    site = make_site(tmp_path, "legal_requests", releases)
    (requests,) = query(site, "Iceland").series
    assert str(requests.total) == "withheld"
    assert as_json(query(site, "Iceland"))["figures"][0]["total"] == {
        "status": "suppressed",
        "value": None,
        "lower": None,
        "upper": None,
    }
    assert "Q1 – withheld\nQ2 – withheld\nTotal: withheld\n" in as_text(query(site, "Iceland"))


RECORDS = """\
FR _T requests published 120
FR _T requests_disclosed published 80
FR _T accounts_specified published 150
FR _T accounts_disclosed published 90
FR _T disclosure_rate published 0.666667
FR court_order requests published 120
FR< _T requests published 99
"""


def test_a_log_of_requests(tmp_path: Path) -> None:
    """Received, fulfilled and accounts; no rate is added up, and history is not the period itself."""
    site = make_site(tmp_path, "legal_requests", {"2025-Q1": RECORDS})
    answer = query(site, "FR")

    assert [(series.heading, str(series.total)) for series in answer.series] == [
        ("Requests received from France", "120"),
        ("Fulfilled requests from France", "80"),
        ("Accounts named in the requests", "150"),
        ("Affected accounts", "90"),
    ]


def test_a_country_without_a_record_had_none(tmp_path: Path) -> None:
    """In a log of records, no row is a zero."""
    site = make_site(tmp_path, "legal_requests", {"2025-Q1": RECORDS})

    assert [str(series.total) for series in query(site, "DE").series] == ["0"] * 4


def test_an_unknown_country_lists_what_there_is(telegram: Path) -> None:
    """UK is not silently the United Kingdom; the message suggests, and lists the site's countries."""
    with pytest.raises(UsageError) as refused:
        query(telegram, "UK")

    assert refused.value.exit_code == 2
    assert "'UK'" in str(refused.value)
    assert "GB (United Kingdom)" in str(refused.value)
    assert "the site has figures for FR" in str(refused.value)


def test_a_period_without_a_release_lists_what_there_is(telegram: Path) -> None:
    """The message names the period and the periods that can be asked for."""
    with pytest.raises(UsageError) as refused:
        query(telegram, "FR", ["2024-Q1", "2025-Q1"])

    assert "no release about 2025-Q1" in str(refused.value)
    assert "2024, 2024-Q1, 2024-Q2, 2024-Q3, 2024-Q4" in str(refused.value)


@pytest.mark.parametrize("text", ["2024-Q5", "last year", ""])
def test_a_text_that_is_no_period(telegram: Path, text: str) -> None:
    """The message shows the forms that are understood."""
    with pytest.raises(UsageError, match="2026-Q3"):
        query(telegram, "FR", [text])


def test_a_site_without_releases(tmp_path: Path) -> None:
    """There is nothing to ask."""
    with pytest.raises(UsageError, match="no release"):
        query(tmp_path, "FR")


def test_the_policies_in_force_in_each_period(tmp_path: Path) -> None:
    """A span over a change of the policy names both versions, the newer first."""
    quarter = counted("FR", 1, 1)
    make_site(tmp_path, "counts", {"2024-Q2": quarter}, (NEW, OLD))
    site = make_site(tmp_path, "counts", {"2024-Q3": quarter}, (NEW, OLD))

    assert [version.version for version in query(site, "FR").policies] == ["2024-09-23", "2018"]
    assert [version.version for version in query(site, "FR", ["2024-Q2"]).policies] == ["2018"]


def test_the_answer_as_json(telegram: Path) -> None:
    """The same facts as values, with status and bounds."""
    shown = json.loads(json.dumps(as_json(query(telegram, "FR", ["2024-Q1", "2024-Q2"]))))

    assert shown["country"] == {"code": "FR", "name": "France"}
    assert shown["periods"][0] == {"name": "2024-Q1", "start": "2024-01-01", "end": "2024-03-31"}
    assert shown["figures"][0]["measure"] == "requests_disclosed"
    assert shown["figures"][0]["periods"][1] == {
        "period": "2024-Q2",
        "status": "published",
        "value": 6,
        "lower": 6,
        "upper": 6,
    }
    assert shown["figures"][0]["total"] == {"status": "published", "value": 10, "lower": 10, "upper": 10}


@pytest.mark.parametrize(
    ("periods", "labels"),
    [
        (["2024-07", "2024-08"], ["July", "August"]),
        (["2024-H1", "2024-H2"], ["H1", "H2"]),
        (["2023", "2024"], ["2023", "2024"]),
        (["2023-Q4", "2024-Q1"], ["Q4 2023", "Q1 2024"]),
        (["2024"], ["2024"]),
    ],
)
def test_labels_of_periods(tmp_path: Path, periods: list[str], labels: list[str]) -> None:
    """Short where the head names the year already."""
    site = make_site(tmp_path, "counts", dict.fromkeys(periods, counted("FR", 1, 1)))

    assert [entry.label for entry in query(site, "FR", periods).series[0].amounts] == labels


def test_nothing_is_added_up_across_a_change_of_method(tmp_path: Path) -> None:
    """The newest report says when the method changed; the answer says so in place of a total."""
    changes = (MethodChange("2024-07-01", "1 July 2024", ("requests_disclosed",), "Counted by case."),)
    figures = {period: counted("FR", *FRANCE[period]) for period in ("2024-Q1", "2024-Q2", "2024-Q3")}
    site = make_site(tmp_path, "counts", figures, method_changes=changes)
    told = as_text(query(site, "FR"))
    assert (
        "No total across the change of method at 1 July 2024 (Requests with data disclosed): Counted by case."
        in told
    )
    assert "Total" not in told.partition("Affected accounts")[0]
    assert "Total: 686" in told
