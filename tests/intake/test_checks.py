"""Each check and each rule of the catalogue: a row that fails it, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pellucid.intake import checks
from pellucid.intake.kinds import RECORD_KINDS, kind_of
from pellucid.intake.schema import Check
from tests.intake.reading import SOUND, as_csv, read, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CODES = {
    "missing_value",
    "not_a_date",
    "ambiguous_date",
    "not_a_number",
    "out_of_range",
    "unknown_code",
    "unknown_country",
    "inconsistent",
    "in_the_future",
    "duplicate",
    "contradicting_duplicate",
    "malformed_row",
    "bad_encoding",
}
KINDS = {**RECORD_KINDS, "counts": kind_of("counts")}
LONG = "x" * 81
# What only some settings find: test_duplicates.py and test_periods_and_totals.py have them.
ELSEWHERE = {"updated", "not_the_first", "not_a_period"}

# What tells the sound row from the one that fails.
FIRST = {name: {next(iter(cells)): "FIRST"} for name, cells in SOUND.items()} | {"counts": {"country": "DE"}}


@dataclass(frozen=True)
class Case:
    """The cells of a row that fails a check, where it is found, and words of its reason or mend."""

    check: str
    column: str
    code: str
    cells: Mapping[str, str]
    says: str
    kind: str = "legal_requests"


CASES = (
    Case("missing", "country", "missing_value", {"country": ""}, "every record needs it"),
    Case("missing", "request_id", "missing_value", {"request_id": " "}, "`request_id` is empty"),
    Case("missing", "decision", "missing_value", {"decision": ""}, "`decision` is empty", "user_reports"),
    Case("not_a_date", "received_at", "not_a_date", {"received_at": "2025-02-30"}, "date_format"),
    Case("not_a_date", "reviewed_at", "not_a_date", {"reviewed_at": "soon"}, "2025-12-31", "user_reports"),
    Case("ambiguous_date", "embargo_until", "ambiguous_date", {"embargo_until": "05/01/2025"}, "by %d/%m/%Y"),
    Case("in_the_future", "closed_at", "in_the_future", {"closed_at": "2026-02-01"}, "2026-01-15"),
    Case("too_early", "received_at", "out_of_range", {"received_at": "0025-01-05"}, "1970"),
    Case("not_a_count", "accounts_specified", "not_a_number", {"accounts_specified": "many"}, "digits only"),
    Case("not_a_count", "items_removed", "not_a_number", {"items_removed": "1.5"}, "whole", "removal_orders"),
    Case("not_a_band", "requests", "not_a_number", {"requests": "few"}, "0-249", "counts"),
    Case("negative", "accounts_specified", "out_of_range", {"accounts_specified": "-3"}, "starts at 0"),
    Case("negative", "requests", "out_of_range", {"requests": "-3"}, "can't be negative", "counts"),
    Case("too_large", "accounts_specified", "out_of_range", {"accounts_specified": "9" * 13}, "larger than"),
    Case("too_large", "requests", "out_of_range", {"requests": "0-1000000000000"}, "correct", "counts"),
    Case("unknown_code", "outcome", "unknown_code", {"outcome": "disclosed_ful"}, "perhaps disclosed_full"),
    Case("unknown_code", "channel", "unknown_code", {"channel": "fax"}, "in_app", "user_reports"),
    Case("unknown_country", "country", "unknown_country", {"country": "UK"}, "GB (United Kingdom)"),
    Case("not_a_flag", "emergency", "unknown_code", {"emergency": "perhaps"}, "write yes or no"),
    Case("too_long", "legal_basis", "out_of_range", {"legal_basis": LONG}, "80 characters"),
    Case("too_long", "category", "out_of_range", {"category": LONG}, "80 characters", "removal_orders"),
    Case("too_long", "data_disclosed", "out_of_range", {"data_disclosed": f"a|{LONG}"}, "shorten"),
    Case("malformed", "", "malformed_row", {"outcome": '"a"b'}, "text after a closing quote"),
    Case("bad_encoding", "legal_basis", "bad_encoding", {"legal_basis": "BAD"}, "encoding"),
    Case("duplicate", "request_id", "duplicate", {"request_id": "FIRST"}, "stands at logs/log.csv:2"),
    Case(
        "contradicting",
        "request_id",
        "contradicting_duplicate",
        {"request_id": "FIRST", "country": "DE"},
        "logs/log.csv:2",
    ),
    Case("closed_before_received", "closed_at", "inconsistent", {"closed_at": "2024-12-31"}, "2025-01-05"),
    Case("more_disclosed", "accounts_disclosed", "inconsistent", {"accounts_disclosed": "4"}, "specified 3"),
    Case("disclosed_but_open", "closed_at", "inconsistent", {"closed_at": ""}, "outcome disclosed_full"),
    Case(
        "acted_before_received",
        "action_at",
        "inconsistent",
        {"action_at": "2025-01-04"},
        "received_at 2025-01-05",
        "removal_orders",
    ),
    Case(
        "reviewed_before_received",
        "reviewed_at",
        "inconsistent",
        {"reviewed_at": "2025-01-05T09:59"},
        "received_at 2025-01-05T10:00",
        "user_reports",
    ),
    Case(
        "ends_before_it_starts",
        "period_end",
        "inconsistent",
        {"period_end": "2023-12-31"},
        "period_start 2024-01-01",
        "counts",
    ),
)


def log_of(case: Case) -> bytes:
    """Write a log of a sound row and the one that fails, as the case wants its bytes."""
    absent = {name: "" for name in case.cells if name not in SOUND[case.kind]}
    sound = record(case.kind) | absent | FIRST[case.kind]
    text = as_csv([sound, record(case.kind, **case.cells)])
    return text.replace('"""a""b"', '"a"b').encode().replace(b"BAD", b"\xff")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}-{case.column}")
def test_a_row_that_fails_a_check(tmp_path: Path, case: Case) -> None:
    """It is found at its line and column, with a reason and a mend, and the other row counts."""
    found = read(tmp_path, log_of(case), kind=case.kind)
    contradicting = case.check == "contradicting"
    assert [place for place in found.places if place[0] == 3] == [(3, case.column, case.code)]
    assert len(found.records) == (0 if contradicting else 1)
    fault = found.faults[-1]
    assert fault.check.name == case.check
    assert case.says in f"{fault.reason}\n{fault.mend}"
    assert fault.reason
    assert fault.mend
    count = found.counts[0]
    assert count.read == 2 == count.accepted + count.rejected + count.duplicates
    assert count.duplicates == (case.check == "duplicate")


def test_every_check_has_a_case() -> None:
    """Whoever adds a check or a rule adds a row that fails it."""
    rules = {rule.check.name for kind in KINDS.values() for rule in kind.rules}
    assert {case.check for case in CASES} | ELSEWHERE == {check.name for check in checks.CELL_CHECKS} | rules


def test_every_check_is_in_the_catalogue() -> None:
    """A check that the catalogue lacks could not be told from a rule; names are not used twice."""
    made = [value for value in vars(checks).values() if isinstance(value, Check)]
    names = [check.name for check in made] + [
        rule.check.name for kind in KINDS.values() for rule in kind.rules
    ]
    assert set(made) == set(checks.CELL_CHECKS)
    assert len(names) == len(set(names))


def test_codes_are_those_of_the_contract() -> None:
    """Scripts read them in rejects.csv."""
    rules = [rule.check.code for kind in KINDS.values() for rule in kind.rules]
    assert {*rules, *(check.code for check in checks.CELL_CHECKS)} <= CODES


@pytest.mark.parametrize("name", KINDS)
def test_rules_name_columns_of_their_kind(name: str) -> None:
    """The column of the fault is one that the rule needs; personal ones are in no rule."""
    kind = KINDS[name]
    for rule in kind.rules:
        assert rule.column in rule.needs
        assert not any(kind.column(column).personal for column in rule.needs)


@pytest.mark.parametrize("name", KINDS)
def test_sound_records_have_no_fault(tmp_path: Path, name: str) -> None:
    """Every kind of log is read."""
    found = read(tmp_path, as_csv([record(name)]), kind=name)
    assert (found.faults, len(found.records)) == ((), 1)


def test_a_row_may_fail_several_checks(tmp_path: Path) -> None:
    """Each is a fault of its own, the row is rejected once, under the first one."""
    bad = record(country="XQ", outcome="perhaps", accounts_disclosed="9", closed_at="2024-01-01")
    found = read(tmp_path, as_csv([bad]))
    assert sorted(found.places) == [
        (2, "accounts_disclosed", "inconsistent"),
        (2, "closed_at", "inconsistent"),
        (2, "country", "unknown_country"),
        (2, "outcome", "unknown_code"),
    ]
    assert found.counts[0].rejected == 1
    assert sum(found.counts[0].rejected_by_code.values()) == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"closed_at": "2025-01-05"},
        {"outcome": "pending", "closed_at": "", "accounts_disclosed": ""},
        {"outcome": "rejected", "closed_at": "", "accounts_disclosed": "0"},
        {"accounts_disclosed": "3"},
        {"accounts_disclosed": ""},
        {"accounts_specified": "0", "accounts_disclosed": "0"},
    ],
)
def test_what_no_rule_is_against(tmp_path: Path, cells: dict[str, str]) -> None:
    """Closed on the day of receipt, all accounts disclosed, what is open or not known."""
    assert read(tmp_path, as_csv([record(**cells)])).faults == ()


def test_a_rule_needs_its_columns(tmp_path: Path) -> None:
    """A log that does not say when a request was closed is no reason to reject it."""
    row = record()
    del row["closed_at"], row["accounts_disclosed"]
    assert read(tmp_path, as_csv([row])).faults == ()


def test_clocks_are_compared_as_instants(tmp_path: Path) -> None:
    """A review that began before the report by the clock on the wall, but in another zone."""
    row = record("user_reports", received_at="2025-01-05T10:00+02:00", reviewed_at="2025-01-05T08:30Z")
    assert read(tmp_path, as_csv([row]), kind="user_reports").faults == ()
