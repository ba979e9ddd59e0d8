"""A number of records and a seed -> a legal_requests log as CSV, the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIRST_DAY = np.datetime64("2024-01-01")
DAYS = 731  # eight quarters
DAYS_TO_CLOSE = 40
COPIES = 1_000  # one record in so many stands in the log a second time

COUNTRIES = ("US", "DE", "IN", "FR", "GB", "BR", "JP", "KR", "ES", "IT", "PL", "UA", "KE", "IS", "MT")
REQUEST_TYPES = {"court_order": 50, "search_warrant": 20, "subpoena": 17, "emergency": 8, "preservation": 5}
OUTCOMES = {
    "disclosed_full": 40,
    "disclosed_partial": 15,
    "rejected": 25,
    "no_data": 10,
    "pending": 7,
    "withdrawn": 3,
}


def write_log(path: Path, records: int, seed: int) -> None:
    """Write `records` clean records, with the exact copies among them that a real export has."""
    log = _log(records - records // COPIES, np.random.default_rng(seed))
    copies = log.iloc[:: len(log) // max(records // COPIES, 1)].head(records // COPIES)
    pd.concat([log, copies]).to_csv(path, index=False, lineterminator="\n")


def _log(records: int, draw: np.random.Generator) -> pd.DataFrame:
    received = FIRST_DAY + draw.integers(0, DAYS, records).astype("timedelta64[D]")
    closed = received + draw.integers(0, DAYS_TO_CLOSE, records).astype("timedelta64[D]")
    outcome = _weighted(draw, OUTCOMES, records)
    pending = outcome == "pending"
    specified = draw.geometric(0.5, records)
    disclosed = np.select(
        [outcome == "disclosed_full", outcome == "disclosed_partial"],
        [specified, draw.integers(1, specified + 1)],
    )
    return pd.DataFrame(
        {
            "request_id": np.char.add("LR-", np.char.zfill(np.arange(records).astype(str), 9)),
            "received_at": received.astype(str),
            "closed_at": np.where(pending, "", closed.astype(str)),
            "country": _weighted(draw, {c: 1 / n**1.6 for n, c in enumerate(COUNTRIES, 1)}, records),
            "request_type": _weighted(draw, REQUEST_TYPES, records),
            "authority": np.char.add("Court No ", draw.integers(0, 9_000, records).astype(str)),
            "authority_type": draw.choice(["judicial", "prosecutor", "police"], records),
            "legal_basis": draw.choice(["criminal_procedure", "mlat"], records),
            "offence_category": draw.choice(["fraud", "terrorism", "drugs", "csam"], records),
            "legal_review": np.where(pending, "pending", "valid"),
            "outcome": outcome,
            "accounts_specified": specified,
            "accounts_disclosed": disclosed,
            "data_disclosed": np.where(disclosed > 0, "ip_address|phone_number", ""),
        }
    )


def _weighted(draw: np.random.Generator, weights: Mapping[str, float], records: int) -> np.ndarray:
    shares = np.array(list(weights.values()))
    return draw.choice(list(weights), records, p=shares / shares.sum())
