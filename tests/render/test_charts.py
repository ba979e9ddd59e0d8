"""Charts: accessible SVG with gaps, breaks, event marks and bars, in two sizes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from pellucid.render.pictures.charts import Size, chart
from pellucid.render.pictures.svg import text_width, wrap
from pellucid.report.model import Bar, BarData, Figure, LineData, Point, Series
from tests.render.fixture import trend

SVG = "{http://www.w3.org/2000/svg}"


def figure(*values: float | None, breaks: tuple[int, ...] = ()) -> Figure:
    """One line over as many periods as there are values."""
    points = tuple(Point(f"Q{index}", value, str(value)) for index, value in enumerate(values))
    return Figure("f", "Finding", "Measure", "Words", line=LineData((Series("Line", points),), (), breaks))


def drawn(subject: Figure, size: Size = Size.WIDE) -> ET.Element:
    """Draw a figure and parse it."""
    return ET.fromstring(chart(subject, "en", size))  # noqa: S314 - our own markup


def path_of(svg: ET.Element, name: str) -> str:
    """The path with a class."""
    return next(path.attrib["d"] for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == name)


def rects(svg: ET.Element, name: str) -> list[ET.Element]:
    """The rectangles with a class."""
    return [rect for rect in svg.iter(f"{SVG}rect") if rect.attrib["class"] == name]


def told(svg: ET.Element) -> list[str]:
    """What is told to whoever points at the fields of a chart, in their order."""
    return ["".join(rect.itertext()) for rect in rects(svg, "hit")]


def texts(svg: ET.Element) -> list[str]:
    """All texts, in order."""
    return ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]


def test_a_line_is_cut_at_a_missing_value() -> None:
    """A gap is never bridged."""
    assert path_of(drawn(figure(1, 2, None, 3, 4)), "s1").count("M") == 2


def test_a_line_is_cut_at_a_break_of_method() -> None:
    """No slope leads from one method to another."""
    svg = drawn(figure(1, 2, 3, 4, breaks=(2,)))
    assert path_of(svg, "s1").count("M") == 2
    assert path_of(svg, "break")


def withheld_at(*places: int, value: float = 4) -> Figure:
    """A line of five periods, some of them withheld, beside one that is whole."""
    hidden = tuple(
        Point(f"Q{place}", None, "withheld", withheld=True) if place in places else Point(f"Q{place}", 2, "2")
        for place in range(5)
    )
    whole = tuple(Point(f"Q{place}", value, str(value)) for place in range(5))
    lines = (Series("Whole", whole), Series("Hidden", hidden))
    return Figure("f", "Finding", "Measure", "Words", line=LineData(lines))


@pytest.mark.parametrize("size", Size)
def test_a_withheld_value_is_hatched_at_every_height(size: Size) -> None:
    """The stripe reaches from the axis to the top, who points at it is told why, and the line has a gap."""
    svg = drawn(withheld_at(1, 3), size)
    stripes = [path for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == "hatch"]
    assert len(stripes) == 2
    assert told(svg)[1::2] == [f"Q{place}\nWhole: 4\nHidden: withheld" for place in (1, 3)]
    base = path_of(svg, "base").split()[1].partition("H")[0]
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", stripes[0].attrib["d"])]
    assert max(heights) == float(base)
    assert min(heights) < 30
    assert path_of(svg, "s2") == ""


def test_stripes_are_alike_whatever_else_is_drawn() -> None:
    """Their width and height are those of the frame."""
    few, many = (drawn(withheld_at(1, value=value)) for value in (3, 4))
    assert path_of(few, "hatch") == path_of(many, "hatch")


def test_a_value_between_two_gaps_is_a_mark_of_its_own() -> None:
    """It has no line, but it is seen."""
    svg = drawn(figure(1, None, 3, None, 4))
    assert path_of(svg, "s1") == ""
    assert len([path for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == "m1"]) == 3


@pytest.mark.parametrize("size", Size)
def test_title_and_words_come_first(size: Size) -> None:
    """The finding is the title, the figures are in the description, and both are pointed to."""
    svg = drawn(trend(), size)
    title, description = list(svg)[:2]
    assert (title.tag, title.text) == (f"{SVG}title", trend().title)
    assert (description.tag, description.text) == (f"{SVG}desc", trend().alt)
    assert (svg.attrib["role"], svg.attrib["direction"]) == ("img", "ltr")
    assert svg.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"


def test_no_id_is_used_twice() -> None:
    """The two sizes of a figure stand on one page."""
    both = chart(trend(), "en", Size.WIDE) + chart(trend(), "en", Size.NARROW)
    found = re.findall(r' id="([^"]+)"', both)
    assert len(found) == len(set(found)) == 4


def test_each_event_has_its_number() -> None:
    """The list below says what each number stands for."""
    svg = drawn(trend())
    numbers = [text for text in svg.iter(f"{SVG}text") if text.attrib["class"] == "event-number"]
    assert [text.text for text in numbers] == ["1", "2", "3"]
    places = [float(text.attrib["x"]) for text in numbers]
    assert places[0] + 18 < places[1] < places[2] - 18


def test_everything_lies_inside_the_picture() -> None:
    """No text starts outside, in either size."""
    for size in Size:
        svg = drawn(trend(), size)
        _, _, width, height = map(float, svg.attrib["viewBox"].split())
        for text in svg.iter(f"{SVG}text"):
            assert 0 <= float(text.attrib["x"]) <= width
            assert 0 <= float(text.attrib["y"]) <= height


def test_no_style_that_a_strict_policy_would_block() -> None:
    """Colours are attributes with classes beside them."""
    assert "style" not in chart(trend(), "en")


def test_words_are_escaped() -> None:
    """A title with markup in it is text."""
    assert drawn(replace(figure(1, 2), title="<b>&")).find(f"{SVG}title").text == "<b>&"  # type: ignore[union-attr]


def test_percent_is_written_at_the_axis() -> None:
    """The unit of a rate stands at each tick."""
    subject = figure(10, 20)
    line = replace(subject.line, unit="% of requests") if subject.line else None
    assert "20%" in texts(drawn(replace(subject, line=line)))


def bars(*values: Bar) -> Figure:
    """A figure of bars."""
    return Figure("f", "Finding", "Measure", "Words", bars=BarData(values))


def test_bars_are_as_long_as_their_values() -> None:
    """Half the value, half the length."""
    svg = drawn(bars(Bar("A", 100, "100"), Bar("B", 50, "50"), Bar("C", 0, "0")))
    long, half, none = (float(rect.attrib["width"]) for rect in rects(svg, "b1"))
    assert half == pytest.approx(long / 2, abs=0.1)
    assert none == 0


def test_a_bar_without_a_value_is_words_alone() -> None:
    """What is not known is not drawn as zero."""
    svg = drawn(bars(Bar("A", 100, "100"), Bar("B", None, "not available")))
    assert len(rects(svg, "b1")) == 1
    assert "not available" in texts(svg)


def test_bars_that_are_all_zero() -> None:
    """Nothing is divided by zero."""
    assert len(rects(drawn(bars(Bar("A", 0, "0"))), "b1")) == 1


def test_a_figure_without_data_is_refused() -> None:
    """Exactly one of lines and bars is drawn."""
    with pytest.raises(ValueError, match="neither lines nor bars"):
        chart(Figure("f", "t", "s", "a"), "en")


def test_bars_begin_at_the_right_in_arabic() -> None:
    """Names stand at the right of the axis, values at the left end of each bar."""
    subject = bars(Bar("\u0627\u0644\u0647\u0646\u062f", 100, "100"), Bar("Malta", 50, "50"))
    svg = ET.fromstring(chart(subject, "ar"))  # noqa: S314 - our own markup
    whole, half = (rect for rect in svg.iter(f"{SVG}rect") if rect.attrib["class"] == "b1")
    ends = {float(rect.attrib["x"]) + float(rect.attrib["width"]) for rect in (whole, half)}
    assert len(ends) == 1
    name, value, *_ = (text for text in svg.iter(f"{SVG}text"))
    assert float(name.attrib["x"]) > max(ends) > float(whole.attrib["x"]) > float(value.attrib["x"])
    assert name.attrib["unicode-bidi"] == "plaintext"
    assert value.attrib["text-anchor"] == "end"


@pytest.mark.parametrize("words", ["Запросы", "раскрытием", "Соединенные Штаты", "розпоряджень"])
def test_cyrillic_letters_have_room(words: str) -> None:
    """They are broader than Latin ones; a label as wide as is estimated is cut nowhere."""
    font = TTFont(Path(__file__).parents[2] / "report_templates" / "assets" / "inter-400.woff2")
    names, advances = font.getBestCmap(), font["hmtx"]
    true = sum(advances[names[ord(letter)]][0] for letter in words) / font["head"].unitsPerEm
    assert true <= text_width(words, 1) < 1.1 * true


def test_lines_of_japanese_are_broken_between_letters() -> None:
    """It has no blanks; a full stop does not begin a line, and a foreign word stays whole."""
    words = "\u65e5\u672c\u8a9e\u306e\u6587\u3002Pellucid \u3067"
    assert wrap(words, 40) == ["\u65e5\u672c\u8a9e", "\u306e\u6587\u3002", "Pellucid", "\u3067"]
