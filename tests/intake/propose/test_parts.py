"""A file of which a part is the log -> the part that is proposed, and what a person must decide about it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pellucid.intake.propose import propose
from tests.cli.running import call
from tests.intake.propose.test_proposals import MOST, corrections, proposed
from tests.intake.reading import put, records
from tests.intake.test_formats import book

if TYPE_CHECKING:
    from collections.abc import Mapping

REAL = Path(__file__).parents[2] / "real"
PEOPLE = [{"name": "Somebody Known", "mail": "somebody@mail.example"}]


def cells(rows: list[dict[str, str]]) -> list[list[Any]]:
    """Give rows with their header."""
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def entries(folder: Path, name: str, content: bytes) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Let a configuration be proposed for a file; what is to be decided beside the publisher's name."""
    put(folder, {name: content})
    proposal = propose(folder, [folder / name])
    assert "Somebody" not in proposal.text
    return yaml.safe_load(proposal.text)["logs"], [words for _, words in proposal.to_decide[1:]]


def test_a_workbook_with_several_sheets(tmp_path: Path) -> None:
    """The sheet that can be read best, and those with the same header; the others are named."""
    sheets: dict[str, list[list[Any]]] = {
        "Notes": [["About this file"]],
        "2024": cells(records(30)),
        "2025": cells(records(9)),
        "Pivot": [["country", "requests"], ["FR", 3], ["DE", 4]],
        "Empty": [],
    }
    logs, decide = entries(tmp_path, "a.xlsx", book(sheets))
    assert [(log["kind"], log["sheet"]) for log in logs] == [
        ("legal_requests", "2024"),
        ("legal_requests", "2025"),
    ]
    which = (
        "which sheet of the file is the log: this one looks most like one; the others are `Notes`, `Pivot`"
    )
    assert decide == [which, which]
    logs, decide = entries(tmp_path, "b.xlsx", book({"Notes": [], "2024": cells(records(30))}))
    assert "sheet" not in logs[0]
    assert decide == []


def test_a_database_with_several_tables(tmp_path: Path) -> None:
    """A table of persons is not proposed, and nothing in it is shown; nor is one with no rows."""
    removals = records(20, "removal_orders")
    with sqlite3.connect(":memory:") as connection:
        for name, rows in (("a_people", PEOPLE), ("b_empty", records(1)), ("orders", removals)):
            connection.execute(f"CREATE TABLE {name} ({', '.join(rows[0])})")
            marks = ", ".join("?" * len(rows[0]))
            typed = [] if name == "b_empty" else [list(row.values()) for row in rows]
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", typed)  # noqa: S608 - marks only
        connection.commit()
        content = bytes(connection.serialize())
    logs, decide = entries(tmp_path, "a.sqlite", content)
    assert [(log["kind"], log["table"]) for log in logs] == [("removal_orders", "orders")]
    assert decide[0].endswith("the others are `a_people`, `b_empty`")


def test_a_document_with_several_lists(tmp_path: Path) -> None:
    """The best list; keys that are cells are called as the column that they are."""
    document = {"people": PEOPLE, "result": {"requests": records(20)}, "orders": records(5, "removal_orders")}
    logs, decide = entries(tmp_path, "a.json", json.dumps(document).encode())
    assert [(log["kind"], log["records"]) for log in logs] == [("legal_requests", ["result", "requests"])]
    assert decide[0].endswith("the others are `people`, `orders`")
    by_number = {row.pop("request_id"): row for row in records(20)}
    logs, decide = entries(tmp_path, "b.json", json.dumps(by_number).encode())
    assert (logs[0]["records"], logs[0].get("columns"), decide) == (["{request_id}"], None, [])
    logs, decide = entries(tmp_path, "c.json", json.dumps({"v": 1, "items": records(20)}).encode())
    assert "records" not in logs[0]


def test_two_files_with_the_same_part_are_one_entry(tmp_path: Path) -> None:
    """As files with the same header are."""
    for name in ("a", "b"):
        put(tmp_path, {f"{name}.xlsx": book({"Notes": [["x"]], "Log": cells(records(9))})})
    logs = yaml.safe_load(propose(tmp_path, [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]).text)["logs"]
    assert [(log["sheet"], log["paths"]) for log in logs] == [("Log", ["*.xlsx"])]


# Real files


def test_figures_under_codes_of_countries(tmp_path: Path) -> None:
    """That only requests which were fulfilled are in it, nobody can see."""
    right = {
        "kind": "counts",
        "of": "legal_requests",
        "records": ["{country}"],
        "columns": {
            "period_start": "from",
            "period_end": "to",
            "request_type": {"constant": "data_request"},
            "requests_disclosed": "requests",
            "accounts_disclosed": "users",
        },
        "date_format": "%Y%m%d",
    }
    (entry,) = proposed(tmp_path, REAL / "telegram/dataset.json")["logs"]
    assert entry["records"] == right["records"]
    assert len(corrections(entry, right)) <= MOST
    options = ["--from", str(REAL / "telegram/dataset.json")]
    assert call(tmp_path, "init", "new", *options).code == 0
    assert call(tmp_path, "-c", "new/transparency.yaml", "check", "--today", "2026-11-24").code == 0


@pytest.mark.parametrize(
    ("name", "title", "other"),
    [("2024-H1", "US Gov Info Requests", "Emergency Requests"), ("2022-Q1", "Legal", "Reports")],
)
def test_tables_below_each_other(tmp_path: Path, name: str, title: str, other: str) -> None:
    """The table of requests among those of reports and warnings."""
    path = REAL / f"discord_reports/{name}.csv"
    (entry,) = proposed(tmp_path, path)["logs"]
    assert entry["section"] == {"after": [title]}
    assert entry["columns"]["requests_disclosed"] == "Information Produced"
    decide = [words for _, words in propose(tmp_path, [path]).to_decide]
    assert any(words.startswith("which table of the file") and f"`{other}`" in words for words in decide)
