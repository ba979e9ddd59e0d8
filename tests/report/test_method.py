"""How the figures came about, and their gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.report.blocks.contradictions import contradiction
from pellucid.report.facts import ContradictionFact, Facts, LogFact, StatedFigure
from pellucid.report.model import Bullets, Definitions
from pellucid.report.sections import method
from pellucid.report.wording.words import Words
from pellucid.vocabulary.status import Status
from tests.report.figures import config, context, cube, prose, protected, rows, tables

if TYPE_CHECKING:
    from pellucid.report.model import Section

REQUESTS = cube("legal_requests", "2025-Q4 _T _T requests 9")
COUNTS = cube(
    "counts",
    """
    2024-Q4 _T _T accounts_disclosed >18480
    2024-Q4 AR _T accounts_disclosed x
    2024-Q4 AX _T accounts_disclosed x0-3
    2024-Q4 BG _T accounts_disclosed 40d
    """,
    of="legal_requests",
    coverage="2024-Q4 accounts_disclosed 32 29 3 83",
)
GB = ContradictionFact(
    "GB",
    "_T",
    "accounts_disclosed",
    "2024-01-01/2024-09-30 = 7 and 2024-10-01/2024-12-31 = 292 add up to 299, but 2024-01-01/2024-12-31 "
    "says 293",
)


def bullets(section: Section) -> str:
    """Join the bullets of a section."""
    return "\n".join(item for block in section.blocks if isinstance(block, Bullets) for item in block.items)


def terms(section: Section) -> set[str]:
    """Give the terms that a section defines."""
    return {item.term for block in section.blocks if isinstance(block, Definitions) for item in block.items}


def test_what_was_left_out_and_why() -> None:
    """Rows by log, and the reasons, most first."""
    log = LogFact("legal_requests", 2, 1000, 990, 7, 2, 1, {"not_a_date": 2, "missing_value": 5})
    made = method.section(context(protected([REQUESTS]), facts=Facts("Pellucid 0.0", (log,))))
    assert "7 records of 1,000 were left out because of faults" in prose(made.blocks)
    assert rows(tables(made.blocks)["records"]) == [
        ["Legal requests for user data", "1,000", "990", "7", "2", "1"]
    ]
    assert [row[0] for row in rows(tables(made.blocks)["rejected"])] == [
        "A required value was missing",
        "A date was not a date",
    ]


def test_nothing_left_out() -> None:
    """Without a fault it is said, and there is no empty table."""
    made = method.section(context(protected([REQUESTS])))
    assert "No record was left out because of a fault." in prose(made.blocks)
    assert "rejected" not in tables(made.blocks)


def test_countries_without_a_figure_are_named() -> None:
    """How many countries have one, and how; the others by name."""
    made = method.section(context(protected([COUNTS])))
    assert (
        "Q4 2024: of 83 countries in the source, 32 have a figure: 29 as reported for this period, "
        "3 derived from other periods.\nNo figure: Åland Islands and Argentina." in prose(made.blocks)
    )


def test_contradictions_are_named_with_their_periods() -> None:
    """Great Britain 2024: intervals that are a quarter or a year are called so."""
    facts = Facts("Pellucid 0.0", (LogFact("counts", 1, 299, 299, 0, 0, 0),), (GB,))
    assert (
        "United Kingdom, accounts with data disclosed: 1 January to 30 September 2024 = 7 and Q4 2024 = 292 "
        "add up to 299, but 2024 says 293."
        in bullets(method.section(context(protected([COUNTS]), facts=facts)))
    )


def test_rules_fit_what_was_counted() -> None:
    """Counts have the rules for overlaps and no rate; records have theirs."""
    counts = bullets(method.section(context(protected([COUNTS]))))
    records = bullets(method.section(context(protected([REQUESTS]))))
    assert "They are never added together." in counts
    assert "no rate can be given" in counts
    assert "The disclosure rate is" not in counts
    assert "Preservation requests are listed apart" in records
    assert "overlap" not in records


def test_what_the_rate_leaves_out_is_said() -> None:
    """With rate_of decided the rule says so."""
    decided = config(counting={"rate_of": "decided"})
    assert "pending and withdrawn ones left out" in bullets(
        method.section(context(protected([REQUESTS]), decided))
    )


def test_small_counts_are_not_withheld() -> None:
    """At a threshold of 1 the reader is told that nothing is withheld."""
    assert "Small counts are not withheld" in bullets(method.section(context(protected([REQUESTS]))))


def test_symbols_are_those_that_occur() -> None:
    """Marks of this report are explained, others are not."""
    assert terms(method.section(context(protected([COUNTS])))) >= {"d", "≥", "x", "n/a", "0"}
    assert Status.SUPPRESSED.mark not in terms(method.section(context(protected([COUNTS]))))


def test_sources_and_changes_of_method() -> None:
    """Credit lines and breaks stand in the method."""
    settings = config(
        report={"attribution": ["Figures: Example, CC-BY 4.0"]},
        breaks=[{"date": "2025-07-01", "measures": ["requests"], "reason": "Counted once."}],
    )
    told = bullets(method.section(context(protected([REQUESTS]), settings)))
    assert "Figures: Example, CC-BY 4.0" in told
    assert "1 July 2025: Counted once." in told


def test_the_fiscal_year_is_told() -> None:
    """A fiscal year that does not start in January is named."""
    settings = config(periods={"fiscal_year_start": 4, "timezone": "Europe/Dublin"})
    told = bullets(method.section(context(protected([REQUESTS]), settings)))
    assert "The fiscal year starts in April." in told
    assert "in the time zone Europe/Dublin" in told


def test_a_contradiction_is_told_in_other_languages() -> None:
    """By what the rows say: the English sentence is not translated word by word."""
    rows = [("2024-01-01/2024-12-31", 293), ("2024-01-01/2024-09-30", 7), ("2024-10-01/2024-12-31", 292)]
    whole, *parts = (StatedFigure(interval, number, number) for interval, number in rows)
    fact = replace(GB, stated=whole, against=tuple(parts))
    french = replace(context(protected([COUNTS]), config()), words=Words.of("fr"))
    assert contradiction(french, fact) == (
        "Royaume-Uni, comptes avec données communiquées\N{NO-BREAK SPACE}: 293 (2024) est incompatible avec "
        "7 (1er janvier au 30 septembre 2024) et 292 (T4 2024)."
    )
