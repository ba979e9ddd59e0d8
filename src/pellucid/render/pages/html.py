"""A publication in, its web pages out; and the site's front page, feed and stable address of the newest."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from pellucid.render.data.json import PATH, write_json
from pellucid.render.look import BUILT_IN, Look
from pellucid.render.pages.assets import load_assets
from pellucid.render.pages.dataset import catalog, dataset, script
from pellucid.render.pages.page import COUNTRY, METHOD, RELEASE, Place, address, credit_of, page_values
from pellucid.render.pages.take import files
from pellucid.render.templates import environment, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment

    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Block, CountryPage, FrontPage, Report


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


def render_front(front: FrontPage, look: Look = BUILT_IN) -> dict[str, bytes]:
    """Write the site's front page, its feed and the redirection to the newest release."""
    templates, assets = environment(look), load_assets(look).names
    blocks = [figure for figure in (front.map, front.trend) if figure]
    up = "../" * front.path.count("/")
    target = f"../{up}{front.newest.href}"
    values = {"front": front, "feed": _feed(front), "catalog": script(catalog(front))}
    whole = urljoin(front.base_url, front.newest.href) if front.base_url else None
    redirect = {"target": target, "canonical": whole}
    here = Place("", "", 3, beside=True, home=front.newest.href)
    below = Place("../", "../", 2, "latest/index.html")
    pages = {
        "index.html": ("front.html", {**page_values(front, here, assets, blocks), **values}),
        "feed.xml": ("feed.xml", {**page_values(front, here, assets), **values}),
        "latest/index.html": ("redirect.html", {**page_values(front, below, assets), **values, **redirect}),
    }
    written = {path: fill(templates, name, filling).encode() for path, (name, filling) in pages.items()}
    written |= _site_pages(front, templates, assets)
    written |= {path: made() for path, made in files(blocks, credit_of(front, look.theme.bar)).items()}
    return {front.path + path: content for path, content in written.items()}


def _site_pages(front: FrontPage, templates: Environment, assets: Mapping[str, str]) -> dict[str, bytes]:
    """Write a page a country with every period, and the one that compares periods."""
    pages = {}
    for country in front.country_pages:
        place = Place("../", "../", 2, country.path)
        values = {**page_values(front, place, assets, country.blocks), "front": front, "country": country}
        pages[country.path] = fill(templates, "site_country.html", values).encode()
    if front.comparison:
        place = Place("", "", 2, "compare.html")
        blocks = [matrix.table for matrix in front.comparison.matrices]
        values = {**page_values(front, place, assets, blocks), "front": front}
        pages[place.path] = fill(templates, "compare.html", values).encode()
    return pages


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


def _feed(front: FrontPage) -> dict[str, Any]:
    """Give the feed's addresses; without a base_url they are relative, and the identifiers still unique."""
    base, up = front.base_url or "", "../" * front.path.count("/")
    return {
        "id": _identifier(front, ""),
        "home": urljoin(base, f"{front.path}index.html") if base else "index.html",
        "self": urljoin(base, f"{front.path}feed.xml") if base else None,
        "updated": _moment(front.newest.published_at),
        "entries": [
            {
                "release": release,
                "id": _identifier(front, release.folder),
                "href": urljoin(base, release.href) if base else up + release.href,
                "updated": _moment(release.published_at),
            }
            for release in front.releases
        ],
    }


def _identifier(front: FrontPage, folder: str) -> str:
    return uuid5(NAMESPACE_URL, f"{front.base_url or front.publisher.url}#{front.path}{folder}").urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
