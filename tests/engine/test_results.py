"""Results of queries are kept by everything that they depend on, and a damaged one counts as none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pellucid.engine.results import Results, named, small_table_of

if TYPE_CHECKING:
    from pathlib import Path

FOUND = pa.table({"country": ["FR", None], "n": pa.array([1, 2], pa.int64())})


class Query:
    """A query that counts how often it is run."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self) -> pa.Table:
        """Run it."""
        self.runs += 1
        return FOUND


def test_a_result_is_found_again(tmp_path: Path) -> None:
    """The same query in a later run that was given the same: the same rows and types."""
    query = Query()
    for _ in range(2):
        assert Results(tmp_path, "logs").recall("SELECT n", query).equals(FOUND)
    assert query.runs == 1


def test_what_it_depends_on_makes_another(tmp_path: Path) -> None:
    """Other logs, another query."""
    query = Query()
    for given in ("", "a", "b", "ab"):
        results = Results(tmp_path, given)
        results.recall("SELECT n", query)
        results.recall("SELECT m", query)
    assert query.runs == 8


def test_names_say_what_they_name() -> None:
    """The same table has one name in every run, whatever was made before it; another has another."""
    schema = {"country": "string", "n": "int64"}
    one, _ = small_table_of({"country": ["FR", None], "n": [1, 2]}, schema)
    assert small_table_of({"country": ["FR", None], "n": [1, 2]}, schema)[0] == one
    others: list[dict[str, list[object]]] = [
        {"country": ["FR", ""], "n": [1, 2]},
        {"country": [None, "FR"], "n": [1, 2]},
        {"country": ["FR", None], "n": [1, 3]},
        {"country": [], "n": []},
    ]
    assert one not in {small_table_of(other, schema)[0] for other in others}
    assert named("view", "SELECT 1") == named("view", "SELECT 1") != named("view", "SELECT 2")


def test_a_damaged_result_is_found_anew(tmp_path: Path) -> None:
    """One that is cut off or changed is no result."""
    query = Query()
    Results(tmp_path).recall("SELECT n", query)
    (path,) = tmp_path.glob("*.parquet")
    whole = path.read_bytes()
    for damaged in (whole[:-9], b"", whole[:20] + bytes([whole[20] ^ 1]) + whole[21:]):
        path.write_bytes(damaged)
        assert Results(tmp_path).recall("SELECT n", query).equals(FOUND)
    assert path.read_bytes() == whole
    assert query.runs == 4


def test_without_a_folder_nothing_is_kept() -> None:
    """A small log is counted again."""
    query = Query()
    results = Results()
    results.recall("SELECT n", query)
    results.recall("SELECT n", query)
    assert query.runs == 2
