"""A publication and names of formats in, the release's files out: the one list of what can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from pellucid.errors import UsageError
from pellucid.render.assets import load_assets
from pellucid.render.csv import write_csv
from pellucid.render.datapackage import write_datapackage
from pellucid.render.html import write_html
from pellucid.render.json import write_json
from pellucid.render.publication import Publication, Rendering
from pellucid.render.templates import environment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from pellucid.report.model import Report

Writer = Callable[[Publication, Rendering], Mapping[str, bytes]]


def _tables(publication: Publication, rendering: Rendering) -> Mapping[str, bytes]:
    return {**write_csv(publication, rendering), **write_datapackage(publication, rendering)}


def _later(module: str) -> Writer:
    """Give a writer whose module, and the heavy library below it, is imported when it is asked for."""

    def write(publication: Publication, rendering: Rendering) -> Mapping[str, bytes]:
        writer: Writer = import_module(f"pellucid.render.{module}").write
        return writer(publication, rendering)

    return write


# A new format is a module and a line here.
FORMATS: Mapping[str, Writer] = {
    "html": write_html,
    "pdf": _later("pdf"),
    "csv": _tables,
    "json": write_json,
    "xlsx": _later("xlsx"),
    "parquet": _later("parquet"),
}
# The front page and `query` are made from published files alone, and read this one.
ALWAYS = ("json",)


def render(publication: Publication, formats: Iterable[str], own: Path | None = None) -> dict[str, bytes]:
    """Write a release: its files by path below its folder; `own` is the publisher's templates folder."""
    wanted = {*formats, *ALWAYS}
    if unknown := sorted(wanted - set(FORMATS)):
        raise UsageError("there is no such format", got=unknown[0], mend=f"use {', '.join(FORMATS)}")
    tools = rendering(own)
    files: dict[str, bytes] = {}
    for name in (name for name in FORMATS if name in wanted):
        files |= FORMATS[name](publication, tools)
    return dict(sorted(files.items()))


def rendering(own: Path | None = None) -> Rendering:
    """Open a folder of templates and its assets; without one, the built-in ones."""
    return Rendering(environment(own), load_assets(own).names, own)


# What a PDF is made of, so that it can be laid out in another process, which needs no pandas.


def data_files(publication: Publication, own: Path | None = None) -> Mapping[str, bytes]:
    """Write the files that go into the PDF, by their names there."""
    files: Mapping[str, bytes] = _pdf().data_files(publication, rendering(own))
    return files


def lay_out(report: Report, attached: Mapping[str, bytes], own: Path | None = None) -> Mapping[str, bytes]:
    """Write the PDF alone."""
    files: Mapping[str, bytes] = _pdf().lay_out(report, attached, rendering(own))
    return files


def prepare_pdf(own: Path | None = None) -> None:
    """Do what takes its time and is the same for every PDF."""
    _pdf().prepare(rendering(own))


def _pdf() -> ModuleType:
    return import_module("pellucid.render.pdf")
