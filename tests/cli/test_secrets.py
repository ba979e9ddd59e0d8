"""What personal columns hold is in nothing that is published, kept or printed; nor does any of it run."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.cli.running import MARKS, call, project, requests, run
from tests.intake.reading import PUBLISHER, as_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ALL = ["html", "pdf", "csv", "json", "xlsx", "parquet"]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def built(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A project with faulty rows, and with script and formulas where a publisher's words stand."""
    return once("secrets", make)


def make(folder: Path) -> None:
    """Build it, and check it in every form."""
    rows = requests()
    rows[2] |= {"country": "??"}
    rows[3] |= {"received_at": "2025-02-31"}
    rows[4] |= {"request_id": rows[5]["request_id"]}
    rows[23] |= {"legal_basis": f"=HYPERLINK(1){SCRIPT}"}
    log = as_csv([{"legal_basis": ""} | row for row in rows]) + f"{MARKS[0]};{MARKS[1]}\n"
    project(
        folder,
        log,
        publisher=PUBLISHER | {"name": f"{SCRIPT}=1+1"},
        report={"formats": ALL, "title": "=1+1 <img src=x onerror=alert(2)>"},
    )
    for command in (
        ("-v", "build"),
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "github"),
    ):
        ended = run(folder, *command) if "build" in command else call(folder, *command)
        assert ended.code == (0 if "build" in command else 1), ended.err  # call and run looked for the marks


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site and the work folder, and what is packed in it."""
    for top in ("public", ".pellucid"):
        for path in sorted((folder / top).rglob("*")):
            if path.is_file():
                yield str(path), path.read_bytes()
                yield from unpacked(path)


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the parts of a workbook, the attached files and the text of a PDF."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            yield from ((f"{path}!{name}", book.read(name)) for name in book.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            for name, attached in document.attachments.items():
                yield f"{path}!{name}", attached.get_file().read_bytes()
            for number, thing in enumerate(document.objects):
                if isinstance(thing, pikepdf.Stream):
                    yield f"{path}!{number}", thing.read_bytes()
        if shutil.which("pdftotext"):
            text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
            yield f"{path}!text", text


def test_nothing_personal_is_anywhere(built: Path) -> None:
    """Not in the site, not in the work folder, in no format."""
    seen = set()
    for name, content in contents(built):
        seen.add(name.rpartition(".")[2].partition("!")[0])
        assert not any(mark.encode() in content for mark in MARKS), name
        assert not any(mark.encode("utf-16-le") in content for mark in MARKS), name
    assert {"html", "pdf", "csv", "json", "xlsx", "parquet", "xml"} <= seen


def test_the_log_that_was_read_does_hold_it(built: Path) -> None:
    """Else the search above would find nothing in anything."""
    assert all(mark in (built / "logs/requests.csv").read_text() for mark in MARKS)


def test_no_script_and_no_formula_runs(built: Path) -> None:
    """A publisher's words and a log's are text, in pages and in tables."""
    for name, content in contents(built):
        if name.endswith(".html"):
            assert b"<script>alert" not in content, name
            assert b"<img src=x" not in content, name
        if name.endswith(".csv"):
            assert not re.search(rb'(^|,)"?[=+@]', content, re.MULTILINE), name
        if "xlsx!xl/worksheets" in name:
            assert b"<f>" not in content, name


def test_the_words_are_there_as_text(built: Path) -> None:
    """They were not simply left out."""
    page = (built / "public/2025-Q4/index.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;=1+1" in page
    assert "=1+1 &lt;img src=x" in page


def test_the_work_folder_is_no_part_of_the_site(built: Path) -> None:
    """Rejects and reconciliation stay where they are; the manifest names no path of this machine."""
    names = [path.name for path in (built / "public").rglob("*")]
    assert not {
        "rejects.csv",
        "reconciliation.json",
        "policy.csv",
        "transparency.yaml",
        "requests.csv",
    } & set(names)
    assert str(built) not in (built / "public/2025-Q4/manifest.json").read_text()
    assert (
        io.StringIO((built / ".pellucid/rejects.csv").read_text()).readline().startswith("file,line,column")
    )
