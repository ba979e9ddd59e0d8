"""MapData in, the shapes of a map of the world out: areas with their figures, circles, the legend below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from pellucid.render.pictures.lines import Picture
from pellucid.render.pictures.svg import Side, element, text_width
from pellucid.vocabulary.world import has_code, world

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pellucid.report.model import Area, Fill, MapData

INK, INK_2 = "#1b1f23", "#555b61"
PAPER, LAND, PALE_EDGE = "#ffffff", "#e6e8eb", "#a3aab1"
# From pale to dark, apart for eyes that do not tell red from green, and in grey.
SHADES = {
    "shade-1": "#cfe1f2",
    "shade-2": "#93c4df",
    "shade-3": "#4a98c9",
    "shade-4": "#1864aa",
    "shade-5": "#08306b",
    "zero": PAPER,
    "no-record": LAND,
}
HATCHES = ("withheld", "range", "unavailable")
WITH_FIGURE = frozenset({"withheld", "range", *(name for name in SHADES if name.startswith("shade"))})
NARROW = 480  # a picture below this width takes the coarse outlines and larger circles
SWATCH, SWATCH_HEIGHT, SPACE, BETWEEN, ROW = 22.0, 13.0, 7.0, 18.0, 22.0  # of the legend


@dataclass(frozen=True)
class Sheet:
    """How the map is drawn: its width in the picture's units, and what goes with it.

    step: of the hatches; radius: of the circles.
    """

    width: float
    name: str
    coarse: bool
    step: float
    radius: float

    @classmethod
    def of(cls, width: float, name: str) -> Sheet:
        """Lay out a map of a width; `name` begins the names of its hatches, which are its own on a page."""
        if width < NARROW:
            return cls(width, name, coarse=True, step=3.2, radius=3.4)
        return cls(width, name, coarse=False, step=3.6, radius=3.2)

    @property
    def scale(self) -> float:
        """How many of the picture's units one of the outlines' takes."""
        return self.width / world().width * (world().grid if self.coarse else 1)

    @property
    def height(self) -> float:
        """How high the map is."""
        return self.width * world().height / world().width

    def paint(self, fill: str) -> str:
        """Give what an area is painted with."""
        return f"url(#{self.name}-{fill})" if fill in HATCHES else SHADES[fill]


def draw_map(data: MapData, width: float, name: str, direction: str = "ltr") -> Picture:
    """Draw a map with its legend below it."""
    sheet, side = Sheet.of(width, name), Side.of(width, direction)
    places, height = _places(data.legend, sheet.width, sheet.height + 14)
    swatches = [_swatch(entry, sheet, at, side) for entry, at in zip(data.legend, places, strict=True)]
    labels = [_label(entry, at, side) for entry, at in zip(data.legend, places, strict=True)]
    used = {entry.fill for entry in data.legend}
    hatches = Markup("").join(_hatch(sheet, fill) for fill in HATCHES if fill in used)
    # In one group, so that the hatches are alike on all of them.
    painted = element(
        "g",
        element("g", *_areas(data, sheet), stroke=PAPER, stroke_width=0.5 / sheet.scale, class_="land"),
        *_circles(data.areas, sheet),
        *swatches,
        transform=f"scale({sheet.scale:.5g})",
        stroke_linejoin="round",
    )
    return Picture(hatches + painted + Markup("").join(labels), height)


def _areas(data: MapData, sheet: Sheet) -> Iterator[Markup]:
    """Draw every area; first those that nothing is to be said of."""
    outlines = _outlines(sheet)
    by_code = {area.code: area for area in data.areas}
    nameless = "".join(path for code, path in outlines.items() if not has_code(code))
    yield element("path", d=nameless, fill=LAND, class_="no-record")
    for area in data.areas:
        parts = [
            outlines[code]
            for code, outline in world().areas.items()
            if code == area.code or (outline.within == area.code and code not in by_code)
        ]
        if any(parts):
            yield element(
                "path",
                element("title", area.text),
                d="".join(parts),
                fill=sheet.paint(area.fill),
                stroke=PALE_EDGE if area.fill in {"zero", *HATCHES} else None,
                class_=area.fill,
            )


def _outlines(sheet: Sheet) -> Mapping[str, str]:
    areas = world().areas.items()
    return {code: outline.coarse if sheet.coarse else outline.fine for code, outline in areas}


def _circles(areas: Sequence[Area], sheet: Sheet) -> Iterator[Markup]:
    """Mark small areas that have a figure, so that they are seen."""
    steps = world().grid if sheet.coarse else 1
    for area in areas:
        outline = world().areas[area.code]
        if outline.at and area.fill in WITH_FIGURE:
            x, y = (place / steps for place in outline.at)
            yield element(
                "circle",
                element("title", area.text),
                cx=x,
                cy=y,
                r=sheet.radius / sheet.scale,
                fill=sheet.paint(area.fill),
                stroke=INK,
                stroke_width=0.7 / sheet.scale,
                class_=f"small {area.fill}",
            )


def _hatch(sheet: Sheet, fill: str) -> Markup:
    """Make the pattern of areas without an exact figure: slanting strokes, level ones, dots."""
    step, unit = sheet.step / sheet.scale, 1 / sheet.scale
    slanting = (
        f"M{-unit:.1f} {unit:.1f}L{unit:.1f} {-unit:.1f}M0 {step:.1f}L{step:.1f} 0"
        f"M{step - unit:.1f} {step + unit:.1f}L{step + unit:.1f} {step - unit:.1f}"
    )
    paths = {
        "withheld": (slanting, 0.8),
        "range": (f"M0 {step / 2:.1f}H{step:.1f}", 1.0),
        "unavailable": (f"M{step / 2:.1f} {step / 2:.1f}h.01", 1.1),
    }
    path, thickness = paths[fill]
    ground = (
        {"fill": LAND, "class_": "no-record"}
        if fill == "unavailable"
        else {"fill": PAPER, "class_": "ground"}
    )
    return element(
        "pattern",
        element("rect", width=step, height=step, **ground),
        element(
            "path",
            d=path,
            stroke=INK_2,
            stroke_width=thickness * unit,
            stroke_linecap="square",
            class_="strokes",
        ),
        id=f"{sheet.name}-{fill}",
        width=step,
        height=step,
        patternUnits="userSpaceOnUse",
    )


def _places(entries: Sequence[Fill], width: float, top: float) -> tuple[list[tuple[float, float]], float]:
    """Lay a legend out in rows; give the place of each entry, and where they end."""
    places, x, y = [], 0.0, top
    for entry in entries:
        wide = SWATCH + SPACE + text_width(entry.text)
        if x and x + wide > width:
            x, y = 0.0, y + ROW
        places.append((x, y))
        x += wide + BETWEEN
    return places, y + ROW


def _swatch(entry: Fill, sheet: Sheet, at: tuple[float, float], side: Side) -> Markup:
    """Paint an entry's fill."""
    return element(
        "rect",
        x=side.left(at[0] + 0.5, SWATCH) / sheet.scale,
        y=at[1] / sheet.scale,
        width=SWATCH / sheet.scale,
        height=SWATCH_HEIGHT / sheet.scale,
        fill=sheet.paint(entry.fill),
        stroke=PALE_EDGE,
        stroke_width=0.75 / sheet.scale,
        class_=f"swatch {entry.fill}",
    )


def _label(entry: Fill, at: tuple[float, float], side: Side) -> Markup:
    return side.text(entry.text, (at[0] + SWATCH + SPACE, at[1] + 11), fill=INK, class_="name")
