"""Web pages: whole links, sound structure, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pellucid.render.formats import render
from tests.render.conftest import FOLDER
from tests.render.fixture import COUNTRIES, front, front_files, publication

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (
    f"{FOLDER}/index.html",
    f"{FOLDER}/method.html",
    f"{FOLDER}/countries/GS.html",
    f"{FOLDER}/countries/AL.html",
    "index.html",
    "latest/index.html",
    "countries/GS.html",
    "compare.html",
)
ATOM = "{http://www.w3.org/2005/Atom}"


class Elements(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.found.append((tag, dict(attrs)))

    def all(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [value for _, attrs in self.found if (value := attrs.get(name)) is not None]


@pytest.fixture(params=PAGES)
def page(site: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    """A page and its text."""
    path = site / str(request.param)
    return path, path.read_text(encoding="utf-8")


def test_links_are_whole(page: tuple[Path, str]) -> None:
    """Each relative address leads to a file, each anchor to an element."""
    path, text = page
    elements = Elements(text)
    for href in elements.all("href") + elements.all("src"):
        address, _, anchor = href.partition("#")
        if not re.match(r"[a-z]+:", href):
            target = path.parent / address if address else path
            assert target.is_file(), href
            if anchor:
                assert anchor in Elements(target.read_text(encoding="utf-8")).all("id"), href


def test_nothing_is_inline_or_from_elsewhere(page: tuple[Path, str]) -> None:
    """The policy of the page could not allow it, and says so."""
    path, text = page
    elements = Elements(text)
    assert not elements.all("style")
    assert not {tag for tag, _ in elements.found} & {"style", "iframe", "img"}
    data = {"type": "application/ld+json"}  # which nothing runs
    scripts = [attrs for tag, attrs in elements.found if tag == "script" and attrs != data]
    assert len(scripts) == (0 if path.parent.name == "latest" else 1 + (path.name == "compare.html"))
    assert all(set(attrs) == {"src", "defer"} and attrs["src"] for attrs in scripts)
    assert not [name for _, attrs in elements.found for name in attrs if name.startswith("on")]
    assert "default-src 'none'" in "".join(elements.all("content"))


def test_headings_step_down_one_at_a_time(page: tuple[Path, str]) -> None:
    """One h1 first, and no level left out."""
    levels = [int(tag[1]) for tag, _ in Elements(page[1]).found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_id_is_used_twice(page: tuple[Path, str]) -> None:
    """Links and labels lead to one place."""
    ids = Elements(page[1]).all("id")
    assert len(ids) == len(set(ids))


def test_tables_have_captions_and_scopes(page: tuple[Path, str]) -> None:
    """Every header cell says what it heads."""
    found = Elements(page[1]).found
    assert sum(tag == "table" for tag, _ in found) == sum(tag == "caption" for tag, _ in found)
    assert all(attrs.get("scope") in {"row", "col"} for tag, attrs in found if tag == "th")


def test_each_country_has_a_page(files: dict[str, bytes]) -> None:
    """One for each, unknown included."""
    assert {f"countries/{code}.html" for code in COUNTRIES} <= set(files)


def test_the_release_says_its_figures(files: dict[str, bytes]) -> None:
    """Total, a country's number linked to its page, and a mark with its words."""
    text = files["index.html"].decode()
    assert "14,905" in text
    assert '<th scope="row"><a href="countries/FR.html">France</a></th>' in text
    assert '<abbr title="not available: no figure was reported">x</abbr>' in text


def test_tables_and_figures_are_numbered(files: dict[str, bytes]) -> None:
    """In the order of the page, each kind for itself."""
    found = re.findall(r'class="number"[^>]*>(\w+ \d)', files["index.html"].decode())
    assert found == ["Figure 1", "Figure 2", "Table 1", "Figure 3", "Table 2", "Table 3", "Table 4"]


def test_a_country_leads_to_its_neighbours(files: dict[str, bytes]) -> None:
    """The first has no one before it."""
    assert 'rel="next" href="../countries/AR.html"' in files["countries/AL.html"].decode()
    assert 'rel="prev"' not in files["countries/AL.html"].decode()


def test_the_front_page_leads_everywhere() -> None:
    """To the newest release, to every release, to every country."""
    text = front_files(front())["index.html"].decode()
    assert 'href="2025-Q4/index.html"' in text
    assert 'href="2025-Q1/index.html"' in text
    assert 'href="2025-Q4/countries/FR.html"' in text


def test_the_stable_address_leads_to_the_newest() -> None:
    """Without script."""
    text = front_files(front())["latest/index.html"].decode()
    assert 'http-equiv="refresh" content="0; url=../2025-Q4/index.html"' in text


def test_without_a_base_url_no_address_is_made_up() -> None:
    """The stable address has no canonical one then."""
    assert b"canonical" in front_files(front())["latest/index.html"]
    assert b"canonical" not in front_files(replace(front(), base_url=None))["latest/index.html"]


def test_the_feed_has_an_entry_a_release() -> None:
    """Atom, with whole addresses where the site has one."""
    feed = ET.fromstring(front_files(front())["feed.xml"])  # noqa: S314 - our own feed
    entries = feed.findall(f"{ATOM}entry")
    links = [entry.find(f"{ATOM}link").attrib["href"] for entry in entries]  # type: ignore[union-attr]
    assert links[0] == "https://transparency.messenger.example/2025-Q4/index.html"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries) == 4


def test_the_feed_works_without_an_address() -> None:
    """Links are relative then, and identifiers still unique."""
    feed = ET.fromstring(front_files(replace(front(), base_url=None))["feed.xml"])  # noqa: S314
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 5
    assert feed.find(f"{ATOM}link[@rel='self']") is None


def test_names_with_markup_stay_names() -> None:
    """A publisher's name cannot break the page."""
    release = publication()
    publisher = replace(release.report.publisher, name="<b>A & B</b>")
    odd = replace(release, report=replace(release.report, publisher=publisher))
    assert b"&lt;b&gt;A &amp; B&lt;/b&gt;" in render(odd, ("html",))["index.html"]


def test_a_contact_may_be_a_page() -> None:
    """An address on the web is not turned into a mailbox."""
    release = publication()
    publisher = replace(release.report.publisher, contact="https://messenger.example/contact")
    other = replace(release, report=replace(release.report, publisher=publisher))
    assert b'href="https://messenger.example/contact"' in render(other, ("html",))["index.html"]


def test_a_page_is_light(files: dict[str, bytes]) -> None:
    """Under 150 kB without its pictures."""
    text = re.sub(r"<svg.*?</svg>", "", files["index.html"].decode(), flags=re.DOTALL)
    assert len(text) < 150_000


def test_a_mark_is_read_aloud_in_words(files: dict[str, bytes]) -> None:
    """The mark is for the eye alone; whoever listens hears the word, and no cell is empty or 0."""
    text = files["index.html"].decode()
    assert (
        '<td class="num suppressed"><i aria-hidden="true">c</i>'
        '<span class="spoken">withheld</span></td>' in text
    )
