"""Places that can't be written, and programs in the way: exit code 4, the path, the reason, the mend."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import call, project, published

# Not even the superuser makes a folder there.
NOWHERE = Path("/proc/pellucid")


@pytest.mark.parametrize(
    "output", [{"site": "public"}, {"site": "public/deep/site"}, {"work": "public/work", "site": "x"}]
)
def test_a_file_where_a_folder_must_be(tmp_path: Path, output: dict[str, str]) -> None:
    """The site, a folder above it, or the work folder."""
    folder = project(tmp_path, output=output)
    (folder / "public").write_text("a file")
    ended = call(folder, "build")
    assert (ended.code, ended.out) == (4, "")
    assert re.match(r"pellucid: (/.*/)?public[^ ]*: ", ended.err)
    assert "there is a file where a folder must be" in ended.err
    assert "  mend:  " in ended.err
    assert (folder / "public").read_text() == "a file"


@pytest.mark.skipif(not NOWHERE.parent.exists(), reason="this system has no /proc")
@pytest.mark.parametrize("key", ["site", "work"])
def test_a_folder_that_can_not_be_written(tmp_path: Path, key: str) -> None:
    """The path and the system's own reason."""
    ended = call(project(tmp_path, output={key: str(NOWHERE)}), "build")
    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith(f"pellucid: {NOWHERE}")


def test_output_by_option(tmp_path: Path) -> None:
    """A site below a file, as an option."""
    ended = call(project(tmp_path), "build", "--output", "transparency.yaml/site")
    assert ended.code == 4
    assert "there is a file where a folder must be" in ended.err


def test_a_stranger_where_a_release_would_be(tmp_path: Path) -> None:
    """A folder of the publisher's own is not replaced."""
    folder = project(tmp_path)
    own = folder / "public/2025-Q4/own.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    ended = call(folder, "build")
    assert ended.code == 4
    assert "not a release of Pellucid" in ended.err
    assert published(folder) == {"2025-Q4/own.txt": b"mine"}


def test_the_site_stays_when_a_build_fails(built: Path) -> None:
    """A log that went bad since the last build takes nothing away."""
    before = published(built)
    (built / "logs/requests.csv").write_text("")
    assert call(built, "build", "--period", "2025-Q4").code == 4
    assert published(built) == before


@pytest.mark.parametrize("command", [("verify", "none"), ("query", "FR", "--site", "none")])
def test_a_site_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    """No configuration is needed to look at a site, but the site is."""
    ended = call(tmp_path, *command)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("pellucid: none: there is no such folder")
    assert "pellucid build" in ended.err


def test_a_work_folder_may_go(built: Path) -> None:
    """Nothing in it is needed for the next build."""
    before = published(built)
    shutil.rmtree(built / ".pellucid")
    assert call(built, "build", "--period", "2025-Q4").code == 0
    assert published(built) == before
