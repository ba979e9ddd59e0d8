"""HTML, SVG or XML in; its texts out: what stands between the tags, in attributes and in comments.

What a browser would not show is read as well. Elements inside a line, such as links and bold type, do not
part a text.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_IN_LINE = re.compile(
    r"</?(?:a|abbr|b|code|em|i|mark|s|small|strong|u|wbr)(?=[\s>/])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(r"<c [^<>]*(?:/>|>(?:<v>[^<]*</v>)?</c>)")  # of a sheet: a number, or the place of a text
_DRAWN = frozenset({"d", "points", "transform", "viewBox"})  # coordinates
_ADDRESSES = frozenset({"href", "src", "xlink:href", "content", "action"})
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+%?")  # a figure, for sorting or drawing
_SPACE = re.compile(r"\s+")
BREAK = "<p>"  # parts texts


def texts_of_markup(markup: str) -> Iterator[str]:
    """Give every text, each once, with references such as `&amp;` resolved."""
    attributes = {pair for tag in set(_TAG.findall(markup)) for pair in _ATTRIBUTE.findall(tag)}
    for name, double, single in sorted(attributes):
        text = unescape(double or single)
        if name not in _DRAWN and not _NUMBER.fullmatch(text):
            yield text
            if name in _ADDRESSES and "%" in text:
                yield unquote(text)
    if "<!--" in markup:
        yield from _COMMENT.findall(markup)
        markup = _COMMENT.sub(BREAK, markup)
    for part in sorted(set(_TAG.split(_IN_LINE.sub("", markup)))):
        if not part.isspace():
            yield _SPACE.sub(" ", unescape(part)).strip()


def texts_of_sheet(markup: str) -> Iterator[str]:
    """Give the texts of a workbook's sheet; its numbers are figures."""
    return texts_of_markup(_CELL.sub("", markup))
