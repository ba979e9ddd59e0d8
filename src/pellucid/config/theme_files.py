"""The files of a theme in: logos and fonts; what of them may be published, out, or why nothing may.

An SVG is written anew from what draws: no script, no address, no remark of the program that made it.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
DRAWS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline"),
        *("polygon", "text", "tspan", "title", "desc", "style", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "pattern"),
    )
)
SILENT = frozenset(("metadata", "script"))  # left out without a change to what is seen
_REMARK = re.compile(r"<!--.*?-->|<\?xml-stylesheet.*?\?>", re.DOTALL)
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9.]+)(?:px)?\s*")
PNG = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"))
LARGEST = 200_000  # bytes of a logo: it is on every page
RESTRICTED = 0x0002  # of a font's fsType: it may not be embedded


class Unfit(Exception):
    """A file that can't be published as it is; the message is for the publisher."""


@dataclass(frozen=True)
class Picture:
    """A logo that may be published: its content, what it is, and its size in units of its own."""

    content: bytes
    kind: str  # svg or png
    width: float
    height: float


def picture(content: bytes) -> Picture:
    """Clean a logo.

    Raises:
        Unfit: it is neither SVG nor PNG, too large, or needs something that it does not hold.

    """
    if len(content) > LARGEST:
        raise Unfit(
            f"it has {len(content) // 1000} kB, and a picture on every page may have {LARGEST // 1000}"
        )
    return _png(content) if content.startswith(PNG) else _svg(content)


def font(content: bytes) -> None:
    """See that a font can be embedded, and gives the same bytes each time.

    Raises:
        Unfit: it is no font, a variable one, or one that forbids it.

    """
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped] # noqa: PLC0415 - it is large

    try:
        found = TTFont(io.BytesIO(content), lazy=True)
        variable, rights = "fvar" in found, found["OS/2"].fsType
    except (TTLibError, KeyError, struct.error, OSError, AssertionError) as error:
        raise Unfit("this is no font that can be read") from error
    if variable:
        raise Unfit("this is a variable font, which gives other bytes each time that it is embedded")
    if rights & RESTRICTED:
        raise Unfit("this font says of itself that it may not be embedded")


def _svg(content: bytes) -> Picture:
    text = content.decode("utf-8-sig", errors="replace")
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        text = re.sub(r"<!DOCTYPE[^\[>]*>", "", text, flags=re.IGNORECASE)
        if "<!" in _REMARK.sub("", text).replace("<![CDATA[", ""):
            raise Unfit("it declares entities, which a picture does not need")
    try:
        root = ET.fromstring(_REMARK.sub("", text))  # noqa: S314 - no entity is declared in it
    except ET.ParseError as error:
        raise Unfit(f"this is neither a PNG nor an SVG that can be read: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise Unfit("this is neither a PNG nor an SVG file")
    width, height = _size(root)
    cleaned = _cleaned(root)
    if cleaned is None:
        raise Unfit("nothing is left of it")
    ET.register_namespace("", SVG)
    cleaned.set("viewBox", root.get("viewBox") or f"0 0 {width:g} {height:g}")
    return Picture(ET.tostring(cleaned, encoding="utf-8") + b"\n", "svg", width, height)


def _size(root: ET.Element) -> tuple[float, float]:
    box = (root.get("viewBox") or "").replace(",", " ").split()
    sides = [_LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height")]
    try:
        found = (float(box[2]), float(box[3])) if box else tuple(float(side[1]) for side in sides if side)
    except (ValueError, IndexError):
        found = ()
    if len(found) != len(sides) or min(found) <= 0:
        raise Unfit("it says neither in a viewBox nor by width and height how large it is")
    return found[0], found[1]


def _cleaned(element: ET.Element) -> ET.Element | None:
    """Copy what draws; None for what leaves no trace in the picture."""
    space, _, name = element.tag.rpartition("}")
    if space != f"{{{SVG}" or name in SILENT:
        return None
    if name not in DRAWS:
        raise Unfit(f"it has an element <{name}>; save it as plain SVG, with texts and effects as paths")
    if name == "style" and _ELSEWHERE.search(element.text or ""):
        raise Unfit("its style sheet loads something from elsewhere")
    copy = ET.Element(element.tag, dict(_attributes(element)))
    copy.text = element.text
    for child in element:
        kept = _cleaned(child)
        if kept is not None:
            kept.tail = child.tail
            copy.append(kept)
    return copy


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        name = "href" if key == LINK else key
        if name.startswith(("{", "on", "data-")):
            continue
        if name == "href" and not value.startswith("#"):
            raise Unfit(f"it refers to {value[:60]}, which is not in the file")
        if _ELSEWHERE.search(value):
            raise Unfit("it loads something from elsewhere")
        yield name, value


def _png(content: bytes) -> Picture:
    """Keep of a PNG what is shown: no text, no date, no place where it was taken."""
    kept, place = [PNG], len(PNG)
    try:
        while place < len(content):
            (length,) = struct.unpack_from(">I", content, place)
            name, end = content[place + 4 : place + 8], place + 12 + length
            if end > len(content):
                raise Unfit("this PNG ends too soon")
            if name in KEPT:
                kept.append(content[place:end])
            place = end
        width, height = struct.unpack_from(">II", content, len(PNG) + 8)
    except struct.error as error:
        raise Unfit("this PNG can't be read") from error
    return Picture(b"".join(kept), "png", width, height)
