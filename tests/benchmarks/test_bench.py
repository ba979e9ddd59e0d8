"""The benchmark measures programs that give the same figures, or ends with an error."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from benchmarks.bench import main
from benchmarks.commands import Command, alternate, measure
from benchmarks.compare import compare
from benchmarks.mistakes import MISTAKES
from benchmarks.project import AGAIN, COLD, FLOOR, LIMITED, METHODS, MORE, PANDAS, make_project, methods
from benchmarks.records import PART, write_log
from benchmarks.small import ALONE, CLICK, DATA, HELP, IMPORTS, PAGES, PAPER, RENDERING
from benchmarks.targets import FAILS, HOLDS, OPEN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of two small logs."""
    result = tmp_path_factory.mktemp("bench") / "benchmarks.md"
    main([1_000, 3_000], runs=1, skip=(), starts=1, result=result, pages=2)
    return result.read_text(encoding="utf-8")


def test_the_page_has_every_method_at_every_size(page: str) -> None:
    """Wall time and peak memory are tables with a row a size, and a column a method."""
    for head in ("## Wall time, seconds", "## Peak memory, MB"):
        lines = _table(page, head)
        assert lines[0] == ["records", *METHODS]
        assert [line[0] for line in lines[2:]] == ["1,000", "3,000"]
        assert all(float(cell.replace(",", "")) > 0 for line in lines[2:] for cell in line[1:])


def test_the_page_says_how_methods_compare_and_grow(page: str) -> None:
    """Ratios stand for each size, growth for each step."""
    assert [line[0] for line in _table(page, "## Ratios")[2:]] == ["1,000", "3,000"]
    assert [line[:2] for line in _table(page, "Wall time:")[2:]] == [["1,000 to 3,000", "3.00"]]
    assert len(_table(page, "Peak memory:")) == 3


def test_the_page_answers_every_target(page: str) -> None:
    """What was not measured is said so; all else holds or does not."""
    answers = {line[0]: line[2] for line in _table(page, "## Targets")[2:]}
    assert len(answers) == 9
    unmeasured = [words for words, answer in answers.items() if answer == OPEN]
    assert len(unmeasured) == 3
    assert all("5,000,000" in words or "20,000,000" in words for words in unmeasured)
    assert all(
        answer.startswith((HOLDS, FAILS)) for words, answer in answers.items() if words not in unmeasured
    )


def test_the_page_has_small_logs_little_memory_and_the_start(page: str) -> None:
    """Each of these commands has a row."""
    for name in (LIMITED, DATA, IMPORTS, PAGES, RENDERING, PAPER, ALONE, CLICK, HELP):
        assert f"\n| {name} | " in page
    assert "{" not in page.replace("{memory_limit: 500MB}", "")


def test_all_methods_agree_cell_by_cell_also_with_one_more_file(tmp_path: Path) -> None:
    """Every sort of mistake is left out by all, and what comes later counts."""
    made = make_project(tmp_path, 6_000)
    for command in methods(tmp_path, [FLOOR]):
        measure(command)
    scripts = [tmp_path / f"{name}.csv" for name in ("pandas", "polars", "duckdb", "again")]
    assert compare(tmp_path / "pellucid.csv", scripts) > 1_000
    # Without the copies and the faults of the files, everything of these two years is in a total of a type.
    assert _requests(tmp_path / "pellucid.csv") == made.records - made.faulty - made.copies
    assert _requests(tmp_path / "public" / "2025-Q4" / "data" / "legal_requests.csv") == 5_910 + 60


def test_a_difference_ends_the_run(tmp_path: Path) -> None:
    """The benchmark is of no use when methods count differently."""
    row = "period,country,request_type,measure,value\n2025-Q4,DE,_T,requests,{}\n"
    for name, value in (("ours.csv", 3), ("same.csv", 3.0), ("other.csv", 4)):
        (tmp_path / name).write_text(row.format(value), encoding="utf-8")
    assert compare(tmp_path / "ours.csv", [tmp_path / "same.csv"]) == 1
    with pytest.raises(SystemExit, match=r"other\.csv differs in 1 figures"):
        compare(tmp_path / "ours.csv", [tmp_path / "other.csv"])


def test_a_method_can_be_left_out(tmp_path: Path) -> None:
    """A large log may need more memory for pandas than there is."""
    assert [one.name for one in methods(tmp_path, [PANDAS])] == [name for name in METHODS if name != PANDAS]
    assert [one.name for one in methods(tmp_path)][2:5] == [COLD, AGAIN, MORE]


def test_what_runs_out_of_memory_does_not_end_the_run(tmp_path: Path) -> None:
    """A script may fail, and is left out; where Pellucid fails, the run ends."""
    fails = Command("fails", [sys.executable, "-c", "raise MemoryError"], tmp_path)
    works = Command("works", [sys.executable, "-c", ""], tmp_path)
    assert list(alternate([replace(fails, may_fail=True), works], 2)) == ["works"]
    with pytest.raises(SystemExit, match="MemoryError"):
        alternate([fails, works], 1)


def test_the_log_is_the_same_each_time(tmp_path: Path) -> None:
    """A seed gives the same bytes again, with exactly the rows, faults and copies that it says."""
    paths = [tmp_path / "first.csv", tmp_path / "second.csv"]
    made = [write_log(path, 20_000, seed=1) for path in paths]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert made[0] == made[1]
    assert (made[0].faulty, made[0].copies) == (200, 100)
    lines = paths[0].read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20_001
    assert Counter(Counter(lines).values()) == {1: 19_801, 2: 100}
    assert all(any(cell in line for line in lines) for cell in ("Atlantis", "several", "31.12.2025"))
    assert len(MISTAKES) > 10


def test_a_log_of_several_parts_has_no_id_twice_but_for_the_copies(tmp_path: Path) -> None:
    """Parts go on where the one before them ended."""
    log = tmp_path / "log.csv"
    made = write_log(log, PART + 2_000, seed=1)
    ids = pd.read_csv(log, usecols=["request_id"])["request_id"].dropna()
    assert len(ids) - ids.nunique() == made.copies


def _table(page: str, head: str) -> list[list[str]]:
    """The first table below a line."""
    lines = page.split(f"\n{head}\n", 1)[1].splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("|"))
    end = next((place for place in range(start, len(lines)) if not lines[place].startswith("|")), len(lines))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[start:end]]


def _requests(path: Path) -> int:
    cells = pd.read_csv(path, keep_default_na=False, na_values=[""])
    rows = cells[(cells["country"] == "_T") & (cells["measure"] == "requests")]
    return int(rows[rows["request_type"].isin(["_T", "preservation"])]["value"].sum())
