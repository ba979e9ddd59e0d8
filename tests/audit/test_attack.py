"""What the attacker takes for a disclosure, what for none, and what it does with figures that don't fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.audit.attack import Rule, audit
from pellucid.audit.insiders import worked_out_by_insiders
from pellucid.audit.numbers import System
from pellucid.release.public import public_releases
from tests.audit.sites import grid, put, report, table

if TYPE_CHECKING:
    from pathlib import Path

    from pellucid.audit.findings import Findings

LEGAL = "data/legal_requests.csv"
Q1 = f"2026-Q1/{LEGAL}"
RECTANGLE = """
    _T   court_order  emergency  civil
_T  170  39           43         88
FR  46   c            c          30
DE  50   c            c          18
IS  74   25           9          40
"""


def attacked(site: Path, width: int = 5, threshold: int | None = None) -> Findings:
    """Attack a site."""
    return audit(public_releases(site), Rule(width, threshold))


def legal(text: str, period: str = "2026-Q1", measure: str = "requests") -> str:
    """Write a table of one measure."""
    return table(grid(period, measure, text))


def names(findings: Findings) -> dict[str, tuple[float, float]]:
    """Give the intervals that were found, by the cell's place."""
    return {
        " ".join((*one.cell.key[3:5], *one.cell.key[5:])): (one.least, one.most) for one in findings.disclosed
    }


def test_the_rectangle_of_the_rules(tmp_path: Path) -> None:
    """Each of four cells has an interval of 12: none is found for that width, all are for one more."""
    put(tmp_path, {Q1: legal(RECTANGLE)})
    assert attacked(tmp_path, 12).disclosed == ()
    found = attacked(tmp_path, 13)
    assert {high - low for low, high in names(found).values()} == {12}
    assert names(found)["FR emergency requests"] == (3, 15)


def test_large_cells_are_no_disclosure(tmp_path: Path) -> None:
    """A cell that is worked out and not small is told apart; which are small is known by the threshold."""
    put(tmp_path, {Q1: legal("    _T  civil  emergency\nFR  60  50     c")})
    assert names(attacked(tmp_path)) == {"FR emergency requests": (10, 10)}
    found = attacked(tmp_path, threshold=5)
    assert found.disclosed == ()
    assert [one.least for one in found.harmless] == [10]
    assert attacked(tmp_path, threshold=11).disclosed


def test_a_short_interval_that_holds_no_small_value(tmp_path: Path) -> None:
    """Between 7 and 9 nothing is small with a threshold of 5; with one of 8 the cell may be."""
    text = """
        _T  civil  emergency
    FR  16  c      c
    DE  20  11     9
    _T  36  c      c
    """
    bands = table(
        grid("2026-Q1", "requests", text)
        + "\n2026-Q1 FR civil requests_disclosed 7\n2026-Q1 FR emergency requests_disclosed 7"
    )
    put(tmp_path, {Q1: bands})
    assert attacked(tmp_path, threshold=5).disclosed == ()
    assert attacked(tmp_path, threshold=5).unsure == ()
    unsure = attacked(tmp_path, threshold=8).unsure
    assert {(one.least, one.most) for one in unsure} == {(7, 9)}
    strict = audit(public_releases(tmp_path), Rule(5, 8, strict=True))
    assert names(strict)["FR civil requests"] == (7, 9)


def test_an_interval_must_reach_the_threshold(tmp_path: Path) -> None:
    """Where the rule wants hardly any width, an interval wholly below the threshold is found all the same."""
    put(tmp_path, {Q1: legal("    _T  civil  emergency\nFR  4   c      c")})
    assert names(attacked(tmp_path, 1)) == {}
    assert names(attacked(tmp_path, 1, threshold=5)) == {
        "FR civil requests": (1, 3),
        "FR emergency requests": (1, 3),
    }


def test_who_knows_which_cells_are_small(tmp_path: Path) -> None:
    """The build knows; the interval of any other cell is no matter."""
    put(tmp_path, {Q1: legal("    _T  civil  emergency\nFR  6   c      c")})
    releases = public_releases(tmp_path)
    civil = next(cell.key for cell in releases[0].cells if cell.request_type == "civil")
    found = audit(releases, Rule(5, 5, primary={civil}))
    assert list(names(found)) == ["FR civil requests"]


def test_an_insider(tmp_path: Path) -> None:
    """Who has one of two withheld numbers works out the other one."""
    put(tmp_path, {Q1: legal("    _T  civil  emergency  mlat\nFR  60  c      c          20")})
    releases = public_releases(tmp_path)
    assert audit(releases, Rule(5)).disclosed == ()
    civil = next(cell.key for cell in releases[0].cells if cell.request_type == "civil")
    assert names(audit(releases, Rule(5, known={civil: 38}))) == {"FR emergency requests": (2, 2)}


def test_zeros_are_published(tmp_path: Path) -> None:
    """A withheld cell is 1 at least; who does not publish zeros says so, and the interval begins at 0."""
    put(tmp_path, {Q1: legal("    _T  civil  emergency\nFR  5   c      c")})
    assert set(names(attacked(tmp_path)).values()) == {(1, 4)}
    hidden = audit(public_releases(tmp_path), Rule(6, None, least_withheld=0))
    assert set(names(hidden).values()) == {(0, 5)}


def test_a_cell_without_a_row_counts_nothing(tmp_path: Path) -> None:
    """Germany has no civil requests, so it is not among the parts, and France has all of them."""
    one = "2026-Q1 _T civil requests 3\n2026-Q1 FR civil requests c\n2026-Q1 DE court_order requests 9"
    put(tmp_path, {Q1: table(one)})
    assert names(attacked(tmp_path)) == {"FR civil requests": (3, 3)}


def test_a_quarter_without_a_row_counts_nothing_over_periods(tmp_path: Path) -> None:
    """France has no civil request in the second quarter, so the half-year is the first quarter."""
    put(
        tmp_path,
        {
            Q1: table("2026-Q1 FR civil requests c"),
            f"2026-Q2/{LEGAL}": table("2026-Q2 DE civil requests 9"),
            f"2026-H1/{LEGAL}": table("2026-H1 FR civil requests 6\n2026-H1 DE civil requests 9"),
        },
    )
    assert names(attacked(tmp_path, 7)) == {"FR civil requests": (6, 6)}


def test_aggregated_counts_without_a_row_are_unknown(tmp_path: Path) -> None:
    """A figure that nobody reported is not 0, so nothing follows from it."""
    put(
        tmp_path,
        {
            "2026-Q1/data/counts.csv": table("2026-Q1 FR civil requests c\n2026-Q1 DE civil requests 5"),
            "2026-Q2/data/counts.csv": table("2026-Q2 DE civil requests 9"),
            "2026-H1/data/counts.csv": table("2026-H1 FR civil requests 60\n2026-H1 DE civil requests 14"),
        },
    )
    assert attacked(tmp_path, 40).disclosed == ()


def test_preservation_is_in_no_total(tmp_path: Path) -> None:
    """The total over types says nothing of preservation."""
    text = "    _T  civil  preservation\nFR  9   9      c\nDE  8   8      c\n_T  17  17     90"
    put(tmp_path, {Q1: legal(text)})
    assert attacked(tmp_path).disclosed == ()


def test_statements_that_may_not_hold(tmp_path: Path) -> None:
    """Each request names an account: reckoned with unless a figure, or the report, says that it is not so."""
    lines = "2026-Q1 FR _T requests c\n2026-Q1 FR _T accounts_specified 3"
    put(tmp_path / "silent", {Q1: table(lines)})
    assert names(attacked(tmp_path / "silent")) == {"FR _T requests": (1, 3)}
    said = {"2026-Q1/data/report.json": report("2026-Q1", stated=[])}
    put(tmp_path / "not", {Q1: table(lines), **said})
    assert attacked(tmp_path / "not").disclosed == ()
    more = f"{lines}\n2026-Q1 DE _T requests 30\n2026-Q1 DE _T accounts_specified 20"
    put(tmp_path / "contradicted", {Q1: table(more)})
    assert attacked(tmp_path / "contradicted").disclosed == ()


def test_versions_that_take_records_away(tmp_path: Path) -> None:
    """Where a figure went down, nothing is said of the others between the versions."""
    old = "    _T\n_T  100\nFR  c\nDE  c\nIS  42"
    new = "    _T\n_T  99\nFR  5\nDE  54\nIS  40"
    put(tmp_path, {f"2026-Q1/versions/1/{LEGAL}": legal(old), Q1: legal(new)})
    assert attacked(tmp_path).disclosed == ()


def test_a_year_that_was_counted_later(tmp_path: Path) -> None:
    """Quarters and half-year don't add up, so records came in between: how many bounds what is withheld."""
    put(
        tmp_path,
        {
            Q1: legal("    _T\n_T  70\nFR  c\nDE  30\nIS  c"),
            f"2026-Q2/{LEGAL}": legal("    _T\n_T  70\nFR  20\nDE  30\nIS  20", "2026-Q2"),
            f"2026-H1/{LEGAL}": legal("    _T\n_T  141\nFR  23\nDE  60\nIS  58", "2026-H1"),
        },
    )
    assert names(attacked(tmp_path, threshold=5)) == {"FR _T requests": (2, 3)}


def test_figures_that_contradict_each_other(tmp_path: Path) -> None:
    """A sum that can't be is left out and named, and the rest is attacked all the same."""
    put(
        tmp_path,
        {
            Q1: legal("    _T  civil  emergency\nFR  50  40     20\nDE  9   c      7\n_T  59  c      c"),
        },
    )
    found = attacked(tmp_path)
    assert names(found)["DE civil requests"] == (2, 2)
    assert any("types add up" in doubt for doubt in found.doubts)


def test_a_band_that_is_narrowed(tmp_path: Path) -> None:
    """A band says all that is meant to be said: a total that narrows it is found."""
    lines = "2026-H1 _T _T requests 260\n2026-H1 FR _T requests 0..249\n2026-H1 DE _T requests 100"
    put(tmp_path, {"2026-H1/data/counts.csv": table(lines)})
    found = attacked(tmp_path)
    assert names(found) == {"FR _T requests": (160, 160)}
    put(tmp_path, {"2026-H1/data/counts.csv": table(lines.replace("_T _T requests 260", "_T _T requests c"))})
    assert attacked(tmp_path).disclosed == ()


def test_a_cell_under_embargo(tmp_path: Path) -> None:
    """It is held back whatever its size, and may be 0."""
    put(tmp_path, {Q1: legal("    _T  civil  emergency\nFR  90  60     h")})
    assert names(attacked(tmp_path, threshold=5)) == {"FR emergency requests": (30, 30)}


@pytest.mark.parametrize("measure", ["hours_to_review", "days_to_close"])
def test_medians_are_no_counts(tmp_path: Path, measure: str) -> None:
    """A median does not add up, and nothing follows from it."""
    put(tmp_path, {Q1: table(f"2026-Q1 _T _T {measure} 7.5\n2026-Q1 FR _T {measure} c")})
    found = attacked(tmp_path)
    assert (found.disclosed, found.withheld, found.doubts) == ((), 0, ())


def test_no_links_at_all() -> None:
    """Nothing follows from nothing."""
    assert audit([], Rule(5)).disclosed == ()
    assert System((), ()).doubts == ()


def test_insiders_one_after_the_other(tmp_path: Path) -> None:
    """Each knows its own cell: Germany's two withheld numbers give each other away, France's three don't.

    Iceland's total is the one number that its authority knows anyway.
    """
    put(
        tmp_path,
        {
            Q1: legal(
                "    _T  civil  emergency  mlat\nFR  60  c      c          c\nDE  60  c      c          20"
            )
        },
    )
    releases = public_releases(tmp_path)
    cells = {(cell.country, cell.request_type): cell.key for cell in releases[0].cells}
    truth = {
        ("FR", "civil"): 38,
        ("FR", "emergency"): 2,
        ("FR", "mlat"): 20,
        ("DE", "civil"): 38,
        ("DE", "emergency"): 2,
    }
    known = {cells[place]: value for place, value in truth.items()}
    rule = Rule(5, 5, primary={cells[place] for place, value in truth.items() if value < 5})
    assert audit(releases, rule).disclosed == ()
    (found,) = worked_out_by_insiders(releases, rule, known, [[key] for key in known if "_T" not in key])
    assert found.sentence == (
        "DE 2026-Q1 emergency requests is 2, withheld in 2026-Q1, for one who knows DE 2026-Q1 civil requests"
    )
