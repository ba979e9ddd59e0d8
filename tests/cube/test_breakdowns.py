"""Figures by outcome, authority, offence, channel and so on, over all countries."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cube import oracle
from tests.cube.running import Breakdowns, Cells, log_from, log_of

if TYPE_CHECKING:
    from tests.cube.oracle import Record
    from tests.cube.running import Bench


@pytest.mark.parametrize(
    ("dimension", "codes"),
    [
        ("outcome", ["disclosed_full", "rejected"]),
        ("legal_basis", ["Art._100b", "mlat"]),
        ("offence_category", ["fraud", "other"]),
        ("authority_type", ["judicial", "police"]),
        ("legal_review", ["valid", "none"]),
        ("emergency", ["yes", "no"]),
    ],
)
def test_by_each_column(bench: Bench, dimension: str, codes: list[str]) -> None:
    """Requests, those disclosed and accounts disclosed are added up by the codes of a column."""
    columns = dict.fromkeys(["outcome", dimension])
    lines = [
        {"outcome": "disclosed_full", dimension: codes[0]},
        {"outcome": "disclosed_full", dimension: codes[0]},
        {"outcome": "rejected", dimension: codes[1]},
    ]
    table = [" ".join([*columns, "closed_at accounts_specified accounts_disclosed requests"])]
    table += [" ".join([*line.values(), "2025-02-01", "9 5 2"]) for line in lines]
    found = bench.breakdowns(log_of("legal_requests", "\n".join(table)))
    assert found(dimension) == {codes[0]: 4, codes[1]: 2}
    assert found(dimension, "requests_disclosed") == {codes[0]: 4, codes[1]: 0}
    assert found(dimension, "accounts_disclosed") == {codes[0]: 10, codes[1]: 5}


def test_data_disclosed(bench: Bench) -> None:
    """A disclosure of two categories counts under both; what was not disclosed in the end under none."""
    table = """
    data_disclosed           outcome            closed_at   accounts_specified  accounts_disclosed  requests
    ip_address|phone_number  disclosed_full     2025-02-01  3                   3                   1
    ip_address               disclosed_partial  2025-02-01  4                   2                   2
    content                  rejected           2025-02-01  1                   0                   1
    """
    found = bench.breakdowns(log_of("legal_requests", table))
    assert found("data_disclosed", "requests_disclosed") == {"ip_address": 3, "phone_number": 1}
    assert found("data_disclosed", "accounts_disclosed") == {"ip_address": 5, "phone_number": 3}


def test_no_data_named_at_all(bench: Bench) -> None:
    """A column of data that is empty throughout makes no breakdown, and no fault."""
    log = log_of("legal_requests", "data_disclosed country\n- FR\n- DE")
    assert bench.breakdowns(log)("data_disclosed", "requests_disclosed") == {}


HEAD = "authority_type offence_category legal_review outcome closed_at"


def path_and_reason(bench: Bench, *rows: str) -> tuple[dict[str, float | None], dict[str, float | None]]:
    """Count requests on the path to a disclosure, and those that did not get there by the reason."""
    found = bench.breakdowns(log_of("legal_requests", "\n".join([HEAD, *rows])))
    return found("disclosure_path"), found("undisclosed_reason")


@pytest.mark.parametrize(
    ("row", "steps"),
    [
        ("police fraud valid disclosed_full 2025-02-01", "received"),
        ("- fraud valid disclosed_full 2025-02-01", "received"),
        ("judicial - valid disclosed_full 2025-02-01", "received judicial"),
        ("judicial fraud none disclosed_full 2025-02-01", "received judicial suspect_in_criminal_case"),
        ("judicial fraud - rejected -", "received judicial suspect_in_criminal_case"),
        (
            "judicial fraud valid no_data -",
            "received judicial suspect_in_criminal_case valid_on_review",
        ),
        (
            "judicial fraud valid disclosed_partial 2025-02-01",
            "received judicial suspect_in_criminal_case valid_on_review disclosed",
        ),
    ],
)
def test_path_to_a_disclosure(bench: Bench, row: str, steps: str) -> None:
    """A request is counted at a step only if it passed every step before it."""
    path, _ = path_and_reason(bench, row)
    assert path == dict.fromkeys(steps.split(), 1)


def test_path_never_widens(bench: Bench) -> None:
    """Over all combinations, each step has at most as many requests as the one before."""
    rows = [
        " ".join([*one, "2025-02-01"])
        for one in product(
            ["judicial", "police", "-"],
            ["fraud", "-"],
            ["valid", "invalid", "none", "-"],
            ["disclosed_full", "rejected", "pending"],
        )
    ]
    path, _ = path_and_reason(bench, *rows)
    order = ["received", "judicial", "suspect_in_criminal_case", "valid_on_review", "disclosed"]
    assert [path[step] for step in order] == [72, 24, 12, 3, 1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("judicial fraud invalid rejected -", "rejected_invalid"),
        ("police fraud invalid rejected -", "rejected_not_judicial"),
        ("police fraud valid rejected -", "rejected_not_judicial"),
        ("judicial fraud valid rejected -", "rejected_other"),
        ("- fraud - rejected -", "rejected_other"),
        ("- fraud invalid rejected -", "rejected_invalid"),
        ("judicial fraud valid no_data -", "no_data"),
        ("police fraud invalid withdrawn -", "withdrawn"),
        ("police fraud pending pending -", "pending"),
    ],
)
def test_reason_for_no_disclosure(bench: Bench, row: str, reason: str) -> None:
    """A request that ended without a disclosure has one reason: the authority before the review."""
    _, reasons = path_and_reason(bench, row)
    assert reasons == {reason: 1}


def test_a_disclosure_has_no_such_reason(bench: Bench) -> None:
    """Requests with data disclosed are under no reason."""
    assert path_and_reason(bench, "judicial fraud valid disclosed_full 2025-02-01")[1] == {}


def test_path_needs_all_its_columns(bench: Bench) -> None:
    """A log that can't tell a step apart has no path and no reasons."""
    log = log_of("legal_requests", "authority_type legal_review\njudicial valid")
    assert not bench.breakdowns(log).dimensions & {"disclosure_path", "undisclosed_reason"}


def test_orders(bench: Bench) -> None:
    """Orders are told apart by outcome, action and authority."""
    found = bench.breakdowns(
        log_of(
            "removal_orders",
            """
            outcome           action       authority_type  items_removed  orders
            complied_full     removed      judicial        4              1
            complied_partial  geo_blocked  police          2              2
            rejected          none         police          0              1
            """,
        )
    )
    assert found("order_outcome", "orders") == {"complied_full": 1, "complied_partial": 2, "rejected": 1}
    assert found("order_action", "orders") == {"removed": 1, "geo_blocked": 2, "none": 1}
    assert found("order_action", "items_removed") == {"removed": 4, "geo_blocked": 2, "none": 0}
    assert found("order_authority_type", "orders_complied") == {"judicial": 1, "police": 2}


REPORTS = """
channel        reviewed_at           reviewed_by  decision      appealed  appeal_outcome
search_report  2025-01-10T03:00:00Z  human        removed       yes       upheld
search_report  2025-01-10T01:00:00Z  automated    restricted    yes       rejected
search_report  2025-01-10T09:00:00Z  human        no_violation  no        -
search_report  -                     -            pending       -         -
in_app         2025-01-10T02:00:00Z  automated    removed       no        -
"""


@pytest.mark.parametrize(
    ("measure", "search", "in_app"),
    [
        ("reports", 4, 1),
        ("reports_reviewed", 3, 1),
        ("reviewed_by_human", 2, 0),
        ("reports_removed", 1, 1),
        ("reports_restricted", 1, 0),
        ("reports_left_up", 1, 0),
        ("reports_pending", 1, 0),
        ("appeals", 2, 0),
        ("appeals_upheld", 1, 0),
        ("hours_to_review", 3, 2),
    ],
)
def test_channels(bench: Bench, measure: str, search: float, in_app: float) -> None:
    """For each channel: what came in, what was reviewed and by whom, what came of it, how long it took."""
    found = bench.breakdowns(log_of("user_reports", REPORTS))
    assert found("channel", measure) == {"search_report": search, "in_app": in_app}


def test_channel_without_a_review(bench: Bench) -> None:
    """A channel whose reports all wait has no hours, which is not 0."""
    log = log_of("user_reports", "channel reviewed_at decision\nemail - pending\nin_app 2025-01-11 removed")
    assert bench.breakdowns(log)("channel", "hours_to_review") == {"email": None, "in_app": 24}


def test_period_before_is_there_for_comparison(bench: Bench) -> None:
    """Breakdowns are of the release's own period and the one before."""
    log = log_of("legal_requests", "received_at\n2024-08-01\n2024-12-01\n2025-03-01\n2025-04-01")
    frame = bench.count([log], ["2025-Q1"])["2025-Q1"].breakdowns
    assert set(frame["period"]) == {"2024-Q4", "2025-Q1"}


FIELDS: dict[str, tuple[str, ...]] = {
    "received_at": ("2025-01-01", "2025-03-31", "2024-12-31"),
    "request_type": ("court_order", "civil", "preservation", "nsl"),
    "outcome": ("disclosed_full", "disclosed_partial", "rejected", "no_data", "withdrawn", "pending"),
    "authority_type": ("judicial", "police", ""),
    "legal_basis": ("Penal Code, Art. 7", "=1+1", "_T", ""),
    "offence_category": ("fraud", "terrorism", ""),
    "legal_review": ("valid", "invalid", "none", ""),
    "emergency": ("yes", "no", ""),
    "data_disclosed": ("", "ip_address", "content|ip_address", "ip_address | devices | ip_address"),
    "accounts_disclosed": ("0", "1", "7", ""),
    "requests": ("", "0", "1", "4"),
}
FIXED = {"country": "FR", "closed_at": "2025-04-30", "accounts_specified": "9"}
SINGLE = ("outcome", "legal_basis", "offence_category", "authority_type", "legal_review", "emergency")
DATA = "data_disclosed"


def logs() -> st.SearchStrategy[list[Record]]:
    """Draw requests, some of whose cells are empty."""
    fields = {name: st.sampled_from(values) for name, values in FIELDS.items()}
    return st.lists(st.fixed_dictionaries(fields), max_size=40).map(
        lambda found: [{"request_id": str(place), **FIXED, **one} for place, one in enumerate(found)]
    )


def codes_of(dimension: str, record: Record) -> set[str]:
    """Give the codes of a record: what was disclosed has several, and only if something was."""
    if dimension != DATA:
        return {record[dimension]}
    there = record[DATA] if record["outcome"] in oracle.DISCLOSED else ""
    return {part.strip() for part in there.split("|")}


def test_breakdowns_add_up(bench: Bench) -> None:
    """Each breakdown has the oracle's figures; with empty cells they add up to the total, but for data."""

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(logs())
    def holds(rows: list[Record]) -> None:
        log = log_from("legal_requests", rows, ["request_id", *FIXED, *FIELDS])
        figures = bench.count([log], ["2025-Q1"])["2025-Q1"]
        total = Cells.of(figures.cubes["legal_requests"])("requests")
        found = Breakdowns(figures.breakdowns[figures.breakdowns["period"] == "2025-Q1"])
        here = [row for row in rows if row["received_at"].startswith("2025")]
        for dimension in (*SINGLE, DATA):
            expected = oracle.break_down(here, partial(codes_of, dimension), oracle.Rules())
            empty = expected.pop("", {"requests": 0})
            for measure in ("requests_disclosed", "accounts_disclosed"):
                assert found(dimension, measure) == {code: one[measure] for code, one in expected.items()}
            if dimension != DATA:
                requests = found(dimension)
                assert requests == {code: one["requests"] for code, one in expected.items()}
                assert sum(filter(None, requests.values())) + empty["requests"] == total

    holds()
