"""A Figure in, its chart as accessible SVG out, in a wide form and one for a narrow screen.

Print colours stand in presentation attributes, because WeasyPrint reads no page style inside an SVG; the
page's style sheet overrides them by class, for dark mode.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup

from pellucid.render.pictures.bars import COLOUR, INK, draw_bars
from pellucid.render.pictures.lines import draw_lines
from pellucid.render.pictures.map import draw_map
from pellucid.render.pictures.svg import BACK, FONT, TO_THE_LEFT, element, text, wrap

if TYPE_CHECKING:
    from pellucid.render.pictures.lines import Picture
    from pellucid.report.model import Figure


MARGIN = 20  # round a chart that stands alone


class Size(Enum):
    """Width of a chart in the units of its own."""

    WIDE = 720
    NARROW = 340


def chart(figure: Figure, language: str, size: Size = Size.WIDE, bar: str = COLOUR) -> Markup:
    """Draw a figure's chart; bar: the colour of bars, where no style sheet gives one."""
    form = size.name.lower()
    picture = _picture(figure, language, size, bar)
    title, description = f"{figure.id}-{form}-title", f"{figure.id}-{form}-desc"
    return element(
        "svg",
        element("title", figure.title, id=title),
        element("desc", figure.alt, id=description),
        picture.shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size.value} {picture.height:.0f}",
        role="img",
        aria_labelledby=f"{title} {description}",
        class_=f"chart {form} map" if figure.map else f"chart {form}",
        font_family=FONT,
        font_size=13,
        direction="ltr",  # time runs to the right in every language; labels are placed so
    )


def standing_alone(figure: Figure, language: str, credit: str, bar: str = COLOUR) -> Markup:
    """Draw a chart as a picture of its own: with its finding, its events and the credit, on white."""
    picture, width = _picture(figure, language, Size.WIDE, bar), Size.WIDE.value
    direction = str(Locale.parse(language).text_direction)
    # A renderer may know no direction: a text ends where it would begin, and marks around it turn its parts.
    start = MARGIN if direction == "ltr" else MARGIN + width
    anchor, turn, back = (None, "", "") if direction == "ltr" else ("end", TO_THE_LEFT, BACK)
    lines, top = Markup(""), float(MARGIN)

    def written(words: str, size: int, **attributes: object) -> Markup:
        nonlocal top
        found = Markup("")
        for line in wrap(words, width, size * 1.05):
            top += size * 1.3
            line_of = f"{turn}{line}{back}"
            found += text(line_of, (start, top), font_size=size, text_anchor=anchor, **attributes)
        return found

    lines += written(figure.title, 18, font_weight=700, fill=INK) + written(figure.subtitle, 14)
    top += MARGIN
    place = {"x": MARGIN, "y": top, "width": width, "height": picture.height}
    lines += element("svg", picture.shapes, viewBox=f"0 0 {width} {picture.height:.0f}", **place)
    top += picture.height + MARGIN / 2
    for event in figure.events:
        lines += written(f"{event.number}. {event.date} \N{MIDDLE DOT} {event.label}", 12)
    top += MARGIN / 2
    lines += written(credit, 11)
    box = {"width": width + 2 * MARGIN, "height": f"{top + MARGIN:.0f}"}
    return element(
        "svg",
        element("title", figure.title),
        element("desc", figure.alt),
        element("rect", fill="#ffffff", **box),
        lines,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {box['width']} {box['height']}",
        font_family=FONT,
        font_size=13,
        **box,
    )


def _picture(figure: Figure, language: str, size: Size, bar: str) -> Picture:
    width, direction = size.value, str(Locale.parse(language).text_direction)
    if figure.bars is not None:
        return draw_bars(figure.bars, width, direction, bar)
    if figure.map is not None:
        return draw_map(figure.map, width, f"{figure.id}-{size.name.lower()}", direction)
    if figure.line is None:
        raise ValueError(f"the figure {figure.id} has neither lines nor bars nor a map")
    percent = "%" if figure.line.unit.startswith("%") else ""
    return draw_lines(figure.line, width, lambda value: format_decimal(value, locale=language) + percent)
