"""A report's blocks in, blocks fit for paper out: addresses that lead somewhere, links of plain text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from markupsafe import Markup, escape

from pellucid.render.pages.page import ABSOLUTE, SHARED
from pellucid.report.model import Narrative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pellucid.report.model import Block, Report, Section

VOID = frozenset({"br", "hr", "wbr"})


def release_address(report: Report) -> str | None:
    """Give the address of the release on the web, where the site has one."""
    folder = f"{report.period.folder}/{report.path}"
    return urljoin(report.base_url, folder) if report.base_url else None


def paper_address(report: Report, sections: Iterable[Section]) -> Callable[[str], str]:
    """Make the function that gives a link's address on paper; an empty one where it would lead nowhere."""
    base, up = release_address(report), "../" * report.path.count("/")
    anchors = {f"#{name}" for section in sections for name in _anchors(section)}

    def at(href: str) -> str:
        if href.startswith(ABSOLUTE) or href in anchors:
            return href
        if not base or href.startswith("#"):
            return ""
        return urljoin(base, f"{up}{href}" if href.startswith(SHARED) else href)

    return at


def paper_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Prepare the publisher's own words; the other blocks are fit for paper as they are."""
    return tuple(
        replace(block, html=flat_links(block.html)) if isinstance(block, Narrative) else block
        for block in blocks
    )


def flat_links(html: str) -> Markup:
    """Leave only text in links, and of pictures their words: PDF/UA knows no other element in a link."""
    writer = _Flat()
    writer.feed(html)
    writer.close()
    return Markup("").join(writer.parts)


def _anchors(section: Section) -> Iterable[str]:
    yield section.id
    yield from (name for block in section.blocks if (name := getattr(block, "id", None)))


class _Flat(HTMLParser):
    """Writes HTML as it came, but for what stands inside a link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Markup] = []
        self.in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(escape(dict(attrs).get("alt") or ""))
        elif tag == "a":
            self.in_link = bool(dict(attrs).get("href", "").startswith(ABSOLUTE))  # type: ignore[union-attr]
            if self.in_link:
                self.parts.append(self._written(tag, attrs))
        elif not self.in_link:
            self.parts.append(self._written(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if (tag == "a") == self.in_link and tag not in VOID:
            self.parts.append(Markup("</{}>").format(tag))
        if tag == "a":
            self.in_link = False

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))

    @staticmethod
    def _written(tag: str, attrs: list[tuple[str, str | None]]) -> Markup:
        written = Markup("").join(Markup(' {}="{}"').format(name, value or "") for name, value in attrs)
        return Markup("<{}{}>").format(tag, written)
