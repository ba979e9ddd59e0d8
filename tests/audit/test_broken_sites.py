"""Sites with a leak, made by hand: the attacker finds it, with its interval and the published numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pellucid.audit.attack import Rule, audit
from pellucid.release.public import public_releases
from tests.audit.sites import breakdowns, grid, put, report, table

if TYPE_CHECKING:
    from pathlib import Path

    from pellucid.audit.findings import Findings

LEGAL = "data/legal_requests.csv"
BREAKDOWNS = "data/breakdowns.csv"


@dataclass(frozen=True)
class Leak:
    """A site, the cell that it gives away (as findings name it), its interval, and what the steps name."""

    files: dict[str, str]
    cell: str
    least: int
    most: int
    named: tuple[str, ...]


def quarter(text: str, period: str = "2026-Q1", measure: str = "requests") -> str:
    """Write a table of one measure."""
    return table(grid(period, measure, text))


SAFE = """
        _T   court_order  emergency  civil
    _T  170  88           43         39
    FR  46   30           c          c
    DE  50   18           c          c
    IS  74   40           9          25
"""
LEAKS = {
    "a row and its total": Leak(
        {f"2026-Q1/{LEGAL}": quarter(SAFE.replace("IS  74   40           9 ", "IS  74   40           c "))},
        "IS 2026-Q1 emergency requests",
        9,
        9,
        ("all types (74)", "court_order (40)", "civil (25)"),
    ),
    "a column and its total": Leak(
        {
            f"2026-Q1/{LEGAL}": quarter(
                """
                    _T   court_order  emergency
                _T  131  88           43
                FR  c    30           c
                DE  c    18           20
                IS  c    40           9
                """
            )
        },
        "FR 2026-Q1 emergency requests",
        14,
        14,
        ("all countries (43)", "DE (20)", "IS (9)"),
    ),
    "all small, and their total": Leak(
        {
            f"2026-Q1/{LEGAL}": quarter(
                """
                    _T  court_order  emergency  civil
                _T  60  30           20         10
                FR  3   c            c          c
                DE  57  c            c          c
                """
            )
        },
        "FR 2026-Q1 emergency requests",
        1,
        1,
        ("all types (3)",),
    ),
    "a half-year minus a quarter": Leak(
        {
            "2026-Q1/" + LEGAL: table("2026-Q1 _T _T requests c\n2026-Q1 FR _T requests c"),
            "2026-Q2/" + LEGAL: table("2026-Q2 _T _T requests c\n2026-Q2 FR _T requests 210"),
            "2026-H1/" + LEGAL: table("2026-H1 _T _T requests c\n2026-H1 FR _T requests 213"),
        },
        "FR 2026-Q1 all types requests",
        3,
        3,
        ("FR all types requests: 2026-Q1 = 2026-H1 (213) \N{MINUS SIGN} 2026-Q2 (210) = 3",),
    ),
    "a fiscal year minus its quarters": Leak(
        {
            f"2026-Q{n}/{LEGAL}": table(f"2026-Q{n} FR _T requests {figure}", fiscal_year_start=4)
            for n, figure in ((1, "10"), (2, "20"), (3, "c"), (4, "40"))
        }
        | {"2026/" + LEGAL: table("2026 FR _T requests 72", fiscal_year_start=4)},
        "FR 2026-Q3 all types requests",
        2,
        2,
        ("2026 (72)", "2026-Q1 (10)", "2026-Q2 (20)", "2026-Q4 (40)"),
    ),
    "two spans that overlap": Leak(
        {
            "a/" + LEGAL: table("2026-H1 FR _T requests 50"),
            "b/" + LEGAL: table("2026-H2 FR _T requests 60"),
            "c/" + LEGAL: table("2026-01-01/2026-09-30 FR _T requests 106"),
            "d/" + LEGAL: table("2026-Q4 FR _T requests c"),
        },
        "FR 2026-Q4 all types requests",
        4,
        4,
        ("2026-H1 (50)", "2026-H2 (60)", "2026-01-01/2026-09-30 (106)"),
    ),
    "a part of a period that is small": Leak(
        {
            "2026-Q1/" + LEGAL: table("2026-Q1 FR _T requests c"),
            "2026/" + LEGAL: table("2026 FR _T requests 3"),
        },
        "FR 2026-Q1 all types requests",
        1,
        3,
        ("2026 (3)",),
    ),
    "the history of a later release": Leak(
        {
            "2026-Q1/" + LEGAL: table("2026-Q1 FR _T requests c"),
            "2026-Q2/" + LEGAL: table("2026-Q1 FR _T requests 2\n2026-Q2 FR _T requests 20"),
        },
        "FR 2026-Q1 all types requests",
        2,
        2,
        ("2026-Q2 shows it: 2",),
    ),
    "an earlier version": Leak(
        {
            "2026-Q1/versions/1/" + LEGAL: quarter(
                """
                    _T
                _T  100
                FR  c
                DE  c
                IS  40
                """
            ),
            "2026-Q1/" + LEGAL: quarter(
                """
                    _T
                _T  101
                FR  5
                DE  56
                IS  40
                """
            ),
        },
        "FR 2026-Q1 all types requests in 2026-Q1/versions/1",
        4,
        5,
        ("all countries (100)", "in 2026-Q1 (56)", "in 2026-Q1 (5)", "IS (40)"),
    ),
    "a rate": Leak(
        {
            "2026-Q1/" + LEGAL: table(
                """
                2026-Q1 FR _T requests 12
                2026-Q1 FR _T requests_disclosed c
                2026-Q1 FR _T disclosure_rate 0.333333
                """
            )
        },
        "FR 2026-Q1 all types requests_disclosed",
        4,
        4,
        ("requests (12)", "rate is 0.333333"),
    ),
    "a rate and bounds": Leak(  # disclosed / requests = 3/7: 3 of 7, 6 of 14, ... and at most 9 accounts
        {
            "2026-Q1/" + LEGAL: table(
                """
                2026-Q1 FR _T requests c
                2026-Q1 FR _T requests_disclosed c
                2026-Q1 FR _T accounts_specified 9
                2026-Q1 FR _T disclosure_rate 0.428571
                """
            )
        },
        "FR 2026-Q1 all types requests",
        7,
        7,
        ("accounts_specified (9)",),
    ),
    "a squeeze between measures": Leak(
        {
            "2026-Q1/" + LEGAL: table(
                """
                2026-Q1 FR _T requests 3
                2026-Q1 FR _T requests_disclosed c
                2026-Q1 FR _T accounts_disclosed 40
                """
            )
        },
        "FR 2026-Q1 all types requests_disclosed",
        1,
        3,
        ("requests (3)",),
    ),
    "a breakdown and its total": Leak(
        {
            "2026-Q1/" + LEGAL: table("2026-Q1 _T _T requests 60"),
            "2026-Q1/" + BREAKDOWNS: breakdowns(
                """
                2026-Q1 outcome disclosed_full requests 20
                2026-Q1 outcome no_data requests 38
                2026-Q1 outcome rejected requests c
                """
            ),
        },
        "all countries 2026-Q1 outcome rejected requests",
        2,
        2,
        ("(60)", "outcome disclosed_full (20)", "outcome no_data (38)"),
    ),
    "outcomes and requests disclosed": Leak(
        {
            "2026-Q1/" + LEGAL: table("2026-Q1 _T _T requests c\n2026-Q1 _T _T requests_disclosed 24"),
            "2026-Q1/" + BREAKDOWNS: breakdowns(
                """
                2026-Q1 outcome disclosed_full requests 20
                2026-Q1 outcome disclosed_partial requests c
                2026-Q1 outcome no_data requests c
                """
            ),
        },
        "all countries 2026-Q1 outcome disclosed_partial requests",
        4,
        4,
        ("(24)", "(20)"),
    ),
    "a breakdown over periods": Leak(
        {
            "2026-Q1/" + BREAKDOWNS: breakdowns("2026-Q1 legal_basis x requests c"),
            "2026-Q2/" + BREAKDOWNS: breakdowns("2026-Q2 legal_basis x requests 30"),
            "2026-H1/" + BREAKDOWNS: breakdowns("2026-H1 legal_basis x requests 31"),
        },
        "all countries 2026-Q1 legal_basis x requests",
        1,
        1,
        ("2026-H1 (31)", "2026-Q2 (30)"),
    ),
    "channels of reports": Leak(
        {
            "2026-Q1/data/user_reports.csv": table(
                "2026-Q1 _T _T reports 60\n2026-Q1 _T _T reports_actioned c"
            ),
            "2026-Q1/" + BREAKDOWNS: breakdowns(
                """
                2026-Q1 channel email reports 60
                2026-Q1 channel email reports_reviewed 57
                2026-Q1 channel email reports_pending c
                """
            ),
        },
        "all countries 2026-Q1 channel email reports_pending",
        3,
        3,
        ("reports (60)", "reports_reviewed (57)"),
    ),
    "types outside of the total": Leak(
        {
            "2026-Q1/" + LEGAL: quarter(
                """
                    _T  court_order  letter  preservation
                _T  29  20           9       30
                FR  20  c            4       10
                DE  9   c            5       20
                """
            ),
            "2026-Q1/data/report.json": report(
                "2026-Q1", request_types=[{"code": "letter", "family": "data_request"}]
            ),
        },
        "FR 2026-Q1 court_order requests",
        16,
        16,
        ("all types (20)", "letter (4)"),
    ),
    "aggregated counts of the same half-year": Leak(
        {
            "2026-H1/" + LEGAL: quarter(
                """
                    _T  court_order  dsa_art10
                _T  60  50           10
                LU  c   c            c
                DE  c   c            c
                """,
                "2026-H1",
            ),
            "2026-H1/data/counts.csv": quarter(
                """
                    dsa_art10
                _T  10
                LU  2
                DE  8
                """,
                "2026-H1",
            ),
        },
        "LU 2026-H1 dsa_art10 requests",
        2,
        2,
        ("counts (2)",),
    ),
    "counts of which some are missing": Leak(
        {
            "2026-H1/data/counts.csv": table(
                """
                2026-H1 _T _T requests >=44
                2026-H1 FR _T requests c
                2026-H1 DE _T requests 40
                2026-H1 IS _T requests x
                """
            )
        },
        "FR 2026-H1 all types requests counts",
        4,
        4,
        ("all countries (44)", "DE (40)"),
    ),
    "removal orders": Leak(
        {
            "2026-Q1/data/removal_orders.csv": table(
                """
                2026-Q1 _T _T orders 90
                2026-Q1 _T Terror orders 60
                2026-Q1 _T Fraud orders 28
                2026-Q1 _T Spam orders c
                """
            )
        },
        "all countries 2026-Q1 Spam orders",
        2,
        2,
        ("all types (90)", "Terror (60)", "Fraud (28)"),
    ),
}


def attacked(site: Path, threshold: int | None = None, width: int = 5) -> Findings:
    """Attack a site."""
    return audit(public_releases(site), Rule(width, threshold))


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_found(tmp_path: Path, name: str) -> None:
    """The cell is found with its interval, and the steps name the published numbers that it comes from."""
    leak = LEAKS[name]
    found = {one.sentence.partition(" is ")[0]: one for one in attacked(put(tmp_path, leak.files)).disclosed}
    assert leak.cell in found, "\n".join(found)
    finding = found[leak.cell]
    assert (finding.least, finding.most) == (leak.least, leak.most)
    assert finding.proven
    text = "\n".join(finding.chain)
    assert [part for part in leak.named if part not in text] == [], text
