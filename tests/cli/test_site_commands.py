"""`query` and `verify`: what they say of a site, from its published files alone."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import call, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("country", ["FR", "fra", "France", " france "])
def test_an_answer(built_once: Path, country: str) -> None:
    """The figures of both quarters and their total, whichever way the country is written."""
    ended = call(built_once, "query", country, "--period", "2025-Q3", "--period", "2025-Q4")
    assert (ended.code, ended.err) == (0, "")
    assert "from France" in ended.out
    assert "Requests received from France:\nQ3 \N{EN DASH} 3\nQ4 \N{EN DASH} 3\nTotal: 6\n" in ended.out


def test_an_answer_for_programs(built_once: Path) -> None:
    """The same figures as JSON; without a period, of every release."""
    ended = call(built_once, "query", "FR", "--format", "json")
    answer = json.loads(ended.out)
    assert answer["country"] == {"code": "FR", "name": "France"}
    assert [period["name"] for period in answer["periods"]] == ["2025-Q3", "2025-Q4"]
    received = next(figure for figure in answer["figures"] if figure["measure"] == "requests")
    assert [(one["status"], one["value"]) for one in received["periods"]] == [("published", 3)] * 2


def test_an_answer_needs_published_files_only(built_once: Path, tmp_path: Path) -> None:
    """No configuration, no log, no work folder."""
    shutil.copytree(built_once / "public", tmp_path / "site")
    ended = run(tmp_path, "query", "FR", "--site", "site")
    assert ended.code == 0
    assert ended.out == call(built_once, "query", "FR").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("XQ",), "no country is known as 'XQ'"),
        (("UK",), "GB (United Kingdom)"),
        (("Frankreich",), "'Frankreich'"),
        (("FR", "--period", "2025-Q1"), "there is no release about 2025-Q1"),
        (("FR", "--period", "2025-Q4", "--period", "2031"), "there is no release about 2031"),
        (("FR", "--period", "lately"), "lately"),
    ],
)
def test_questions_that_have_no_answer(built_once: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2, and what could be asked instead."""
    ended = call(built_once, "query", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_a_country_without_a_request(built_once: Path) -> None:
    """It is a country, and the answer is 0."""
    ended = call(built_once, "query", "IS", "--period", "2025-Q4")
    assert ended.code == 0
    assert "0" in ended.out


def test_a_site_as_it_was_published(built_once: Path) -> None:
    """Exit code 0; what was verified is said, unless it should be quiet."""
    said = call(built_once, "verify").said
    assert said == "2 releases in public: every file is as it was published.\n"
    assert call(built_once, "-q", "verify", "public").said == ""


def test_tampering(built: Path) -> None:
    """A changed file, one that is gone, one that was added, and a changed manifest: each is named."""
    site = built / "public"
    cells = site / "2025-Q4/data/legal_requests.csv"
    cells.write_bytes(cells.read_bytes().replace(b",6,6,6,", b",5,5,5,"))
    (site / "2025-Q4/method.html").unlink()
    (site / "2025-Q4/extra.txt").write_text("x")
    ended = call(built, "verify")
    assert (ended.code, ended.err) == (1, "")
    assert sorted(line.split(" ", 1)[0] for line in ended.out.splitlines()) == [
        "2025-Q4/data/legal_requests.csv",
        "2025-Q4/extra.txt",
        "2025-Q4/method.html",
    ]
    assert call(built, "-q", "verify", str(site)).out == ended.out


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": 5}'])
def test_a_manifest_that_is_none(built: Path, content: str) -> None:
    """It is a difference, not a failure of the program."""
    (built / "public/2025-Q4/manifest.json").write_text(content)
    ended = call(built, "verify")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("2025-Q4/manifest.json does not say what was published")


def test_a_release_whose_report_can_not_be_read(built: Path) -> None:
    """The file is named, and how to get it back."""
    (built / "public/2025-Q4/data/report.json").write_text("{")
    ended = call(built, "query", "FR")
    assert (ended.code, ended.out) == (4, "")
    assert "2025-Q4/data/report.json" in ended.err
    assert "pellucid verify" in ended.err
