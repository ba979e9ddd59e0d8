"""A picture in; the texts of its metadata out: comments, EXIF with its sub-directories, XMP, IPTC."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pellucid.confidentiality.leaks.markup import texts_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUBDIRECTORIES = (0x8769, 0x8825, 0xA005)  # EXIF, GPS, interoperability
_LONGEST = 1 << 20  # a colour profile is no text


def texts_of_picture(content: bytes) -> Iterator[tuple[str, str]]:
    """Read the metadata; what can't be read as a picture is a ValueError or an OSError."""
    from PIL import Image  # noqa: PLC0415 - few sites have a picture

    with Image.open(io.BytesIO(content)) as picture:
        picture.load()  # a PNG may have texts behind its pixels
        values = list(picture.info.items())
        exif = picture.getexif()
    tags = [*exif.values(), *(value for place in _SUBDIRECTORIES for value in exif.get_ifd(place).values())]
    for key, value in [*values, *(("", tag) for tag in tags)]:
        text = _text(value)
        yield "metadata", str(key)
        yield from (("metadata", part) for part in (texts_of_markup(text) if "<" in text else [text]))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value[:_LONGEST]
        return value.replace(b"\0", b"").decode(errors="replace")
    return str(value)
