"""BarData in, the shapes of horizontal bars out: the value in words at each bar's end, no axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from pellucid.render.pictures.lines import LINE_HEIGHT, Picture
from pellucid.render.pictures.svg import Side, element, hit, text_width, wrap

if TYPE_CHECKING:
    from pellucid.report.model import Bar, BarData

INK = "#1b1f23"
COLOUR = "#0072b2"
THICKNESS = 16
GAP = 10
WIDEST_LABEL = 0.34  # of the picture; longer labels take several lines
STACKED_BELOW = 480  # narrower pictures have the label above its bar


def draw_bars(data: BarData, width: float, direction: str = "ltr", colour: str = COLOUR) -> Picture:
    """Draw bars with their labels beside them, or above them where the picture is narrow.

    They begin at the side on which the language does.
    """
    side, stacked = Side.of(width, direction), width < STACKED_BELOW
    lines = [wrap(bar.label, width if stacked else width * WIDEST_LABEL) for bar in data.bars]
    start = 1.0 if stacked else max(text_width(line) for label in lines for line in label) + 12
    values = max((text_width(bar.text) for bar in data.bars if bar.value is not None), default=0)
    largest = max((bar.value or 0 for bar in data.bars), default=0) or 1
    shapes, hits, top = Markup(""), Markup(""), 2.0
    for bar, label in zip(data.bars, lines, strict=True):
        length = (width - start - values - 14) * (bar.value or 0) / largest
        place = top + LINE_HEIGHT * len(label) + 2 if stacked else top + (LINE_HEIGHT * (len(label) - 1)) / 2
        shapes += _label(side, label, top, None if stacked else start - 10)
        shapes += _bar(side, bar, (start, place), length, colour)
        below = max(place + THICKNESS, top + LINE_HEIGHT * len(label)) + GAP
        hits += hit(f"{bar.label}: {bar.text}", (0.0, top - GAP / 2), (float(width), below - top))
        top = below
    base = element("path", d=f"M{side.x(start):.1f} 0V{top - GAP + 2:.1f}", stroke="#555555", class_="base")
    return Picture(shapes + (Markup("") if stacked else base) + hits, top - GAP + 4)


def _label(side: Side, lines: list[str], top: float, end: float | None) -> Markup:
    return Markup("").join(
        side.text(
            line,
            (end or 0, top + 12.5 + row * LINE_HEIGHT),
            ends=end is not None,
            fill=INK,
            class_="name",
        )
        for row, line in enumerate(lines)
    )


def _bar(side: Side, bar: Bar, at: tuple[float, float], length: float, colour: str) -> Markup:
    start, top = at
    if bar.value is None:
        return side.text(bar.text, (start + (8 if start > 1 else 0), top + 12.5), class_="axis none")
    length = max(length, 0.0)
    shape = element(
        "rect", x=side.left(start, length), y=top, width=length, height=THICKNESS, fill=colour, class_="b1"
    )
    end = (start + length + 6, top + 12.5)
    return shape + side.text(bar.text, end, fill=INK, font_weight=700, class_="value")
