"""A project that has been built once, for the tests that look at a site."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import project, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the releases of 2025-Q3 and 2025-Q4; for looking at only."""
    folder = project(tmp_path_factory.mktemp("built"), report={"formats": ["html", "csv", "json"]})
    ended = run(folder, "build", "--period", "2025-Q3", "--period", "2025-Q4")
    assert ended.code == 0, ended.err
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(built_once, tmp_path / "project")
