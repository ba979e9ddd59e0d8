"""Each measure of each kind of record log, on logs of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cube.running import Cells, Log, log_of

if TYPE_CHECKING:
    from tests.cube.running import Bench


def test_requests_and_accounts(bench: Bench) -> None:
    """Requests are counted, accounts added up, and a request is disclosed if all or part of the data was."""
    cells = bench.cells(
        log_of(
            "legal_requests",
            """
            outcome           closed_at   accounts_specified  accounts_disclosed
            disclosed_full    2025-02-01  4                   4
            disclosed_partial 2025-02-01  9                   2
            no_data           2025-02-01  1                   0
            rejected          -           3                   -
            """,
        )
    )
    assert cells("requests") == 4
    assert cells("requests_disclosed") == 2
    assert cells("accounts_specified") == 17
    assert cells("accounts_disclosed") == 6
    assert cells("disclosure_rate") == 0.5


def test_weight(bench: Bench) -> None:
    """A row that stands for three requests counts three times; its accounts are those of all three."""
    cells = bench.cells(
        log_of(
            "legal_requests",
            """
            requests  outcome         closed_at   accounts_specified
            3         disclosed_full  2025-02-01  5
            -         rejected        -           1
            0         rejected        -           2
            """,
        )
    )
    assert cells("requests") == 4
    assert cells("requests_disclosed") == 3
    assert cells("disclosure_rate") == 0.75
    assert cells("accounts_specified") == 8


@pytest.mark.parametrize("files", [("requests\n3", "country\nFR"), ("country\nFR", "requests\n3")])
def test_weight_in_one_file_only(bench: Bench, files: tuple[str, str]) -> None:
    """Where one of two files lacks the weight, its rows count once and the other's as often as they say."""
    assert bench.cells(log_of("legal_requests", *files))("requests") == 4


def test_weight_in_one_log_set_only(bench: Bench) -> None:
    """The same holds where the two files are logs of their own."""
    logs = [
        log_of("removal_orders", "order_id orders\na 3"),
        log_of("removal_orders", "order_id category\nb terrorism"),
    ]
    figures = bench.count(logs, ["2025-Q1"])["2025-Q1"]
    assert Cells.of(figures.cubes["removal_orders"])("orders") == 4


def test_two_log_sets_add_up(bench: Bench) -> None:
    """Two logs of one kind make one table, even where both use the same ids."""
    logs = [log_of("legal_requests", "country\nFR\nDE"), log_of("legal_requests", "country\nFR")]
    cells = Cells.of(bench.count(logs, ["2025-Q1"])["2025-Q1"].cubes["legal_requests"])
    assert (cells("requests"), cells("requests", "FR"), cells("requests", "DE")) == (3, 2, 1)


@pytest.mark.parametrize(
    ("disclosed", "others", "rate"),
    [(1, 2, 0.333333), (2, 1, 0.666667), (1, 1_999_999, 0.000001), (1, 2_000_000, 0), (1, 63, 0.015625)],
)
def test_rate_is_rounded_half_up(bench: Bench, disclosed: int, others: int, rate: float) -> None:
    """A rate has six decimals: 1/3, 2/3, half of a millionth goes up, less than half down, 1/64 is exact."""
    table = f"""
    requests     outcome         closed_at
    {disclosed}  disclosed_full  2025-02-01
    {others}     rejected        -
    """
    assert bench.cells(log_of("legal_requests", table))("disclosure_rate") == rate


def test_rate_of_nothing(bench: Bench) -> None:
    """Where there was no request there is no rate, which is neither 0 nor 1; the count is 0."""
    cells = bench.cells(log_of("legal_requests", "country received_at\nFR 2025-01-01\nDE 2024-12-31"))
    assert cells("requests", "DE") == 0
    assert cells("disclosure_rate", "DE") is None
    assert cells.status("requests", "DE") == "published"
    assert cells.status("disclosure_rate", "DE") == "not_available"


def test_rate_of_decided(bench: Bench) -> None:
    """With `rate_of: decided`, pending and withdrawn requests are left out of the rate, of nothing else."""
    log = log_of(
        "legal_requests",
        """
        outcome         closed_at   requests
        disclosed_full  2025-02-01  1
        no_data         2025-02-01  2
        pending         -           3
        withdrawn       2025-02-01  4
        """,
    )
    cells = bench.cells(log, counting={"rate_of": "decided"})
    assert cells("disclosure_rate") == 0.333333
    assert cells("requests") == 10
    assert bench.cells(log)("disclosure_rate") == 0.1


def test_rate_of_decided_with_none_decided(bench: Bench) -> None:
    """With requests but no decision there is no rate of the decided ones."""
    cells = bench.cells(log_of("legal_requests", "outcome\npending"), counting={"rate_of": "decided"})
    assert cells("disclosure_rate") is None


def test_compliance_rate_is_of_all_orders(bench: Bench) -> None:
    """`rate_of` is about disclosure: orders complied with are a share of all orders."""
    log = log_of("removal_orders", "outcome\ncomplied_partial\npending\ncomplied_full\nrejected")
    assert bench.cells(log, counting={"rate_of": "decided"})("compliance_rate") == 0.5


@pytest.mark.parametrize(
    ("closed", "days"),
    [
        (["2025-01-11", "2025-01-13", "2025-01-20"], 3),
        (["2025-01-11", "2025-01-14", "2025-01-13", "2025-01-20"], 3.5),
        (["2025-01-10"], 0),
        (["-", "-", "2025-01-12"], 2),
        (["-"], None),
    ],
)
def test_median_days(bench: Bench, closed: list[str], days: float | None) -> None:
    """Of an odd number the middle one, of an even number half-way between the two; open ones have no part."""
    assert bench.cells(log_of("legal_requests", "\n".join(["closed_at", *closed])))("days_to_close") == days


def test_median_is_weighted(bench: Bench) -> None:
    """A row that stands for several requests has as many parts in the median, one of weight 0 none."""
    table = """
    closed_at   requests
    2025-01-11  1
    2025-01-12  1
    2025-01-20  3
    2025-01-30  0
    """
    assert bench.cells(log_of("legal_requests", table))("days_to_close") == 10


def test_days_are_calendar_days(bench: Bench) -> None:
    """A request closed two minutes after it came in, but past midnight, took a day; the zone says when."""
    log = log_of(
        "legal_requests",
        "received_at           closed_at\n2025-01-10T22:59:00Z  2025-01-10T23:01:00Z",
    )
    assert bench.cells(log)("days_to_close") == 0
    assert bench.cells(log, periods={"timezone": "Europe/Paris"})("days_to_close") == 1


def test_days_over_the_change_of_clocks(bench: Bench) -> None:
    """A day that has only 23 hours is a day."""
    log = log_of("legal_requests", "received_at closed_at\n2025-03-29T23:30:00 2025-03-30T23:30:00")
    assert bench.cells(log, periods={"timezone": "Europe/Paris"})("days_to_close") == 1


def test_median_of_a_total_is_over_records(bench: Bench) -> None:
    """The median of all countries is over all their requests, no mean of medians."""
    table = """
    country  closed_at
    FR       2025-01-11
    FR       2025-01-11
    DE       2025-01-20
    """
    cells = bench.cells(log_of("legal_requests", table))
    assert (cells("days_to_close"), cells("days_to_close", "DE")) == (1, 10)


def test_orders(bench: Bench) -> None:
    """Orders are counted under their category, in full or in part complied with, and their items added up."""
    cells = bench.cells(
        log_of(
            "removal_orders",
            """
            category    outcome           items_specified  items_removed  action_at   orders
            terrorism   complied_full     3                3              2025-01-12  1
            terrorism   complied_partial  9                1              2025-01-14  2
            defamation  rejected          4                -              -           1
            """,
        )
    )
    assert (cells("orders"), cells("orders", request_type="terrorism")) == (4, 3)
    assert (cells("orders_complied"), cells("compliance_rate")) == (3, 0.75)
    assert (cells("items_specified"), cells("items_removed")) == (16, 4)
    assert cells("days_to_act", request_type="terrorism") == 4


def test_reports(bench: Bench) -> None:
    """Reports are reviewed once they are decided, and acted on if content was removed or restricted."""
    cells = bench.cells(
        log_of(
            "user_reports",
            """
            decision      appealed
            removed       yes
            restricted    no
            no_violation  yes
            pending       -
            """,
        )
    )
    assert (cells("reports"), cells("reports_reviewed"), cells("reports_actioned")) == (4, 3, 2)
    assert cells("appeals") == 2


def test_search_items_removed(bench: Bench) -> None:
    """What the search clean-up removed are the reports through search_report that ended in removal."""
    table = """
    channel        decision
    search_report  removed
    search_report  removed
    search_report  restricted
    search_report  pending
    in_app         removed
    """
    assert bench.cells(log_of("user_reports", table))("search_items_removed") == 2


@pytest.mark.parametrize(
    ("received", "reviewed", "hours"),
    [
        ("2025-01-10T23:30:00Z", "2025-01-11T01:00:00Z", 1.5),
        ("2025-01-10T23:30:00Z", "2025-01-10T23:31:30Z", 0.025),
        ("2025-01-10T12:00:00+05:45", "2025-01-10T12:00:00Z", 5.75),
        ("2025-03-30T01:30:00", "2025-03-30T03:30:00", 1),
        ("2025-10-26T01:30:00", "2025-10-26T03:30:00", 3),
        ("2025-01-10", "2025-01-12", 48),
    ],
)
def test_hours(bench: Bench, received: str, reviewed: str, hours: float) -> None:
    """Hours are told from the times, to the second, over midnight, offsets and changes of clocks in Paris."""
    log = log_of(
        "user_reports", f"received_at,reviewed_at,decision\n{received},{reviewed},removed".replace(",", " ")
    )
    cells = bench.cells(log, "2025", periods={"timezone": "Europe/Paris"})
    assert cells("hours_to_review", period="2025") == pytest.approx(hours)


def test_median_hours(bench: Bench) -> None:
    """Of two reports, the median is half-way between; one that waits has no part in it."""
    table = """
    received_at           reviewed_at           decision
    2025-01-10T10:00:00Z  2025-01-10T11:00:00Z  removed
    2025-01-10T10:00:00Z  2025-01-10T10:30:00Z  no_violation
    2025-01-10T10:00:00Z  -                     pending
    """
    assert bench.cells(log_of("user_reports", table))("hours_to_review") == 0.75


def test_report_from_nowhere(bench: Bench) -> None:
    """A report with no country is counted as from an unknown one."""
    cells = bench.cells(log_of("user_reports", "country\nFR\n-"))
    assert (cells("reports"), cells("reports", "_U")) == (2, 1)


NOWHERE = "report_id,received_at,channel,category,decision\n1,2025-01-10,email,spam,removed\n"


def test_fewest_columns(bench: Bench) -> None:
    """A log of reports needs no countries and no reviews: all are from an unknown one, no hours are told."""
    cells = bench.cells(Log("user_reports", (NOWHERE,)))
    assert cells("reports", "_U") == 1
    assert "hours_to_review" not in cells.names(3)


def test_no_review(bench: Bench) -> None:
    """A log of reports with countries and no reviews tells all but the hours."""
    reports = "report_id,received_at,channel,category,country,decision\n1,2025-01-10,email,spam,FR,removed\n"
    assert bench.cells(Log("user_reports", (reports,)))("reports_actioned", "FR") == 1


def test_country_in_one_file_only(bench: Bench) -> None:
    """Where one of two files has no countries, its reports are from an unknown one."""
    somewhere = log_of("user_reports", "country\nFR").files
    cells = bench.cells(Log("user_reports", (*somewhere, NOWHERE)))
    assert (cells("reports"), cells("reports", "FR"), cells("reports", "_U")) == (2, 1, 1)


def test_unknown_country_where_the_log_says_so(bench: Bench) -> None:
    """An empty country of a request is unknown where `values` says so, and counts in the totals."""
    log = log_of("legal_requests", "country\nFR\n-", values={"country": {"": "_U"}})
    cells = bench.cells(log)
    assert (cells("requests"), cells("requests", "_U")) == (2, 1)


def test_statements_of_reasons(bench: Bench) -> None:
    """Decisions and wholly automated ones by category, over all countries, in the period they were made."""
    cells = bench.cells(
        log_of(
            "statements_of_reasons",
            """
            created_at  category                     automated_decision
            2025-01-01  STATEMENT_CATEGORY_VIOLENCE  AUTOMATED_DECISION_FULLY
            2025-03-31  STATEMENT_CATEGORY_VIOLENCE  AUTOMATED_DECISION_PARTIALLY
            2025-03-31  STATEMENT_CATEGORY_OTHER     AUTOMATED_DECISION_NOT_AUTOMATED
            2025-04-01  STATEMENT_CATEGORY_OTHER     AUTOMATED_DECISION_FULLY
            """,
        )
    )
    assert cells.names(1) == {"_T"}
    assert (cells("decisions"), cells("decisions_automated")) == (3, 1)
    assert cells("decisions", request_type="STATEMENT_CATEGORY_VIOLENCE") == 2


def test_measures_that_the_log_lacks(bench: Bench) -> None:
    """A measure that needs a column which the log hasn't is not published, not even as 0."""
    assert bench.cells(log_of("legal_requests", "country\nFR")).names(3) == {
        *("requests", "requests_disclosed", "accounts_specified", "disclosure_rate")
    }
    assert bench.cells(log_of("removal_orders", "country\nFR")).names(3) == {"orders"}


@pytest.mark.parametrize("number", [2**39, 10**12 - 1])
def test_great_numbers(bench: Bench, number: int) -> None:
    """Counts far greater than any publisher's are still exact, and so is a rate of them."""
    cells = bench.cells(
        log_of(
            "legal_requests",
            f"""
            requests  outcome         closed_at   accounts_specified
            {number}  disclosed_full  2025-02-01  {number}
            {number}  rejected        2025-02-01  1
            """,
        )
    )
    assert (cells("requests"), cells("accounts_specified")) == (2 * number, number + 1)
    assert cells("disclosure_rate") == 0.5
