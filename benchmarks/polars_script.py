"""A legal_requests log and a quarter -> the rows of Pellucid's CSV, as a good polars script counts them.

Run as `python -m benchmarks.polars_script LOG 2025-Q4 OUT.csv`. The log is scanned lazily, only the columns
that matter are read, and the streaming engine does the work.
"""

from __future__ import annotations

import sys

import polars as pl

from benchmarks.codes import CODES, DISCLOSED, HISTORY, PRESERVATION, REQUIRED, TOTAL

KEY = ["period", "country", "request_type"]
SUMS = ["requests", "requests_disclosed", "accounts_specified", "accounts_disclosed"]
MEASURES = [*SUMS, "days_to_close", "disclosure_rate"]


def read(log: str, last: int) -> pl.LazyFrame:
    """Read each sound request of the quarter and its history once, with the columns that are counted."""
    text = pl.scan_csv(log, infer_schema=False)
    received, closed = (
        pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in ("received_at", "closed_at")
    )
    counts = [pl.col(name).cast(pl.Int64, strict=False) for name in SUMS[2:]]
    typed = text.select(
        "request_id",
        *CODES,
        *counts,
        received=received,
        closed=closed,
        open=pl.col("closed_at").is_null(),
    )
    period = (
        pl.col("received").dt.year().cast(pl.Int64) * 4 + pl.col("received").dt.quarter().cast(pl.Int64) - 1
    )
    return (
        typed.filter(_sound())
        .select(
            "request_id",
            "country",
            "request_type",
            *SUMS[2:],
            period=period,
            requests_disclosed=pl.col("outcome").is_in(DISCLOSED).cast(pl.Int64),
            days_to_close=(pl.col("closed") - pl.col("received")).dt.total_days(),
        )
        .filter(pl.col("period").is_between(last - HISTORY, last))
        .unique("request_id")
    )


def _sound() -> pl.Expr:
    """Say which rows can be counted."""
    specified, disclosed, closed = (pl.col(name) for name in (*SUMS[2:], "closed"))
    required = [name if name != "received_at" else "received" for name in REQUIRED]
    return pl.all_horizontal(
        *(pl.col(name).is_not_null() for name in required),
        *(pl.col(name).is_in(codes) for name, codes in CODES.items()),
        closed.is_not_null() | pl.col("open"),
        specified >= 0,
        disclosed >= 0,
        (closed >= pl.col("received")) | pl.col("open"),
        disclosed <= specified,
        ~(pl.col("outcome").is_in(DISCLOSED) & pl.col("open")),
    )


def count(requests: pl.LazyFrame) -> pl.DataFrame:
    """Count by period, country and request type, with the totals; preservation is in no total over types."""
    data = requests.filter(pl.col("request_type") != PRESERVATION)
    total = pl.lit(TOTAL)
    cubes = [
        requests,
        requests.with_columns(country=total),
        data.with_columns(request_type=total),
        data.with_columns(country=total, request_type=total),
    ]
    aggregates = [pl.len().cast(pl.Int64).alias("requests"), *(pl.col(name).sum() for name in SUMS[1:])]
    median = pl.col("days_to_close").median()
    grouped = [cube.group_by(KEY).agg(*aggregates, median) for cube in cubes]
    cells = pl.concat(pl.collect_all(grouped, engine="streaming"))
    every = cells.select("period").unique().join(cells.select(KEY[1:]).unique(), how="cross")
    cells = every.join(cells, on=KEY, how="left").with_columns(pl.col(SUMS).fill_null(0))
    rates = (pl.col("requests_disclosed") / pl.col("requests")).round(6)
    rated = (pl.col("requests") > 0) & (pl.col("request_type") != PRESERVATION)
    return cells.with_columns(disclosure_rate=pl.when(rated).then(rates))


def publish(cells: pl.DataFrame, last: int) -> pl.DataFrame:
    """Put one cell a row; of earlier periods the totals only."""
    floats = cells.with_columns(pl.col(MEASURES).cast(pl.Float64))
    rows = floats.unpivot(MEASURES, index=KEY, variable_name="measure").sort(*KEY, "measure")
    unrated = (pl.col("request_type") == PRESERVATION) & (pl.col("measure") == "disclosure_rate")
    margin = (pl.col("country") == TOTAL) | (pl.col("request_type") == TOTAL)
    name = pl.format("{}-Q{}", pl.col("period") // 4, pl.col("period") % 4 + 1)
    return rows.filter(((pl.col("period") == last) | margin) & ~unrated).with_columns(period=name)


def main(log: str, quarter: str, out: str) -> None:
    """Read, count, write."""
    year, _, number = quarter.partition("-Q")
    last = int(year) * 4 + int(number) - 1
    publish(count(read(log, last)), last).write_csv(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
