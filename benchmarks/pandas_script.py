"""A legal_requests log and a quarter -> the rows of Pellucid's CSV, as a plain pandas script counts them.

Run as `python -m benchmarks.pandas_script LOG 2025-Q4 OUT.csv`. It leaves out what is not sound and the
copies, and explains nothing: it is the yardstick for what Pellucid costs.
"""

from __future__ import annotations

import sys
from itertools import product

import pandas as pd

from benchmarks.codes import CODES, DISCLOSED, HISTORY, PRESERVATION, REQUIRED, TOTAL

KEY = ["period", "country", "request_type"]
SUMS = ["requests", "requests_disclosed", "accounts_specified", "accounts_disclosed"]


def read(log: str, last: pd.Period) -> pd.DataFrame:
    """Read each sound request of the quarter and its history once, with the columns that are counted."""
    text = pd.read_csv(log, dtype=str, keep_default_na=False)
    requests = text.assign(
        **{
            name: pd.to_datetime(text[name], format="%Y-%m-%d", errors="coerce")
            for name in ("received_at", "closed_at")
        },
        **{
            name: pd.to_numeric(text[name], errors="coerce")
            for name in ("accounts_specified", "accounts_disclosed")
        },
    )
    requests = requests[_sound(requests, text)].drop_duplicates("request_id")
    period = requests["received_at"].dt.to_period("Q")
    requests = requests.assign(
        period=period,
        requests=1,
        requests_disclosed=requests["outcome"].isin(DISCLOSED).astype(int),
        days_to_close=(requests["closed_at"] - requests["received_at"]).dt.days,
    )
    window: pd.DataFrame = requests[period.between(last - HISTORY, last)]
    return window


def _sound(requests: pd.DataFrame, text: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows can be counted."""
    received, closed = requests["received_at"], requests["closed_at"]
    specified, disclosed = requests["accounts_specified"], requests["accounts_disclosed"]
    sound = received.notna() & (closed.notna() | (text["closed_at"] == ""))
    for name in REQUIRED:
        sound &= text[name] != ""
    for name, codes in CODES.items():
        sound &= text[name].isin(codes)
    for counts in (specified, disclosed):
        sound &= (counts >= 0) & (counts % 1 == 0)
    sound &= ~(closed < received) & ~(disclosed > specified)
    return sound & ~(text["outcome"].isin(DISCLOSED) & closed.isna())


def count(requests: pd.DataFrame) -> pd.DataFrame:
    """Count by period, country and request type, with the totals; preservation is in no total over types."""
    data = requests[requests["request_type"] != PRESERVATION]
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
    rated = (cells["requests"] > 0) & (cells.index.get_level_values("request_type") != PRESERVATION)
    rates = (cells["requests_disclosed"] / cells["requests"]).where(rated)
    return cells.assign(days_to_close=medians, disclosure_rate=rates.round(6))


def publish(cells: pd.DataFrame, last: pd.Period) -> pd.DataFrame:
    """Put one cell a row; of earlier periods the totals only."""
    rows = cells.reset_index().melt(KEY, var_name="measure").sort_values([*KEY, "measure"])
    unrated = (rows["request_type"] == PRESERVATION) & (rows["measure"] == "disclosure_rate")
    margin = (rows["country"] == TOTAL) | (rows["request_type"] == TOTAL)
    rows = rows[((rows["period"] == last) | margin) & ~unrated]
    return rows.assign(period=rows["period"].dt.strftime("%Y-Q%q"))


def main(log: str, quarter: str, out: str) -> None:
    """Read, count, write."""
    last = pd.Period(quarter.replace("-", ""), freq="Q")
    publish(count(read(log, last)), last).to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
