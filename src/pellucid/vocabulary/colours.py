"""Colours as #rrggbb in; how well they can be told apart, mixtures, and the nearest that can be read, out.

Contrast is that of WCAG 2. A colour is changed in lightness alone, in OKLCH, where hues stay as they seem.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coloraide import Color

READABLE = 4.5  # WCAG AA, of text
VISIBLE = 3.0  # of shapes
_WRITTEN = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 400  # of lightness, from black to white


def hex_colour(text: str) -> str | None:
    """Read a colour as #rgb or #rrggbb; None where it is none."""
    if not _WRITTEN.fullmatch(text):
        return None
    digits = text[1:].lower()
    return f"#{digits}" if len(digits) == len("rrggbb") else "#" + "".join(2 * digit for digit in digits)


@cache
def contrast(one: str, other: str) -> float:
    """Give the ratio of two colours' luminances, from 1 to 21."""
    return float(_colour(one).contrast(_colour(other), method="wcag21"))


def mixed(one: str, other: str, share: float) -> str:
    """Mix so much of another colour into one."""
    return _written(_colour(one).mix(_colour(other), share, space="oklab"))


def nearest(colour: str, others: Iterable[str], least: float) -> str | None:
    """Give the lightness nearest to a colour's own with which it stands out from all others."""
    against = tuple(others)
    lightness, chroma, hue = _colour(colour).convert("oklch").coords(nans=False)
    distances = sorted(range(_STEPS + 1), key=lambda step: (abs(step / _STEPS - lightness), step))
    tried = (_oklch(step / _STEPS, chroma, hue) for step in distances)
    return next((one for one in tried if all(contrast(one, other) >= least for other in against)), None)


def _oklch(lightness: float, chroma: float, hue: float) -> str:
    from coloraide import Color  # noqa: PLC0415 - only where a theme asks for it

    return _written(Color("oklch", [lightness, chroma, hue]))


def _colour(text: str) -> Color:
    from coloraide import Color  # noqa: PLC0415 - only where a theme asks for it

    return Color(text)


def _written(colour: Color) -> str:
    return colour.convert("srgb").fit(method="oklch-chroma").to_string(hex=True)
