"""Names, attributes and children in, SVG markup out; and how wide a text will be."""

from __future__ import annotations

from markupsafe import Markup, escape

FONT = "Inter, sans-serif"
# Advance widths of Inter in thousandths of the font size, close enough to leave room for a label.
NARROW = frozenset("iljtfrI.,:;'|!()[] \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
BROAD = frozenset("mwMW@%—")


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
    """Write a text at a point, with the ink and size of a chart unless others are given."""
    style = {"font_size": 13, "fill": "#555555", "class_": "axis", **attributes}
    return element("text", words, x=at[0], y=at[1], **style)


def hit(words: str, at: tuple[float, float], size: tuple[float, float]) -> Markup:
    """Write a field that is not seen and has words for whoever points at it."""
    place = {"x": at[0], "y": at[1], "width": size[0], "height": size[1]}
    return element("rect", element("title", words), **place, fill="none", pointer_events="all", class_="hit")


def text_width(words: str, size: float = 13) -> float:
    """Estimate how wide a text is in Inter."""
    return sum(_advance(letter) for letter in words) * size


def wrap(words: str, width: float, size: float = 13) -> list[str]:
    """Break a text into lines no wider than `width`, where its words allow it."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _advance(letter: str) -> float:
    if letter in NARROW:
        return 0.31
    if letter in BROAD:
        return 0.88
    return 0.66 if letter.isupper() or letter.isdigit() else 0.57


def _text(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written
