"""BarData in, the shapes of horizontal bars out: the value in words at each bar's end, no axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from pellucid.render.lines import LINE_HEIGHT, Picture
from pellucid.render.svg import element, hit, text, text_width, wrap

if TYPE_CHECKING:
    from pellucid.report.model import Bar, BarData

INK = "#1b1f23"
COLOUR = "#0072b2"
THICKNESS = 16
GAP = 10
WIDEST_LABEL = 0.34  # of the picture; longer labels take several lines
STACKED_BELOW = 480  # narrower pictures have the label above its bar


def draw_bars(data: BarData, width: float) -> Picture:
    """Draw bars with their labels beside them, or above them where the picture is narrow."""
    stacked = width < STACKED_BELOW
    lines = [wrap(bar.label, width if stacked else width * WIDEST_LABEL) for bar in data.bars]
    left = 1.0 if stacked else max(text_width(line) for label in lines for line in label) + 12
    room = (
        width
        - left
        - max((text_width(bar.text) for bar in data.bars if bar.value is not None), default=0)
        - 14
    )
    largest = max((bar.value or 0 for bar in data.bars), default=0) or 1
    shapes, hits, top = Markup(""), Markup(""), 2.0
    for bar, label in zip(data.bars, lines, strict=True):
        length = room * (bar.value or 0) / largest
        place = top + LINE_HEIGHT * len(label) + 2 if stacked else top + (LINE_HEIGHT * (len(label) - 1)) / 2
        shapes += _label(label, top, None if stacked else left - 10) + _bar(bar, left, place, length)
        below = max(place + THICKNESS, top + LINE_HEIGHT * len(label)) + GAP
        hits += hit(f"{bar.label}: {bar.text}", (0.0, top - GAP / 2), (float(width), below - top))
        top = below
    base = element("path", d=f"M{left:.1f} 0V{top - GAP + 2:.1f}", stroke="#555555", class_="base")
    return Picture(shapes + (Markup("") if stacked else base) + hits, top - GAP + 4)


def _label(lines: list[str], top: float, right: float | None) -> Markup:
    anchor = {"text_anchor": "end"} if right is not None else {}
    return Markup("").join(
        text(line, (right or 0, top + 12.5 + row * LINE_HEIGHT), fill=INK, class_="name", **anchor)
        for row, line in enumerate(lines)
    )


def _bar(bar: Bar, left: float, top: float, length: float) -> Markup:
    if bar.value is None:
        return text(bar.text, (left + (8 if left > 1 else 0), top + 12.5), class_="axis none")
    shape = element("rect", x=left, y=top, width=max(length, 0.0), height=THICKNESS, fill=COLOUR, class_="b1")
    return shape + text(bar.text, (left + length + 6, top + 12.5), fill=INK, font_weight=700, class_="value")
