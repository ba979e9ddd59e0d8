"""What does not fit into the memory that the engine may have goes to disk, and can't be read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.engine.duckdb import open_duckdb
from pellucid.errors import EnvironmentFailure

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 1_000_000
SORTED = "SELECT md5(range::VARCHAR) AS hash, 'a secret' || range AS secret FROM range(?) ORDER BY hash"


def test_it_spills_and_finishes(tmp_path: Path) -> None:
    """The rows are all there; the folder for spilling holds none of their texts, and is gone at the end."""
    scratch = tmp_path / "scratch"
    with open_duckdb(scratch, "60MB") as engine:
        connection = engine.connection.con
        connection.execute(f"CREATE TABLE sorted AS {SORTED}", [ROWS])
        spilt = b"".join(path.read_bytes() for path in scratch.rglob("*") if path.is_file())
        assert spilt
        assert b"a secret" not in spilt
        assert connection.execute("SELECT count(DISTINCT secret) FROM sorted").fetchone() == (ROWS,)
    assert not scratch.exists()


def test_what_can_not_be_done_says_so(tmp_path: Path) -> None:
    """A limit in which nothing can be done ends the run."""
    with open_duckdb(tmp_path / "scratch", "10MB") as engine:
        table = engine.connection.sql("SELECT list(range) AS numbers FROM range(5_000_000)")
        with pytest.raises(EnvironmentFailure, match="needs more memory"):
            engine.fetch(table)
