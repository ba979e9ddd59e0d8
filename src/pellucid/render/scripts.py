"""A document's HTML in, the style sheets and fonts of the scripts that appear in it out.

The fonts of Latin, Greek and Cyrillic letters are always there. Those of other scripts are large, and are
loaded only where a letter of them stands in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.render.templates import folders, templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.render.look import Look

FOLDER = "scripts"
# A script -> its characters; `scripts/<name>.css` names its fonts.
SCRIPTS = {
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "japanese": re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"),
}
_NAMED = re.compile(rb'url\("([^"]+)"\)')


def scripts_of(text: str) -> tuple[str, ...]:
    """Name the scripts of a text that need fonts of their own."""
    return tuple(name for name, characters in SCRIPTS.items() if characters.search(text))


def with_fonts(text: str) -> str:
    """Link the style sheets of a document's scripts in its head."""
    links = "".join(f'<link rel="stylesheet" href="{FOLDER}/{name}.css">\n' for name in scripts_of(text))
    return text.replace("</head>", f"{links}</head>", 1)


def script_fonts(scripts: tuple[str, ...]) -> list[str]:
    """Name the built-in fonts of scripts, below the folder of the templates."""
    sheets = (templates_folder() / FOLDER / f"{name}.css" for name in scripts)
    found = (font.decode() for sheet in sheets for font in _NAMED.findall(sheet.read_bytes()))
    return [f"{FOLDER}/{name}" for name in dict.fromkeys(found)]


def script_files(text: str, look: Look) -> dict[str, bytes]:
    """Give the style sheets of a document's scripts and the fonts that they name."""
    return {path: content for name in scripts_of(text) for path, content in _files(name, look)}


def _files(script: str, look: Look) -> Iterator[tuple[str, bytes]]:
    sheet = _read(f"{script}.css", look)
    yield f"{FOLDER}/{script}.css", sheet
    for font in dict.fromkeys(_NAMED.findall(sheet)):
        yield f"{FOLDER}/{font.decode()}", _read(font.decode(), look)


def _read(name: str, look: Look) -> bytes:
    """Read a file from the publisher's folder, or else from the built-in one."""
    places = [folder / FOLDER / name for folder in folders(look)]
    return next(place for place in places if place.is_file() or place is places[-1]).read_bytes()
