"""A site's front page in; what writes it, its feed, each country's page and the comparison, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from pellucid.render.look import BUILT_IN, Look
from pellucid.render.pages.assets import load_assets
from pellucid.render.pages.dataset import catalog, script
from pellucid.render.pages.page import Place, credit_of, page_values
from pellucid.render.pages.take import files
from pellucid.render.templates import environment, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment

    from pellucid.report.model import Block, Comparison, CountryPage, Figure, FrontPage


@dataclass(frozen=True)
class SitePages:
    """A front page, and what says the pages beside it, with every period: of countries, by code."""

    front: FrontPage
    countries: Mapping[str, Callable[[], CountryPage]] = field(default_factory=dict)
    comparison: Callable[[], Comparison] | None = None


def site_pages(site: SitePages, look: Look = BUILT_IN) -> dict[str, Callable[[], bytes]]:
    """Give what writes each page of a site, for who wants one of them only."""
    front, page = site.front, _Filler(site.front, environment(look), load_assets(look).names)
    blocks = [figure for figure in (front.map, front.trend) if figure]
    made: dict[str, Callable[[], bytes]] = {
        "index.html": partial(
            page.front, "front.html", Place("", "", 3, beside=True, home=front.newest.href), blocks
        ),
        "feed.xml": partial(page.front, "feed.xml", Place("", "", 3, beside=True, home=front.newest.href)),
        "latest/index.html": page.redirect,
        **{f"countries/{code}.html": partial(page.country, said) for code, said in site.countries.items()},
    }
    if site.comparison:
        made["compare.html"] = partial(page.comparison, site.comparison)
    made |= files(blocks, credit_of(front, look.theme.bar))
    return {front.path + path: maker for path, maker in made.items()}


@dataclass(frozen=True)
class _Filler:
    """Fills in the templates of a site's pages."""

    source: FrontPage
    templates: Environment
    assets: Mapping[str, str]

    def front(
        self, template: str, place: Place, blocks: list[Figure] | None = None, **more: str | None
    ) -> bytes:
        """Fill in the front page, or what tells of it."""
        told = {"feed": _feed(self.source), "catalog": script(catalog(self.source))}
        return self._filled(template, place, blocks or (), **told, **more)

    def redirect(self) -> bytes:
        """Fill in the stable address of the newest release."""
        front = self.source
        up = "../" * front.path.count("/")
        whole = urljoin(front.base_url, front.newest.href) if front.base_url else None
        below = Place("../", "../", 2, "latest/index.html")
        return self.front("redirect.html", below, target=f"../{up}{front.newest.href}", canonical=whole)

    def country(self, said: Callable[[], CountryPage]) -> bytes:
        """Fill in a country's page."""
        country = said()
        place = Place("../", "../", 2, country.path)
        return self._filled("site_country.html", place, country.blocks, country=country)

    def comparison(self, said: Callable[[], Comparison]) -> bytes:
        """Fill in the page that compares periods."""
        comparison = said()
        blocks = [matrix.table for matrix in comparison.matrices]
        return self._filled("compare.html", Place("", "", 2, "compare.html"), blocks, comparison=comparison)

    def _filled(self, template: str, place: Place, blocks: Iterable[Block], **more: object) -> bytes:
        values = page_values(self.source, place, self.assets, blocks)
        return fill(self.templates, template, {**values, "front": self.source, **more}).encode()


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
