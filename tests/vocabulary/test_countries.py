"""Countries: what is understood, what is asked back, and that no spelling means two countries."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import iso3166
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from pellucid.vocabulary.countries import (
    UNKNOWN,
    country_code,
    country_codes,
    known_spellings,
    nearest_countries,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# Names of two places at once: ISO 3166's "Congo" and CLDR's "St. Martin" are meant for one of them.
AMBIGUOUS = {"Congo", "St. Martin"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        (" FRA ", "FR"),
        ("france", "FR"),
        ("NA", "NA"),
        ("XK", "XK"),
        ("Kosovo", "XK"),
        ("USA", "US"),
        ("United States", "US"),
        ("United States of America", "US"),
        ("United Kingdom", "GB"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Türkiye", "TR"),
        ("TÜRKIYE", "TR"),
        ("Tu\N{COMBINING DIAERESIS}rkiye", "TR"),
        ("Turkiye", "TR"),
        ("Turkey", "TR"),
        ("China mainland", "CN"),
        ("Hong Kong", "HK"),
        ("Macau", "MO"),
        ("Macao", "MO"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
        ("Vatican", "VA"),
        ("Holy See", "VA"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "CI"),
        ("Trinidad & Tobago", "TT"),
        ("Trinidad and Tobago", "TT"),
        ("St. Lucia", "LC"),
        ("St Lucia", "LC"),
        ("Saint Lucia", "LC"),
        ("Sint Maarten", "SX"),
        ("Saint Martin (French part)", "MF"),
        ("DR Congo", "CD"),
        ("Åland", "AX"),
        ("North Macedonia", "MK"),
        ("Eswatini", "SZ"),
        ("Guernsey", "GG"),
        ("Saint Barthélemy", "BL"),
    ],
)
def test_codes_and_english_names_are_understood(text: str, code: str) -> None:
    """Alpha-2, alpha-3, the names of ISO 3166 and CLDR, and usual others, in any case."""
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("UK", ["GB (United Kingdom)"]),
        (" uk ", ["GB (United Kingdom)"]),
        ("EL", ["GR (Greece)"]),
        ("UAE", ["AE (United Arab Emirates)"]),
        ("Korea", ["KP (North Korea)", "KR (South Korea)"]),
        ("Congo", ["CD (Congo - Kinshasa)", "CG (Congo - Brazzaville)"]),
        ("Saint Martin", ["MF (St. Martin)", "SX (Sint Maarten)"]),
        ("Virgin Islands", ["VG (British Virgin Islands)", "VI (U.S. Virgin Islands)"]),
        ("Gemany", ["DE (Germany)"]),
        ("Untied Kingdom", ["GB (United Kingdom)"]),
        ("EUROPOL", []),
        ("INTERPOL", []),
        ("N/A", []),
        ("European Union", []),
        ("", []),
        ("  ", []),
        ("XQ", []),
        ("ZZ9", []),
        ("ZZ", []),
        ("_U", []),
        ("_T", []),
        ("007", []),
    ],
)
def test_what_is_in_doubt_is_asked_back(text: str, suggestions: list[str]) -> None:
    """What may mean two countries, or looks like a code and is none, gets a suggestion and no guess."""
    assert country_code(text) is None
    assert sorted(nearest_countries(text)) == suggestions


def test_every_code_of_iso_3166_is_understood() -> None:
    """All 249 countries and Kosovo, by both codes."""
    assert len(country_codes()) == 250
    for country in iso3166.countries:
        assert country_code(country.alpha2) == country_code(country.alpha3) == country.alpha2


def test_every_english_name_of_iso_3166_and_cldr_means_its_country() -> None:
    """But for those that two places share: these mean none."""
    territories = Locale("en").territories
    for country in iso3166.countries:
        for name in {country.name, country.apolitical_name, territories[country.alpha2]}:
            assert country_code(name) == (None if name in AMBIGUOUS else country.alpha2), name


def test_spellings_are_ready_for_a_join() -> None:
    """Each is in the form to which an engine brings a value with trim and lower, and means a country."""
    spellings = known_spellings()
    assert set(spellings.values()) == country_codes()
    assert [text for text in spellings if text != text.strip().lower() or text != text.casefold()] == []
    assert list(spellings) == sorted(spellings)
    assert known_spellings() is spellings


@given(st.sampled_from(sorted(known_spellings())), st.sampled_from([str.upper, str.title, str.lower]))
def test_case_and_blanks_around_do_not_matter(spelling: str, written: Callable[[str], str]) -> None:
    """Every spelling is understood in capitals too."""
    assert country_code(f"\t{written(spelling)} ") == known_spellings()[spelling]


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text: str) -> None:
    """A text is understood exactly where the spellings have it; suggestions are few, and countries."""
    assert country_code(text) == known_spellings().get(text.strip().casefold())
    suggested = nearest_countries(text)
    assert len(suggested) <= 3
    assert {each[:2] for each in suggested} <= country_codes()


def test_unknown_is_no_country() -> None:
    """The code for an unknown country comes from a log's `values` only."""
    assert UNKNOWN == "_U"
    assert UNKNOWN not in country_codes()


def test_importing_the_module_loads_no_names() -> None:
    """A command that reads no log does not pay for Babel and ISO 3166."""
    code = "import sys, pellucid.vocabulary.countries; print({'babel', 'iso3166'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
