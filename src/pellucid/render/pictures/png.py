"""An SVG in, the same picture as PNG out, with our own fonts: the same bytes on every machine."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

from pellucid.render.scripts import script_fonts, scripts_of
from pellucid.render.templates import templates_folder

SCALE = 2.0  # pixels for a unit, so that the picture is sharp on any screen


def png_of(svg: str) -> bytes:
    """Draw an SVG as PNG on white."""
    import resvg_py  # noqa: PLC0415 - only who draws pictures loads it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=SCALE,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in _fonts(scripts_of(svg))],
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


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
