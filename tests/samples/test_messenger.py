"""The invented messenger's logs keep what their README and FAULTS.md promise."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.samples.reading import MESSENGER, Record, day, faults, lines, quarter, records, settings, time

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("legal_requests", "removal_orders", "user_reports")
QUARTERS = tuple(f"{year}-Q{number}" for year in (2023, 2024, 2025) for number in (1, 2, 3, 4))
CHANGE = date(2024, 9, 23)


def files(folder: Path) -> dict[str, bytes]:
    """Read every log below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


def table(heading: str) -> dict[str, list[str]]:
    """Read the table below a heading of FAULTS.md: its first column and the others."""
    text = (MESSENGER / "FAULTS.md").read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if line.startswith("|")]
    return {row[0]: row[1:] for row in [rows[0], *rows[2:]]}


def disclosed(record: Record) -> bool:
    """Tell whether data were handed over."""
    return record["outcome"] in {"disclosed_full", "disclosed_partial"}


def version(record: Record) -> str:
    """Name the version of the policy in force when a request was received."""
    return "2024-09-23" if day(record["received_at"]) >= CHANGE else "2018-08-28"


def what_the_policy_forbids(record: Record) -> tuple[str, ...]:
    """Name what in a disclosure the policy in force on the day of receipt did not allow."""
    old = version(record) == "2018-08-28"
    allowed = {
        "authority": record["authority_type"] == "judicial",
        "offence": record["offence_category"] == "terrorism" if old else bool(record["offence_category"]),
        "legal review": record["legal_review"] == "valid",
        "data": set(record["data_disclosed"].split("|")) <= {"ip_address", "phone_number"},
    }
    return tuple(name for name, fine in allowed.items() if not fine)


@pytest.mark.parametrize("hash_seed", ["1", "2024"])
def test_the_script_writes_the_committed_bytes(tmp_path: Path, hash_seed: str) -> None:
    """`make_logs.py` gives the logs of the repository byte for byte, however Python orders its sets."""
    command = [sys.executable, str(MESSENGER / "make_logs.py"), str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
    assert files(tmp_path) == files(MESSENGER / "logs")


def test_the_script_needs_nothing_but_python() -> None:
    """No import of the script leaves the standard library and the script's own package."""
    sources = [MESSENGER / "make_logs.py", *(MESSENGER / "maker").glob("*.py")]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))]
    names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert {name.split(".")[0] for name in names} <= {*sys.stdlib_module_names, "maker"}


@pytest.mark.parametrize(("kind", "about"), list(zip(KINDS, (20_000, 3_000, 30_000), strict=True)))
def test_the_logs_are_as_long_as_promised(kind: str, about: int) -> None:
    """20,000 legal requests, 3,000 removal orders, 30,000 reports: all within five per cent."""
    assert abs(len(lines(kind)) - about) <= about * 0.05


def test_the_logs_are_small_enough_for_the_repository() -> None:
    """Together they stay below 8 MB."""
    assert sum(map(len, files(MESSENGER / "logs").values())) < 8_000_000


@pytest.mark.parametrize("kind", KINDS)
def test_the_planted_faults_are_those_of_the_list(kind: str) -> None:
    """A plain reading finds each fault as often as FAULTS.md says, and no other."""
    listed = table("Rows that can't be counted")
    column = listed.pop("code").index(kind)
    assert faults(kind) == {code: int(row[column]) for code, row in listed.items() if row[column] != "0"}


def test_the_disclosures_against_the_policy_are_those_of_the_list() -> None:
    """31 break the version in force when the request came in, for the reasons that FAULTS.md gives."""
    broken = Counter(
        f"the {' and the '.join(forbidden)}, under the version of {version(record)[:4]}"
        for record in records("legal_requests")
        if disclosed(record) and (forbidden := what_the_policy_forbids(record))
    )
    listed = table("Disclosures that the policy did not allow")
    listed.pop("why")
    assert broken == {why: int(count) for why, (count,) in listed.items()}
    assert broken.total() == 31


def test_disclosures_rise_with_the_policy_change() -> None:
    """Every quarter after the change has more than twenty times those of any before the detention."""
    made = Counter(quarter(record) for record in records("legal_requests") if disclosed(record))
    before, after = QUARTERS[:6], QUARTERS[7:]
    assert min(made[name] for name in after) > 20 * max(made[name] for name in before)
    assert max(made[name] for name in before) < made["2024-Q3"] < min(made[name] for name in after)


def test_requests_rise_with_the_policy_change() -> None:
    """Every quarter has requests, and each after the change has at least twice those of any before."""
    received = Counter(map(quarter, records("legal_requests")))
    assert sorted(received) == list(QUARTERS)
    assert min(received[name] for name in QUARTERS[7:]) > 2 * max(received[name] for name in QUARTERS[:7])


def test_countries_have_a_long_tail() -> None:
    """India asks most, between 55 and 65 countries ask at all, and some ask one to three times."""
    asked = Counter(record["country"] for record in records("legal_requests"))
    assert asked.most_common(1)[0][0] == "IN"
    assert 55 <= len(asked) <= 65
    assert {1, 2, 3} <= set(asked.values())


def test_what_came_of_a_request_fits_the_rest_of_it() -> None:
    """Only valid requests and the listed lapses end in a disclosure; only the newest are open."""
    for record in records("legal_requests"):
        given = int(record["accounts_disclosed"])
        assert (given > 0) == bool(record["data_disclosed"]) == disclosed(record)
        assert bool(record["closed_at"]) == (record["outcome"] != "pending")
        if record["legal_review"] == "invalid" and not disclosed(record):
            assert record["outcome"] == "rejected"
        if record["outcome"] == "disclosed_full":
            assert given == int(record["accounts_specified"])
    opened = {quarter(record) for record in records("legal_requests") if record["outcome"] == "pending"}
    assert opened == {"2025-Q3", "2025-Q4"}


def test_court_orders_are_the_commonest_request() -> None:
    """Seven types occur, court orders most of all."""
    types = Counter(record["request_type"] for record in records("legal_requests"))
    assert types.most_common(1)[0][0] == "court_order"
    assert set(types) == {
        "court_order",
        "search_warrant",
        "subpoena",
        "mlat",
        "emergency",
        "preservation",
        "prtt",
    }


def test_the_policy_column_names_the_version_in_force() -> None:
    """Each request carries the version whose days it came in on."""
    for record in records("legal_requests"):
        assert record["policy_version"] == version(record)


def test_removed_items_fit_the_outcome() -> None:
    """An order complied with has items removed, all of them or some; no other has any."""
    for record in records("removal_orders"):
        named, removed = int(record["items_specified"]), int(record["items_removed"])
        assert (removed == named) == (record["outcome"] == "complied_full")
        assert (0 < removed < named) == (record["outcome"] == "complied_partial")
        assert (removed > 0) == (record["action"] != "none") == bool(record["action_at"])


def test_people_review_every_search_report() -> None:
    """Once the bot is there most reports come through it; people review them, in a few hours as a rule."""
    reports = records("user_reports")
    searches = [record for record in reports if record["channel"] == "search_report"]
    assert {record["reviewed_by"] for record in searches if record["reviewed_at"]} == {"human"}
    assert min(day(record["received_at"]) for record in searches) >= date(2024, 9, 6)
    since = [record for record in reports if day(record["received_at"]) >= CHANGE]
    assert sum(record["channel"] == "search_report" for record in since) > 0.75 * len(since)
    waits = [time(r["reviewed_at"]) - time(r["received_at"]) for r in searches if r["reviewed_at"]]
    assert 2 <= median(wait.total_seconds() / 3600 for wait in waits) <= 6


def test_reports_fit_together() -> None:
    """A report is open until reviewed; only what was acted on is appealed; only the bot has search terms."""
    for record in records("user_reports"):
        assert (record["decision"] == "pending") == (not record["reviewed_at"]) == (not record["reviewed_by"])
        assert (record["appealed"] == "true") == bool(record["appeal_outcome"])
        assert record["appealed"] == "false" or record["decision"] in {"removed", "restricted"}
        assert bool(record["search_term"]) == (record["channel"] == "search_report")
    assert any(record["country"] == "_U" for record in records("user_reports"))


def test_no_link_leaves_the_invented_world() -> None:
    """Every address of the sample ends with .example, as no real host does."""
    text = (MESSENGER / "transparency.yaml").read_text(encoding="utf-8")
    hosts = re.findall(r"https?://([^/\"\s]+)|@([\w.]+\.\w+)", text)
    assert len(hosts) > 5
    assert all((url or mail).endswith(".example") for url, mail in hosts)


def test_the_publishers_words_hold_no_figures() -> None:
    """The texts give no number that a next release would make wrong: dates aside, no digit is in them."""
    for text in settings()["report"]["narrative"].values():
        words = (MESSENGER / text).read_text(encoding="utf-8")
        assert not re.search(r"\d", re.sub(r"(\d+ )?[A-Z][a-z]+ 20\d\d", "", words))
