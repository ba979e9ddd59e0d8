"""Logs drawn at random, read and counted by the program, against the plain count of the oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.cube import oracle
from tests.cube.drawn import KINDS, OWN_TYPES, Case, cases
from tests.cube.running import Cells, log_from

if TYPE_CHECKING:
    from pellucid.cube.cells import Cube
    from tests.cube.running import Bench

EXAMPLES = {"legal_requests": 40, "removal_orders": 20, "user_reports": 25, "statements_of_reasons": 20}
DECIMALS = 6


def counted(bench: Bench, case: Case) -> dict[str, Cube]:
    """Count a case for all its periods at once."""
    log = log_from(
        case.log.kind,
        case.log.records,
        case.log.columns,
        values={"country": {"": "_U"}} if _mapped(case) else {},
    )
    rules = case.log.rules
    figures = bench.count(
        [log],
        [span.name for _, span in case.wanted],
        periods={"timezone": rules.zone, "fiscal_year_start": case.start},
        counting={"period_by": rules.period_by, "rate_of": rules.rate_of, "history": rules.history},
        request_types=OWN_TYPES,
    )
    return {name: one.cubes[case.log.kind] for name, one in figures.items()}


def _mapped(case: Case) -> bool:
    return case.log.kind in {"legal_requests", "removal_orders"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell(bench: Bench, kind: str) -> None:
    """In every period of any kind, each cell has the oracle's value, and there is no cell besides."""

    @settings(max_examples=EXAMPLES[kind], deadline=None, suppress_health_check=list(HealthCheck))
    @given(cases(kind))
    def holds(case: Case) -> None:
        cubes = counted(bench, case)
        for period_kind, span in case.wanted:
            spans = oracle.window(span, period_kind, case.start, case.log.rules.history)
            expected = oracle.count(case.log, spans)
            got = Cells.of(cubes[span.name])
            assert {key: _rounded(value) for key, value in got.values().items()} == {
                key: _rounded(value) for key, value in expected.items()
            }
            assert all(_consistent(cell) for cell in got.of_key.values())

    holds()


def _rounded(value: float | oracle.Number) -> float | None:
    return None if value is None else round(float(value), DECIMALS)


def _consistent(cell: tuple[float | None, float | None, float | None, str]) -> bool:
    """A record log knows its figures exactly; where there is none, nothing bounds it either."""
    value, lower, upper, status = cell
    return value == lower == upper and status == ("not_available" if value is None else "published")
