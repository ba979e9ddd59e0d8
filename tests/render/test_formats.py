"""The list of formats: what each writes, and that the same release gives the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pellucid.errors import UsageError
from pellucid.render.formats import WRITERS, render
from pellucid.vocabulary.formats import FORMATS
from tests.render.fixture import COUNTRIES, publication

REPOSITORY = Path(__file__).parents[2]
HASHES = """
from hashlib import sha256
from pellucid.render.formats import render
from pellucid.vocabulary.formats import FORMATS
from tests.render.fixture import front_files, publication
files = {**render(publication(), FORMATS), **{"/" + path: c for path, c in front_files().items()}}
for path, content in sorted(files.items()):
    print(path, sha256(content).hexdigest())
"""


def test_each_format_writes_its_files() -> None:
    """One name of the configuration, these files."""
    always = {"data/report.json", "data/report.schema.json"}
    written = {name: set(render(publication(), (name,))) - always for name in FORMATS}
    assert written["pdf"] == {"report.pdf"}
    assert written["csv"] == {"data/legal_requests.csv", "data/breakdowns.csv", "data/datapackage.json"}
    assert written["xlsx"] == {"data/report.xlsx"}
    assert written["parquet"] == {"data/legal_requests.parquet", "data/breakdowns.parquet"}
    assert written["sdmx"] == {
        "data/sdmx/legal_requests.csv",
        "data/sdmx/breakdowns.csv",
        "data/sdmx/structure.json",
    }
    assert {"index.html", "method.html", "countries/FR.html"} < written["html"]


def test_every_format_has_its_writer() -> None:
    """What the configuration may ask for is what can be written, in one order."""
    assert tuple(WRITERS) == FORMATS


def test_json_is_always_written() -> None:
    """The front page and `query` read it, whatever else is published."""
    assert "data/report.json" in render(publication(), ("csv",))


def test_an_unknown_format_is_refused() -> None:
    """The message lists those that there are."""
    with pytest.raises(UsageError, match="html, pdf, csv, json, xlsx, parquet, sdmx"):
        render(publication(), ("docx",))


def writing(**environment: str) -> subprocess.Popen[str]:
    """Write everything in another process, which prints the hash of each file."""
    environment["PYTHONPATH"] = str(REPOSITORY / "src")
    return subprocess.Popen(
        [sys.executable, "-c", HASHES], env=environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )


def test_the_same_release_gives_the_same_bytes() -> None:
    """Whatever the hash seed, the time zone and the language of the machine; the PDF included."""
    processes = (
        writing(PYTHONHASHSEED="1", TZ="UTC", LANG="C"),
        writing(PYTHONHASHSEED="77", TZ="Asia/Tokyo", LANG="ja_JP.UTF-8", HOME="/nowhere"),
    )
    one, other = (process.communicate()[0].splitlines() for process in processes)
    assert len(one) > len(COUNTRIES)
    assert one == other
