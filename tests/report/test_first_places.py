"""Who has most: several with the same figure are said to be several, and what is withheld tells nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pellucid.report.blocks.first_places import who_leads
from pellucid.report.blocks.sentences import summary_sentences
from pellucid.report.blocks.world_map import world_map
from pellucid.report.numbers.order import countries_with_values
from pellucid.report.wording.words import Words
from pellucid.vocabulary.languages import languages
from tests.report.figures import config, context, cube, protected

TIE = ("FR 7", "DE 7", "PL 7", "IT 2")


def found(*figures: str, total: str = "23", language: str = "en") -> tuple[str, str, str]:
    """The title of the chart, that of the map, and the summary."""
    lines = [f"2025-Q4 {one.split()[0]} _T requests {one.split()[1]}" for one in figures]
    table = "\n".join([f"2025-Q4 _T _T requests {total}", *lines])
    settings = config(confidentiality={"threshold": 5, "width": 5})
    made = context(protected([cube("legal_requests", table)]), settings)
    made = replace(made, words=Words.of(language))
    view = made.figures.of("legal_requests")
    assert view is not None
    figure = world_map(made, view, "map")
    codes = countries_with_values(made.words, view, "requests")
    return who_leads(made, view, codes), figure.title if figure else "", " ".join(summary_sentences(made))


def test_those_with_the_same_figure_are_named_together() -> None:
    """None of them leads."""
    title, on_map, told = found(*TIE)
    assert title == "Germany, France and Poland have most, 7 each"
    assert on_map == "Requests came from 4 countries; highest: Germany, France and Poland"
    assert "Most requests came from: Germany (7), France (7) and Poland (7)." in told


@pytest.mark.parametrize("language", languages())
def test_a_tie_is_a_tie_in_every_language(language: str) -> None:
    """All three are in the title, in the same order."""
    words = Words.of(language)
    title, _, _ = found(*TIE, language=language)
    places = [title.index(words.country(code)) for code in ("DE", "FR", "PL")]
    assert places == sorted(places)


def test_too_many_are_counted() -> None:
    """None is named by what its name begins with."""
    title, on_map, told = found("FR 7", "DE 7", "PL 7", "IT 7", total="28")
    assert title == "Highest figure: 4 countries, 7 each"
    assert on_map == "Requests came from 4 countries; highest: 4 countries, 7 each"
    assert "Most requests came from: 4 countries, 7 each." in told


def test_none_is_named_without_those_that_have_as_much() -> None:
    """The third place is shared by two: neither is named."""
    _, on_map, told = found("FR 9", "DE 8", "PL 7", "IT 7", total="31")
    assert "Most requests came from: France (9) and Germany (8)." in told
    assert on_map.endswith("highest: France and Germany")


def test_a_withheld_figure_that_may_be_as_high_is_not_passed_over() -> None:
    """It may share the place; it never does so by name."""
    assert (
        found("FR 7", "DE 7", "PL c", total="30")[0] == "Highest published figure: Germany and France, 7 each"
    )
    assert (
        found("FR 7", "DE 7", "PL c", total="c")[0] == "Highest published figure: Germany and France, 7 each"
    )
    assert found("FR 7", "DE 7", "PL c", total="16")[0] == "Germany and France have most, 7 each"


def test_one_country_is_compared_with_none() -> None:
    """Nor named as the one with most."""
    assert "came from:" not in found("FR 1", total="1")[2]


def test_an_unknown_country_is_said_to_be_unknown() -> None:
    """Not all requests came from the countries that are counted."""
    told = found("FR 9", "DE 8", "_U 1", total="18")[2]
    assert "18 requests for user data were received, from 2 countries or of unknown origin." in told
    assert "received from 2 countries." in found("FR 9", "DE 8", total="17")[2]
