"""What a text in a column of codes stands for: a code, nothing, or a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.intake import checks
from pellucid.intake.coded import CodeLists, Reading, allowed_and_nearest, code_lists, read_codes
from pellucid.intake.kinds import kind_of
from tests.intake.reading import TODAY, configured, read_rows, record, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pellucid.intake.schema import Check

REQUESTS = kind_of("legal_requests")
REPORTS = kind_of("user_reports")


@pytest.fixture
def known(tmp_path: Path) -> CodeLists:
    """The code lists of a publisher with codes of its own."""
    settings = {
        "request_types": {"garda_letter": {"label": "Garda letter"}},
        "offence_categories": {"stalking": {"label": "Stalking"}},
    }
    return code_lists(configured(tmp_path, settings), TODAY)


def reading(
    known: CodeLists, column: str, text: str | None, values: Mapping[str, str] | None = None, kind: str = ""
) -> str | Check | None:
    """Read one text: its code, None where it is empty, or the check that it fails."""
    of = kind_of(kind or "legal_requests").column(column)
    found: Reading = read_codes(of, [text], values or {}, known)[text]
    assert found.check is None or found.value is None
    return found.check or found.value


@pytest.mark.parametrize("text", ["FR", "fr", "FRA", "fra", "France", "FRANCE", " france "])
def test_countries(known: CodeLists, text: str) -> None:
    """Alpha-2, alpha-3 and English names, whatever their case, with blanks around them."""
    assert reading(known, "country", text) == "FR"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("XK", "XK"),
        ("Kosovo", "XK"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("South Korea", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
    ],
)
def test_names_that_people_use(known: CodeLists, text: str, code: str) -> None:
    """Official and usual ones."""
    assert reading(known, "country", text) == code


@pytest.mark.parametrize(
    "text", ["UK", "EL", "XQ", "EU", "Frankreich", "Fran", "_U", "_T", "??", "Georgia, US"]
)
def test_what_is_no_country(known: CodeLists, text: str) -> None:
    """Nothing is guessed, and no cell of a log says that the country is unknown."""
    assert reading(known, "country", text) is checks.UNKNOWN_COUNTRY


def test_a_suggestion_for_a_country(known: CodeLists) -> None:
    """UK is no code of ISO 3166-1, but everybody knows what is meant."""
    assert "GB (United Kingdom)" in allowed_and_nearest(REQUESTS.column("country"), "UK", known)[1]


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("UK", {"UK": "GB"}, "GB"),
        (" UK ", {"UK": "GB"}, "GB"),
        ("uk", {"UK": "GB"}, checks.UNKNOWN_COUNTRY),
        ("Deutschland", {"Deutschland": "Germany"}, "DE"),
        ("", {"": "_U"}, "_U"),
        (None, {"": "_U"}, "_U"),
        ("  ", {"": "_U"}, "_U"),
        ("not known", {"not known": "_U"}, "_U"),
        ("", {}, checks.MISSING),
        (None, {}, checks.MISSING),
        ("-", {"-": ""}, checks.MISSING),
        ("FR", {"FR": "XQ"}, checks.UNKNOWN_COUNTRY),
    ],
)
def test_values_map_what_stands_there(
    known: CodeLists, text: str | None, values: dict[str, str], found: object
) -> None:
    """Also an empty cell; what a word is mapped to is read like any other."""
    assert reading(known, "country", text, values) == found


@pytest.mark.parametrize(
    ("column", "text", "found"),
    [
        ("request_type", "court_order", "court_order"),
        ("request_type", "COURT_ORDER", "court_order"),
        ("request_type", "garda_letter", "garda_letter"),
        ("request_type", "Garda_Letter", "garda_letter"),
        ("request_type", "Garda letter", checks.UNKNOWN_CODE),
        ("request_type", "preservation", "preservation"),
        ("request_type", "", checks.MISSING),
        ("offence_category", "stalking", "stalking"),
        ("offence_category", "drugs", "drugs"),
        ("offence_category", "jaywalking", checks.UNKNOWN_CODE),
        ("offence_category", "", None),
        ("authority_type", "stalking", checks.UNKNOWN_CODE),
        ("outcome", "disclosed_full", "disclosed_full"),
        ("outcome", "disclosed", checks.UNKNOWN_CODE),
        ("legal_review", "none", "none"),
    ],
)
def test_codes(known: CodeLists, column: str, text: str, found: object) -> None:
    """Built-in and own codes in any case; of columns that need not be filled, an empty cell is no fault."""
    assert reading(known, column, text) == found


def test_a_suggestion_for_a_code(known: CodeLists) -> None:
    """The list of what is allowed, and the nearest."""
    allowed, nearest = allowed_and_nearest(REQUESTS.column("outcome"), "disclosed_ful", known)
    assert "no_data" in allowed
    assert "disclosed_full" in nearest


def test_own_types_are_suggested(known: CodeLists) -> None:
    """They are as good as the built-in ones."""
    nearest = allowed_and_nearest(REQUESTS.column("request_type"), "garda_leter", known)[1]
    assert "garda_letter" in nearest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("yes", "yes"),
        ("Yes", "yes"),
        ("TRUE", "yes"),
        ("1", "yes"),
        ("y", "yes"),
        ("t", "yes"),
        ("no", "no"),
        ("False", "no"),
        ("0", "no"),
        ("N", "no"),
        ("", None),
        ("maybe", checks.NOT_A_FLAG),
        ("2", checks.NOT_A_FLAG),
    ],
)
def test_flags(known: CodeLists, text: str, found: object) -> None:
    """What programs write for yes and no."""
    assert reading(known, "emergency", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ip_address|phone_number", "ip_address|phone_number"),
        ("phone_number | ip_address", "ip_address|phone_number"),
        ("ip_address|ip_address|", "ip_address"),
        ("something else", "something else"),
        ("|", None),
        ("", None),
        ("x" * 80, "x" * 80),
        ("ip_address|" + "x" * 81, checks.TOO_LONG),
    ],
)
def test_lists(known: CodeLists, text: str, found: object) -> None:
    """Each code once and in order, so that equal sets are equal texts."""
    assert reading(known, "data_disclosed", text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("§ 100a StPO", "§ 100a StPO"), ("é" * 80, "é" * 80), ("é" * 81, checks.TOO_LONG)]
)
def test_open_lists(known: CodeLists, text: str, found: object) -> None:
    """Any text up to 80 characters, not bytes."""
    assert reading(known, "legal_basis", text) == found


def test_a_reporting_user_without_a_country(known: CodeLists) -> None:
    """Only user reports need no mapping for that: nobody asks a user for the country."""
    assert reading(known, "country", "", kind="user_reports") == "_U"
    assert reading(known, "country", "_U", kind="user_reports") == "_U"
    assert reading(known, "country", "XQ", kind="user_reports") is checks.UNKNOWN_COUNTRY
    assert REPORTS.column("country").default == "_U"


def test_codes_through_the_engine(tmp_path: Path) -> None:
    """Each row gets what its text stands for, however often and however written it occurs."""
    texts = ["FR", "FRA", "", "France", "UK", "", "GB", "  "]
    rows = [row | {"country": text} for row, text in zip(records(len(texts)), texts, strict=True)]
    found = read_rows(tmp_path, rows, values={"country": {"UK": "GB", "": "_U"}})
    assert found.column("country") == ["FR", "FR", "_U", "FR", "GB", "_U", "GB", "_U"]
    assert found.faults == ()


def test_a_text_with_quotes_and_other_marks(tmp_path: Path) -> None:
    """It reaches the engine and comes back as it is."""
    texts = ['o\'clock; "x" \\ %s {0} --', "漢字 — naïve", "=1+1"]
    rows = [row | {"legal_basis": text} for row, text in zip(records(3), texts, strict=True)]
    assert read_rows(tmp_path, rows).column("legal_basis") == texts


def test_own_types_count(tmp_path: Path) -> None:
    """A publisher's request type is read as one of the list."""
    settings = {"request_types": {"garda_letter": {"label": "Garda letter", "family": "preservation"}}}
    found = read_rows(tmp_path, [record(request_type="garda_letter")], settings=settings)
    assert found.column("request_type") == ["garda_letter"]
