"""Published tables in, `data/report.xlsx` out: contents, a sheet a table, notes; real numbers, no formula."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]

from pellucid.render.data.units import described
from pellucid.report.wording.words import Words
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from pellucid.render.data.tables import PublishedTable
    from pellucid.render.data.units import Described
    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Report

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
STYLES = {
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "number_head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right"},
    "link": {"font_color": "#0b5cad", "underline": 1},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.0##"},
    "ratio": {"num_format": "0.0%"},
    "mark": {"font_color": "#555b61", "italic": True, "align": "right"},
    "wrapped": {"text_wrap": True, "valign": "top"},
}
NARROWEST, WIDEST = 9, 44
VALUE, MEASURE, UNIT = "value", "measure", "unit"
MARKS = {str(status): status for status in Status if status.mark and VALUE not in status.filled}
LONGEST_NAME = 31  # of a sheet, in Excel


def write(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """Write all tables of the release as one workbook."""
    stream = io.BytesIO()
    report, tables = publication.report, publication.tables
    words = Words.of(report.language)
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties(_properties(report))
        styles = {name: book.add_format(style) for name, style in STYLES.items()}
        names = (words.say("Contents"), words.say("Notes"))
        _contents(book.add_worksheet(names[0]), words, report, (tables, names[1]), styles)
        for table in tables:
            _sheet(book.add_worksheet(table.name[:LONGEST_NAME]), words, table, styles)
        _notes(book.add_worksheet(names[1]), words, tables, styles)
    return {"data/report.xlsx": stream.getvalue()}


def _properties(report: Report) -> dict[str, str | datetime]:
    return {
        "title": report.name,
        "author": report.publisher.name,
        "company": report.publisher.name,
        "comments": report.summary,
        # Without a date of its own the workbook carries the clock's.
        "created": datetime.fromisoformat(f"{report.published_at}T00:00:00"),
    }


def _contents(
    sheet: Worksheet,
    words: Words,
    report: Report,
    listed: tuple[tuple[PublishedTable, ...], str],
    styles: dict[str, Format],
) -> None:
    tables, notes = listed
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 12)
    sheet.write_string(0, 0, report.name, styles["title"])
    said = (report.publisher.name, report.period.span, report.published_on, report.summary)
    for row, line in enumerate(said, start=1):
        sheet.write_string(row, 0, line)
    start = len(said) + 2
    heads = (words.say("Sheet"), words.say("Holds"))
    _line(sheet, start, heads, styles["head"])
    sheet.write_string(start, 2, words.say("Rows"), styles["number_head"])
    for row, table in enumerate(tables, start=start + 1):
        _link(sheet, row, table.name, styles["link"])
        sheet.write_string(row, 1, words.say(table.title))
        sheet.write_number(row, 2, len(table.rows), styles["whole"])
    last = start + 1 + len(tables)
    _link(sheet, last, notes, styles["link"])
    sheet.write_string(last, 1, words.say("What the columns, the measures and the marks mean"))
    for row, line in enumerate((report.publisher.url, *report.attribution), start=last + 2):
        sheet.write_string(row, 0, line)


def _link(sheet: Worksheet, row: int, name: str, style: Format) -> None:
    sheet.write_url(row, 0, f"internal:'{name[:LONGEST_NAME]}'!A1", style, name)


def _notes(
    sheet: Worksheet, words: Words, tables: tuple[PublishedTable, ...], styles: dict[str, Format]
) -> None:
    """Explain columns, measures and marks, each only where one of the tables has it."""
    say = words.say
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 18)
    sheet.set_column(3, 3, 90)
    fields = {field.name: field.description for table in tables for field in table.fields}
    fields["status"] = message("How to read the figure; the marks are explained below.")
    codes = dict.fromkeys(code for table in tables for code in table.measures)
    measures = [described(code) for code in codes]
    found = {row[-1] for table in tables for row in table.rows}
    parts: tuple[tuple[tuple[str, ...], Iterable[tuple[str, ...]]], ...] = (
        (
            (say("Column"), "", "", say("Means")),
            [(name, "", "", say(text)) for name, text in fields.items()],
        ),
        (
            (say("Measure"), say("Name"), say("Unit"), say("How it is counted")),
            [(one.code, say(one.label), say(one.unit), say(one.sentence)) for one in measures],
        ),
        (
            (say("Mark"), say("Status"), "", say("Means")),
            [
                (status.mark, str(status), "", say(status.meaning))
                for status in MARKS.values()
                if status in found
            ],
        ),
    )
    row = 0
    for heads, lines in parts:
        _line(sheet, row, heads, styles["head"])
        for row, line in enumerate(lines, start=row + 1):  # noqa: B020 - goes on from where it was
            _line(sheet, row, line, styles["wrapped"])
        row += 2
    empty = say("A mark or an empty value is not zero: the column status says why there is none.")
    sheet.write_string(row, 0, empty)
    share = say("A rate is stored as a share between 0 and 1 and shown in percent.")
    sheet.write_string(row + 1, 0, share)


def _line(sheet: Worksheet, row: int, texts: Sequence[str], style: Format) -> None:
    for place, text in enumerate(texts):
        if text:
            sheet.write_string(row, place, text, style)
        else:
            sheet.write_blank(row, place, None, style)


def _sheet(sheet: Worksheet, words: Words, table: PublishedTable, styles: dict[str, Format]) -> None:
    """Write a table: the columns and rows of the CSV file, and the unit of each figure."""
    for place, field in enumerate(table.fields):
        head = styles["number_head" if field.type == "number" else "head"]
        sheet.write_string(0, place, field.name, head)
    last, measure = len(table.fields), table.header.index(MEASURE)
    sheet.write_string(0, last, UNIT, styles["head"])
    for place, width in enumerate(_widths(words, table)):
        sheet.set_column(place, place, width)
    for line, row in enumerate(table.rows, start=1):
        counted = described(str(row[measure]))
        for place, (field, value) in enumerate(zip(table.fields, row, strict=True)):
            if field.name == VALUE and value is None and row[-1] in MARKS:
                sheet.write_string(line, place, MARKS[str(row[-1])].mark, styles["mark"])
            elif field.type == "date":
                sheet.write_datetime(line, place, date.fromisoformat(str(value)), styles["day"])
            elif isinstance(value, str):
                sheet.write_string(line, place, value)
            elif value is not None:
                sheet.write_number(line, place, value, styles[_form(counted, value)])
        sheet.write_string(line, last, words.say(counted.unit))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), last)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _widths(words: Words, table: PublishedTable) -> Iterator[int]:
    """As wide as the longest text of a column, within reason; the last is the unit's."""
    for place, field in enumerate(table.fields):
        longest = max((len(str(row[place])) for row in table.rows if row[place] is not None), default=0)
        yield min(max(longest, len(field.name)) + 3, WIDEST)
    units = [words.say(described(code).unit) for code in table.measures]
    yield max(NARROWEST, *(len(unit) + 2 for unit in (UNIT, *units)))


def _form(counted: Described, value: float) -> str:
    if counted.ratio:
        return "ratio"
    return "whole" if value == int(value) else "decimal"
