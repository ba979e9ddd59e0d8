"""A publication in, `report.pdf` out: PDF/A-3a and PDF/UA-1 in one file, with the release's data embedded.

The same publication gives the same bytes: dates come from the report, fonts from the templates, and nothing
from the machine.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from pellucid.errors import EnvironmentFailure
from pellucid.render.data.csv import write_csv
from pellucid.render.data.json import write_json
from pellucid.render.pages.assets import asset_files
from pellucid.render.pages.page import charts, shared_values
from pellucid.render.pdf.columns import kept_together, parted, stand, turned
from pellucid.render.pdf.fonts import only_our_fonts
from pellucid.render.pdf.paper import paper_address, paper_blocks, release_address
from pellucid.render.pictures.bars import COLOUR
from pellucid.render.pictures.charts import Size
from pellucid.render.scripts import script_files, with_fonts
from pellucid.render.templates import fill
from pellucid.report.model import Figure, Heading, Link, Table
from pellucid.report.wording.fixed_words import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import ModuleType

    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Block, Report, Section

PATH = "report.pdf"
TEMPLATE = "pdf.html"
LEVEL = 3  # of the headings inside a section
MOST_IN_CONTENTS = 40  # entries that stand on a page at ease, sections and their tables and figures


def write(publication: Publication, rendering: Rendering) -> dict[str, bytes]:
    """Write the report as a document, with the tables and the JSON of the release attached to it."""
    attached = data_files(publication, rendering)
    return {
        path: pdf
        for report in publication.reports
        for path, pdf in lay_out(report, attached, rendering).items()
    }


def data_files(publication: Publication, rendering: Rendering) -> dict[str, bytes]:
    """Write what is attached to the document, by its name there."""
    data = {**write_csv(publication, rendering), **write_json(publication, rendering)}
    return {path.removeprefix("data/"): content for path, content in data.items()}


def lay_out(report: Report, attached: Mapping[str, bytes], rendering: Rendering) -> dict[str, bytes]:
    """Write the report as a document, with these files attached to it."""
    text = with_fonts(document_html(report, rendering, attached))
    with only_our_fonts():
        pdf: bytes = _weasyprint().make_pdf(
            text,
            address=release_address(report),
            files={**_files(rendering), **script_files(text, rendering.look)},
            attached=attached,
            day=report.published_at,
        )
    return {report.path + PATH: pdf}


def prepare(rendering: Rendering) -> None:
    """Do what takes its time and is the same for every document."""
    with only_our_fonts():
        _weasyprint().prepare(_files(rendering))
    rendering.environment.get_template(TEMPLATE)


def document_html(report: Report, rendering: Rendering, attached: Iterable[str] = ()) -> str:
    """Fill in the template of the document."""
    sections = tuple(
        replace(section, blocks=paper_blocks(section.blocks))
        for section in (*report.sections, report.method, *report.appendices)
    )
    shared = shared_values(report, [block for section in sections for block in section.blocks])
    sections, shared["numbers"] = _parted(sections, shared["numbers"])
    listing = {section.id: _listing(section, shared["numbers"]) for section in sections}
    values = {
        **shared,
        "report": report,
        "sections": sections,
        "kind": _kinds(report, sections),
        "listing": listing,
        "long_contents": sum(1 + len(entries) for entries in listing.values()) > MOST_IN_CONTENTS,
        "attached": tuple(attached),
        "level": LEVEL,
        "at": paper_address(report, sections),
        "chart": charts(report.language, (Size.WIDE,), rendering.look.theme.bar or COLOUR),
        "paper": True,
        "stand": lambda table: stand(table, report.language),
        "kept_together": kept_together,
        "mark_key": partial(_mark_key, report.words),
    }
    return fill(rendering.environment, TEMPLATE, values)


def _parted(
    sections: Sequence[Section], numbers: Mapping[str, str]
) -> tuple[tuple[Section, ...], dict[str, str]]:
    """Part tables that are too wide for the paper; of Table 3 the parts are Table 3a, Table 3b."""
    lettered = dict(numbers)
    found = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            parts = parted(block) if isinstance(block, Table) else ()
            blocks += parts or (block,)
            if len(parts) > 1:
                named = zip(parts, ascii_lowercase, strict=False)
                lettered |= {part.id: f"{numbers[parts[0].id]}{letter}" for part, letter in named}
        found.append(replace(section, blocks=tuple(blocks)))
    return tuple(found), lettered


def _kinds(report: Report, sections: Sequence[Section]) -> dict[str, str]:
    """Name what is special about a section, as classes: where it stands, and whether the paper is turned."""
    found: dict[str, list[str]] = {section.id: [] for section in sections}
    found[report.method.id].append("method")
    for section in report.appendices:
        found[section.id].append("appendix")
    for before, section in pairwise(sections):
        if _opens_turned(section, report.language):
            found[before.id].append("before-turned")
            found[section.id].append("opens-turned")
    return {name: " ".join(kinds) for name, kinds in found.items() if kinds}


def _opens_turned(section: Section, language: str) -> bool:
    """Say whether nothing but headings comes before a table that needs the long side of the paper."""
    first = next((block for block in section.blocks if not isinstance(block, Heading)), None)
    return isinstance(first, Table) and turned(first, language)


def _mark_key(words: Mapping[str, str], status: str) -> str:
    """Say what a status's mark means; of one without a mark, nothing."""
    return words.get(f"{MARK}{status}", "")


def _files(rendering: Rendering) -> dict[str, bytes]:
    """Give what the document may load."""
    return {f"assets/{name}": content for name, content in asset_files(rendering.look).items()}


def _listing(section: Section, numbers: Mapping[str, str]) -> tuple[Link, ...]:
    """List a section's tables and figures for the contents."""
    named = ((block, numbers[block.id]) for block in section.blocks if isinstance(block, Table | Figure))
    return tuple(
        Link(f"{number}: {block.caption if isinstance(block, Table) else block.title}", f"#{block.id}")
        for block, number in named
    )


def _weasyprint() -> ModuleType:
    """Import what uses WeasyPrint, which reads the fonts' configuration as it is imported."""
    try:
        return import_module("pellucid.render.pdf.document")
    except OSError as fault:
        raise EnvironmentFailure(
            "the libraries that lay out text (Pango) are not installed, so no PDF can be made",
            got=str(fault).partition("\n")[0],
            mend="install Pango (Debian: libpangoft2-1.0-0), or leave pdf out of report.formats",
        ) from fault
