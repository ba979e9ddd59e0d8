"""Assets: names that change with the content, and a style sheet that finds its fonts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.render.look import Look
from pellucid.render.pages.assets import assets, load_assets

if TYPE_CHECKING:
    from pathlib import Path


def test_names_tell_the_content() -> None:
    """A browser may keep a file for ever: another content has another name."""
    assert all(re.fullmatch(r"assets/[\w-]+-[0-9a-f]{8}\.\w+", name) for name in assets())


def test_the_sheet_names_fonts_that_are_there() -> None:
    """By their hashed names, relative to itself."""
    loaded = load_assets()
    sheet = loaded.files[loaded.names["screen.css"]].decode()
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(named) == 2
    assert {f"assets/{name}" for name in named} < set(loaded.files)


def test_the_licence_of_the_fonts_comes_with_them() -> None:
    """The Open Font License asks for it."""
    licences = [content for name, content in assets().items() if name.startswith("assets/OFL-")]
    assert len(licences) == 1
    assert b"SIL OPEN FONT LICENSE" in licences[0]


def test_the_sheet_for_paper_is_not_published() -> None:
    """It is for the PDF alone."""
    assert not [name for name in assets() if "paper" in name]


def test_own_assets_take_the_place_of_built_in_ones(tmp_path: Path) -> None:
    """One file is replaced, the others stay; one that is new is published."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "screen.css").write_text('body { background: url("logo.svg") }', encoding="utf-8")
    (tmp_path / "assets" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    loaded = load_assets(Look(tmp_path))
    logo = loaded.names["logo.svg"].removeprefix("assets/")
    assert loaded.files[loaded.names["screen.css"]] == f'body {{ background: url("{logo}") }}'.encode()
    assert "inter-400.woff2" in loaded.names
