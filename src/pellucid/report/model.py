"""What a page says: a frozen report in one language, in display strings only.

Templates may loop over these records, test a flag and include `block.template`;
they never compute, round, look a code up, or test a type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, overload

from markupsafe import Markup  # noqa: TC002 - part of the records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# ----------------------------------------------------------------- table


@dataclass(frozen=True)
class Cell:
    """One cell of a table as it is shown: `text` is final (grouped, rounded, with its mark)."""

    text: str
    href: str | None = None
    note: str | None = None  # words for <abbr title>, e.g. "not available: no figure was published"
    spoken: str | None = None  # what is read aloud instead of a mark: "withheld" for "c"
    sort: str | None = None  # raw key for sorting ("data-v"); empty: there is none; None: the text itself
    numeric: bool = True
    status: str = "published"  # a code of vocabulary.status

    @property
    def classes(self) -> str:
        """CSS classes: "num" of a number, and the status, but for the plain one that most cells have."""
        return " ".join(("num",) * self.numeric + (self.status,) * (self.status != "published"))


@dataclass(frozen=True)
class Column:
    """A column head; `unit` is shown small beside the title."""

    title: str
    unit: str | None = None
    numeric: bool = True
    width: int = 1  # relative width, for a fixed table layout


@dataclass(frozen=True)
class Row:
    """A table row: `head` becomes the row's <th scope=row>."""

    head: Cell
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A captioned table with its notes and the data file that holds the same figures."""

    template: ClassVar[str] = "blocks/table.html"
    id: str
    caption: str
    columns: tuple[Column, ...]  # the first is the head column
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: Link | None = None
    key: str | None = None  # the shortest legend, above a table whose notes are far below
    filtered: bool = False  # a reader may look for a row by the name at its head


@dataclass(frozen=True)
class Link:
    """A link: text, address relative to the release's root (or absolute http), and an optional remark."""

    text: str
    href: str
    remark: str | None = None


# ---------------------------------------------------------------- charts


@dataclass(frozen=True)
class Point:
    """A point of a line: value None is a gap. `text` is the value in words for alt text and title."""

    label: str  # the period as on the axis
    value: float | None
    text: str
    withheld: bool = False  # the gap is shown as one that tells nothing of the value


@dataclass(frozen=True)
class Series:
    """A line with its direct label."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class EventMark:
    """A dated event on a trend: `position` in units of points (0 = start of the first period)."""

    position: float
    date: str
    label: str
    href: str | None = None
    number: int = 1  # the figure shows the number; the list below it says what it was


@dataclass(frozen=True)
class LineData:
    """Lines over periods; `breaks` are indices before which the line is cut."""

    series: tuple[Series, ...]
    events: tuple[EventMark, ...] = ()
    breaks: tuple[int, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Bar:
    """A horizontal bar with its value in words; value None draws no bar and shows `text`."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True)
class BarData:
    """Horizontal bars, in the order in which they are shown."""

    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True)
class Area:
    """A country on a map: how it is filled, as the map's legend has it, and its figure in words."""

    code: str
    fill: str
    text: str


@dataclass(frozen=True)
class Fill:
    """An entry of a map's legend: "shade-1" (few) to "shade-5" (many) or a fill of its own; what it means."""

    fill: str
    text: str


@dataclass(frozen=True)
class MapData:
    """A map of the world: every country that is on it, and the legend."""

    areas: tuple[Area, ...]
    legend: tuple[Fill, ...]


@dataclass(frozen=True)
class Figure:
    """A chart. Exactly one of `line`, `bars` and `map` is set; render/pictures/charts.py draws it."""

    template: ClassVar[str] = "blocks/figure.html"
    id: str
    title: str  # states the finding
    subtitle: str  # measure, unit, period
    alt: str  # the figures in words
    line: LineData | None = None
    bars: BarData | None = None
    map: MapData | None = None
    notes: tuple[str, ...] = ()
    events: tuple[EventMark, ...] = ()  # listed below the figure
    source: Link | None = None


# ---------------------------------------------------------- other blocks


@dataclass(frozen=True)
class KeyFigure:
    """A large number, its label, and its changes in words ("up 12 % on the quarter before")."""

    value: str
    label: str
    change: str | None = None
    note: str | None = None
    status: str = "published"
    on_year: str | None = None  # the change on the same period a year before


@dataclass(frozen=True)
class KeyFigures:
    """Three or four key figures in a row."""

    template: ClassVar[str] = "blocks/key_figures.html"
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Text:
    """Plain paragraphs."""

    template: ClassVar[str] = "blocks/text.html"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Narrative:
    """The publisher's own words: Markdown already turned into clean HTML."""

    template: ClassVar[str] = "blocks/narrative.html"
    html: Markup


@dataclass(frozen=True)
class Heading:
    """A sub-heading (h3) inside a section."""

    template: ClassVar[str] = "blocks/heading.html"
    id: str
    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of sentences; `ordered` numbers them."""

    template: ClassVar[str] = "blocks/bullets.html"
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Definition:
    """A term and what it means."""

    term: str
    text: str


@dataclass(frozen=True)
class Definitions:
    """A definition list."""

    template: ClassVar[str] = "blocks/definitions.html"
    items: tuple[Definition, ...]


@dataclass(frozen=True)
class TimelineEntry:
    """A dated entry of a time line."""

    date: str
    label: str
    href: str | None = None


@dataclass(frozen=True)
class MethodChange:
    """The first day of a new method, in words too, the measures that it changes, and why."""

    date: str  # ISO
    day: str
    measures: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Timeline:
    """Events in order of date."""

    template: ClassVar[str] = "blocks/timeline.html"
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True)
class PolicyVersion:
    """A version of the disclosure policy as a card: what it allows and requires, and what came of it."""

    version: str
    title: str
    in_force: str  # "In force from 23 September 2024"
    href: str | None
    allows: tuple[str, ...]
    requires: tuple[str, ...]
    effective_from: str = ""  # the first day in force, ISO
    effective_to: str | None = None  # the last one; None: it is in force still


@dataclass(frozen=True)
class Policies:
    """All versions of the policy, newest first."""

    template: ClassVar[str] = "blocks/policies.html"
    versions: tuple[PolicyVersion, ...]


@dataclass(frozen=True)
class Downloads:
    """Files to take away."""

    template: ClassVar[str] = "blocks/downloads.html"
    links: tuple[Link, ...]


Block = (
    KeyFigures
    | Table
    | Figure
    | Text
    | Narrative
    | Heading
    | Bullets
    | Definitions
    | Timeline
    | Policies
    | Downloads
)


# ---------------------------------------------------------------- pages


@dataclass(frozen=True)
class Section:
    """A section (h2) of the report; `id` is one of the configuration's report.sections, or `downloads`."""

    id: str
    title: str
    blocks: tuple[Block, ...]


class Later(Sequence["Block"]):
    """Blocks that are said once somebody asks for one of them, and then kept."""

    def __init__(self, say: Callable[[], Iterable[Block]]) -> None:
        self._say = say

    @cached_property
    def _said(self) -> tuple[Block, ...]:
        return tuple(self._say())

    def __len__(self) -> int:
        return len(self._said)

    @overload
    def __getitem__(self, place: int) -> Block: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Block]: ...

    def __getitem__(self, place: int | slice) -> Block | Sequence[Block]:
        return self._said[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._said == tuple(other)

    def __hash__(self) -> int:
        return hash(self._said)

    def __reduce__(self) -> tuple[type[tuple[Block, ...]], tuple[tuple[Block, ...]]]:
        """Another process gets them said."""
        return tuple, (self._said,)


@dataclass(frozen=True)
class CountryPage:
    """One country: its figures in this period, and its history."""

    code: str  # ISO 3166-1 alpha-2, or _U
    name: str
    blocks: Sequence[Block]
    previous: Link | None = None  # neighbours in the order of names
    next: Link | None = None
    span: str = ""  # the days that a page of all periods is about
    newest: Link | None = None  # of such a page, to the country's page in the newest report that has one

    @property
    def path(self) -> str:
        """Where the page lies below the release's root."""
        return f"countries/{self.code}.html"


@dataclass(frozen=True)
class Language:
    """A language of the site: its name in itself, and where its pages lie below a root: "" or "fr/"."""

    code: str
    name: str
    direction: str
    path: str


@dataclass(frozen=True)
class Publisher:
    """Who publishes."""

    name: str
    url: str
    contact: str


@dataclass(frozen=True)
class TypeWords:
    """A type of request or a category that has figures, with its name in the report.

    family: of a type of request, which says what it counts towards; None of a category.
    """

    code: str
    label: str
    family: str | None = None


@dataclass(frozen=True)
class PeriodWords:
    """The period in words: name "2025-Q4", label "Q4 2025", span "1 October to 31 December 2025"."""

    name: str
    folder: str
    label: str
    span: str
    start: str  # ISO
    end: str  # ISO


@dataclass(frozen=True)
class Citation:
    """How a reader cites the release: a sentence, and where it is found."""

    text: str
    address: str | None = None


@dataclass(frozen=True)
class Report:
    """A release in one language: sections of the main page, the method page, and a page for each country."""

    language: str
    direction: str  # ltr or rtl
    title: str
    publisher: Publisher
    period: PeriodWords
    published_on: str  # in words
    published_at: str  # ISO date, for metadata
    program: str  # "Pellucid 0.1.0"
    summary: str  # one sentence for the meta description and the front page
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    method: Section
    countries: tuple[CountryPage, ...]
    downloads: tuple[Link, ...]
    next_report: str | None  # when the next one is due, in words
    appendices: tuple[Section, ...] = ()  # long tables, on paper alone
    attribution: tuple[str, ...] = ()  # sources that ask for it
    request_types: tuple[TypeWords, ...] = ()  # those that have figures
    base_url: str | None = None  # where the site stands; the PDF links to the release there
    citation: Citation | None = None
    method_changes: tuple[MethodChange, ...] = ()
    words: dict[str, str] = field(default_factory=dict)  # fixed words of the page: "skip", "contents", …
    languages: tuple[Language, ...] = ()  # all that the release is written in, the first one at its root

    @property
    def name(self) -> str:
        """Its title and its period: "Transparency report, Q4 2025"."""
        return f"{self.title}{self.words.get('comma', ', ')}{self.period.label}"

    @property
    def path(self) -> str:
        """Where the pages of the report's language lie below the release's root."""
        return path_of(self.language, self.languages)


# ----------------------------------------------------------- front page


@dataclass(frozen=True)
class ReleaseEntry:
    """A release on the front page."""

    name: str
    folder: str
    label: str
    summary: str
    published_on: str
    published_at: str
    key_figures: tuple[KeyFigure, ...]
    links: tuple[Link, ...]  # report, PDF, data: from the site's root
    path: str = ""  # where its pages in the front page's language lie below its folder
    language: str | None = None  # what it is told in, where it isn't told in the front page's language

    @property
    def href(self) -> str:
        """Its own page, from the site's root."""
        return f"{self.folder}/{self.path}index.html"


@dataclass(frozen=True)
class CountryEntry:
    """A country on the front page, linked to its page in the newest release that has one."""

    name: str
    href: str  # from the site's root


@dataclass(frozen=True)
class Span:
    """A period as a column of a comparison: its first and last day, ISO."""

    name: str
    label: str
    start: str
    end: str


@dataclass(frozen=True)
class Matrix:
    """A measure of every country in every period; `breaks` are days across which nothing is compared."""

    label: str
    table: Table
    spans: tuple[Span, ...]
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """The page that sets any two periods beside each other."""

    lead: str
    matrices: tuple[Matrix, ...]


@dataclass(frozen=True)
class FrontPage:
    """The site's front page: the newest release, all releases (newest first), every country."""

    language: str
    direction: str
    title: str
    publisher: Publisher
    about: str
    newest: ReleaseEntry
    releases: tuple[ReleaseEntry, ...]
    countries: tuple[CountryEntry, ...]
    trend: Figure | None
    timeline: tuple[TimelineEntry, ...]
    base_url: str | None
    program: str
    attribution: tuple[str, ...] = ()
    map: Figure | None = None
    words: dict[str, str] = field(default_factory=dict)
    languages: tuple[Language, ...] = ()
    compared: bool = False  # whether there is a page that compares periods
    downloads: tuple[Link, ...] = ()  # of all periods together
    method_changes: tuple[str, ...] = ()  # in the periods of the releases, in words
    # country -> name of a period -> the country's page in that report, from the site's root
    country_reports: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the pages of this language lie below the site's root."""
        return path_of(self.language, self.languages)


def path_of(code: str, languages: tuple[Language, ...]) -> str:
    """Say where a language's pages lie below a root; the only one's, at the root itself."""
    return next((language.path for language in languages if language.code == code), "")
