"""A hand-made release: every kind of block, 60 countries, long names, cells that are not plain numbers."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from pellucid.confidentiality.protect import protect
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS, COVERAGE_COLUMNS, Cube, Figures
from pellucid.render.look import BUILT_IN, Look
from pellucid.render.pages.front import SitePages, site_pages
from pellucid.render.publication import Publication
from pellucid.report.model import (
    Area,
    Bar,
    BarData,
    Bullets,
    Cell,
    Column,
    Comparison,
    CountryEntry,
    CountryPage,
    Definition,
    Definitions,
    Downloads,
    EventMark,
    Figure,
    Fill,
    FrontPage,
    Heading,
    KeyFigure,
    KeyFigures,
    LineData,
    Link,
    MapData,
    Matrix,
    Narrative,
    PeriodWords,
    Point,
    Policies,
    PolicyVersion,
    Publisher,
    ReleaseEntry,
    Report,
    Row,
    Section,
    Series,
    Span,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from pellucid.report.wording.fixed_words import fixed_words
from pellucid.report.wording.words import Words
from pellucid.vocabulary.periods import Period
from pellucid.vocabulary.world import has_code, world

if TYPE_CHECKING:
    from pellucid.confidentiality.protect import ProtectedFigures

COUNTRIES = {
    "AL": "Albania",
    "AR": "Argentina",
    "AU": "Australia",
    "AT": "Austria",
    "BE": "Belgium",
    "BA": "Bosnia and Herzegovina",
    "BR": "Brazil",
    "BG": "Bulgaria",
    "CA": "Canada",
    "CL": "Chile",
    "CO": "Colombia",
    "CG": "Congo (Brazzaville)",
    "HR": "Croatia",
    "CY": "Cyprus",
    "CZ": "Czechia",
    "DK": "Denmark",
    "EG": "Egypt",
    "EE": "Estonia",
    "FI": "Finland",
    "FR": "France",
    "DE": "Germany",
    "GR": "Greece",
    "HK": "Hong Kong",
    "HU": "Hungary",
    "IS": "Iceland",
    "IN": "India",
    "ID": "Indonesia",
    "IE": "Ireland",
    "IL": "Israel",
    "IT": "Italy",
    "JP": "Japan",
    "KZ": "Kazakhstan",
    "KE": "Kenya",
    "LV": "Latvia",
    "LT": "Lithuania",
    "LU": "Luxembourg",
    "MT": "Malta",
    "MX": "Mexico",
    "MD": "Moldova",
    "MA": "Morocco",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "MK": "North Macedonia",
    "NO": "Norway",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "RS": "Serbia",
    "SG": "Singapore",
    "SK": "Slovakia",
    "GS": "South Georgia and the South Sandwich Islands",
    "KR": "South Korea",
    "ES": "Spain",
    "SE": "Sweden",
    "CH": "Switzerland",
    "TR": "Türkiye",
    "UA": "Ukraine",
    "GB": "United Kingdom",
    "US": "United States",
    "_U": "Unknown",
}
LARGEST = ("IN", "DE", "US", "BR", "FR", "GB", "KR")
QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4))[3:]
TYPES = {
    "court_order": "Court order",
    "search_warrant": "Search warrant",
    "emergency": "Emergency request, danger to life or limb",
    "mlat": "Mutual legal assistance treaty",
    "preservation": "Preservation",
}
SUMMARY = (
    "Authorities in 59 countries sent 14,905 requests for data about 23,118 accounts; "
    "data were disclosed on 9,270 of them."
)
WORDS = fixed_words(Words.of("en"))
PUBLISHER = Publisher("Example Messenger", "https://messenger.example", "transparency@messenger.example")
DATA = Link("legal_requests.csv", "data/legal_requests.csv", "CSV")


def requests_of(code: str) -> int:
    """Give an invented number of requests: large for the first countries, small for the rest."""
    if code in LARGEST:
        return 4271 // (LARGEST.index(code) + 1)
    return (ord(code[0]) * 31 + ord(code[1]) * 7) % 170


def publication() -> Publication:
    """Give the release."""
    return Publication(report(), figures())


# ------------------------------------------------------------------ report


def report() -> Report:
    """Give what the release says."""
    return Report(
        language="en",
        direction="ltr",
        title="Transparency report",
        publisher=PUBLISHER,
        period=PeriodWords(
            "2025-Q4", "2025-Q4", "Q4 2025", "1 October to 31 December 2025", "2025-10-01", "2025-12-31"
        ),
        published_on="15 January 2026",
        published_at="2026-01-15",
        program="Pellucid 0.1.0",
        summary=SUMMARY,
        key_figures=key_figures(),
        sections=(
            _summary(),
            _countries(),
            _request_types(),
            _outcomes(),
            _policy(),
            _data_held(),
            _downloads(),
        ),
        method=_method(),
        countries=tuple(_country(index) for index in range(len(COUNTRIES))),
        downloads=(
            Link("Report as PDF", "report.pdf"),
            Link("Legal requests, CSV", "data/legal_requests.csv"),
            Link("All figures, JSON", "data/report.json"),
        ),
        next_report="15 April 2026",
        attribution=("Country names: Unicode CLDR.", "Typeface: Inter, SIL Open Font License 1.1."),
        words=WORDS,
    )


def key_figures() -> tuple[KeyFigure, ...]:
    """Give the numbers at the top."""
    return (
        KeyFigure("14,905", "Requests", "up 12% on the quarter before"),
        KeyFigure("9,270", "Requests with data disclosed", "down 3% on the quarter before"),
        KeyFigure("≥ 23,118", "Accounts specified", None, "over 57 of 59 countries", "at_least"),
        KeyFigure("62.2%", "Disclosure rate", "down 9.6 percentage points on the quarter before"),
    )


def _summary() -> Section:
    return Section(
        "summary",
        "Summary",
        (
            KeyFigures(key_figures()),
            Narrative(
                Markup(
                    "<p>We publish every request that we receive. A valid order of a <strong>judicial "
                    "authority</strong> that names a suspect in a criminal case which breaks our terms is "
                    "analysed by our lawyers; only then may an IP address and a phone number be "
                    'disclosed. <a href="https://messenger.example/privacy">Read the <em>policy</em></a>.</p>'
                    "<blockquote><p>Messages are never disclosed: nobody has the keys.</p></blockquote>"
                )
            ),
            trend(),
            Text(("Since 23 September 2024 data may be disclosed in any criminal case.",)),
        ),
    )


def trend() -> Figure:
    """Give the chart with everything that a line chart can show."""
    events = (
        EventMark(3.6, "24 August 2024", "Founder detained in France", "https://news.example/a", 1),
        EventMark(3.9, "20 September 2024", "Officials in Ukraine are banned from use", None, 2),
        EventMark(3.95, "23 September 2024", "New version of the policy", "#policy", 3),
    )
    requests = (1210, 1302, 1544, 4102, 7210, 9988, 11780, 13308, 14905)
    disclosed = (8, 11, 14, 2144, 4980, None, 7700, 9556, 9270)
    return Figure(
        id="trend",
        title="Disclosures have grown since the policy changed in September 2024",
        subtitle="Requests received and requests with data disclosed, by quarter",
        alt="Requests: Q4 2023 1,210, … Q4 2025 14,905. With data disclosed: Q4 2023 8, … Q4 2025 9,270.",
        line=LineData(
            (
                Series("Requests", _points(requests)),
                Series("With data disclosed", _points(disclosed)),
            ),
            events,
            (7,),
            "requests",
        ),
        notes=(
            "x: not available. No figure was reported for Q1 2025.",
            "Since Q3 2025 accounts are counted once a request.",
        ),
        events=events,
        source=DATA,
    )


def _points(values: tuple[int | None, ...]) -> tuple[Point, ...]:
    labels = [f"{name[5:]} {name[:4]}" for name in QUARTERS]
    return tuple(
        Point(label, value, "not available" if value is None else f"{value:,}")
        for label, value in zip(labels, values, strict=True)
    )


def _countries() -> Section:
    return Section("countries", "Countries", (_ranking(), _country_table(), world_map()))


def world_map() -> Figure:
    """Give a map with everything that a map can show."""
    fills = {
        **{
            code: f"shade-{5 - min(requests_of(code) // 60, 4)}"
            for code in COUNTRIES
            if code not in {"_U", "GS"}
        },
        **dict.fromkeys(LARGEST, "shade-5"),
        "IS": "withheld",
        "MT": "withheld",
        "MD": "unavailable",
        "EG": "zero",
        "ID": "range",
    }
    areas = tuple(
        Area(
            code, fills.get(code, "no-record"), f"{COUNTRIES.get(code, code)}: {fills.get(code, 'no record')}"
        )
        for code, outline in world().areas.items()
        if has_code(code) and (code in fills or not outline.within)
    )
    legend = (
        *(Fill(f"shade-{shade}", f"{10 ** (shade - 1):,} to {10**shade - 1:,}") for shade in range(1, 6)),
        Fill("zero", "0"),
        Fill("range", "a range"),
        Fill("withheld", "withheld"),
        Fill("unavailable", "not available"),
        Fill("no-record", "no record"),
    )
    return Figure(
        id="world-map",
        title="Requests came from 59 countries; highest: India, Germany and United States",
        subtitle="Requests by country, Q4 2025",
        alt="1 to 9: Malta. 1,000 to 9,999: India; Germany.",
        map=MapData(areas, legend),
        notes=("Not on the map: Unknown (12).",),
        source=DATA,
    )


def _ranking() -> Figure:
    bars = [Bar(COUNTRIES[code], requests_of(code), f"{requests_of(code):,}") for code in LARGEST]
    bars += [Bar(COUNTRIES["GS"], 12, "≥ 12"), Bar(COUNTRIES["MD"], None, "x (not available)")]
    return Figure(
        id="ranking",
        title="India sends the most requests",
        subtitle="Requests received, Q4 2025",
        alt="; ".join(f"{bar.label} {bar.text}" for bar in bars),
        bars=BarData(tuple(bars), "requests"),
        source=DATA,
    )


COLUMNS = (
    Column("Requests"),
    Column("Requests with data disclosed"),
    Column("Accounts specified"),
    Column("Accounts with data disclosed"),
    Column("Disclosure rate", "% of requests"),
    Column("Days to close", "median"),
)


def _country_table() -> Table:
    return Table(
        id="requests-by-country",
        caption="Requests by country, Q4 2025",
        columns=(Column("Country", numeric=False, width=2), *COLUMNS),
        rows=(
            Row(Cell("All countries", numeric=False), _figures(14905, "≥ 23,118"), total=True),
            *(
                Row(
                    Cell(name, f"countries/{code}.html", numeric=False),
                    _figures(requests_of(code), {"MD": "x", "IS": "c"}.get(code)),
                )
                for code, name in COUNTRIES.items()
            ),
        ),
        notes=(
            "≥: at least. A total over the figures that are available.",
            "x: not available. n/a: no request, so no rate.",
        ),
        source=DATA,
        filtered=True,
    )


def _figures(requests: int, special: str | None) -> tuple[Cell, ...]:
    disclosed = requests * 62 // 100
    accounts = Cell(f"{requests * 3 // 2:,}", sort=str(requests * 3 // 2))
    if special == "x":
        accounts = Cell("x", note="not available: no figure was reported", status="not_available", sort="")
    elif special == "c":
        accounts = Cell("c", note="withheld", spoken="withheld", status="suppressed", sort="")
    elif special:
        accounts = Cell(special, note="at least: two countries are missing", status="at_least", sort="23118")
    return (
        Cell(f"{requests:,}", sort=str(requests)),
        Cell(f"{disclosed:,}", sort=str(disclosed)),
        accounts,
        Cell(f"{disclosed * 4 // 3:,}", sort=str(disclosed * 4 // 3), status="derived"),
        Cell(f"{100 * disclosed / requests:.1f}%" if requests else "n/a", sort=str(disclosed)),
        Cell("12.5", sort="12.5"),
    )


def _request_types() -> Section:
    rows = [Row(Cell("All requests for data", numeric=False), _figures(14905, None), total=True)]
    rows += [
        Row(Cell(label, numeric=False), _figures(9000 // place, None))
        for place, label in enumerate(TYPES.values(), start=1)
    ]
    return Section(
        "request_types",
        "Request types",
        (
            Table(
                "requests-by-type",
                "Requests by type, Q4 2025",
                (Column("Type of request", numeric=False, width=2), *COLUMNS),
                tuple(rows),
                ("Preservation requests are in no total.",),
                DATA,
            ),
            Heading("two-ways", "Country by type"),
            _wide_table(),
        ),
    )


def _wide_table() -> Table:
    heads = [f"{kind} {part}" for kind in TYPES.values() for part in ("received", "disclosed")]
    return Table(
        "country-by-type",
        "Requests of the largest senders by type, Q4 2025",
        (Column("Country", numeric=False, width=2), *(Column(head) for head in heads)),
        tuple(
            Row(
                Cell(COUNTRIES[code], f"countries/{code}.html", numeric=False),
                tuple(Cell(f"{requests_of(code) // (place + 2):,}") for place in range(len(heads))),
            )
            for code in LARGEST
        ),
        source=DATA,
    )


def _outcomes() -> Section:
    rows = (("Disclosed in part", "5,102", "34.2%"), ("Rejected: no judicial authority", "2,400", "16.1%"))
    return Section(
        "outcomes",
        "Outcomes",
        (
            Text(("A request counts as disclosed when data of at least one account were handed over.",)),
            Table(
                "outcomes-table",
                "How requests ended, Q4 2025",
                (
                    Column("Outcome", numeric=False, width=3),
                    Column("Requests"),
                    Column("Share", "% of requests"),
                ),
                tuple(
                    Row(Cell(label, numeric=False), (Cell(count), Cell(share)))
                    for label, count, share in rows
                ),
                source=Link("breakdowns.csv", "data/breakdowns.csv"),
            ),
            Bullets(
                ("2,400 requests came from no judicial authority.", "310 were withdrawn."), ordered=False
            ),
        ),
    )


def _policy() -> Section:
    return Section(
        "policy",
        "Policy and conformance",
        (
            Policies(
                (
                    PolicyVersion(
                        "2024-09-23",
                        "Any criminal case that breaks our terms",
                        "from 23 September 2024",
                        "https://messenger.example/privacy",
                        ("IP address", "phone number"),
                        ("a judicial authority", "a valid legal review", "a criminal case of any kind"),
                    ),
                    PolicyVersion(
                        "2018-08-28",
                        "Terror suspects only",
                        "from 28 August 2018 until 22 September 2024",
                        None,
                        ("IP address", "phone number"),
                        ("a judicial authority", "a terror case"),
                    ),
                )
            ),
            Timeline(
                (
                    TimelineEntry("24 August 2024", "Founder detained in France", "https://news.example/a"),
                    TimelineEntry("20 September 2024", "Officials in Ukraine are banned from use"),
                )
            ),
        ),
    )


def _data_held() -> Section:
    return Section(
        "data_held",
        "Data held",
        (
            Definitions(
                (
                    Definition(
                        "IP address", "Kept 12 months, against spam and abuse. Disclosed on 9,270 requests."
                    ),
                    Definition(
                        "Username changes", "Kept 12 months, against spam and abuse. Never disclosed."
                    ),
                )
            ),
            Bullets(
                ("An order arrives.", "A lawyer reviews it.", "Data are disclosed, or not."), ordered=True
            ),
        ),
    )


def _downloads() -> Section:
    return Section(
        "downloads",
        "Downloads",
        (
            Downloads(
                (
                    Link("Report as PDF", "report.pdf", "PDF/UA-1 and PDF/A-3"),
                    Link("Legal requests", "data/legal_requests.csv", "CSV"),
                    Link("Breakdowns", "data/breakdowns.csv", "CSV"),
                )
            ),
        ),
    )


def _method() -> Section:
    return Section(
        "method",
        "Method and data quality",
        (
            Heading("counting", "How figures are counted"),
            Text(("A record belongs to the period in which it was received, in UTC.",)),
            Definitions((Definition("Requests", "Requests received in the period. A request counts once."),)),
            Heading("left-out", "Records left out"),
            Table(
                "records",
                "Records read and counted",
                (
                    Column("Log", numeric=False, width=2),
                    Column("Read"),
                    Column("Counted"),
                    Column("Left out"),
                ),
                (
                    Row(Cell("Legal requests", numeric=False), (Cell("20,104"), Cell("20,000"), Cell("104"))),
                    Row(
                        Cell("Total", numeric=False),
                        (Cell("20,104"), Cell("20,000"), Cell("104")),
                        total=True,
                    ),
                ),
            ),
        ),
    )


def _country(index: int) -> CountryPage:
    codes = list(COUNTRIES)
    code = codes[index]
    name, count = COUNTRIES[code], requests_of(code)
    values = tuple(count * share // 9 for share in range(1, 10))
    return CountryPage(
        code=code,
        name=name,
        blocks=(
            KeyFigures((KeyFigure(f"{count:,}", "Requests", "up from 3 on the quarter before"),)),
            Figure(
                id="history",
                title=f"Requests from {name} by quarter",
                subtitle="Requests received",
                alt=f"Q4 2025: {count:,}",
                line=LineData((Series("Requests", _points(values)),), (), (), "requests"),
                source=DATA,
            ),
            Heading("by-type", "By type of request"),
            Table(
                "types",
                f"Requests from {name} by type, Q4 2025",
                (Column("Type of request", numeric=False, width=2), *COLUMNS),
                tuple(
                    Row(Cell(label, numeric=False), _figures(count // 5, None)) for label in TYPES.values()
                ),
                source=DATA,
            ),
        ),
        previous=_neighbour(codes, index - 1),
        next=_neighbour(codes, index + 1),
    )


def _neighbour(codes: list[str], index: int) -> Link | None:
    if not 0 <= index < len(codes):
        return None
    return Link(COUNTRIES[codes[index]], f"countries/{codes[index]}.html")


# -------------------------------------------------------------- front page


def front() -> FrontPage:
    """Give the site's front page with four releases."""
    releases = tuple(
        ReleaseEntry(
            name,
            name,
            f"{name[5:]} {name[:4]}",
            "Authorities in 59 countries sent 14,905 requests for data about 23,118 accounts.",
            "15 January 2026",
            "2026-01-15",
            key_figures(),
            (Link("PDF", f"{name}/report.pdf"), Link("JSON", f"{name}/data/report.json")),
        )
        for name in reversed(QUARTERS[-4:])
    )
    return FrontPage(
        language="en",
        direction="ltr",
        title="Transparency report",
        publisher=PUBLISHER,
        about="Which authorities ask us for data, how often, and what we disclose. Published every quarter.",
        newest=releases[0],
        releases=releases,
        countries=tuple(
            CountryEntry(name, f"2025-Q4/countries/{code}.html") for code, name in COUNTRIES.items()
        ),
        map=replace(world_map(), source=replace(DATA, href="2025-Q4/data/legal_requests.csv")),
        trend=replace(trend(), source=replace(DATA, href="2025-Q4/data/legal_requests.csv")),
        timeline=(TimelineEntry("24 August 2024", "Founder detained in France", "https://news.example/a"),),
        base_url="https://transparency.messenger.example/",
        program="Pellucid 0.1.0",
        attribution=("Country names: Unicode CLDR.",),
        words=WORDS,
        compared=True,
    )


def front_files(told: FrontPage | None = None, look: Look = BUILT_IN) -> dict[str, bytes]:
    """Write the site's own pages, those of countries and the comparison included."""
    countries = {page.code: partial(copy, page) for page in report().countries}
    made = site_pages(SitePages(told or front(), countries, comparison), look)
    return {path: maker() for path, maker in made.items()}


def comparison() -> Comparison:
    """Give three periods to compare, with a change of method before the last one."""
    periods = [Period.parse(name) for name in ("2024-Q4", "2025-Q3", "2025-Q4")]
    spans = tuple(
        Span(one.name, f"{one.name[5:]} {one.name[:4]}", one.start.isoformat(), one.end.isoformat())
        for one in periods
    )
    rows = [
        Row(
            Cell(name, f"countries/{code}.html", numeric=False),
            tuple(_compared(requests_of(code) // place) for place in (3, 2, 1)),
        )
        for code, name in COUNTRIES.items()
    ]
    withheld = Cell("c", note="withheld", spoken="withheld", sort="", status="suppressed")
    rows[0] = replace(rows[0], cells=(withheld, *rows[0].cells[1:]))
    table = Table(
        "quarter-requests",
        "Requests by country and period",
        (Column("Country", numeric=False, width=2), *(Column(span.label) for span in spans)),
        tuple(rows),
    )
    matrix = Matrix("Requests", table, spans, ("2025-10-01",))
    return Comparison("Any two periods beside each other, country by country.", (matrix,))


def _compared(count: int) -> Cell:
    return Cell(f"{count:,}", sort=str(count))


# ----------------------------------------------------------------- figures


def figures() -> ProtectedFigures:
    """Give the figures behind it: one kind of log, two periods, a breakdown with a dangerous code."""
    periods = (Period.parse("2025-Q3"), Period.parse("2025-Q4"))
    cube = Cube(
        kind="legal_requests",
        of="legal_requests",
        measures=("requests", "accounts_specified", "disclosure_rate"),
        periods=periods,
        cells=_cells(),
        coverage=pd.DataFrame(
            [("2025-Q4", "_T", "requests", 59, 59, 0, 60), ("2025-Q3", "_T", "requests", 60, 60, 0, 60)],
            columns=list(COVERAGE_COLUMNS),
        ),
    )
    return protect(Figures(periods[-1], {"legal_requests": cube}, _breakdowns()))


def _cells() -> pd.DataFrame:
    nan = float("nan")
    total = sum(map(requests_of, COUNTRIES))
    rows = [
        ("2025-Q4", code, "_T", "requests", *(float(requests_of(code)),) * 3, "published")
        for code in COUNTRIES
        if code != "IS"
    ]
    rows += [
        ("2025-Q4", "IS", "_T", "requests", nan, nan, nan, "suppressed"),
        ("2025-Q4", "_T", "_T", "disclosure_rate", 2 / 3, 2 / 3, 2 / 3, "published"),
        ("2025-Q4", "_T", "_T", "requests", float(total), float(total), float(total), "published"),
        ("2025-Q4", "MD", "_T", "accounts_specified", nan, 3.0, nan, "not_available"),
        ("2025-Q4", "_T", "_T", "accounts_specified", 23118.0, 23118.0, nan, "at_least"),
        ("2025-Q3", "_T", "_T", "requests", 13308.0, 13308.0, 13308.0, "published"),
    ]
    return pd.DataFrame(rows, columns=list(CELL_COLUMNS))


def _breakdowns() -> pd.DataFrame:
    rows = [
        ("2025-Q4", "outcome", "rejected", "requests", 2400.0, 2400.0, 2400.0, "published"),
        ("2025-Q4", "legal_basis", "=HYPERLINK(1)", "requests", 1.0, 1.0, 1.0, "published"),
        ("2025-Q4", "legal_basis", "Art. 100j, § 1", "requests", 7.0, 7.0, 7.0, "published"),
    ]
    return pd.DataFrame(rows, columns=list(BREAKDOWN_COLUMNS))
