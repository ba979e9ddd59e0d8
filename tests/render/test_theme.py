"""A theme reaches pages and document: colours, logo with its words, letters; without one nothing changes."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from pellucid.render.formats import render
from pellucid.render.look import BUILT_IN, Look, look_of
from pellucid.render.pages.assets import assets
from tests.config.reading import LEAST, add_brand, config_of
from tests.render.fixture import front, front_files, publication
from tests.render.test_browser import BROWSERS, Scheme, opened

if TYPE_CHECKING:
    from pathlib import Path

THEME = """\
report:
  theme:
    accent: "#8a1f5c"
    ink: "#2b1a10"
    background: "#fffaf2"
    logo: {file: brand/logo.svg, text: "Blind <Messenger>"}
    font: {regular: brand/sans-regular.woff2, bold: brand/sans-bold.woff2}
"""


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """Give the look of a configuration with a theme."""
    folder = tmp_path_factory.mktemp("themed")
    add_brand(folder)
    return look_of(config_of(folder, LEAST + THEME))


@pytest.fixture(scope="module")
def themed(look: Look) -> dict[str, bytes]:
    """Give the site's files in that look."""
    release = render(publication(), ("html", "pdf"), look)
    return {
        **{f"2025-Q4/{path}": content for path, content in release.items()},
        **front_files(front(), look),
        **assets(look),
    }


def sheet(files: dict[str, bytes]) -> str:
    """Give the style sheet of the pages."""
    return next(content.decode() for name, content in files.items() if name.startswith("assets/screen-"))


def test_without_a_theme_there_is_none(tmp_path: Path) -> None:
    """Neither in the look nor in a page."""
    assert look_of(config_of(tmp_path, LEAST)) == BUILT_IN
    assert b"<img" not in render(publication(), ("html",))["index.html"]


def test_colours_reach_the_style_sheet(themed: dict[str, bytes]) -> None:
    """For light, dark and paper; an accent for dark mode is made of the light one."""
    own = sheet(themed).partition("theme. */")[2]
    light, dark, printed = re.findall(r":root \{ (--accent: #[^}]*) \}", own)
    assert "--accent: #8a1f5c; --focus: #8a1f5c; --bar: #8a1f5c; --ink: #2b1a10; --paper: #fffaf2;" in light
    assert "--accent: #8a1f5c" not in dark
    assert "--paper: #ffffff" in printed


def test_the_logo_stands_for_the_name(themed: dict[str, bytes]) -> None:
    """With its words and its size, on every page; the file is among the assets."""
    form = re.compile(r'<img class="logo" src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)">')
    for name in ("index.html", "2025-Q4/index.html", "2025-Q4/countries/FR.html"):
        ((address, *rest),) = form.findall(themed[name].decode())
        assert rest == ["Blind &lt;Messenger&gt;", "144", "36"]
        assert f"assets/{address.rpartition('/')[2]}" in themed


def test_the_logo_says_the_publishers_name(tmp_path: Path) -> None:
    """Where it is not said what else, in each language."""
    add_brand(tmp_path)
    text = THEME.replace(', text: "Blind <Messenger>"', "")
    page = render(publication(), ("html",), look_of(config_of(tmp_path, LEAST + text)))["index.html"]
    assert b'alt="Example Messenger"' in page


def test_letters_are_files_of_the_site(themed: dict[str, bytes]) -> None:
    """The style sheet names them by the names under which they lie there."""
    names = re.findall(r"font-family: Publisher[^}]*url\(\"([^\"]+)\"\)", sheet(themed))
    assert len(names) == 2
    assert all(f"assets/{name}" in themed for name in names)


def test_the_document_has_the_theme_too(look: Look, themed: dict[str, bytes], tmp_path: Path) -> None:
    """It is still what the standards ask for, has the logo's words, and is the same each time."""
    pdf = themed["2025-Q4/report.pdf"]
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    for profile in ("ua1", "3a"):
        failures = page_validation.validate_pdf(str(file), profile=profile).failures
        assert not [one for one in failures if "STREAM-LENGTH" not in one.rule_id]
    with pikepdf.open(file) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        assert "Blind <Messenger>" in {str(one.get("/Alt", "")) for one in found}
    assert render(publication(), ("pdf",), look)["report.pdf"] == pdf


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(themed: dict[str, bytes], tmp_path: Path, scheme: Scheme) -> None:
    """Contrast included, in real Chromium, with the policy of the pages in force."""
    for name, content in themed.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    told: list[str] = []
    with sync_playwright() as chrome:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = chrome.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in ("index.html", "2025-Q4/countries/FR.html"):
            tab = opened(browser, (tmp_path / name).as_uri(), scheme)
            tab.on("console", lambda message: told.append(message.text))
            tab.reload()
            assert told == []  # before axe, which asks for more than the policy allows
            assert Axe().run(tab).response["violations"] == []
            assert tab.evaluate("document.querySelector('img.logo').naturalWidth") > 0
            told.clear()
        browser.close()


def test_charts_that_are_taken_have_its_bars(themed: dict[str, bytes]) -> None:
    """As a picture of their own, in the colour that they have on the page."""
    drawn = [content for name, content in themed.items() if name.endswith(".svg") and b"<rect" in content]
    assert any(b'fill="#8a1f5c"' in content for content in drawn)
    assert not any(b'fill="#0072b2" class="b1"' in content for content in drawn)
