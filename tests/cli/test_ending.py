"""Ends that nobody wants: a stop by Ctrl-C, a failure of the program, a reader that leaves."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import click
import pytest

from pellucid.cli.ending import run as end_with
from tests.cli.running import MARKS, NOW, PROGRAM, call, project, published, requests
from tests.intake.reading import as_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# The PDF takes long enough for a signal to arrive before the release is there.
SLOW = ("-v", "build", "--period", "2025-Q4", "--formats", "pdf,html,csv,json")
STOPPED = (
    "pellucid: stopped; every release is whole: those named as made are new, the others are as they were"
)


@contextlib.contextmanager
def started(folder: Path, *arguments: str, until: str) -> Iterator[subprocess.Popen[str]]:
    """Start the program and wait until it has said something; it is killed at the end, if it still runs."""
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": NOW},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if until in line:
                break
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture(scope="module")
def large_log() -> str:
    """A log that takes a while: 90,000 records."""
    header, *rows = as_csv(requests()).splitlines()
    copies = [row.replace("LR-", f"C{number}-", 1) for number in range(3_750) for row in rows]
    return "\n".join([header, *copies, ""])


@pytest.mark.parametrize("until", ["reading logs", "checking", "counting"])
def test_ctrl_c_leaves_nothing_half_done(built: Path, large_log: str, until: str) -> None:
    """Exit code 130; it says so; the site is as it was, and the work folder holds no scratch file."""
    before = published(built)
    (built / "logs/requests.csv").write_text(large_log)
    with started(built, *SLOW, until=until) as process:
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == STOPPED
    assert "Traceback" not in err
    assert "failed" not in err
    assert published(built) == before
    assert not (built / ".pellucid/scratch").exists()


def test_ctrl_c_says_what_is_kept(built: Path, large_log: str) -> None:
    """A log that was read whole need not be read again; of the one in hand no half file stays."""
    (built / "logs/requests_z.csv").write_text(large_log)
    with started(built, *SLOW, until="reading logs/requests_z.csv") as process:
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "1 log was read whole before the stop, and need not be read again" in err.splitlines()
    cached = [path.name for path in (built / ".pellucid/cache").iterdir() if path.suffix != ".unfinished"]
    assert all(f"{name.partition('.')[0]}.json" in cached for name in cached)


@pytest.mark.parametrize("until", ["checking", "counting"])
def test_a_kill_leaves_nothing_personal(built: Path, large_log: str, until: str) -> None:
    """What lies in the work folder then is cleared by the next run, and tells of nobody until then."""
    before = published(built)
    (built / "logs/requests.csv").write_text(large_log)
    with started(built, *SLOW, until=until) as process:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert published(built) == before
    left = [path for path in (built / ".pellucid").rglob("*") if path.is_file()]
    assert any("cache" in path.parts for path in left)
    for path in left:
        content = path.read_bytes()
        assert not any(mark.encode() in content for mark in MARKS), path
    assert call(built, "check").code == 0
    assert not (built / ".pellucid/scratch").exists()


def test_an_interrupt_in_a_query_of_the_engine(capsys: pytest.CaptureFixture[str]) -> None:
    """The engine ends it with an error of its own, which is no failure of the program."""

    @click.command()
    def command() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise RuntimeError("Query interrupted")

    with pytest.raises(SystemExit) as end:
        end_with(command, [])
    assert end.value.code == 130
    assert capsys.readouterr().err == f"{STOPPED}\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.fixture
def failing() -> click.Group:
    """A program with a defect: the error's text holds what stands in a log."""

    @click.group()
    @click.option("-c", "--config")
    @click.option("-v", "--verbose", count=True)
    def program(config: str | None, verbose: int) -> None:
        assert config or verbose >= 0

    @program.command("fail")
    def fail() -> None:
        raise LookupError(f"{MARKS[0]}@mail.example")

    return program


@pytest.mark.parametrize("arguments", [["fail"], ["-v", "fail"], ["-c", "vv", "fail"]])
def test_a_failure_of_the_program(
    failing: click.Group, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Exit code 4; which error, where in the program, how to see more; not what it says, nor a traceback."""
    with pytest.raises(SystemExit) as end:
        end_with(failing, arguments)
    assert end.value.code == 4
    err = capsys.readouterr().err
    assert err.startswith("pellucid: the program failed: LookupError in fail (")
    assert "run again with -v -v" in err
    assert MARKS[0] not in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "options",
    [["-v", "-v"], ["-vv"], ["--verbose", "-v"], ["-c", "x.yaml", "-v", "-v"], ["-v", "-c", "x.yaml", "-v"]],
)
def test_a_failure_with_its_traceback(
    failing: click.Group, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """Who asks for it, wherever before the command, gets it."""
    with pytest.raises(SystemExit):
        end_with(failing, [*options, "fail"])
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert "LookupError" in err
    assert MARKS[0] not in err


@pytest.mark.parametrize(("options", "shown"), [([], False), (["-v"], False), (["-v", "-v"], True)])
def test_an_end_with_its_traceback(tmp_path: Path, options: list[str], shown: bool) -> None:
    """The same for what the user has to mend."""
    ended = call(tmp_path, *options, "check")
    assert ended.code == 2
    assert ended.err.startswith("pellucid: transparency.yaml: there is no configuration here")
    assert ("Traceback" in ended.err) is shown


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    """As `head` does: no complaint, whatever is still to be printed."""
    rows = as_csv([row | {"country": "XQ"} for row in requests() * 200])
    folder = project(tmp_path, rows)
    process = subprocess.Popen(
        [PROGRAM, "check", "--format", "json"],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": NOW},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "{\n"
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(30) in {0, 1}
    process.stderr.close()
