"""Two builds at once: the second waits and says so; it ends when it has waited too long; nothing is mixed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pellucid.errors import EnvironmentFailure
from pellucid.release.lock import one_build_at_a_time
from pellucid.release.verify import verify

ROOT = Path(__file__).parents[2]

BUILD = """
import sys
from pathlib import Path
from pellucid.release.lock import one_build_at_a_time
from tests.release.publishing import put
for number in range(20):
    with one_build_at_a_time(Path(sys.argv[1]) / "work", lambda said: print(said, flush=True)):
        put(Path(sys.argv[1]), f"{sys.argv[2]} {number}", count=int(sys.argv[3]))
"""
HOLD = """
import sys
from pathlib import Path
from pellucid.release.lock import one_build_at_a_time
with one_build_at_a_time(Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.read()
"""


def _start(script: str, *arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_builds_at_once_mix_nothing(tmp_path: Path) -> None:
    """Two programs publish one period 20 times each, with many and few files: one whole release is left."""
    builds = [_start(BUILD, tmp_path, "few", "3"), _start(BUILD, tmp_path, "many", "30")]
    for build in builds:
        _, errors = build.communicate()
        assert build.returncode == 0, errors

    assert verify(tmp_path / "public") == ()


def test_the_second_says_that_it_waits_and_then_goes_on(tmp_path: Path) -> None:
    """The sentence names the folder; when the first build is killed, the second is let in."""
    first = _start(HOLD, tmp_path)
    assert first.stdout
    assert first.stdout.readline() == "held\n"
    said: list[str] = []

    def waiting(sentence: str) -> None:
        said.append(sentence)
        first.kill()
        first.communicate()

    with one_build_at_a_time(tmp_path, waiting):
        assert said == [f"Another build is using {tmp_path}; waiting for it, at most 10 minutes."]


def test_the_second_gives_up(tmp_path: Path) -> None:
    """After the time-out the run ends as a failure of the environment, with the way out."""
    with _start(HOLD, tmp_path) as first:
        assert first.stdout
        first.stdout.readline()
        with (
            pytest.raises(EnvironmentFailure, match="still using") as failure,
            one_build_at_a_time(tmp_path, lambda _: None, patience=0.2),
        ):
            pass
        first.communicate()

    assert failure.value.exit_code == 4
    assert failure.value.where == str(tmp_path)


def test_one_after_the_other_need_not_wait(tmp_path: Path) -> None:
    """A build that has ended leaves the way free; a work folder that is not there is made."""
    for _ in range(2):
        with one_build_at_a_time(tmp_path / "work", pytest.fail):
            pass


def test_a_work_folder_that_is_a_file(tmp_path: Path) -> None:
    """The message names it."""
    (tmp_path / "work").write_text("mine")
    with (
        pytest.raises(EnvironmentFailure, match="file where a folder"),
        one_build_at_a_time(tmp_path / "work", print),
    ):
        pass
