"""A report's records in, what a template is filled with out: names of assets, addresses, numbers, charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pellucid.render.charts import Size, chart
from pellucid.render.columns import compact
from pellucid.report.model import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pellucid.report.model import Block, FrontPage, Report

ABSOLUTE = ("http://", "https://", "mailto:")
SCREEN = (Size.WIDE, Size.NARROW)


@dataclass(frozen=True)
class Place:
    """Where a page lies: the way from it to the release's root and to the site's root, for links."""

    root: str
    site: str
    level: int  # of the headings inside the page's blocks
    home: str = ""  # the release's own page, where an anchor of the release leads to from elsewhere


RELEASE = Place("", "../", 3)
METHOD = Place("", "../", 2)
COUNTRY = Place("../", "../../", 2)


def page_values(
    source: Report | FrontPage, place: Place, assets: Mapping[str, str], blocks: Iterable[Block] = ()
) -> dict[str, Any]:
    """Give what every web page is filled with."""
    return {
        **shared_values(source, blocks),
        "site": place.site,
        "level": place.level,
        "asset": lambda name: place.site + assets[name],
        "at": address(place.root, place.home),
        "chart": charts(source.language, SCREEN),
        "paper": False,
    }


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
    }


def address(root: str, home: str = "") -> Callable[[str], str]:
    """Make the function that leads an address, given from the release's root, from a page to its place.

    An anchor stays on its page, or leads to `home` where that is another one.
    """

    def at(href: str) -> str:
        if href.startswith("#"):
            return f"{root}{home}{href}" if home else href
        return href if href.startswith(ABSOLUTE) else root + href

    return at


def contact_address(contact: str) -> str:
    """Give the address behind a contact: a page, or a mailbox."""
    return contact if contact.startswith(ABSOLUTE) else f"mailto:{contact}"


def charts(language: str, sizes: Iterable[Size]) -> Callable[[Figure], Markup]:
    """Make the function that draws a figure in each of the sizes."""
    return lambda figure: Markup("\n").join(chart(figure, language, size) for size in sizes)


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
