"""A report's records in, what a template is filled with out: names of assets, addresses, numbers, charts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from markupsafe import Markup

from pellucid.render.pages.take import Credit, links
from pellucid.render.pdf.columns import compact
from pellucid.render.pictures.bars import COLOUR
from pellucid.render.pictures.charts import Size, chart
from pellucid.render.pictures.svg import BACK
from pellucid.report.model import Figure, FrontPage, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pellucid.report.model import Block, Report

ABSOLUTE = ("http://", "https://", "mailto:")
SHARED = ("data/", "versions/", "manifest.json")
SCREEN = (Size.WIDE, Size.NARROW)
_SEVERAL = 2  # letters
_SEPARATORS = str.maketrans("", "", ",.")


@dataclass(frozen=True)
class Place:
    """Where a page lies: the way from it to the release's root and to the site's root, for links.

    Both are those of the first language; what is in another one lies a folder deeper.
    """

    root: str
    site: str
    level: int  # of the headings inside the page's blocks
    path: str = "index.html"  # of the page itself, below the root
    beside: bool = False  # whether what is taken of tables and figures lies in files beside the page
    home: str = ""  # the release's own page, where an anchor of the release leads to from elsewhere

    @property
    def of_site(self) -> bool:
        """Whether it is a page of the site, and of no release."""
        return self.root == self.site


RELEASE = Place("", "../", 3, beside=True)
METHOD = Place("", "../", 2, "method.html", beside=True)
COUNTRY = Place("../", "../../", 2)


def page_values(
    source: Report | FrontPage,
    place: Place,
    assets: Mapping[str, str],
    blocks: Iterable[Block] = (),
    bar: str | None = None,
) -> dict[str, Any]:
    """Give what every web page is filled with.

    site: the way to the site's root. home: to the folder of the front page in the page's language.
    """
    up = "../" * source.path.count("/")
    site, shared = up + place.site, up + place.root
    return {
        **shared_values(source, blocks),
        "site": site,
        "home": place.root if place.of_site else site + source.path,
        "level": place.level,
        "asset": lambda name: site + assets[name],
        "at": address(site if place.of_site else place.root, place.home, shared),
        "alternates": _alternates(source, place, shared),
        "chart": charts(source.language, SCREEN),
        "taken": partial(links, credit=credit_of(source, bar), beside=place.beside),
        "paper": False,
    }


def credit_of(source: Report | FrontPage, bar: str | None = None) -> Credit:
    """Name publisher, report and address below what is taken; bar: the theme's colour of bars."""
    told = source.title if isinstance(source, FrontPage) else source.period.label
    parts = [source.publisher.name, source.title, told, source.base_url or source.publisher.url]
    if source.direction == "rtl":
        parts = [f"\N{FIRST STRONG ISOLATE}{part}{BACK}" for part in parts]
    return Credit(source.language, " \N{MIDDLE DOT} ".join(dict.fromkeys(parts)), bar or COLOUR)


def _alternates(source: Report | FrontPage, place: Place, shared: str) -> list[dict[str, str | bool]]:
    """Give the same page in every language; nothing where there is only one.

    href: the way to it. url: its address, whole where the site has one, for machines.
    """
    folder = "" if isinstance(source, FrontPage) else f"{source.period.folder}/"
    return [
        {
            "code": language.code,
            "name": language.name,
            "href": f"{shared}{language.path}{place.path}",
            "url": (
                urljoin(source.base_url, f"{folder}{language.path}{place.path}")
                if source.base_url
                else f"{shared}{language.path}{place.path}"
            ),
            "here": language.code == source.language,
        }
        for language in source.languages
        if len(source.languages) > 1
    ]


def shared_values(source: Report | FrontPage, blocks: Iterable[Block]) -> dict[str, Any]:
    """Give what web pages and the document on paper are filled with alike."""
    return {
        "language": source.language,
        "direction": source.direction,
        "publisher": source.publisher,
        "contact": contact_address(source.publisher.contact),
        "program": source.program,
        "attribution": source.attribution,
        "words": source.words,
        "numbers": numbers(blocks, source.words),
        "compact": compact,
        "isolated": isolated if source.direction == "rtl" else str,
    }


def address(root: str, home: str = "", shared: str | None = None) -> Callable[[str], str]:
    """Make the function that leads an address, given from the release's root, from a page to its place.

    An anchor stays on its page, or leads to `home` where that is another one. The data is the same in every
    language, and lies below the root that all of them share.
    """

    def at(href: str) -> str:
        if href.startswith("#"):
            return f"{root}{home}{href}" if home else href
        if href.startswith(ABSOLUTE):
            return href
        return (root if shared is None or not href.startswith(SHARED) else shared) + href

    return at


def contact_address(contact: str) -> str:
    """Give the address behind a contact: a page, or a mailbox."""
    return contact if contact.startswith(ABSOLUTE) else f"mailto:{contact}"


def charts(language: str, sizes: Iterable[Size], bar: str = COLOUR) -> Callable[[Figure], Markup]:
    """Make the function that draws a figure in each of the sizes."""
    return lambda figure: Markup("\n").join(chart(figure, language, size, bar) for size in sizes)


def isolated(text: str) -> Markup | str:
    """Keep a figure with its signs together where the text around it runs from right to left: "≥ 12".

    Digits alone, and a single letter, keep together by themselves.
    """
    if len(text) < _SEVERAL or text.translate(_SEPARATORS).isdecimal():
        return text
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return text
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def numbers(blocks: Iterable[Block], words: Mapping[str, str]) -> dict[str, str]:
    """Name the tables and the figures of a page in their order: "Table 2" by the id of its block."""
    found: dict[str, str] = {}
    counts = {Table: 0, Figure: 0}
    names = {Table: words["table"], Figure: words["figure"]}
    for block in blocks:
        if isinstance(block, Table | Figure):
            counts[type(block)] += 1
            found[block.id] = f"{names[type(block)]} {counts[type(block)]}"
    return found
