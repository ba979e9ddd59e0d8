"""kill -9 at any moment: the site is as it was or holds the new release, and the next build works."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from pellucid.release.staging import prepare
from pellucid.release.verify import verify
from tests.release.publishing import content, put

ROOT = Path(__file__).parents[2]
KILLS = 30
PAGES = 40


def _publish_and_kill(place: Path, after: float) -> None:
    command = [sys.executable, "-m", "tests.release.publishing", str(place), str(PAGES)]
    with subprocess.Popen(command, cwd=ROOT) as build:
        time.sleep(after)
        build.send_signal(signal.SIGKILL)


def test_a_build_killed_at_any_moment_leaves_a_whole_release(tmp_path: Path) -> None:
    """A program that publishes without end is killed 30 times: each file is as its manifest says."""
    chance = random.Random(2026)  # noqa: S311 - moments, not secrets
    put(tmp_path, "first", count=PAGES)
    texts = set()
    for kill in range(KILLS):
        # On a busy machine the program takes longer to begin, so the moments move on.
        _publish_and_kill(tmp_path, after=chance.uniform(0.1, 0.3 + 0.03 * kill))
        assert verify(tmp_path / "public") == ()
        texts.add(content(tmp_path / "public/2026-Q3")["index.html"])

    assert len(texts) > 1, "no build got as far as publishing: the moments were too early"
    put(tmp_path, "last", count=PAGES)
    assert verify(tmp_path / "public") == ()
    assert sorted(path.name for path in (tmp_path / "public").iterdir()) == [
        "2026-Q3",
        "assets",
        "index.html",
        "latest",
    ]
    assert not list(tmp_path.rglob("staging/*"))


def test_leftovers_in_each_place_are_cleared_away(tmp_path: Path) -> None:
    """Staging folders of killed builds go, wherever they had to be; the site stays as it is."""
    put(tmp_path, "one")
    before = content(tmp_path)
    for place in (tmp_path / ".public-staging", tmp_path / "public/.staging"):
        (place / "new/2026-Q4/data").mkdir(parents=True)
        (place / "new/2026-Q4/data/half.csv").write_bytes(b"half")
    prepare(tmp_path / "public", tmp_path / "work")

    assert content(tmp_path) == before
    assert not (tmp_path / "public/.staging").exists()


def test_a_finished_replacement_is_not_taken_back(tmp_path: Path) -> None:
    """Killed while it removed what it had moved aside: it does not come back later."""
    put(tmp_path, "two")
    aside = tmp_path / ".public-staging/old/2026-Q3"
    aside.mkdir(parents=True)
    (aside / "index.html").write_bytes(b"one")
    shutil.rmtree(tmp_path / "public/2026-Q3")
    prepare(tmp_path / "public", tmp_path / "work")

    assert not (tmp_path / "public/2026-Q3").exists()
    assert not (tmp_path / ".public-staging").exists()
