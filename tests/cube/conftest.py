"""One engine and one folder for all counts of these tests: opening them costs more than most counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.engine import open_engine
from tests.cube.running import Bench

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Open an engine for the session."""
    folder = tmp_path_factory.mktemp("cube")
    with open_engine(folder / "scratch") as engine:
        yield Bench(folder, engine)
