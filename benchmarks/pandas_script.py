"""A legal_requests log and a quarter -> the rows of Pellucid's CSV, as a plain script counts them.

Run as `python pandas_script.py LOG 2025-Q4 OUT.csv`. It checks nothing and explains nothing: it is the
yardstick for what Pellucid costs.
"""

from __future__ import annotations

import sys
from itertools import product

import pandas as pd

TOTAL = "_T"
HISTORY = 8
KEY = ["period", "country", "request_type"]
SUMS = ["requests", "requests_disclosed", "accounts_specified", "accounts_disclosed"]
DISCLOSED = ["disclosed_full", "disclosed_partial"]


def read(log: str, last: pd.Period) -> pd.DataFrame:
    """Read each request of the quarter and its history once, with the columns that are counted."""
    requests = pd.read_csv(log, parse_dates=["received_at", "closed_at"]).drop_duplicates("request_id")
    period = requests["received_at"].dt.to_period("Q")
    requests = requests.assign(
        period=period,
        requests=1,
        requests_disclosed=requests["outcome"].isin(DISCLOSED).astype(int),
        days_to_close=(requests["closed_at"] - requests["received_at"]).dt.days,
    )
    window: pd.DataFrame = requests[period.between(last - HISTORY, last)]
    return window


def count(requests: pd.DataFrame) -> pd.DataFrame:
    """Count by period, country and request type, with the totals; preservation is in no total over types."""
    data = requests[requests["request_type"] != "preservation"]
    cubes = [
        requests,
        requests.assign(country=TOTAL),
        data.assign(request_type=TOTAL),
        data.assign(country=TOTAL, request_type=TOTAL),
    ]
    grouped = [cube.groupby(KEY) for cube in cubes]
    cells = pd.concat([group[SUMS].sum() for group in grouped])
    medians = pd.concat([group["days_to_close"].median() for group in grouped])
    every = product(sorted(set(requests["period"])), sorted(set(cells.droplevel("period").index)))
    index = pd.MultiIndex.from_tuples([(period, *pair) for period, pair in every], names=KEY)
    cells = cells.reindex(index, fill_value=0)
    rated = (cells["requests"] > 0) & (cells.index.get_level_values("request_type") != "preservation")
    rates = (cells["requests_disclosed"] / cells["requests"]).where(rated)
    return cells.assign(days_to_close=medians, disclosure_rate=rates.round(6))


def publish(cells: pd.DataFrame, last: pd.Period) -> pd.DataFrame:
    """Put one cell a row, in Pellucid's columns; of earlier periods the totals only."""
    rows = cells.reset_index().melt(KEY, var_name="measure").sort_values([*KEY, "measure"])
    unrated = (rows["request_type"] == "preservation") & (rows["measure"] == "disclosure_rate")
    margin = (rows["country"] == TOTAL) | (rows["request_type"] == TOTAL)
    rows = rows[((rows["period"] == last) | margin) & ~unrated]
    return pd.DataFrame(
        {
            "period": rows["period"].dt.strftime("%Y-Q%q"),
            "period_start": rows["period"].dt.start_time.dt.date,
            "period_end": rows["period"].dt.end_time.dt.date,
            **{name: rows[name] for name in ("country", "request_type", "measure", "value")},
            "lower": rows["value"],
            "upper": rows["value"],
            "status": rows["value"].isna().map({True: "not_available", False: "published"}),
        }
    )


def main(log: str, quarter: str, out: str) -> None:
    """Read, count, write."""
    last = pd.Period(quarter.replace("-", ""), freq="Q")
    publish(count(read(log, last)), last).to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
