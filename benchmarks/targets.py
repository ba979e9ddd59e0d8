"""What was measured -> the targets that were set, each with the figures that say whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.project import AGAIN, COLD, FLOOR, PANDAS
from benchmarks.small import ALONE, DATA, IMPORTS, PAGES, PAPER, RECORDS, RENDERING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.large import Measured
    from benchmarks.small import Small

PANDAS_AT, MEMORY_AT = 5_000_000, 20_000_000
HOLDS, FAILS, OPEN = "holds", "does not hold", "not measured in this run"


@dataclass(frozen=True)
class Target:
    """A target, what was found at each size or once, and the answer."""

    words: str
    found: str
    answer: str


def seconds_ratio(one: Measured, above: str, below: str) -> float | None:
    """How many times as long one method takes as the other; None where one was left out."""
    if above not in one.costs or below not in one.costs:
        return None
    return one.costs[above].median_seconds / one.costs[below].median_seconds


def memory_ratio(one: Measured, above: str, below: str) -> float | None:
    """How many times as much memory one method holds as the other; None where one was left out."""
    if above not in one.costs or below not in one.costs:
        return None
    return one.costs[above].median_peak_mb / one.costs[below].median_peak_mb


def targets(large: Sequence[Measured], small: Small) -> list[Target]:
    """Answer all of them."""
    pandas = [one for one in large if one.records == PANDAS_AT]
    most = [one for one in large if one.records == MEMORY_AT]
    pages = f"{RECORDS:,} records to HTML and PDF: at most 1.3 times "
    return [
        _at_sizes(
            "cold: at most 4 times the floor",
            large,
            lambda one: seconds_ratio(one, COLD, FLOOR),
            lambda ratio: ratio <= 4,  # noqa: PLR2004 - the target itself, as in the words
        ),
        _at_sizes(
            "again, with nothing changed: at most 0.2 times cold",
            large,
            lambda one: seconds_ratio(one, AGAIN, COLD),
            lambda ratio: ratio <= 0.2,  # noqa: PLR2004
        ),
        _at_sizes(
            f"{PANDAS_AT:,} records: the pandas script takes at least 10 times as long as cold",
            pandas,
            lambda one: seconds_ratio(one, PANDAS, COLD),
            lambda ratio: ratio >= 10,  # noqa: PLR2004
        ),
        _at_sizes(
            f"{PANDAS_AT:,} records: peak memory cold at most 0.1 times that of the pandas script",
            pandas,
            lambda one: memory_ratio(one, COLD, PANDAS),
            lambda ratio: ratio <= 0.1,  # noqa: PLR2004
        ),
        _at_sizes(
            f"{MEMORY_AT:,} records: peak memory cold under 2,000 MB",
            most,
            lambda one: one.costs[COLD].median_peak_mb,
            lambda peak: peak < 2_000,  # noqa: PLR2004
            unit=" MB",
        ),
        _once(
            f"{RECORDS:,} records to CSV and JSON: at most 2 times the imports", small.ratio(DATA, IMPORTS), 2
        ),
        _once(f"{pages}a process that only renders", small.ratio(PAGES, RENDERING), 1.3),
        _once(f"{pages}the rendering itself", small.costs[PAGES].median_seconds / small.rendering, 1.3),
        _once(
            f"{small.pages} pages of tables: at most 1.3 times WeasyPrint alone",
            small.ratio(PAPER, ALONE),
            1.3,
        ),
    ]


def _at_sizes(
    words: str,
    sizes: Iterable[Measured],
    figure: Callable[[Measured], float | None],
    holds: Callable[[float], bool],
    unit: str = " times",
) -> Target:
    found = [(one.records, value) for one in sizes if (value := figure(one)) is not None]
    if not found:
        return Target(words, "", OPEN)
    alone = len(found) == 1
    shown = [f"{number(value)}{unit}" + ("" if alone else f" at {records:,}") for records, value in found]
    good = [f"{records:,}" for records, value in found if holds(value)]
    bad = [f"{records:,}" for records, value in found if not holds(value)]
    mixed = f"{HOLDS} at {', '.join(good)}; {FAILS} at {', '.join(bad)}"
    return Target(words, ", ".join(shown), mixed if good and bad else HOLDS if good else FAILS)


def _once(words: str, ratio: float, most: float) -> Target:
    return Target(words, f"{number(ratio)} times", HOLDS if ratio <= most else FAILS)


def number(value: float) -> str:
    """Write a figure with about three digits."""
    large, small = 100, 10
    return f"{value:,.0f}" if value >= large else f"{value:.1f}" if value >= small else f"{value:.2f}"
