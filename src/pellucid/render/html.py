"""A publication in, its web pages out; and the site's front page, feed and stable address of the newest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from pellucid.render.assets import load_assets
from pellucid.render.json import PATH, write_json
from pellucid.render.look import BUILT_IN, Look
from pellucid.render.page import COUNTRY, METHOD, RELEASE, Place, page_values
from pellucid.render.templates import environment, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Block, CountryPage, FrontPage, Report


def write_html(publication: Publication, rendering: Rendering) -> dict[str, bytes]:
    """Write the release's page, its method and a page for each country."""
    figures = write_json(publication, rendering)[PATH]
    return dict(_pages(publication.report, rendering, hashlib.sha256(figures).hexdigest()))


def render_front(front: FrontPage, look: Look = BUILT_IN) -> dict[str, bytes]:
    """Write the site's front page, its feed and the redirection to the newest release."""
    templates, assets = environment(look), load_assets(look).names
    blocks = [figure for figure in (front.map, front.trend) if figure]
    target = f"../{front.newest.folder}/index.html"
    values = {"front": front, "feed": _feed(front)}
    whole = urljoin(front.base_url, f"{front.newest.folder}/index.html") if front.base_url else None
    redirect = {"target": target, "canonical": whole}
    here = Place("", "", 3, home=f"{front.newest.folder}/index.html")
    below = Place("../", "../", 2)
    pages = {
        "index.html": ("front.html", {**page_values(front, here, assets, blocks), **values}),
        "feed.xml": ("feed.xml", {**page_values(front, here, assets), **values}),
        "latest/index.html": ("redirect.html", {**page_values(front, below, assets), **values, **redirect}),
    }
    return {path: fill(templates, name, filling).encode() for path, (name, filling) in pages.items()}


def _pages(report: Report, rendering: Rendering, digest: str) -> Iterator[tuple[str, bytes]]:
    def page(name: str, place: Place, blocks: Iterable[Block], **values: CountryPage | str) -> bytes:
        filling = {**page_values(report, place, rendering.assets, blocks), "report": report, **values}
        return fill(rendering.environment, name, filling).encode()

    blocks = [block for section in report.sections for block in section.blocks]
    yield "index.html", page("release.html", RELEASE, blocks, digest=digest)
    yield "method.html", page("method.html", METHOD, report.method.blocks)
    for country in report.countries:
        yield country.path, page("country.html", COUNTRY, country.blocks, country=country)


def _feed(front: FrontPage) -> dict[str, Any]:
    """Give the feed's addresses; without a base_url they are relative, and the identifiers still unique."""
    base = front.base_url or ""
    return {
        "id": _identifier(front, ""),
        "home": urljoin(base, "index.html"),
        "self": urljoin(base, "feed.xml") if base else None,
        "updated": _moment(front.newest.published_at),
        "entries": [
            {
                "release": release,
                "id": _identifier(front, release.folder),
                "href": urljoin(base, f"{release.folder}/index.html"),
                "updated": _moment(release.published_at),
            }
            for release in front.releases
        ],
    }


def _identifier(front: FrontPage, folder: str) -> str:
    return uuid5(NAMESPACE_URL, f"{front.base_url or front.publisher.url}#{folder}").urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
