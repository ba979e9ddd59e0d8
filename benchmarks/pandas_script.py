"""A legal_requests log and a quarter -> the figures of Pellucid's CSV, as a plain script counts them.

Run as `python pandas_script.py LOG 2025-Q4 OUT.csv`. It checks nothing and explains nothing: it is the
yardstick for what Pellucid costs.
"""

from __future__ import annotations

import sys
from itertools import product

import pandas as pd

TOTAL = "_T"
SUMS = ["requests", "requests_disclosed", "accounts_specified", "accounts_disclosed"]
MEASURES = [*SUMS, "disclosure_rate", "days_to_close"]


def read(log: str) -> pd.DataFrame:
    """Read each request once, with the columns that are counted."""
    requests = pd.read_csv(log, parse_dates=["received_at", "closed_at"]).drop_duplicates("request_id")
    return requests.assign(
        period=requests["received_at"].dt.to_period("Q"),
        requests=1,
        requests_disclosed=requests["outcome"].isin(["disclosed_full", "disclosed_partial"]).astype(int),
        days_to_close=(requests["closed_at"] - requests["received_at"]).dt.days,
    )


def count(requests: pd.DataFrame) -> pd.DataFrame:
    """Count by country and request type, with the totals; preservation is in no total over types."""
    data = requests[requests["request_type"] != "preservation"]
    cubes = [
        requests,
        requests.assign(country=TOTAL),
        data.assign(request_type=TOTAL),
        data.assign(country=TOTAL, request_type=TOTAL),
    ]
    grouped = [cube.groupby(["country", "request_type"]) for cube in cubes]
    sums = pd.concat([group[SUMS].sum() for group in grouped])
    medians = pd.concat([group["days_to_close"].median() for group in grouped])
    every = product(sorted({TOTAL, *requests["country"]}), sorted({TOTAL, *requests["request_type"]}))
    index = pd.MultiIndex.from_tuples(every, names=["country", "request_type"])
    cells = sums.reindex(index, fill_value=0)
    cells["disclosure_rate"] = cells["requests_disclosed"] / cells["requests"].where(cells["requests"] > 0)
    return cells.assign(days_to_close=medians)


def publish(cells: pd.DataFrame, period: pd.Period) -> pd.DataFrame:
    """Put one cell a row, in Pellucid's columns."""
    rows = cells[MEASURES].reset_index().melt(["country", "request_type"], var_name="measure")
    return pd.DataFrame(
        {
            "period": f"{period.year}-Q{period.quarter}",
            "period_start": period.start_time.date(),
            "period_end": period.end_time.date(),
            **{name: rows[name] for name in ("country", "request_type", "measure", "value")},
            "lower": rows["value"],
            "upper": rows["value"],
            "status": "published",
        }
    )


def main(log: str, quarter: str, out: str) -> None:
    """Read, count, write."""
    period = pd.Period(quarter.replace("-", ""), freq="Q")
    requests = read(log)
    publish(count(requests[requests["period"] == period]), period).to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
