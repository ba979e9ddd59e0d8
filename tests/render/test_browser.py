"""Pages in a real browser: axe finds nothing, nothing is asked of anyone else, nothing overflows sideways."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from pellucid.render.formats import rendering
from pellucid.render.pages.assets import assets
from pellucid.render.pages.html import write_html
from pellucid.report.wording.fixed_words import fixed_words
from pellucid.report.wording.languages import site_languages
from pellucid.report.wording.words import Words
from tests.render.conftest import FOLDER
from tests.render.fixture import publication, report, requests_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = (
    "index.html",
    f"{FOLDER}/index.html",
    f"{FOLDER}/method.html",
    f"{FOLDER}/countries/GS.html",
    "countries/GS.html",
    "compare.html",
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


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1280), ("light", 320)])
@pytest.mark.parametrize("name", ["index.html", "countries/GS.html"])
def test_axe_finds_nothing_from_right_to_left(
    browser: Browser, tmp_path: Path, name: str, scheme: Scheme, width: int
) -> None:
    """In Arabic, with a switch to other languages; and nothing overflows sideways."""
    languages = site_languages(("en", "ar", "ja"))
    words = {**report().words, **fixed_words(Words.of("ar"))}
    arabic = replace(report(), language="ar", direction="rtl", languages=languages, words=words)
    files = write_html(replace(publication(), report=arabic), rendering())
    for path, content in {**{f"{FOLDER}/{path}": file for path, file in files.items()}, **assets()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    page = opened(browser, (tmp_path / FOLDER / "ar" / name).as_uri(), scheme, width)
    violations = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator(".languages [aria-current]").inner_text() == "العربية"
    side = "cell => getComputedStyle(cell).textAlign"  # units stand below units
    assert page.locator("td.num").first.evaluate(side) == "right"


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_fits_its_paper(browser: Browser, site: Path, name: str) -> None:
    """On A4 within the margins: no table goes over the edge, and nothing that paper can't do is on it."""
    page = opened(browser, (site / name).as_uri(), width=673)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert not [one for one in page.locator(".take, .compare, .filter, .languages").all() if one.is_visible()]


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


def column(page: Page, place: int) -> list[str]:
    """The texts of a column of the countries table, the total left out."""
    cells = page.locator(f"#requests-by-country tbody tr:not(.total) > :nth-child({place})")
    return [text.split("\n")[0] for text in cells.all_inner_texts()]


def test_a_table_is_sorted_by_the_keyboard(browser: Browser, site: Path) -> None:
    """Each head is a button that says how the table is sorted; the total keeps its place."""
    page = opened(browser, (site / FOLDER / "index.html").as_uri())
    heads = page.locator("#requests-by-country thead th")
    button = heads.nth(1).get_by_role("button", name="Requests")
    button.focus()
    assert button.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert heads.nth(1).get_attribute("aria-sort") == "descending"
    numbers = [int(text.replace(",", "")) for text in column(page, 2)]
    assert numbers == sorted(numbers, reverse=True)
    page.keyboard.press("Space")
    assert heads.nth(1).get_attribute("aria-sort") == "ascending"
    assert [int(text.replace(",", "")) for text in column(page, 2)] == sorted(numbers)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert [head.get_attribute("aria-sort") for head in heads.all()[:2]] == ["ascending", None]
    names = column(page, 1)
    assert names.index("Türkiye") < names.index("Ukraine")
    assert names == sorted(names)
    assert "total" in (page.locator("#requests-by-country tbody tr").first.get_attribute("class") or "")


def test_what_is_withheld_stands_last_both_ways(browser: Browser, site: Path) -> None:
    """Its place among others tells nothing: it is that of the published table."""
    page = opened(browser, (site / FOLDER / "index.html").as_uri())
    names = dict(zip(column(page, 1), column(page, 4), strict=True))
    without = [name for name, text in names.items() if text in {"c", "x"}]
    assert len(without) == 2
    for key in ("Enter", "Enter"):
        page.locator("#requests-by-country thead th").nth(3).get_by_role("button").focus()
        page.keyboard.press(key)
        assert column(page, 1)[-2:] == without


def test_a_row_is_found_by_its_name(browser: Browser, site: Path) -> None:
    """Without regard to accents and case; how many are left is said aloud, and the total stays."""
    page = opened(browser, (site / FOLDER / "index.html").as_uri())
    page.get_by_label("Find a row").fill("turk")
    shown = page.locator("#requests-by-country tbody tr:visible")
    assert shown.locator("th").all_inner_texts() == ["All countries", "Türkiye"]
    assert page.locator("#requests-by-country output[role=status]").inner_text() == "Rows shown: 1 of 60"
    page.get_by_label("Find a row").fill("")
    assert shown.count() == 61


def test_a_chart_tells_its_figures_by_pointer_and_keyboard(browser: Browser, site: Path) -> None:
    """A field for each period; the arrow keys walk through them and Escape ends it."""
    page = opened(browser, (site / FOLDER / "index.html").as_uri())
    hint = page.locator(".hint")
    page.locator("#trend .wide .hit").nth(2).hover()
    assert hint.inner_text() == "Q2 2024\nRequests: 1,544\nWith data disclosed: 14"
    page.mouse.move(5, 5)
    assert not hint.is_visible()
    page.locator("#trend svg.wide").focus()
    page.keyboard.press("ArrowRight")
    assert hint.inner_text().startswith("Q4 2023\n")
    page.keyboard.press("ArrowLeft")
    assert hint.inner_text().startswith("Q4 2025\n")
    page.keyboard.press("Escape")
    assert not hint.is_visible()


def test_everything_can_be_read_without_script(browser: Browser, site: Path) -> None:
    """No part of a page waits for the script, and none that needs it is seen."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / FOLDER / "index.html").as_uri())
    assert page.locator("#requests-by-country tbody tr:visible").count() == 61
    assert page.locator("button, input").count() == 0
    assert page.locator("#trend svg.wide").is_visible()


def test_any_two_periods_are_compared(browser: Browser, site: Path) -> None:
    """Chosen from lists; what is withheld is not compared, nor anything across a change of method."""
    page = opened(browser, (site / "compare.html").as_uri())
    rows = page.locator("#comparison tbody tr")
    assert rows.count() == 60
    assert page.locator("#comparison thead th").all_inner_texts()[1:3] == ["Q3 2025", "Q4 2025"]
    assert page.locator("#comparison .notes").inner_text().startswith("The method changed")
    page.get_by_role("combobox", name="From").select_option(label="Q4 2024")
    page.get_by_role("combobox", name="To").select_option(label="Q3 2025")
    assert "below 20" in page.locator("#comparison .notes").inner_text()
    first, second = requests_of("AR") // 3, requests_of("AR") // 2
    change = f"{round(100 * (second - first) / first):+}%" if first >= 20 else "\N{EN DASH}"
    assert rows.nth(1).inner_text().split()[1:] == [str(first), str(second), f"{second - first:+}", change]
    assert rows.nth(0).inner_text().split()[1:3] == ["c", "withheld"]
    assert rows.nth(0).inner_text().split()[4:] == ["\N{EN DASH}"] * 2
    page.get_by_role("button", name="Difference").click()
    assert rows.nth(59).locator("th").inner_text() == "Albania"
    page.locator("#comparison thead button").nth(0).focus()
    page.keyboard.press("Enter")
    assert page.locator("#comparison thead th").nth(0).get_attribute("aria-sort") == "ascending"
    assert Axe().run(page).response["violations"] == []


def test_periods_are_chosen_without_script(browser: Browser, site: Path) -> None:
    """The table has all of them until some are ticked; then it has those, and all again on request."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / "compare.html").as_uri())
    matrix = page.locator(".matrix").first
    columns = matrix.locator("thead th:not(:first-child)")
    names = columns.all_inner_texts()
    assert matrix.get_by_role("checkbox").count() == len(names) > 2
    for name in (names[0], names[-1]):
        matrix.get_by_role("checkbox", name=name).check()
    assert [head.inner_text() for head in columns.all() if head.is_visible()] == [names[0], names[-1]]
    assert sum(cell.is_visible() for cell in matrix.locator("tbody tr").first.locator("td").all()) == 2
    matrix.get_by_role("button").click()
    assert all(head.is_visible() for head in columns.all())


def test_a_chart_of_a_country_is_taken_as_png(browser: Browser, site: Path) -> None:
    """The page carries it as SVG; it is drawn when a reader asks for it, and nothing is fetched."""
    page = opened(browser, (site / "countries/GS.html").as_uri())
    with page.expect_download() as taken:
        page.get_by_role("button", name="PNG").first.click()
    assert taken.value.suggested_filename.endswith(".png")
    content = Path(taken.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width > height > 500
