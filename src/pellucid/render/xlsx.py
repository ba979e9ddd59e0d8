"""Published tables in, `data/report.xlsx` out: contents, a sheet a table, real numbers, no formula."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]

from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from pellucid.render.publication import Publication, Rendering
    from pellucid.render.tables import PublishedTable, Value
    from pellucid.report.model import Report

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
STYLES = {
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True, "bottom": 1},
    "link": {"font_color": "#0b5cad", "underline": 1},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "mark": {"font_color": "#555b61", "italic": True, "align": "right"},
}
WIDTHS = {"string": 20, "date": 12, "number": 12}
EMPTY = "A mark or an empty value is not zero: the column status says why there is none."
VALUE = "value"
MARKS = {str(status): status for status in Status if status.mark and VALUE not in status.filled}
LONGEST_NAME = 31  # of a sheet, in Excel


def write(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """Write all tables of the release as one workbook."""
    stream = io.BytesIO()
    report, tables = publication.report, publication.tables
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties(_properties(report))
        styles = {name: book.add_format(style) for name, style in STYLES.items()}
        _contents(book.add_worksheet("Contents"), report, tables, styles)
        for table in tables:
            _sheet(book.add_worksheet(table.name[:LONGEST_NAME]), table, styles)
    return {"data/report.xlsx": stream.getvalue()}


def _properties(report: Report) -> dict[str, str | datetime]:
    return {
        "title": f"{report.title}, {report.period.label}",
        "author": report.publisher.name,
        "company": report.publisher.name,
        "comments": report.summary,
        # Without a date of its own the workbook carries the clock's.
        "created": datetime.fromisoformat(f"{report.published_at}T00:00:00"),
    }


def _contents(
    sheet: Worksheet, report: Report, tables: tuple[PublishedTable, ...], styles: dict[str, Format]
) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, f"{report.title}, {report.period.label}", styles["title"])
    sheet.write_string(1, 0, f"{report.publisher.name}. {report.period.span}. {report.published_on}.")
    _pair(sheet, 3, ("Sheet", "Holds"), styles["head"])
    for row, table in enumerate(tables, start=4):
        sheet.write_url(row, 0, f"internal:'{table.name[:LONGEST_NAME]}'!A1", styles["link"], table.name)
        sheet.write_string(row, 1, f"{table.title}: {len(table.rows):,} rows")
    start = len(tables) + 5
    _pair(sheet, start, ("Column", "Means"), styles["head"])
    fields = {field.name: field.description for table in tables for field in table.fields}
    for row, pair in enumerate(fields.items(), start=start + 1):
        _pair(sheet, row, pair)
    marks = start + len(fields) + 2
    _pair(sheet, marks, ("Mark", "Means"), styles["head"])
    for row, pair in enumerate(_marks(tables), start=marks + 1):
        _pair(sheet, row, pair)
    sheet.write_string(marks + len(MARKS) + 2, 0, EMPTY)


def _marks(tables: tuple[PublishedTable, ...]) -> list[tuple[str, str]]:
    """Explain the marks that stand instead of a value in any of the tables."""
    found = {row[-1] for table in tables for row in table.rows}
    return [(status.mark, status.meaning) for status in MARKS.values() if status in found]


def _pair(sheet: Worksheet, row: int, texts: tuple[str, str], style: Format | None = None) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, style)


def _sheet(sheet: Worksheet, table: PublishedTable, styles: dict[str, Format]) -> None:
    for place, field in enumerate(table.fields):
        sheet.set_column(place, place, WIDTHS[field.type])
        sheet.write_string(0, place, field.name, styles["head"])
    for line, row in enumerate(table.rows, start=1):
        for place, (field, value) in enumerate(zip(table.fields, row, strict=True)):
            _write(sheet, (line, place), value, styles["day"] if field.type == "date" else None)
            if field.name == VALUE and value is None and row[-1] in MARKS:
                sheet.write_string(line, place, MARKS[str(row[-1])].mark, styles["mark"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.fields) - 1)


def _write(sheet: Worksheet, at: tuple[int, int], value: Value, day: Format | None) -> None:
    if value is None:
        return
    if day is not None:
        sheet.write_datetime(*at, date.fromisoformat(str(value)), day)
    elif isinstance(value, str):
        sheet.write_string(*at, value)
    else:
        sheet.write_number(*at, value)
