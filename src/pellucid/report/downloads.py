"""Takes the configured formats and what was counted, gives links to the files to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.data_quality import kind_label
from pellucid.report.model import Link
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context

# One file a table, by the table's name.
TABLE_FORMATS = {
    "csv": ("CSV", "data/{}.csv"),
    "parquet": ("Parquet", "data/{}.parquet"),
    "sdmx": ("SDMX-CSV", "data/sdmx/{}.csv"),
}
WHOLE_FILES = {
    "pdf": ("report.pdf", message("This report as PDF")),
    "json": ("data/report.json", message("Report and figures as JSON")),
    "xlsx": ("data/report.xlsx", message("All tables as an Excel workbook")),
}


def downloads(context: Context) -> tuple[Link, ...]:
    """Link every file of the release that carries figures."""
    return tuple(_links(context))


def _links(context: Context) -> Iterator[Link]:
    say, formats = context.words.say, context.config.report.formats
    for name, (href, text) in WHOLE_FILES.items():
        if name in formats:
            yield Link(say(text), href)
    for name, (title, path) in TABLE_FORMATS.items():
        if name in formats:
            yield from _tables(context, title, path)


def _tables(context: Context, title: str, path: str) -> Iterator[Link]:
    say = context.words.say
    for view in context.figures.views():
        text = say("{what} as {format}", what=kind_label(context, view.kind), format=title)
        yield Link(text, path.format(view.kind))
    if context.figures.has_breakdowns:
        yield Link(say("Breakdowns as {format}", format=title), path.format("breakdowns"))
