"""`preview`: a real process and a real browser; a change is on the page, a fault too, and Ctrl-C ends it."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.cli.running import NOW, PROGRAM, project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BLOCK = '{% extends "builtin/release.html" %}{% block contents %}<p>CONTENTS</p>{% endblock %}'
PATIENCE = 30_000  # milliseconds: the machine may be busy; how long it takes is not what is tested


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a template of its own."""
    project(tmp_path, report={"formats": ["html", "csv", "json"], "templates": "own"})
    (tmp_path / "own").mkdir()
    written(tmp_path, "one")
    return tmp_path


def written(folder: Path, words: str) -> None:
    """Write the template."""
    (folder / "own/release.html").write_text(BLOCK.replace("CONTENTS", words))


@pytest.fixture
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A preview that is running."""
    started = subprocess.Popen(
        [PROGRAM, "preview", "--port", "0"],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": NOW},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield started
    if started.poll() is None:
        started.kill()
    started.communicate()


@pytest.fixture
def address(running: subprocess.Popen[str]) -> str:
    """Where it is."""
    assert running.stdout
    return running.stdout.readline().strip()


@pytest.fixture
def tab(address: str) -> Iterator[Page]:
    """The release's page in a browser."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "the tests need Chromium: `make test` says how to install it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}2025-Q4/index.html", timeout=2 * PATIENCE)
        yield page
        browser.close()


def test_changes_come_to_the_page_by_themselves(folder: Path, tab: Page) -> None:
    """Of a template, of the configuration; faults as well, and they go with the next good change."""
    tab.get_by_text("one", exact=True).wait_for(timeout=PATIENCE)
    written(folder, "two")
    tab.get_by_text("two", exact=True).wait_for(timeout=PATIENCE)
    path = folder / "transparency.yaml"
    good = path.read_text()
    path.write_text(good.replace("report:\n", "report:\n  title: Asked and answered\n"))
    tab.get_by_role("heading", name="Asked and answered").wait_for(timeout=PATIENCE)
    written(folder, "{{ nothing }}")
    tab.get_by_text("own/release.html:1: the template can't be filled in").wait_for(timeout=PATIENCE)
    written(folder, "three")
    tab.get_by_text("three", exact=True).wait_for(timeout=PATIENCE)
    path.write_text(good.replace("report:\n", "report:\n  titel: x\n"))
    tab.get_by_text("did you mean title?").wait_for(timeout=PATIENCE)
    path.write_text(good)
    tab.get_by_text("three", exact=True).wait_for(timeout=PATIENCE)


def asked(address: str, path: str, host: str = "localhost:80") -> tuple[int, bytes]:
    """Ask for a file, as if the machine had that name."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=60)
    connection.request("GET", f"/{path}", headers={"Host": host})
    answer = connection.getresponse()
    found = (answer.status, answer.read())
    connection.close()
    return found


def test_ctrl_c_ends_it(running: subprocess.Popen[str], address: str, folder: Path) -> None:
    """With 0, and as if it had not been there but for the work folder; the script is in no file."""
    assert b"-/preview.js" in asked(address, "2025-Q4/index.html")[1]
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert err.splitlines()[-1] == "ended; nothing was published"
    assert not (folder / "public").exists()
    done = subprocess.run(
        [PROGRAM, "build"], cwd=folder, env=os.environ | {"SOURCE_DATE_EPOCH": NOW}, check=False
    )
    assert done.returncode == 0
    pages = [path.read_bytes() for path in (folder / "public").rglob("*.html")]
    assert pages
    assert not [page for page in pages if b"preview" in page]


@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:8000", ""])
def test_nobody_else_is_answered(address: str, host: str) -> None:
    """A page from elsewhere may have its name point to this machine; it learns nothing."""
    assert asked(address, "", host) == (403, b"")


def test_a_port_that_is_taken(address: str, folder: Path) -> None:
    """Said before anything is counted."""
    port = address.rstrip("/").rpartition(":")[2]
    done = subprocess.run(
        [PROGRAM, "preview", "--port", port],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert "name another one" in done.stderr
