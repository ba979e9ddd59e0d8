"""An SVG in, the same picture as PNG out, with our own fonts: the same bytes on every machine."""

from __future__ import annotations

import atexit
import re
import tempfile
from functools import cache
from pathlib import Path

from pellucid.render.pictures.svg import BACK, TO_THE_LEFT
from pellucid.render.scripts import SCRIPTS, script_fonts, scripts_of
from pellucid.render.templates import templates_folder

# The library takes the first font that has a letter, whatever its weight.
FAMILIES = {"arabic": "IBM Plex Sans Arabic", "japanese": "Noto Sans CJK JP"}
TEXT = re.compile(r"(<text [^>]*>)([^<]+)</text>")
BOLD, OWN_DIRECTION = 'font-weight="700"', 'unicode-bidi="plaintext"'
SCALE = 2.0  # pixels for a unit, so that the picture is sharp on any screen


def png_of(svg: str) -> bytes:
    """Draw an SVG as PNG on white."""
    import resvg_py  # noqa: PLC0415 - only who draws pictures loads it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=_plain(svg),
            zoom=SCALE,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in _fonts(scripts_of(svg))],
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


def _plain(svg: str) -> str:
    """Say in the texts what the library does not see by itself: directions, and bold letters of scripts."""
    return TEXT.sub(lambda found: f"{found[1]}{_marked(found[1], found[2])}</text>", svg)


def _marked(start: str, words: str) -> str:
    marked = words
    if BOLD in start:
        for script in scripts_of(words):
            # Arabic with the figures in it, which have letters around them; Japanese letters alone.
            run = ".+" if script == "arabic" else f"(?:{SCRIPTS[script].pattern})+"
            marked = re.sub(run, rf'<tspan font-family="{FAMILIES[script]}">\g<0></tspan>', marked)
    turned = OWN_DIRECTION in start and TO_THE_LEFT not in words
    return f"{TO_THE_LEFT}{marked}{BACK}" if turned else marked


@cache
def _fonts(scripts: tuple[str, ...]) -> tuple[Path, ...]:
    """Unpack the fonts of the pages and of further scripts once; what draws pictures reads no WOFF2."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # noqa: PLC0415 - heavy

    folder = tempfile.TemporaryDirectory(prefix="pellucid-fonts-")
    atexit.register(folder.cleanup)
    found = []
    built_in = templates_folder()
    further = (built_in / path for path in script_fonts(scripts))
    for source in (*sorted(built_in.glob("assets/*.woff2")), *further):
        font = TTFont(source, recalcTimestamp=False)
        font.flavor = None
        found.append(Path(folder.name, f"{source.stem}.ttf"))
        font.save(found[-1])
    return tuple(found)
