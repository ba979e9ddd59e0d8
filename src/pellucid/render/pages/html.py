"""A publication in; what writes each of its web pages, out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pellucid.render.data.json import PATH, write_json
from pellucid.render.pages.dataset import dataset, script
from pellucid.render.pages.page import COUNTRY, METHOD, RELEASE, Place, address, credit_of, page_values
from pellucid.render.pages.take import files
from pellucid.render.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Block, CountryPage, Report


def write_html(publication: Publication, rendering: Rendering) -> dict[str, bytes]:
    """Write the release's page, its method and a page for each country."""
    return {path: made() for path, made in pages(publication, rendering).items()}


def pages(publication: Publication, rendering: Rendering) -> dict[str, Callable[[], bytes]]:
    """Give what writes each page, for who wants one of them only."""
    digest = hashlib.sha256(write_json(publication, rendering)[PATH]).hexdigest()
    return {
        report.path + path: page
        for report in publication.reports
        for path, page in _pages(report, rendering, digest)
    }


def _pages(report: Report, rendering: Rendering, digest: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    def filled(name: str, place: Place, blocks: Iterable[Block], **values: CountryPage | str) -> bytes:
        filling = {
            **page_values(report, place, rendering.assets, blocks, rendering.look.theme.bar),
            "report": report,
            **values,
        }
        return fill(rendering.environment, name, filling).encode()

    page = partial(partial, filled)
    blocks = [block for section in report.sections for block in section.blocks]
    described = script(dataset(report, address(RELEASE.root, shared="../" * report.path.count("/"))))
    yield "index.html", page("release.html", RELEASE, blocks, digest=digest, dataset=described)
    yield "method.html", page("method.html", METHOD, report.method.blocks)
    yield from files([*blocks, *report.method.blocks], credit_of(report, rendering.look.theme.bar)).items()
    for country in report.countries:
        place = replace(COUNTRY, path=country.path)
        yield country.path, page("country.html", place, country.blocks, country=country)
