"""Folders of templates in, the site's assets out: style sheet and fonts, named after their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.render.look import BUILT_IN, Look
from pellucid.render.templates import folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHEET = "screen.css"
LICENCE = "OFL.txt"
PAPER_SHEET = "paper.css"
PAPER = "paper"  # begins the names of the style sheets of the document


@dataclass(frozen=True)
class Assets:
    """Files of the site's `assets/` folder, and the name under which a template finds each."""

    names: Mapping[str, str]  # "screen.css" -> "assets/screen-3f9a1c2b.css"
    files: Mapping[str, bytes]  # "assets/screen-3f9a1c2b.css" -> content


def assets(look: Look = BUILT_IN) -> dict[str, bytes]:
    """Give the files of the site's `assets/` folder by their path below the site's root."""
    return dict(load_assets(look).files)


def load_assets(look: Look = BUILT_IN) -> Assets:
    """Read the style sheet for screens and the fonts; the sheet names the fonts by their hashed names."""
    sources = {name: content for name, content in asset_files(look).items() if not name.startswith(PAPER)}
    sheet = sources.pop(SHEET)
    licence = sources.pop(LICENCE, None)
    names = {name: _hashed(name, content) for name, content in sorted(sources.items())}
    files = {names[name]: content for name, content in sources.items()}
    for name, hashed in names.items():
        sheet = sheet.replace(f'"{name}"'.encode(), f'"{hashed.removeprefix("assets/")}"'.encode())
    names[SHEET] = _hashed(SHEET, sheet)
    files[names[SHEET]] = sheet
    if licence is not None:
        files[_hashed(LICENCE, licence)] = licence
    return Assets(names, files)


def asset_files(look: Look = BUILT_IN) -> dict[str, bytes]:
    """Give the assets by name, with those of the theme, and with its words at the end of the style sheets."""
    found = {path.name: path.read_bytes() for path in asset_paths(look)} | dict(look.theme.files)
    found[SHEET] += look.theme.screen.encode()
    found[PAPER_SHEET] += look.theme.paper.encode()
    return found


def asset_paths(look: Look = BUILT_IN) -> tuple[Path, ...]:
    """Source files of the assets; the publisher's own take the place of built-in ones of the same name."""
    found = {
        path.name: path
        for folder in reversed(folders(look))
        for path in sorted((folder / "assets").glob("*"))
        if path.is_file()
    }
    return tuple(found[name] for name in sorted(found))


def _hashed(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
