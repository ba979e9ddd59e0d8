"""The hand-made release, written once: its files, and the site that they make on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.render.formats import render
from pellucid.render.pages.assets import assets
from tests.render.fixture import front, front_files, publication

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "2025-Q4"


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """Every file of the release, by its path below the release's folder."""
    return render(publication(), ("html", "pdf", "csv", "xlsx", "parquet", "sdmx"))


@pytest.fixture(scope="session")
def site(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site to disk; each of its releases is this one."""
    root = tmp_path_factory.mktemp("site")
    folders = [entry.folder for entry in front().releases]
    releases = {f"{folder}/{path}": content for folder in folders for path, content in files.items()}
    data = {path: content for path, content in files.items() if path.startswith("data/")}
    for path, content in {**releases, **data, **front_files(front()), **assets()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root
