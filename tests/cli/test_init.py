"""`init`: a folder that can be built from at once; nothing that is there is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import NOW, call, published, run

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"transparency.yaml", "logs/legal_requests/requests.csv"}


def files(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_first_minute(tmp_path: Path) -> None:
    """Init, check, build, query and verify, each by the installed program, without a change in between."""
    started = run(tmp_path, "init")
    assert (started.code, started.out) == (0, "")
    assert set(files(tmp_path)) == FILES
    assert all(f"wrote {name}\n" in started.err for name in FILES)
    assert "Next: pellucid -c transparency.yaml build" in started.err
    checked = run(tmp_path, "check")
    assert (checked.code, "0 rejected" in checked.out) == (0, True)
    built = run(tmp_path, "build", "--strict", "--formats", "html,csv,json")
    assert built.code == 0, built.err
    assert {"index.html", "2025-Q4/index.html"} <= set(published(tmp_path))
    assert run(tmp_path, "query", "FR").code == 0
    assert run(tmp_path, "verify").code == 0


def test_the_sample_follows_the_day(tmp_path: Path) -> None:
    """On any day the last complete quarter has records, and the same day gives the same log."""
    assert NOW == "1768435200"
    for name, today in (("a", "2026-01-15"), ("b", "2026-01-15"), ("c", "2024-07-01")):
        assert call(tmp_path, "init", name, "--today", today).code == 0
    assert files(tmp_path / "a") == files(tmp_path / "b") != files(tmp_path / "c")
    assert call(tmp_path / "c", "build", "--today", "2024-07-01", "--formats", "csv", "--strict").code == 0
    assert "2024-Q2/manifest.json" in published(tmp_path / "c")


def test_another_folder(tmp_path: Path) -> None:
    """It is made where it is not there; what to do next names it."""
    ended = call(tmp_path, "init", "new/place")
    assert set(files(tmp_path / "new/place")) == FILES
    assert "Next: pellucid -c new/place/transparency.yaml build" in ended.err
    assert call(tmp_path, "-q", "init", "quiet").said == ""


@pytest.mark.parametrize("name", sorted(FILES))
def test_twice(tmp_path: Path, name: str) -> None:
    """One of the two files is there: it stays, and the other one is not written."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    ended = call(tmp_path, "init")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"pellucid: {name}: it is there already")
    assert "  mend:  " in ended.err
    assert files(tmp_path) == {name: b"mine"}


def test_below_a_file(tmp_path: Path) -> None:
    """The environment's fault, so 4."""
    (tmp_path / "file").write_text("x")
    ended = call(tmp_path, "init", "file/below")
    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith("pellucid: file/below")
