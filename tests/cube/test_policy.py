"""Whether disclosures conform to the policy that was in force when the request was received."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.cube.running import log_of

if TYPE_CHECKING:
    from tests.cube.running import Bench

STRICT = {
    "version": "strict",
    "effective_from": date(2025, 1, 1),
    "title": "Terror suspects, on a valid order from a court",
    "may_disclose": ["ip_address", "phone_number"],
    "requires": {
        "authority_type": ["judicial"],
        "legal_review": ["valid"],
        "offence_category": ["terrorism", "csam"],
    },
}
WIDER = {
    **STRICT,
    "version": "wider",
    "effective_from": date(2025, 2, 1),
    "requires": {"authority_type": ["judicial", "prosecutor"], "offence_category": ["any"]},
}
HEAD = "received_at closed_at outcome authority_type offence_category legal_review data_disclosed"


def row(**changed: str) -> str:
    """Make a line of a request that conforms to both versions, but for what is changed."""
    sound = {
        "received_at": "2025-01-10",
        "closed_at": "2025-03-01",
        "outcome": "disclosed_full",
        "authority_type": "judicial",
        "offence_category": "terrorism",
        "legal_review": "valid",
        "data_disclosed": "ip_address",
    }
    return " ".join({**sound, **changed}.values())


def nonconformance(bench: Bench, *rows: str, policies: Any = (STRICT, WIDER)) -> dict[str, float | None]:  # noqa: ANN401
    """Count disclosures that do not conform, by what does not."""
    log = log_of("legal_requests", "\n".join([HEAD, *rows]))
    return bench.breakdowns(log, policies=list(policies))("nonconformance", "requests_disclosed")


def test_conforming(bench: Bench) -> None:
    """A disclosure that the policy allows in every respect is no lapse."""
    assert nonconformance(bench, row()) == {}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("authority_type", "police"),
        ("offence_category", "fraud"),
        ("legal_review", "invalid"),
        ("legal_review", "pending"),
        ("data_disclosed", "content"),
        ("data_disclosed", "ip_address|content"),
    ],
)
def test_each_requirement(bench: Bench, column: str, value: str) -> None:
    """A disclosure to an authority, for an offence, after a review or of data not allowed is a lapse."""
    assert nonconformance(bench, row(**{column: value}), row()) == {column: 1}


@pytest.mark.parametrize("column", ["authority_type", "offence_category", "legal_review"])
def test_requirement_that_is_not_shown_to_be_met(bench: Bench, column: str) -> None:
    """An empty cell doesn't show that what is required was there."""
    assert nonconformance(bench, row(**{column: "-"})) == {column: 1}


def test_no_data_named(bench: Bench) -> None:
    """A disclosure that names no data discloses none that is not allowed."""
    assert nonconformance(bench, row(data_disclosed="-")) == {}


@pytest.mark.parametrize("value", ["phone_number|ip_address", "ip_address|phone_number|ip_address"])
def test_any_of_the_data_allowed(bench: Bench, value: str) -> None:
    """Several categories may be disclosed together, in any order."""
    assert nonconformance(bench, row(data_disclosed=value)) == {}


def test_nothing_may_be_disclosed(bench: Bench) -> None:
    """A version that names no data allows none."""
    closed = {**STRICT, "may_disclose": []}
    assert nonconformance(bench, row(), policies=[closed]) == {"data_disclosed": 1}


def test_several_lapses_in_one_disclosure(bench: Bench) -> None:
    """A disclosure has each of its lapses, and is one disclosure that does not conform."""
    log = log_of("legal_requests", "\n".join([HEAD, row(authority_type="police", data_disclosed="content")]))
    found = bench.breakdowns(log, policies=[STRICT])
    assert found("nonconformance", "requests_disclosed") == {"authority_type": 1, "data_disclosed": 1}
    assert found("policy_version", "requests_disclosed_nonconforming") == {"strict": 1}


@pytest.mark.parametrize("outcome", ["rejected", "no_data", "withdrawn", "pending"])
def test_only_disclosures_can_lapse(bench: Bench, outcome: str) -> None:
    """A request that ended without a disclosure broke no policy."""
    assert nonconformance(bench, row(outcome=outcome, authority_type="police", data_disclosed="-")) == {}


def test_partial_disclosure_can_lapse(bench: Bench) -> None:
    """A disclosure of a part of the data is a disclosure."""
    assert nonconformance(bench, row(outcome="disclosed_partial", authority_type="police")) == {
        "authority_type": 1
    }


@pytest.mark.parametrize(
    ("received", "version"),
    [("2024-12-31", "_Z"), ("2025-01-01", "strict"), ("2025-01-31", "strict"), ("2025-02-01", "wider")],
)
def test_version_in_force(bench: Bench, received: str, version: str) -> None:
    """A version is in force from its first day to the day before the next; before the first there is none."""
    log = log_of("legal_requests", "\n".join([HEAD, row(received_at=received)]))
    found = bench.breakdowns(log, "2024-12-01/2025-02-28", policies=[WIDER, STRICT])
    assert found("policy_version") == {version: 1}


def test_version_at_receipt(bench: Bench) -> None:
    """What counts is the version when the request was received, however late the disclosure was."""
    early = row(received_at="2025-01-31", offence_category="fraud")
    late = row(received_at="2025-02-01", offence_category="fraud")
    assert nonconformance(bench, early, late) == {"offence_category": 1}


def test_version_at_receipt_in_the_reports_zone(bench: Bench) -> None:
    """The day of receipt is the one in the report's time zone."""
    log = log_of("legal_requests", "\n".join([HEAD, row(received_at="2025-01-31T23:30:00Z")]))
    zones = {"UTC": "strict", "Europe/Paris": "wider"}
    for zone, version in zones.items():
        found = bench.breakdowns(log, policies=[STRICT, WIDER], periods={"timezone": zone})
        assert found("policy_version") == {version: 1}


def test_before_the_first_version(bench: Bench) -> None:
    """Before the first version there is nothing that a disclosure could break."""
    log = log_of("legal_requests", "\n".join([HEAD, row(received_at="2024-12-31", authority_type="police")]))
    found = bench.breakdowns(log, "2024-Q4", policies=[STRICT])
    assert found("nonconformance", "requests_disclosed") == {}
    assert found("policy_version", "requests_disclosed_nonconforming") == {"_Z": 0}


def test_any_requires_nothing(bench: Bench) -> None:
    """`[any]`, and what a version doesn't mention, is met by an empty cell too."""
    wider = row(received_at="2025-02-01", offence_category="-", legal_review="invalid")
    assert nonconformance(bench, wider, row(received_at="2025-02-01", authority_type="prosecutor")) == {}


def test_weight(bench: Bench) -> None:
    """A row that stands for three requests lapses three times."""
    rows = [f"{row(authority_type='police')} 3", f"{row()} 2"]
    log = log_of("legal_requests", "\n".join([f"{HEAD} requests", *rows]))
    found = bench.breakdowns(log, policies=[STRICT])
    assert found("nonconformance", "requests_disclosed") == {"authority_type": 3}
    assert found("policy_version", "requests_disclosed") == {"strict": 5}
    assert found("policy_version", "requests_disclosed_nonconforming") == {"strict": 3}


def test_what_the_log_cannot_show(bench: Bench) -> None:
    """Without a column for it a requirement can't be judged, so nothing is said about it."""
    log = log_of("legal_requests", "outcome closed_at authority_type\ndisclosed_full 2025-02-01 judicial")
    assert bench.breakdowns(log, policies=[STRICT])("nonconformance", "requests_disclosed") == {}


def test_only_data_requests_are_judged_in_figures(bench: Bench) -> None:
    """National-security process is in no breakdown, its lapses neither."""
    rows = [f"{row(authority_type='police')} nsl", f"{row()} court_order"]
    log = log_of("legal_requests", "\n".join([f"{HEAD} request_type", *rows]))
    found = bench.breakdowns(log, policies=[STRICT])
    assert found("nonconformance", "requests_disclosed") == {}
    assert found("policy_version") == {"strict": 1}


def test_no_policy(bench: Bench) -> None:
    """Where the configuration names no version, there is no breakdown by it."""
    assert not bench.breakdowns(log_of("legal_requests", "country\nFR")).dimensions & {
        "policy_version",
        "nonconformance",
    }
