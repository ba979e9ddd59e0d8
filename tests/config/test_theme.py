"""The theme: colours that can't be read are named with one that can, files are cleaned or refused."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from pellucid.config.palette import dark, light, paper
from pellucid.config.theme import Theme
from pellucid.config.theme_files import Unfit, font, picture
from pellucid.vocabulary.colours import READABLE, contrast, hex_colour, nearest
from tests.config.reading import FONTS, LEAST, LOGO, add_brand, config_of, faults_of, only_fault

if TYPE_CHECKING:
    from pathlib import Path

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def themed(*lines: str) -> str:
    """Write a configuration whose theme begins on line 7."""
    return LEAST + "report:\n  theme:\n" + "".join(f"    {line}\n" for line in lines)


# ---------------------------------------------------------------- colours


def test_a_pale_accent_is_refused(tmp_path: Path) -> None:
    """File, line and key; the pair, its ratio, and a colour that passes: the configuration loads with it."""
    fault = only_fault(tmp_path, themed('accent: "#58a6ff"'))
    assert (fault.line, fault.key, fault.got) == (7, "report.theme.accent", "#58a6ff")
    assert fault.reason.startswith("accent #58a6ff on tinted background #f3f6f9 has a contrast of 2.3")
    assert fault.mend is not None
    better = fault.mend.split('"')[1]
    assert config_of(tmp_path, themed(f'accent: "{better}"')).report.theme == Theme(accent=better)


def test_a_page_on_which_nothing_can_be_read(tmp_path: Path) -> None:
    """Who gives the background alone is told of the background."""
    fault = only_fault(tmp_path, themed('background: "#888"'))
    assert fault.key == "report.theme.background"
    assert "on background #888888 has a contrast of" in fault.reason


def test_dark_mode_is_checked_as_well(tmp_path: Path) -> None:
    """Both schemes, each at its own key."""
    faults = faults_of(tmp_path, themed('accent: "#ffee00"', 'dark: {accent: "#0b5cad", ink: "#333"}'))
    assert [fault.key for fault in faults] == [
        "report.theme.accent",
        "report.theme.dark.accent",
        "report.theme.dark.ink",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("accent: #0b5cad", "# begins a comment"),
        ("accent: blue", "a colour is wanted here"),
        ('accent: "#0b5ca"', "a colour is wanted here"),
    ],
)
def test_what_is_no_colour(tmp_path: Path, line: str, says: str) -> None:
    """A colour without quotes is a comment, which is said."""
    fault = only_fault(tmp_path, themed(line))
    assert (fault.line, fault.key) == (7, "report.theme.accent")
    assert says in fault.reason
    assert "#0b5cad" in (fault.mend or "")


def test_three_digits_are_six() -> None:
    """As in style sheets."""
    assert hex_colour("#0Af") == "#00aaff"


@given(colours)
def test_the_nearest_colour_can_be_read(colour: str) -> None:
    """Whatever was wished for."""
    better = nearest(colour, ("#ffffff", "#f3f6f9"), READABLE)
    assert better is not None
    assert min(contrast(better, "#ffffff"), contrast(better, "#f3f6f9")) >= READABLE


@given(colours)
def test_what_is_made_of_an_accent_can_be_read(colour: str) -> None:
    """Second ink on the tint, and the accent of dark mode on both grounds."""
    accent = nearest(colour, ("#ffffff", "#f3f6f9"), READABLE)
    theme = Theme(accent=accent)
    for palette in (light(theme), dark(theme), paper(theme)):
        for ground in (palette.background, palette.tint):
            assert contrast(palette.accent, ground) >= READABLE
            assert contrast(palette.ink_2, ground) >= READABLE


def test_second_ink_on_a_page_of_its_own() -> None:
    """It is made of ink and background, and can be read."""
    palette = light(Theme(ink="#3b2a1a", background="#fdf6e3"))
    assert contrast(palette.ink_2, palette.tint) >= READABLE
    assert palette.ink_2 != palette.ink


# ------------------------------------------------------------------ files


def test_a_theme_with_everything(tmp_path: Path) -> None:
    """Logo and font are found beside the configuration."""
    add_brand(tmp_path)
    lines = (
        "logo: {file: brand/logo.svg}",
        "font: {regular: brand/sans-regular.woff2, bold: brand/sans-bold.woff2}",
    )
    assert config_of(tmp_path, themed(*lines)).report.theme


@pytest.mark.parametrize(
    ("line", "key", "says"),
    [
        ("logo: {file: nowhere.svg}", "logo.file", "there is no such file"),
        ("logo: {file: ../logo.svg}", "logo.file", "outside"),
        ("logo: {file: transparency.yaml}", "logo.file", "neither a PNG nor an SVG"),
        (
            "font: {regular: brand/logo.svg, bold: brand/sans-bold.woff2}",
            "font.regular",
            "no font that can be read",
        ),
    ],
)
def test_files_that_are_not_there_or_no_such_thing(tmp_path: Path, line: str, key: str, says: str) -> None:
    """Each is a fault at its key."""
    add_brand(tmp_path)
    (tmp_path.parent / "logo.svg").write_text(LOGO)
    fault = only_fault(tmp_path, themed(line))
    assert fault.key == f"report.theme.{key}"
    assert says in fault.reason


def test_a_logo_is_cleaned() -> None:
    """No script, no handler, no remark, no address; what draws stays, and the size is known."""
    dirty = (
        '<?xml version="1.0"?><!-- made by a@b.example --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG" "x.dtd">'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:inkscape="http://www.inkscape.org/x" width="60px" height="20" onload="alert(1)">'
        "<metadata>who</metadata><script>alert(2)</script>"
        '<inkscape:page who="me"/><defs><path id="a" d="M0 0h9v9z"/></defs>'
        '<use xlink:href="#a" inkscape:label="me"/></svg>'
    )
    found = picture(dirty.encode())
    text = found.content.decode()
    assert (found.kind, found.width, found.height) == ("svg", 60, 20)
    assert 'href="#a"' in text
    assert 'viewBox="0 0 60 20"' in text
    assert not [one for one in ("alert", "onload", "inkscape", "who", "a@b", "DOCTYPE", "me") if one in text]
    assert picture(found.content).content == found.content


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="https://elsewhere.example/a.png"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<use href="https://elsewhere.example/a.svg#a"/>',
        "<style>@import url(https://elsewhere.example/a.css);</style>",
        '<rect style="fill: url(https://elsewhere.example/a.svg#b)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    ],
)
def test_a_logo_that_needs_something_else_is_refused(inside: str) -> None:
    """It would not look the same without it, so it is not taken out silently."""
    with pytest.raises(Unfit):
        picture(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode())


def test_a_logo_with_entities_is_refused() -> None:
    """A small file that is a large one."""
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(Unfit, match="entities"):
        picture(
            f'{bomb}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&b;</text></svg>'.encode()
        )


def test_a_png_loses_what_is_not_shown() -> None:
    """Texts and dates go; the picture stays."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "somebody@example.org")
    stream = io.BytesIO()
    Image.new("RGBA", (40, 10), "#0b5cad").save(stream, "PNG", pnginfo=texts)
    found = picture(stream.getvalue())
    assert (found.kind, found.width, found.height) == ("png", 40, 10)
    assert b"somebody" in stream.getvalue()
    assert b"somebody" not in found.content
    assert Image.open(io.BytesIO(found.content)).getpixel((5, 5)) == (11, 92, 173, 255)


def test_a_broken_png_and_a_huge_file_are_refused() -> None:
    """Nothing that a browser would not show."""
    with pytest.raises(Unfit):
        picture(b"\x89PNG\r\n\x1a\n" + b"\x00\x00\xff\xffIDAT")
    with pytest.raises(Unfit, match="kB"):
        picture(zlib.compress(b"") + b" " * 300_000)


def test_a_variable_font_is_refused() -> None:
    """It is stamped with the clock each time that it is embedded."""
    font((FONTS / "inter-400.woff2").read_bytes())
    with pytest.raises(Unfit, match="no font"):
        font(b"wOF2 and nothing more")
