"""How far a run has come: a bar on a terminal, plain lines when piped, nothing when quiet."""

from __future__ import annotations

import csv
import os
import pty
import re
import sqlite3
import subprocess
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import NOW, PROGRAM, call, project, published, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a sound log of 2025."""
    return project(tmp_path)


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """Run the program with a terminal for its standard error; give what it sent there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        cwd=folder,
        env=os.environ
        | {"SOURCE_DATE_EPOCH": NOW, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
    )
    os.close(theirs)
    sent = b""
    with suppress(OSError):  # the terminal is gone when the program has ended
        while piece := os.read(ours, 65536):
            sent += piece
    os.close(ours)
    assert process.wait(60) == 0, sent
    return sent.decode()


def test_a_bar_on_a_terminal(folder: Path) -> None:
    """It names the steps and counts the releases; at the end only what was done is left."""
    sent = on_a_terminal(folder, "build", "--period", "2025-Q4")
    assert "\x1b[" in sent
    assert "━" in sent
    assert re.search(r"reading logs/requests\.csv|checking legal requests|counting|making releases", sent)
    assert "Made 2025-Q4 in public." in sent.splitlines()[-1]
    assert "\nmade 2025-Q4\r" not in sent


def test_the_bar_counts_bytes_and_rows(folder: Path) -> None:
    """Of all logs together, with the time that is left."""
    size = (folder / "logs/requests.csv").stat().st_size
    rows = len((folder / "logs/requests.csv").read_text().splitlines()) - 1
    sent = on_a_terminal(folder, "check")
    assert re.search(rf"{size / 1000:.1f} kB of {size / 1000:.1f} kB, {rows} rows", sent)
    assert re.search(r"\d:\d\d:\d\d", sent)


def test_each_log_is_told_with_v(folder: Path) -> None:
    """A line when it begins, and one when it is read, with rows and bytes of all."""
    (folder / "logs/requests-2.csv").write_bytes((folder / "logs/requests.csv").read_bytes())
    ended = call(folder, "-v", "check")
    told = [line for line in ended.err.splitlines() if "requests" in line]
    assert told[0] == "reading logs/requests-2.csv"
    assert re.fullmatch(r"read logs/requests-2\.csv: \d+ rows; [\d.]+ kB of [\d.]+ kB", told[1])
    read, of = re.findall(r"([\d.]+) kB", told[3])
    assert read == of


def test_a_table_says_its_size_when_it_is_read(folder: Path) -> None:
    """Before, nobody knows how much is left."""
    header, *rows = csv.reader((folder / "logs/requests.csv").read_text().splitlines())
    with closing(sqlite3.connect(folder / "requests.db")) as database:
        database.execute(f"CREATE TABLE requests ({', '.join(header)})")
        database.executemany(f"INSERT INTO requests VALUES ({', '.join('?' * len(header))})", rows)  # noqa: S608
        database.commit()
    path = folder / "transparency.yaml"
    path.write_text(path.read_text().replace("logs/*.csv", "requests.db"))
    (told,) = (line for line in call(folder, "-v", "check").err.splitlines() if line.startswith("read "))
    assert re.fullmatch(rf"read requests\.db/requests: {len(rows)} rows; [\d.]+ kB", told)


def test_nothing_on_a_terminal_when_quiet(folder: Path) -> None:
    """Nothing at all."""
    assert on_a_terminal(folder, "-q", "build", "--period", "2025-Q4") == ""
    assert "2025-Q4/manifest.json" in published(folder)


def test_plain_lines_when_piped(folder: Path) -> None:
    """One a release, without a control character."""
    ended = run(folder, "build", "--period", "2025-Q3", "--period", "2025-Q4")
    assert ended.err.splitlines() == ["made 2025-Q3", "made 2025-Q4", "Made 2025-Q3, 2025-Q4 in public."]
    assert "\x1b" not in ended.said


def test_errors_are_said_when_quiet(folder: Path) -> None:
    """Quiet is not silent."""
    (folder / "logs/requests.csv").write_text("")
    ended = call(folder, "-q", "build")
    assert ended.code == 4
    assert ended.err.startswith("pellucid: logs/requests.csv: the log is empty")


def test_results_of_a_check_are_no_chatter(folder: Path) -> None:
    """They go to standard output, also with -q; a terminal's bar stays out of them."""
    assert call(folder, "-q", "check").out == call(folder, "check").out != ""
