"""A build reads its own output and ends with 3, publishing nothing, where somebody's data stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import MARKS, Ended, call, project, published, requests
from tests.intake.reading import PUBLISHER, as_csv

if TYPE_CHECKING:
    from pathlib import Path

FOREIGN = "Write to jane@other.example, call +49 30 1234567, or see 203.0.113.9."


def build(
    folder: Path, rows: list[dict[str, str]] | None = None, narrative: str = "", **settings: object
) -> Ended:
    """Build the last quarter of a project with other rows, or with a text of the publisher's."""
    report: dict[str, object] = {"formats": ["html", "csv", "json"]}
    if narrative:
        (folder / "summary.md").write_text(narrative, encoding="utf-8")
        report |= {"narrative": {"summary": "summary.md"}}
    log = as_csv([{"legal_basis": "law"} | row for row in rows or requests()])
    project(folder, log, **{"report": report, **settings})
    return call(folder, "build")


def rows_with(**cells: str) -> list[dict[str, str]]:
    """Make the sound rows, one of the last quarter changed."""
    rows = requests()
    rows[22] |= cells
    return rows


def test_nothing_is_found_in_a_sound_release(tmp_path: Path) -> None:
    """Mail to the publisher is its own."""
    assert build(tmp_path).code == 0


@pytest.mark.parametrize(
    ("legal_basis", "what"),
    [
        (f"{MARKS[1]} No 5", "a value of the log's column `authority` (logs/requests.csv:7"),
        (f"on {MARKS[0]}-3@mail.example", "a value of the log's column `subject` (logs/requests.csv:5"),
        ("jane@other.example", "an e-mail address, j…@o….example"),
        ("user@blind.example", "an e-mail address, u…@b….example"),
        ("203.0.113.9", "an IP address"),
        ("+49 30 1234567", "a phone number"),
    ],
)
def test_a_log_that_is_mapped_wrongly(tmp_path: Path, legal_basis: str, what: str) -> None:
    """Texts of open columns are published; the message masks what was found, and says where."""
    ended = build(tmp_path, rows_with(legal_basis=legal_basis))
    assert ended.code == 3
    assert what in ended.err
    assert "2025-Q4/data/breakdowns.csv:" in ended.err
    assert legal_basis not in ended.said
    assert published(tmp_path) == {}


def test_an_open_column_that_holds_authorities(tmp_path: Path) -> None:
    """A column that is called so is private, whatever it is mapped to."""
    logs = [{"kind": "legal_requests", "paths": ["logs/*.csv"], "columns": {"legal_basis": "authority"}}]
    rows = [{name: text for name, text in row.items() if name != "legal_basis"} for row in requests()]
    project(tmp_path, as_csv(rows), logs=logs)
    ended = call(tmp_path, "build")
    assert ended.code == 3
    assert "the log's column `authority`" in ended.err


def test_a_name_among_cells(tmp_path: Path) -> None:
    """A single word is a leak as a whole cell, and none in a sentence."""
    rows = rows_with(legal_basis="kowalski")
    rows[3] |= {"subject": "Kowalski"}
    assert build(tmp_path, rows).code == 3
    assert build(tmp_path, rows_with(subject="Kowalski"), "Kowalski is a village in Poland.").code == 0


def test_words_of_the_program(tmp_path: Path) -> None:
    """An authority that is called as a country, a type or a heading is, is no leak."""
    rows = rows_with(authority="United Kingdom", subject="Court order")
    rows[3] |= {"subject": "Requests", "authority": "France"}
    assert build(tmp_path, rows, "Blind Messenger reports.").code == 0


@pytest.mark.parametrize(
    ("settings", "narrative"),
    [
        ({}, "Thanks to Jane\n**Roe**."),
        ({"events": [{"date": "2025-11-01", "label": "Jane Roe leaves"}]}, ""),
        ({"publisher": PUBLISHER | {"name": "Messenger"}, "report": {"title": "On Jane Roe"}}, ""),
    ],
)
def test_a_name_in_the_publishers_words(tmp_path: Path, settings: dict[str, object], narrative: str) -> None:
    """In a narrative, on the time line or in a title."""
    rows = requests()
    rows[3] |= {"subject": "Jane Roe"}
    assert build(tmp_path, rows, narrative, **settings).code == 3
    assert published(tmp_path) == {}
    assert build(tmp_path, rows, narrative, **settings, confidentiality={"allow": ["Jane Roe"]}).code == 0


def test_contacts_of_others(tmp_path: Path) -> None:
    """Each kind is named; what is allowed by name, domain or network may stay."""
    ended = build(tmp_path, narrative=FOREIGN)
    assert ended.code == 3
    assert all(what in ended.err for what in ("an e-mail address", "a phone number", "an IP address"))
    assert "jane" not in ended.said
    assert published(tmp_path) == {}
    allow = ["@other.example", "+49 (30) 123 45 67", "203.0.113.0/24"]
    assert build(tmp_path, narrative=FOREIGN, confidentiality={"allow": allow}).code == 0


def test_the_publishers_own_addresses(tmp_path: Path) -> None:
    """Its texts may name any at its own domain; those in a log are anybody's (see above)."""
    assert build(tmp_path, narrative="Write to press@blind.example or law@eu.blind.example.").code == 0
    assert build(tmp_path, narrative="Write to press@notblind.example.").code == 3


def test_a_text_of_a_later_build(tmp_path: Path) -> None:
    """What is kept of earlier builds does not hide it; what is published stays as it is."""
    assert build(tmp_path, rows_with(subject="Jane Roe")).code == 0
    before = published(tmp_path)
    assert build(tmp_path, rows_with(subject="Jane Roe"), "Thanks to Jane Roe.").code == 3
    assert published(tmp_path) == before


def test_the_pdf_alone(tmp_path: Path) -> None:
    """Its pages, too."""
    report = {"formats": ["pdf"], "narrative": {"summary": "summary.md"}}
    ended = build(tmp_path, narrative=FOREIGN, report=report)
    assert ended.code == 3
    assert "report.pdf (page" in ended.err


def test_templates_and_assets_of_the_publishers_own(tmp_path: Path) -> None:
    """A lapse in the front page's template or in an asset stops every release."""
    (tmp_path / "templates/assets").mkdir(parents=True)
    report = {"formats": ["html"], "templates": "templates"}
    (tmp_path / "templates/feed.xml").write_text("<feed>jane@other.example</feed>")
    ended = build(tmp_path, report=report)
    assert ended.code == 3
    assert "in feed.xml:1" in ended.err
    assert published(tmp_path) == {}
    (tmp_path / "templates/feed.xml").write_text("<feed/>")
    (tmp_path / "templates/assets/logo.svg").write_text("<svg><desc>jane@other.example</desc></svg>")
    assert "logo" in build(tmp_path, report=report).err
    (tmp_path / "templates/assets/logo.svg").write_text("<svg/>")
    assert build(tmp_path, report=report).code == 0


def test_a_dry_run_looks_as_well(tmp_path: Path) -> None:
    """It is what a check before the real build is for."""
    build(tmp_path, narrative=FOREIGN)
    assert call(tmp_path, "build", "--dry-run").code == 3
