"""A number of tables -> their PDF: as a build lays them out, or by WeasyPrint alone.

Run as `python -m benchmarks.paper make TABLES FOLDER`, then `python -m benchmarks.paper report FOLDER` or
`python -m benchmarks.paper weasyprint FOLDER`: each lays out the same HTML, a table of about a page each.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import weasyprint as library  # type: ignore[import-untyped]

from pellucid.render.formats import rendering
from pellucid.render.pages.assets import asset_paths
from pellucid.render.pdf.write import document_html, lay_out
from pellucid.report.model import Cell, Column, PeriodWords, Publisher, Report, Row, Section, Table
from pellucid.report.wording.fixed_words import fixed_words
from pellucid.report.wording.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS, COLUMNS = 30, 7
HTML, PICKLE = "document.html", "report.pickle"


def make(tables: int, folder: Path) -> None:
    """Write a report of so many tables, and its HTML."""
    report = _report(tables)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PICKLE).write_bytes(pickle.dumps(report))
    tools = rendering()
    (folder / HTML).write_text(document_html(report, tools), encoding="utf-8")
    for path in asset_paths(tools.look):
        (folder / "assets").mkdir(exist_ok=True)
        (folder / "assets" / path.name).write_bytes(path.read_bytes())


def report(folder: Path) -> None:
    """Lay it out as a build does."""
    made = pickle.loads((folder / PICKLE).read_bytes())  # noqa: S301 - we have written it
    (folder / "report.pdf").write_bytes(lay_out(made, {}, rendering())["report.pdf"])


def weasyprint(folder: Path) -> None:
    """Lay the HTML out with WeasyPrint's own defaults: no tags, no standard."""
    library.HTML(filename=folder / HTML).write_pdf(folder / "alone.pdf")


def _report(tables: int) -> Report:
    return Report(
        language="en",
        direction="ltr",
        title="Report",
        publisher=Publisher("Publisher", "https://publisher.example", "reports@publisher.example"),
        period=PeriodWords(
            "2025-Q4", "2025-Q4", "Q4 2025", "1 October to 31 December 2025", "2025-10-01", "2025-12-31"
        ),
        published_on="15 January 2026",
        published_at="2026-01-15",
        program="Pellucid",
        summary="A report of tables alone.",
        key_figures=(),
        sections=tuple(Section(f"s{place}", f"Section {place}", (_table(place),)) for place in range(tables)),
        method=Section("method", "Method", ()),
        countries=(),
        downloads=(),
        next_report=None,
        words=fixed_words(Words.of("en")),
    )


def _table(place: int) -> Table:
    heads = ("Country", *(f"Measure {column}" for column in range(COLUMNS)))
    return Table(
        f"t{place}",
        f"Figures of part {place}",
        tuple(
            Column(head, numeric=bool(number), width=1 if number else 2) for number, head in enumerate(heads)
        ),
        tuple(_rows(place)),
        notes=("A note below the table.",),
    )


def _rows(place: int) -> Iterator[Row]:
    for row in range(ROWS):
        figures = [
            f"{(place * 7919 + row * 104_729 + column * 1_299_709) % 90_000:,}" for column in range(COLUMNS)
        ]
        yield Row(Cell(f"Country {row}", numeric=False), tuple(Cell(figure) for figure in figures))


if __name__ == "__main__":
    task, *given = sys.argv[1:]
    if task == "make":
        make(int(given[0]), Path(given[1]))
    else:
        {"report": report, "weasyprint": weasyprint}[task](Path(given[0]))
