"""Nothing in, a WeasyPrint that sets the texts of charts whole out.

WeasyPrint 70 sets each letter of a text in an SVG by itself: letters of Arabic are not joined and run the
wrong way, and pairs of letters are not kerned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint import svg  # type: ignore[import-untyped]
from weasyprint.svg.text import text as set_by_letters  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [name for name, draw in svg.TAGS.items() if draw is set_by_letters]
OWN = "plaintext"  # a text that has a direction of its own


class _Whole(str):
    """A text that is one letter to whoever goes through it letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def set_texts_whole() -> None:
    """Have WeasyPrint set a text in an SVG at once; a second time changes nothing."""
    svg.text = _set_whole  # it tells texts from other elements by this function
    svg.TAGS.update(dict.fromkeys(NAMES, _set_whole))


def _set_whole(drawing: svg.SVG, node: svg.Node, font_size: float) -> None:
    """Set a node's text: in one piece, unless its letters have places of their own."""
    before = node.get("direction")
    if not any(" " in node.get(place, "").strip() for place in ("x", "y", "dx", "dy", "rotate")):
        node._etree_node.text = _Whole(node.text or "")  # noqa: SLF001 - WeasyPrint offers no other way
    if node.get("unicode-bidi") == OWN:
        node.attrib["direction"] = "rtl"
    set_by_letters(drawing, node, font_size)
    if before is not None:
        node.attrib["direction"] = before
