"""A number of records and a seed -> a legal_requests log as CSV, the same bytes each time.

It is made and written in parts, so that a log of any size needs no more memory than one part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import pyarrow as pa
from pyarrow import csv

from benchmarks.codes import (
    AUTHORITY_TYPES,
    COUNTRIES,
    LEGAL_REVIEWS,
    OFFENCE_CATEGORIES,
    OUTCOMES,
    REQUEST_TYPES,
)
from benchmarks.mistakes import spoil

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Places = NDArray[np.int64]

FIRST_DAY = np.datetime64("2024-01-01")
DAYS = 731  # eight quarters
DAYS_TO_CLOSE = 40
COPIES = 200  # one record in so many stands in the log a second time
FAULTS = 100  # one row in so many has a fault
PART = 200_000

TYPE_SHARES = (50, 20, 17, 8, 5)
OUTCOME_SHARES = (40, 15, 25, 10, 7, 3)
COUNTRY_SHARES = tuple(1 / n**1.6 for n in range(1, len(COUNTRIES) + 1))
FULL, PARTLY, PENDING = (OUTCOMES.index(name) for name in ("disclosed_full", "disclosed_partial", "pending"))


@dataclass(frozen=True)
class Made:
    """What stands in a log: its rows, and how many of them have a fault or are copies."""

    records: int
    faulty: int
    copies: int


def write_log(path: Path, records: int, seed: int, first_id: int = 0) -> Made:
    """Write so many rows, with the faults and the exact copies among them that a real export has."""
    faulty = copies = 0
    with path.open("wb") as file:
        for number, start in enumerate(range(0, records, PART)):
            rows = min(PART, records - start)
            draw = np.random.default_rng((seed, first_id, number))
            again, bad = rows // COPIES, rows // FAULTS
            part = spoil(_records(rows - again, first_id + start, draw), bad, draw)
            # Of the sound ones, which come after those that were spoilt.
            chosen = bad + draw.choice(rows - again - bad, again, replace=False)
            order = draw.permutation(rows - again)
            _append(file, part.take(np.concatenate([order, chosen])), header=start == 0)
            faulty, copies = faulty + bad, copies + again
    return Made(records, faulty, copies)


def _append(file: BinaryIO, part: pa.Table, *, header: bool) -> None:
    if header:
        line = ",".join(part.column_names) + "\n"
        file.write(line.encode())
    csv.write_csv(part, file, csv.WriteOptions(include_header=False, quoting_style="none"))


def _records(records: int, first_id: int, draw: np.random.Generator) -> pa.Table:
    """Sound records, every cell as text."""
    received = draw.integers(0, DAYS, records)
    outcome = _weighted(draw, OUTCOME_SHARES, records)
    pending = outcome == PENDING
    closed = np.where(pending, DAYS + DAYS_TO_CLOSE, received + draw.integers(0, DAYS_TO_CLOSE, records))
    specified = draw.geometric(0.5, records)
    some = draw.integers(1, specified + 1)
    disclosed = np.select([outcome == FULL, outcome == PARTLY], [specified, some])
    days = [*(FIRST_DAY + np.arange(DAYS + DAYS_TO_CLOSE)).astype(str), ""]
    courts = [f"Court No {number}" for number in range(9_000)]
    return pa.table(
        {
            "request_id": [f"LR-{number:09d}" for number in range(first_id, first_id + records)],
            "received_at": _texts(days, received),
            "closed_at": _texts(days, closed),
            "country": _texts(COUNTRIES, _weighted(draw, COUNTRY_SHARES, records)),
            "request_type": _texts(REQUEST_TYPES, _weighted(draw, TYPE_SHARES, records)),
            "authority": _texts(courts, draw.integers(0, len(courts), records)),
            "authority_type": _texts(AUTHORITY_TYPES, draw.integers(0, len(AUTHORITY_TYPES), records)),
            "legal_basis": _texts(("criminal_procedure", "mlat"), draw.integers(0, 2, records)),
            "offence_category": _texts(
                OFFENCE_CATEGORIES, draw.integers(0, len(OFFENCE_CATEGORIES), records)
            ),
            "legal_review": _texts(LEGAL_REVIEWS, pending.astype(np.int64)),
            "outcome": _texts(OUTCOMES, outcome),
            "accounts_specified": pa.array(specified).cast(pa.string()),
            "accounts_disclosed": pa.array(disclosed).cast(pa.string()),
            "data_disclosed": _texts(("", "ip_address|phone_number"), (disclosed > 0).astype(np.int64)),
        }
    )


def _weighted(draw: np.random.Generator, shares: Sequence[float], records: int) -> Places:
    weights = np.array(shares)
    return draw.choice(len(weights), records, p=weights / weights.sum())


def _texts(words: Sequence[str], places: Places) -> pa.Array:
    return pa.array(words, pa.string()).take(pa.array(places))
