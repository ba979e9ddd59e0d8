"""The benchmark measures two programs that give the same figures, or ends with an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.bench import BUILD, CLICK, HELP, PANDAS, main
from benchmarks.records import write_log

if TYPE_CHECKING:
    from pathlib import Path


def test_a_build_and_the_pandas_script_agree(tmp_path: Path) -> None:
    """On a small log with copies in it every figure is the same, and the page has a row for each command."""
    result = tmp_path / "benchmarks.md"
    main(records=3_000, runs=1, starts=1, result=result)
    page = result.read_text(encoding="utf-8")
    assert all(f"\n| {name} | " in page for name in (BUILD, PANDAS, HELP, CLICK))


def test_the_log_is_the_same_each_time(tmp_path: Path) -> None:
    """A seed gives the same bytes again, and exactly the number of records asked for."""
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for path in (first, second):
        write_log(path, records=2_000, seed=1)
    assert first.read_bytes() == second.read_bytes()
    lines = first.read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 2_000
    assert len(set(lines)) == 1_998
