"""A publication and names of formats in, the release's files out: one writer a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from pellucid.errors import UsageError
from pellucid.render.data.csv import write_csv
from pellucid.render.data.datapackage import write_datapackage
from pellucid.render.data.json import write_json
from pellucid.render.data.report_schema import PATH as SCHEMA_PATH
from pellucid.render.data.report_schema import schema_bytes
from pellucid.render.look import BUILT_IN, Look
from pellucid.render.pages.assets import load_assets
from pellucid.render.pages.html import write_html
from pellucid.render.publication import Publication, Rendering
from pellucid.render.templates import environment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from pellucid.report.model import Report
    from pellucid.vocabulary.formats import Format

Writer = Callable[[Publication, Rendering], Mapping[str, bytes]]


def _tables(publication: Publication, rendering: Rendering) -> Mapping[str, bytes]:
    return {**write_csv(publication, rendering), **write_datapackage(publication, rendering)}


def _report(publication: Publication, rendering: Rendering) -> Mapping[str, bytes]:
    return {**write_json(publication, rendering), SCHEMA_PATH: schema_bytes()}


def _later(module: str) -> Writer:
    """Give a writer whose module, and the heavy library below it, is imported when it is asked for."""

    def write(publication: Publication, rendering: Rendering) -> Mapping[str, bytes]:
        writer: Writer = import_module(f"pellucid.render.{module}").write
        return writer(publication, rendering)

    return write


# A new format is a name in the vocabulary, a module, and a line here.
WRITERS: Mapping[Format, Writer] = {
    "html": write_html,
    "pdf": _later("pdf.write"),
    "csv": _tables,
    "json": _report,
    "xlsx": _later("data.xlsx"),
    "parquet": _later("data.parquet"),
    "sdmx": _later("data.sdmx"),
}
# The front page and `query` are made from published files alone, and read this one.
ALWAYS = ("json",)


def render(publication: Publication, formats: Iterable[str], look: Look = BUILT_IN) -> dict[str, bytes]:
    """Write a release: its files by path below its folder."""
    wanted = {*formats, *ALWAYS}
    if unknown := sorted(wanted - set(WRITERS)):
        raise UsageError("there is no such format", got=unknown[0], mend=f"use {', '.join(WRITERS)}")
    tools = rendering(look)
    files: dict[str, bytes] = {}
    for name in (name for name in WRITERS if name in wanted):
        files |= WRITERS[name](publication, tools)
    return dict(sorted(files.items()))


def rendering(look: Look = BUILT_IN) -> Rendering:
    """Open a folder of templates and its assets; without one, the built-in ones."""
    return Rendering(environment(look), load_assets(look).names, look)


# What a PDF is made of, so that it can be laid out in another process, which needs no pandas.


def data_files(publication: Publication, look: Look = BUILT_IN) -> Mapping[str, bytes]:
    """Write the files that go into the PDF, by their names there."""
    files: Mapping[str, bytes] = _pdf().data_files(publication, rendering(look))
    return files


def lay_out(report: Report, attached: Mapping[str, bytes], look: Look = BUILT_IN) -> Mapping[str, bytes]:
    """Write the PDF alone."""
    files: Mapping[str, bytes] = _pdf().lay_out(report, attached, rendering(look))
    return files


def prepare_pdf(look: Look = BUILT_IN) -> None:
    """Do what takes its time and is the same for every PDF."""
    _pdf().prepare(rendering(look))


def _pdf() -> ModuleType:
    return import_module("pellucid.render.pdf.write")
