"""Sizes of logs -> docs/benchmarks.md: what builds cost, beside scripts that count the same.

Run with `make bench`, or `python -m benchmarks.bench --sizes 100000,1000000 --runs 1` for a shorter one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.large import measure_sizes
from benchmarks.page import write_page
from benchmarks.project import PANDAS, POLARS, SQL
from benchmarks.small import measure_small

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

RESULT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
PAGES = 100
SIZES = "100000,1000000,5000000,20000000"
SKIPPED = {"pandas": PANDAS, "polars": POLARS, "sql": SQL}


def main(  # noqa: PLR0913 - one for each option
    sizes: Sequence[int],
    runs: int | None,
    skip: Collection[str],
    starts: int,
    result: Path = RESULT,
    pages: int = PAGES,
) -> None:
    """Measure, compare the figures, write the page."""
    small = measure_small(max(starts // 2, 1), starts, pages)
    large = measure_sizes(sizes, runs, skip)
    page = write_page(large, small)
    result.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--sizes", type=_sizes, default=SIZES, help="records of each log, with commas between"
    )
    options.add_argument("--runs", type=int, help="how often each size is measured; 3, and 1 above a million")
    options.add_argument("--starts", type=int, default=20, help="how often the start is measured")
    options.add_argument("--pages", type=int, default=PAGES, help="pages of tables that are laid out")
    options.add_argument("--skip", choices=SKIPPED, nargs="*", default=[], help="scripts to leave out")
    options.add_argument("--result", type=Path, default=RESULT, help="where the page goes")
    given = options.parse_args()
    skipped = [SKIPPED[name] for name in given.skip]
    main(given.sizes, given.runs, skipped, given.starts, given.result, given.pages)
