"""A project that has been built once, for the tests that look at a site."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.cli.running import project, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> None:
    """Let Ctrl-C be tested where the tests run in the background, where it is ignored at first."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Make a folder once, however many processes run tests side by side."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = shared / f"once-{name}"
        with FileLock(shared / f"once-{name}.lock"):
            if not folder.exists():
                folder.mkdir()
                make(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def built_once(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A project with the releases of 2025-Q3 and 2025-Q4; for looking at only."""

    def make(folder: Path) -> None:
        project(folder, report={"formats": ["html", "csv", "json"]})
        ended = run(folder, "build", "--period", "2025-Q3", "--period", "2025-Q4")
        assert ended.code == 0, ended.err

    return once("built", make)


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(built_once, tmp_path / "project")
