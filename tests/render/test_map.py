"""The map of the world as SVG: every area with its figure, nothing of what is withheld."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pellucid.confidentiality.protect import Rules, protect
from pellucid.cube.cells import BREAKDOWN_COLUMNS, Figures
from pellucid.render.pages.assets import asset_files
from pellucid.render.pictures.charts import Size, chart
from pellucid.render.pictures.map import SHADES
from pellucid.report.blocks.world_map import world_map
from pellucid.report.model import Area, Figure, Fill, MapData
from tests.report.figures import config, context, cube

SVG = "{http://www.w3.org/2000/svg}"
AREAS = (
    Area("FR", "shade-1", "France: 5 requests"),
    Area("MT", "shade-5", "Malta: 900 requests"),
    Area("IS", "withheld", "Iceland: withheld"),
    Area("LU", "no-record", "Luxembourg: no record"),
    Area("GI", "withheld", "Gibraltar: withheld"),
    Area("SG", "unavailable", "Singapore: not available"),
)
LEGEND = (
    Fill("shade-1", "1 to 9"),
    Fill("shade-5", "100 to 999"),
    Fill("withheld", "withheld"),
    Fill("unavailable", "not available"),
    Fill("no-record", "no record"),
)


def figure(areas: tuple[Area, ...] = AREAS) -> Figure:
    """A map of some areas."""
    return Figure("m", "Finding", "Measure", "Words", map=MapData(areas, LEGEND))


def drawn(size: Size = Size.WIDE, language: str = "en") -> ET.Element:
    """Draw it and parse it."""
    return ET.fromstring(chart(figure(), language, size))  # noqa: S314 - our own markup


def titled(svg: ET.Element, name: str) -> dict[str, ET.Element]:
    """The shapes of a kind by their words."""
    found = [(shape.findtext(f"{SVG}title"), shape) for shape in svg.iter(f"{SVG}{name}")]
    return {words: shape for words, shape in found if words}


@pytest.mark.parametrize("size", Size)
def test_each_area_has_its_words(size: Size) -> None:
    """France on a tool tip; what is hardly seen at this size, or a point, has a circle alone."""
    svg = drawn(size)
    assert {*titled(svg, "path"), *titled(svg, "circle")} == {area.text for area in AREAS}
    assert "Gibraltar: withheld" not in titled(svg, "path")
    assert titled(svg, "path")["France: 5 requests"].attrib["fill"] == SHADES["shade-1"]


@pytest.mark.parametrize("size", Size)
def test_small_countries_with_a_figure_have_a_circle(size: Size) -> None:
    """A figure, or one that is withheld; not where there is none."""
    expected = {"Malta: 900 requests", "Gibraltar: withheld"}
    assert set(titled(drawn(size), "circle")) == expected


def test_overseas_territories_look_like_their_country() -> None:
    """Réunion is drawn with France unless it has a figure of its own."""
    path = titled(drawn(), "path")["France: 5 requests"].attrib["d"]
    own = ET.fromstring(  # noqa: S314 - our own markup
        chart(figure((*AREAS, Area("RE", "shade-5", "Réunion: 900 requests"))), "en")
    )
    assert len(titled(own, "path")["France: 5 requests"].attrib["d"]) < len(path)
    assert titled(own, "path")["Réunion: 900 requests"].attrib["d"] in path


@pytest.mark.parametrize("size", Size)
def test_what_is_withheld_is_hatched(size: Size) -> None:
    """By a pattern of this picture, on the area, on the circle and in the legend."""
    svg = drawn(size)
    pattern = f"m-{size.name.lower()}-withheld"
    assert [one.attrib["id"] for one in svg.iter(f"{SVG}pattern")][:1] == [pattern]
    painted = [shape for shape in svg.iter() if shape.attrib.get("fill") == f"url(#{pattern})"]
    assert [shape.tag.removeprefix(SVG) for shape in painted] == ["path", "circle", "rect"]


def test_the_legend_stands_below_the_map() -> None:
    """A swatch and words for each entry, inside the picture."""
    for size in Size:
        svg = drawn(size)
        height = float(svg.attrib["viewBox"].split()[3])
        labels = list(svg.iter(f"{SVG}text"))
        assert [label.text for label in labels] == [entry.text for entry in LEGEND]
        assert all(size.value * 0.439 < float(label.attrib["y"]) < height for label in labels)


def test_the_legend_begins_at_the_right_in_arabic() -> None:
    """As the text does."""
    first = next(drawn(language="ar").iter(f"{SVG}text"))
    assert (first.attrib["text-anchor"], float(first.attrib["x"])) == ("end", 720 - 29)


def test_no_id_is_used_twice() -> None:
    """Both sizes stand on a page, with the hatches of each."""
    both = chart(figure(), "en", Size.WIDE) + chart(figure(), "en", Size.NARROW)
    found = re.findall(r' id="([^"]+)"', both)
    assert len(found) == len(set(found)) == 8


def brightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_shades_are_told_apart_without_colour() -> None:
    """Each is clearly darker than the one before: by 1.3 times and more."""
    steps = [brightness(SHADES[f"shade-{step}"]) + 0.05 for step in range(1, 6)]
    assert all(lighter / darker > 1.3 for lighter, darker in pairwise(steps))


def test_shades_of_dark_pages_run_the_other_way() -> None:
    """The more, the lighter; each is told from the one before and from land without a record."""
    light, dark = ([found[f"--{name}"] for name in DARK] for found in _variables())
    assert [colour.lower() for colour in light] == [SHADES[name] for name in ("no-record", *DARK[1:])]
    steps = [brightness(colour) + 0.05 for colour in dark]
    assert all(lighter / darker > 1.3 for darker, lighter in pairwise(steps))


DARK = ("land", *(f"shade-{step}" for step in range(1, 6)))


def _variables() -> list[dict[str, str]]:
    """Give the colours that the map has on light pages, and on dark ones."""
    part = asset_files()["screen.css"].decode().partition("world map")[2].partition(".map ")[0]
    return [
        dict(re.findall(r"(--[\w-]+): (#[0-9a-f]+)", block))
        for block in part.split("prefers-color-scheme", 1)
    ]


CODES = ("FR", "DE", "IS", "MT", "NO", "SE", "US")


def drawn_of(counts: dict[str, int]) -> tuple[frozenset[str], str]:
    """Protect counts by country, and map what is published; with the countries that are withheld."""
    rows = "\n".join(f"2025-Q4 {code} _T requests {value}" for code, value in counts.items())
    rows += "".join(f"\n2025-Q4 {code} court_order requests {value}" for code, value in counts.items())
    total = sum(counts.values())
    whole = f"2025-Q4 _T _T requests {total}\n2025-Q4 _T court_order requests {total}\n"
    made = cube("legal_requests", whole + rows)
    figures = Figures(
        made.periods[-1], {"legal_requests": made}, pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))
    )
    rules = Rules(threshold=5, width=5, in_total=frozenset({"court_order"}))
    here = context(protect(figures, rules), config(confidentiality={"threshold": 5, "width": 5}))
    view = here.figures.of("legal_requests")
    assert view is not None
    withheld = frozenset(code for code in CODES if view.number("requests", code).withheld)
    subject = world_map(here, view, "map")
    both = [chart(subject, "en", size) for size in Size] if subject else []
    return withheld, "".join(both)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=3, max_size=3).flatmap(
        lambda few: st.tuples(st.just(few), st.permutations(few))
    ),
    st.lists(st.integers(5, 2000), min_size=4, max_size=4),
)
def test_the_map_does_not_depend_on_what_is_withheld(
    few: tuple[list[int], list[int]], many: list[int]
) -> None:
    """Two truths with the same published figures give the same map, byte for byte."""
    first, second = (drawn_of(dict(zip(CODES, [*many, *truth], strict=True))) for truth in few)
    assume(first[0] == second[0])
    assert first[1] == second[1]
