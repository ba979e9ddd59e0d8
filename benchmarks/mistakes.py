"""Sound records -> the same with faults in the first of them, every sort of fault as often as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

# Each sort is what then stands in some columns of a row.
MISTAKES: tuple[Mapping[str, str], ...] = (
    {"received_at": "2025-02-30"},
    {"received_at": "yesterday"},
    {"received_at": ""},
    {"closed_at": "31.12.2025"},
    {"country": "Atlantis"},
    {"country": ""},
    {"request_type": "telephone"},
    {"outcome": "answered"},
    {"legal_review": "perhaps"},
    {"accounts_specified": "-3"},
    {"accounts_specified": "several"},
    {"accounts_disclosed": "2.5"},
    {"request_id": ""},
    {"closed_at": "2023-12-31"},  # before it was received
    {"accounts_specified": "1", "accounts_disclosed": "2"},
    {"outcome": "disclosed_full", "closed_at": ""},
)


def spoil(records: pa.Table, faulty: int, draw: np.random.Generator) -> pa.Table:
    """Put one mistake into each of the first `faulty` records."""
    sorts = draw.integers(0, len(MISTAKES), faulty)
    for name in sorted({column for mistake in MISTAKES for column in mistake}):
        column = records[name].combine_chunks()
        cells = [
            MISTAKES[sort].get(name, cell)
            for sort, cell in zip(sorts, column[:faulty].to_pylist(), strict=True)
        ]
        spoilt = pa.concat_arrays([pa.array(cells, pa.string()), column[faulty:]])
        records = records.set_column(records.column_names.index(name), name, spoilt)
    return records
