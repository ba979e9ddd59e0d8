"""Names, attributes and children in, SVG markup out; and how wide a text will be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup, escape

FONT = "Inter, sans-serif"
TO_THE_LEFT, BACK = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"  # marks in a text
# Advance widths of Inter in thousandths of the font size, close enough to leave room for a label.
NARROW = frozenset("iljtfrI.,:;'|!()[] \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
BROAD = frozenset("mwMW@%—")
CYRILLIC = re.compile("[\u0400-\u052f]")  # of these most are broader than Latin letters
CYRILLIC_NARROW, CYRILLIC_BROAD = frozenset("іїјІЇЈ"), frozenset("жмфшщыюДЖМФШЩЫЮ")
# Signs that may not begin a line: pairs that close, stops, marks of questions, what lengthens or repeats.
CLOSING = frozenset(
    "\u3001\u3002\uff0c\uff0e\u30fb\uff09\u300d\u300f\u3011\u3009\u300b\uff1a\uff1b\uff1f\uff01\u30fc\u3005"
)


def element(name: str, *children: Markup | str, **attributes: object) -> Markup:
    """Write an element; `class_` is class, an underscore in a name a hyphen, None no attribute."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inner}</{name}>")  # noqa: S704 - every part is escaped


def text(words: str, at: tuple[float, float], **attributes: object) -> Markup:
    """Write a text at a point, with the ink and size of a chart unless others are given.

    A picture's direction is from left to right; a text that is written to the left has its own.
    """
    style = {"font_size": 13, "fill": "#555555", "class_": "axis", **attributes}
    to_the_left = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in words)
    return element(
        "text", words, x=at[0], y=at[1], unicode_bidi="plaintext" if to_the_left else None, **style
    )


def hit(words: str, at: tuple[float, float], size: tuple[float, float]) -> Markup:
    """Write a field that is not seen and has words for whoever points at it."""
    place = {"x": at[0], "y": at[1], "width": size[0], "height": size[1]}
    return element("rect", element("title", words), **place, fill="none", pointer_events="all", class_="hit")


def text_width(words: str, size: float = 13) -> float:
    """Estimate how wide a text is in Inter."""
    return sum(_advance(letter) for letter in words) * size


def wrap(words: str, width: float, size: float = 13) -> list[str]:
    """Break a text into lines no wider than `width`, where it may be broken."""
    lines = [""]
    for gap, piece in pieces(words):
        longer = f"{lines[-1]}{gap}{piece}" if lines[-1] else piece
        if lines[-1] and text_width(longer, size) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


def pieces(words: str) -> list[tuple[str, str]]:
    """Part a text where a line may end: at blanks, and around wide letters, such as those of Japanese.

    Gives each piece with the blank before it. A sign that may not begin a line stays with what it follows.
    """
    found: list[tuple[str, str]] = []
    gap = ""
    for letter in words:
        if letter == " ":
            gap = letter
            continue
        joins = bool(found) and not gap
        if joins and (letter in CLOSING or not (wide(letter) or wide(found[-1][1][-1]))):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((gap if found else "", letter))
        gap = ""
    return found


def wide(letter: str) -> bool:
    """Say whether a letter takes a full square."""
    return unicodedata.east_asian_width(letter) in {"W", "F"}


@dataclass(frozen=True)
class Side:
    """Where a picture's language begins: places are counted from there, and texts begin or end there."""

    width: float
    mirrored: bool

    @classmethod
    def of(cls, width: float, direction: str) -> Side:
        """Give the left side of a picture, or the right one for languages that run to the left."""
        return cls(width, direction == "rtl")

    def x(self, place: float) -> float:
        """Give the place of a point."""
        return self.width - place if self.mirrored else place

    def left(self, place: float, size: float) -> float:
        """Give the left end of what begins at a place and is so wide."""
        return self.width - place - size if self.mirrored else place

    def text(
        self, words: str, at: tuple[float, float], *, ends: bool = False, **attributes: object
    ) -> Markup:
        """Write a text that begins, or ends, at a point."""
        anchor = {"text_anchor": "end"} if ends is not self.mirrored else {}
        return text(words, (self.x(at[0]), at[1]), **anchor, **attributes)


def _advance(letter: str) -> float:
    if CYRILLIC.match(letter):
        return _cyrillic_advance(letter)
    if letter in NARROW:
        return 0.31
    if letter in BROAD or wide(letter):
        return 1.0 if wide(letter) else 0.88
    return 0.66 if letter.isupper() or letter.isdigit() else 0.57


def _cyrillic_advance(letter: str) -> float:
    if letter in CYRILLIC_NARROW:
        return 0.27
    broader = 0.17 if letter in CYRILLIC_BROAD else 0.0
    return broader + (0.72 if letter.isupper() else 0.59)


def _text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written
