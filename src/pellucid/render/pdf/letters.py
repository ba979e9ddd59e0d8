"""WeasyPrint in, the same with whole texts in pictures out: letters that are joined stay so.

WeasyPrint sets a text of an SVG letter by letter, because each letter may have a place of its own. That takes
Arabic letters apart and reverses them. A text with one place is set as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint import svg  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint.svg import SVG, Node  # type: ignore[import-untyped]

PLACES = ("x", "y", "dx", "dy", "rotate")
SPREADS = ("letter-spacing", "textLength")
OWN_DIRECTION = "plaintext"  # of a text that runs to the left in a picture that does not
_by_letters = svg.text


class _Whole(str):
    """A text that is one letter to whoever takes it apart."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """Give the text itself."""
        yield str(self)


def _text(picture: SVG, node: Node, font_size: float) -> None:
    """Draw a text; as a whole, where its letters have no places of their own."""
    apart = any(len(node.get(name, "").replace(",", " ").split()) > 1 for name in PLACES)
    if node.text and not apart and not any(node.get(name) for name in SPREADS):
        node._etree_node.text = _Whole(node.text)  # noqa: SLF001 - there is no other way to it
    before = node.get("direction")
    if node.get("unicode-bidi") == OWN_DIRECTION:
        node.attrib["direction"] = "rtl"
    _by_letters(picture, node, font_size)
    if before is not None:
        node.attrib["direction"] = before


def set_whole_texts() -> None:
    """Have WeasyPrint set the texts of pictures as wholes from now on."""
    svg.TAGS |= {tag: _text for tag, draw in svg.TAGS.items() if draw is _by_letters}
    svg.text = _text
