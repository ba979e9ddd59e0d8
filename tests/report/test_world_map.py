"""The map of the world: which fill each country has, what the legend and the title say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.world_map import world_map
from tests.report.figures import config, context, cube, protected

if TYPE_CHECKING:
    from pellucid.cube.cells import Cube
    from pellucid.report.model import Figure

TO = "\N{EN DASH}"
REQUESTS = """
2025-Q4 _T _T requests 1316
2025-Q4 IN _T requests 1200
2025-Q4 DE _T requests 90
2025-Q4 MT _T requests 6
2025-Q4 RE _T requests 5
2025-Q4 IS _T requests c
2025-Q4 NG _T requests 0
2025-Q4 _U _T requests 9
"""


def drawn(one: Cube, threshold: int = 5) -> Figure:
    """Map the requests."""
    settings = config(confidentiality={"threshold": threshold, "width": threshold})
    made = context(protected([one]), settings)
    view = made.figures.of("legal_requests")
    assert view is not None
    figure = world_map(made, view, "map")
    assert figure is not None
    assert figure.map is not None
    return figure


def fills(figure: Figure) -> dict[str, str]:
    """The fill of each country."""
    return {area.code: area.fill for area in figure.map.areas} if figure.map else {}


def test_each_country_has_its_fill() -> None:
    """By its class; what is withheld, 0 or not on record is told apart."""
    found = fills(drawn(cube("legal_requests", REQUESTS)))
    assert [found[code] for code in ("IN", "DE", "MT", "RE", "IS", "NG", "FR")] == [
        "shade-5",
        "shade-2",
        "shade-1",
        "shade-1",
        "withheld",
        "zero",
        "no-record",
    ]
    assert "GF" not in found  # it looks like France, without a figure of its own


def test_areas_are_told_from_the_highest_class_down() -> None:
    """Whoever goes through them by the keyboard meets those without a record last, and a class by name."""
    figure = drawn(cube("legal_requests", REQUESTS))
    assert figure.map is not None
    told = [area.code for area in figure.map.areas]
    assert told[:7] == ["IN", "DE", "MT", "RE", "NG", "IS", "AF"]


def test_the_legend_says_what_the_classes_are() -> None:
    """All classes from the first to the last, then what has no class, as far as it is on the map."""
    legend = drawn(cube("legal_requests", REQUESTS)).map
    assert legend is not None
    assert [entry.text for entry in legend.legend] == [
        f"5{TO}9",
        f"10{TO}99",
        f"100{TO}999",
        f"1,000{TO}9,999",
        "0",
        "withheld",
        "no record",
    ]


def test_each_area_says_its_figure() -> None:
    """In words, for a tool tip."""
    figure = drawn(cube("legal_requests", REQUESTS))
    assert figure.map is not None
    texts = {area.code: area.text for area in figure.map.areas}
    assert texts["IN"] == "India: 1,200 requests for user data"
    assert texts["IS"] == "Iceland: withheld"
    assert texts["FR"] == "France: no record"


def test_title_and_alternative_text() -> None:
    """The finding counts withheld countries too, each of at least 1; the text lists countries by name."""
    figure = drawn(cube("legal_requests", REQUESTS))
    assert figure.title == "Requests came from 5 countries; highest published: India, Germany and Malta"
    assert figure.alt.startswith(f"5{TO}9: Malta; Réunion. 10{TO}99: Germany. ")
    assert "withheld: Iceland." in figure.alt
    assert "France" not in figure.alt


def test_what_is_not_on_the_map_is_listed() -> None:
    """The unknown with its figure."""
    assert drawn(cube("legal_requests", REQUESTS)).notes[0] == "Not on the map: Unknown (9)."


def test_the_highest_may_be_withheld() -> None:
    """Then only those that are published are compared."""
    table = """
    2025-Q4 _T _T requests 100
    2025-Q4 FR _T requests 20
    2025-Q4 DE _T requests 10
    2025-Q4 IS _T requests c
    """
    title = drawn(cube("legal_requests", table)).title
    assert title == "Requests came from 3 countries; highest published: France and Germany"


def test_figures_of_others() -> None:
    """What was not reported is told from what has no record; a range has no class, a bound has its own."""
    table = """
    2025-Q4 _T _T requests_disclosed >27
    2025-Q4 AR _T requests_disclosed x0-1
    2025-Q4 BE _T requests_disclosed 0d
    2025-Q4 DE _T requests_disclosed 0-249
    2025-Q4 ES _T requests_disclosed >20
    2025-Q4 FR _T requests_disclosed 7
    """
    figure = drawn(cube("counts", table, of="legal_requests"), threshold=1)
    found = fills(figure)
    assert [found[code] for code in ("AR", "BE", "DE", "IT")] == ["unavailable", "zero", "range", "no-record"]
    assert found["ES"] != found["FR"]
    assert "Where a figure is a lower bound, the colour is that of the bound." in figure.notes
    texts = {area.code: area.text for area in figure.map.areas} if figure.map else {}
    assert texts["DE"] == f"Germany: 0{TO}249 requests"
    assert texts["ES"] == "Spain: at least 20 requests"


def test_one_country_is_no_map() -> None:
    """A map of one figure says nothing that a sentence would not."""
    table = "2025-Q4 _T _T requests 9\n2025-Q4 FR _T requests 9"
    made = context(protected([cube("legal_requests", table)]))
    view = made.figures.of("legal_requests")
    assert view is not None
    assert world_map(made, view, "map") is None
