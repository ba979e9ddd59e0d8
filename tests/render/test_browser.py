"""Pages in a real browser: axe finds nothing, nothing is asked of anyone else, nothing overflows sideways."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from tests.render.conftest import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = (
    "index.html",
    f"{FOLDER}/index.html",
    f"{FOLDER}/method.html",
    f"{FOLDER}/countries/GS.html",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "the tests need Chromium: `make test` says how to install it"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


def opened(browser: Browser, address: str, scheme: Scheme = "light", width: int = 1280) -> Page:
    """Open a page."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, site: Path, name: str, scheme: Scheme, width: int) -> None:
    """In light and dark, on a desk and on the narrowest phone; and nothing overflows sideways."""
    page = opened(browser, (site / name).as_uri(), scheme, width)
    violations = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_asked_of_anyone_else(browser: Browser, site: Path, name: str) -> None:
    """Typeface and style sheet come from the site, on a disk as on a server; nothing is blocked."""
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site / name).as_uri())
    assert page.evaluate("document.fonts.ready.then(fonts => fonts.size)") == 2
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:"))] == []
    assert complaints == []
    assert page.evaluate("document.fonts.check('16px Inter')")


def test_one_size_of_a_chart_is_seen(browser: Browser, site: Path) -> None:
    """The wide one on a desk, the narrow one on a phone, with text of a readable size."""
    address = (site / FOLDER / "index.html").as_uri()
    for width, shown, hidden in ((1280, "wide", "narrow"), (375, "narrow", "wide")):
        page = opened(browser, address, width=width)
        assert page.locator(f"#trend .{shown}").is_visible()
        assert not page.locator(f"#trend .{hidden}").is_visible()
        text = page.locator(f"#trend .{shown} text").first
        height = text.evaluate("text => text.getBoundingClientRect().height")
        assert height > 11


def test_the_keyboard_reaches_the_content_first(browser: Browser, site: Path) -> None:
    """The first stop is a link past the head of the page, and it is seen."""
    page = opened(browser, (site / FOLDER / "index.html").as_uri())
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#content"
    assert focused.evaluate("link => link.getBoundingClientRect().top") >= 0


def test_the_head_column_stays_in_sight(browser: Browser, site: Path) -> None:
    """A country's name stands beside its last figure on a phone."""
    page = opened(browser, (site / FOLDER / "index.html").as_uri(), width=375)
    box = page.locator("#requests-by-country .scroll")
    box.evaluate("box => { box.scrollLeft = 10000 }")
    head = page.locator("#requests-by-country tbody th").first
    assert head.evaluate("cell => cell.getBoundingClientRect().left") >= 0
