"""Figures as a small text -> a site with a release a period, its report.json written by the real writer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from pellucid.confidentiality.protect import protect
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS, COVERAGE_COLUMNS, Cube, Figures
from pellucid.release.manifest import MANIFEST, manifest_bytes, manifest_of
from pellucid.release.write import publish
from pellucid.render.data.json import PATH, write_json
from pellucid.render.publication import Publication, Rendering
from pellucid.render.templates import environment
from pellucid.report.model import (
    CountryPage,
    Figure,
    KeyFigure,
    LineData,
    Link,
    MethodChange,
    Point,
    Policies,
    PolicyVersion,
    Publisher,
    Report,
    Section,
    Series,
    Timeline,
    TimelineEntry,
)
from pellucid.report.wording import period_words
from pellucid.report.wording.words import Words
from pellucid.vocabulary.periods import Period
from tests.release.publishing import origin

if TYPE_CHECKING:
    from pathlib import Path

OLD = PolicyVersion(
    "2018",
    "Terror suspects only",
    "In force from 28 August 2018 to 22 September 2024",
    None,
    (),
    (),
    "2018-08-28",
    "2024-09-22",
)
NEW = PolicyVersion(
    "2024-09-23",
    "Any criminal case",
    "In force from 23 September 2024",
    "https://m.example/privacy",
    (),
    (),
    "2024-09-23",
)
TREND = Figure(
    "trend",
    "Requests rise",
    "Requests",
    "Q1: 4; Q2: 6.",
    line=LineData((Series("Requests", (Point("Q1", 4.0, "4"), Point("Q2", None, "n/a"))),)),
    source=Link("Figures as CSV", "data/counts.csv"),
)


def make_site(
    place: Path,
    kind: str,
    releases: dict[str, str],
    policies: tuple[PolicyVersion, ...] = (),
    method_changes: tuple[MethodChange, ...] = (),
) -> Path:
    """Publish a release a period; its figures are lines "country type measure status value lower upper".

    Numbers that are left out are empty; of a published or derived figure one number says all three.
    """
    for name, lines in releases.items():
        period = Period.parse(name)
        report = report_about(period, policies, {line.split()[0] for line in lines.splitlines()})
        report = replace(report, method_changes=method_changes)
        files = {
            PATH: report_json(report, period, kind, lines),
            "index.html": b"report",
            "report.pdf": b"pdf",
        }
        files |= {country.path: country.code.encode() for country in report.countries}
        manifest = manifest_bytes(manifest_of(origin(name), files, {}, None))
        publish(place / "public", place / "work", period.folder, {**files, MANIFEST: manifest}, {})
    return place / "public"


def report_json(report: Report, period: Period, kind: str, lines: str) -> bytes:
    """Write report.json as a build does."""
    figures = Figures(
        period, {kind: _cube(period, kind, lines)}, pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))
    )
    publication = Publication(report, protect(figures))
    return write_json(publication, Rendering(environment(), {}))[PATH]


def report_about(period: Period, policies: tuple[PolicyVersion, ...], countries: set[str]) -> Report:
    """Make up what a report says."""
    words = Words.of("en")
    timeline = Timeline((TimelineEntry("24 August 2024", "Founder detained", "https://n.example"),))
    blocks = (Policies(policies), timeline, TREND) if policies else (TREND,)
    return Report(
        language="en",
        direction="ltr",
        title="Transparency report",
        publisher=Publisher("Messenger", "https://m.example", "t@m.example"),
        period=period_words.period_words(words, period),
        published_on="24 November 2026",
        published_at="2026-11-24",
        program="Pellucid 0.1.0",
        summary=f"What was disclosed in {period.name}.",
        key_figures=(KeyFigure("12", "Requests", "up 2"),),
        sections=(Section("policy", "Policy", blocks),),
        method=Section("method", "Method", ()),
        countries=tuple(
            CountryPage(code, words.country(code), ()) for code in words.by_name(countries - {"_T"})
        ),
        downloads=(Link("This report as PDF", "report.pdf"), Link("Counts as CSV", "data/counts.csv")),
        next_report=f"The next report, about {period.next().name}, is due.",
        attribution=("Figures: an archive, CC-BY 4.0",),
    )


def _cube(period: Period, kind: str, lines: str) -> Cube:
    rows = [_row(period, line) for line in lines.strip().splitlines()]
    cells = pd.DataFrame(rows, columns=list(CELL_COLUMNS))
    numbers = ["value", "lower", "upper"]
    cells[numbers] = cells[numbers].astype("float64")
    measures = tuple(dict.fromkeys(cells["measure"]))
    coverage = pd.DataFrame(columns=list(COVERAGE_COLUMNS))
    return Cube(kind, "legal_requests", measures, (period.previous(), period), cells, coverage)


def _row(period: Period, line: str) -> tuple[str | float | None, ...]:
    country, request_type, measure, status, *numbers = line.split()
    told = [None if number == "-" else float(number) for number in numbers]
    all_three = told * 3 if status in {"published", "derived"} else [*told, None, None, None][:3]
    name = period.name
    if country.endswith("<"):  # a figure of the period before, as the history of a release has it
        country, name = country[:-1], period.previous().name
    return (name, country, request_type, measure, *all_three, status)
