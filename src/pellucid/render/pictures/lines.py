"""LineData in, the shapes of a line chart out: direct labels, gaps, dated event marks, breaks of method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from pellucid.render.pictures.scales import axis_labels, nice_ticks, spread
from pellucid.render.pictures.svg import element, hit, text, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pellucid.report.model import EventMark, LineData, Point, Series

# Okabe-Ito for the lines, darker tints of the same hues for their labels; a fifth line and more are grey.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
INKS = ("#0072b2", "#b04a00", "#00694c", "#a8497b")
GREY, GREY_INK = "#8a8f94", "#555555"
LINE_HEIGHT = 16
MARK = 9  # radius of an event's number
EVENT_ROOM = 24  # above the plot, for the numbers
MOST_MARKERS = 30
HATCH_WIDTH, HATCH_STEP = 9.0, 5


@dataclass(frozen=True)
class Frame:
    """Where the plot lies in a picture, and how values and periods map to it."""

    left: float
    right: float
    top: float
    bottom: float
    periods: int
    largest: float

    @property
    def band(self) -> float:
        """Width of one period."""
        return (self.right - self.left) / self.periods

    def x(self, position: float) -> float:
        """Place a moment: 0 is the start of the first period."""
        return self.left + position * self.band

    def y(self, value: float) -> float:
        """Place a value."""
        return self.bottom - (self.bottom - self.top) * value / self.largest


@dataclass(frozen=True)
class Picture:
    """Shapes, and the height that they take."""

    shapes: Markup
    height: float


def draw_lines(data: LineData, width: float, written: Callable[[float], str]) -> Picture:
    """Draw a line chart; `written` writes a value of the axis."""
    values = [point.value for series in data.series for point in series.points if point.value is not None]
    ticks = nice_ticks(max(values, default=0))
    labels = [wrap(series.label, width * 0.24) for series in data.series]
    height = 200 + 0.14 * width + (EVENT_ROOM if data.events else 0)
    frame = Frame(
        left=max(text_width(written(tick)) for tick in ticks) + 10,
        right=width - max(text_width(line) for label in labels for line in label) - 18,
        top=14 + (EVENT_ROOM if data.events else 0),
        bottom=height - 40,
        periods=len(data.series[0].points),
        largest=ticks[-1],
    )
    parts = (
        _grid(frame, ticks, written),
        _axis(frame, data.series[0].points),
        *_withheld(frame, data.series),
        *(_break(frame, index) for index in data.breaks),
        *_events(frame, data.events),
        *(_line(frame, series, index, data.breaks) for index, series in enumerate(data.series)),
        *_labels(frame, data.series, labels),
        *_told(frame, data.series),
    )
    return Picture(Markup("").join(parts), height)


def _grid(frame: Frame, ticks: Sequence[float], written: Callable[[float], str]) -> Markup:
    return Markup("").join(
        element(
            "path",
            d=f"M{frame.left:.1f} {frame.y(tick):.1f}H{frame.right:.1f}",
            stroke="#555555" if tick == 0 else "#dcdcdc",
            class_="base" if tick == 0 else "grid",
        )
        + text(written(tick), (frame.left - 8, frame.y(tick) + 4.5), text_anchor="end")
        for tick in ticks
    )


def _axis(frame: Frame, points: Sequence[Point]) -> Markup:
    labels = axis_labels([point.label for point in points], frame.band)
    return Markup("").join(
        text(words, (frame.x(label.index + 0.5), frame.bottom + drop), text_anchor="middle")
        for label in labels
        for words, drop in ((label.text, 18), (label.year, 35))
        if words
    )


def _withheld(frame: Frame, series: Sequence[Series]) -> Iterator[Markup]:
    """Hatch the periods of withheld points from the top to the bottom: no height is told."""
    half = min(HATCH_WIDTH, frame.band * 0.6) / 2
    for index in range(frame.periods):
        if any(line.points[index].withheld for line in series):
            x = frame.x(index + 0.5)
            strokes = _hatch(x - half, x + half, frame.top, frame.bottom)
            yield element("path", d=strokes, fill="none", stroke="#a3aab1", class_="hatch")


def _hatch(left: float, right: float, top: float, bottom: float) -> str:
    """Draw short strokes that rise to the right, one above the other."""
    rise = right - left
    places = [bottom - step * HATCH_STEP for step in range(int((bottom - top - rise) // HATCH_STEP) + 1)]
    return "".join(f"M{left:.1f} {y:.1f}L{right:.1f} {y - rise:.1f}" for y in places)


def _break(frame: Frame, index: int) -> Markup:
    x = frame.x(index)
    cut = f"M{x - 5:.1f} {frame.bottom + 5:.1f}l5 -10m1 10l5 -10"
    return element(
        "path",
        d=f"M{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}",
        stroke="#555555",
        stroke_dasharray="1 4",
        stroke_width=1.5,
        class_="break",
    ) + element("path", d=cut, stroke="#555555", fill="none", class_="break")


def _events(frame: Frame, events: Sequence[EventMark]) -> Iterator[Markup]:
    """Mark each event at its date; numbers that would touch are moved apart, their lines lead to the date."""
    apart = 2 * MARK + 4
    wanted = [frame.x(event.position) - apart / 2 for event in events]
    places = spread(wanted, [apart] * len(events), frame.right + apart)
    for event, place in zip(events, places, strict=True):
        x, mark, y = frame.x(event.position), place + apart / 2, MARK + 1.0
        yield element(
            "path",
            d=f"M{mark:.1f} {y + MARK:.1f}L{x:.1f} {frame.top - 2:.1f}V{frame.bottom:.1f}",
            fill="none",
            stroke="#555555",
            stroke_dasharray="4 3",
            class_="event",
        )
        yield element("circle", cx=mark, cy=y, r=MARK, fill="#ffffff", stroke="#555555", class_="event-mark")
        at = (mark, y + 4)
        number = str(event.number)
        yield text(number, at, text_anchor="middle", font_size=11, font_weight=700, class_="event-number")


def _line(frame: Frame, series: Series, index: int, breaks: Sequence[int]) -> Markup:
    colour = COLOURS[index] if index < len(COLOURS) else GREY
    name = f"s{min(index, len(COLOURS)) + 1}"
    path = "".join(_segment(frame, run) for run in runs(series.points, breaks))
    line = element(
        "path", d=path, fill="none", stroke=colour, stroke_width=2.5, stroke_linejoin="round", class_=name
    )
    return line + Markup("").join(_markers(frame, series, index, colour))


def runs(points: Sequence[Point], breaks: Sequence[int]) -> Iterator[list[tuple[int, float]]]:
    """Cut a line where a value is missing and where the method changed."""
    run: list[tuple[int, float]] = []
    for index, point in enumerate(points):
        if run and (point.value is None or index in breaks):
            yield run
            run = []
        if point.value is not None:
            run.append((index, point.value))
    if run:
        yield run


def _segment(frame: Frame, run: Sequence[tuple[int, float]]) -> str:
    places = [f"{frame.x(index + 0.5):.1f} {frame.y(value):.1f}" for index, value in run]
    return f"M{'L'.join(places)}" if len(places) > 1 else ""


def _markers(frame: Frame, series: Series, index: int, colour: str) -> Iterator[Markup]:
    known = [(place, point) for place, point in enumerate(series.points) if point.value is not None]
    name = f"m{min(index, len(COLOURS)) + 1}"
    for place, point in known if len(series.points) <= MOST_MARKERS else known[-1:]:
        shape = MARKERS[index % len(MARKERS)].format(x=frame.x(place + 0.5), y=frame.y(point.value or 0))
        yield element("path", d=shape, fill=colour, class_=name)


def _told(frame: Frame, series: Sequence[Series]) -> Iterator[Markup]:
    """Lay an unseen field over each period, which tells its figures to whoever points at it."""
    for index in range(frame.periods):
        figures = [f"{line.label}: {line.points[index].text}" for line in series]
        yield hit(
            "\n".join((series[0].points[index].label, *figures)),
            (frame.x(index), frame.top),
            (frame.band, frame.bottom - frame.top),
        )


MARKERS = (
    "M{x:.1f} {y:.1f}m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M{x:.1f} {y:.1f}m-3.5 -3.5h7v7h-7z",
    "M{x:.1f} {y:.1f}m0 -5l5 5l-5 5l-5 -5z",
    "M{x:.1f} {y:.1f}m0 -5l5 8.5h-10z",
)


def _labels(frame: Frame, series: Sequence[Series], labels: Sequence[list[str]]) -> Iterator[Markup]:
    heights = [LINE_HEIGHT * len(label) + 2.0 for label in labels]
    ends = [_end(frame, line) - height / 2 for line, height in zip(series, heights, strict=True)]
    tops = spread(ends, heights, frame.bottom + LINE_HEIGHT)
    for index, (label, top) in enumerate(zip(labels, tops, strict=True)):
        ink = INKS[index] if index < len(INKS) else GREY_INK
        name = f"t{min(index, len(INKS)) + 1}"
        for row, words in enumerate(label):
            at = (frame.right + 4, top + 12.5 + row * LINE_HEIGHT)
            yield text(words, at, fill=ink, font_weight=700, class_=name)


def _end(frame: Frame, series: Series) -> float:
    known = [point.value for point in series.points if point.value is not None]
    return frame.y(known[-1]) if known else frame.bottom
