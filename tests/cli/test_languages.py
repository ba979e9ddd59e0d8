"""A report in several languages: where the pages lie, how they lead to each other, what is shared."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pytest

from tests.cli.running import call, project

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = "2025-Q4"


class Links(HTMLParser):
    """Collects the addresses of a page, and of the links to it in other languages."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.alternates: dict[str, str] = {}
        self.switch: dict[str, bool] = {}
        self.root: dict[str, str | None] = {}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what leads somewhere."""
        found = dict(attrs)
        self.addresses += [value for name in ("href", "src") if (value := found.get(name))]
        if tag == "html":
            self.root = found
        if tag == "link" and found.get("hreflang"):
            self.alternates[found["hreflang"] or ""] = found["href"] or ""
        if tag == "a" and found.get("hreflang"):
            self.switch[found["hreflang"] or ""] = "aria-current" in found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a release in English only and one in three languages."""
    folder = tmp_path_factory.mktemp("languages")
    project(folder, report={"languages": ["en"], "formats": ["html", "csv"]})
    assert call(folder, "build", "--period", "2025-Q3").code == 0
    names = {"en": "Example Messenger", "fr": "Messagerie Exemple", "ar": "تطبيق المثال"}
    publisher = {"name": names, "url": "https://messenger.example", "contact": "t@messenger.example"}
    report = {"languages": ["en", "fr", "ar"], "formats": ["html", "pdf", "csv"]}
    project(folder, publisher=publisher, report=report)
    ended = call(folder, "build", "--period", RELEASE)
    assert ended.code == 0, ended.said
    return folder / "public"


def pages(site: Path) -> list[Path]:
    """Every page of the site."""
    return sorted(site.rglob("*.html"))


def test_each_language_has_every_page(site: Path) -> None:
    """The first at the root of the release and of the site, the others in folders of their own."""
    first = {path.relative_to(site / RELEASE) for path in (site / RELEASE).rglob("*.html")}
    own = {path for path in first if path.parts[0] not in {"fr", "ar"}}
    assert own == {path.relative_to("fr") for path in first if path.parts[0] == "fr"}
    assert own == {path.relative_to("ar") for path in first if path.parts[0] == "ar"}
    assert {str(path) for path in own} >= {"index.html", "method.html"}
    for folder in ("", "fr", "ar"):
        assert (site / folder / "index.html").is_file()
        assert (site / folder / "feed.xml").is_file()
        assert (site / RELEASE / folder / "report.pdf").is_file()


def test_the_data_is_there_once(site: Path) -> None:
    """Figures have no language."""
    found = {path.parent for path in (site / RELEASE).rglob("*.csv")} - {
        site / RELEASE / language / kind for language in ("", "fr", "ar") for kind in ("tables", "charts")
    }
    assert found == {site / RELEASE / "data"}


def test_every_link_leads_somewhere(site: Path) -> None:
    """From each page, in each language; the page of another language is the same page."""
    for page in pages(site):
        for address in Links(page).addresses:
            if not address.startswith(("http", "mailto:", "data:", "#")):
                assert (page.parent / urldefrag(address).url).is_file(), (page, address)


def test_pages_name_the_others(site: Path) -> None:
    """Each page of the new release names itself in each language, and the first one as the default."""
    for page in pages(site / RELEASE):
        found = Links(page)
        language = page.relative_to(site / RELEASE).parts[0]
        language = language if language in {"fr", "ar"} else "en"
        assert found.root["lang"] == language
        assert found.root["dir"] == ("rtl" if language == "ar" else "ltr")
        assert list(found.alternates) == ["en", "x-default", "fr", "ar"]
        assert found.alternates["x-default"] == found.alternates["en"]
        assert found.switch == {code: code == language for code in ("en", "fr", "ar")}
        assert (page.parent / found.alternates[language]).resolve() == page.resolve()


def test_a_release_in_one_language_has_no_switch(site: Path) -> None:
    """Nothing to switch to, nothing to name."""
    found = Links(site / "2025-Q3" / "index.html")
    assert (found.alternates, found.switch) == ({}, {})


def test_a_front_page_leads_to_releases_in_its_language(site: Path) -> None:
    """Or, where a release is not written in it, to what there is."""
    addresses = Links(site / "fr" / "index.html").addresses
    assert f"../{RELEASE}/fr/index.html" in addresses
    assert f"../{RELEASE}/fr/report.pdf" in addresses
    assert "../2025-Q3/index.html" in addresses


def test_the_publisher_has_its_name_in_each_language(site: Path) -> None:
    """On the release's pages and on the site's own."""
    for folder, name in (("", "Example Messenger"), ("fr", "Messagerie Exemple"), ("ar", "تطبيق المثال")):
        for place in (site, site / RELEASE):
            page = (place / folder / "index.html").read_text(encoding="utf-8")
            assert f'<p class="brand">{name}</p>' in page


def test_report_json_has_the_words_of_each_language(site: Path) -> None:
    """What `query` and the front page are made from; figures stand in it once."""
    said = json.loads((site / RELEASE / "data" / "report.json").read_text(encoding="utf-8"))
    assert said["languages"] == ["en", "fr", "ar"]
    assert set(said["translations"]) == {"fr", "ar"}
    assert said["translations"]["fr"]["period"]["label"] == "T4 2025"
    assert "cells" not in said["translations"]["fr"]


@pytest.mark.parametrize(
    ("language", "mend"),
    [("fra", "fr"), ("French", "fr"), ("fr-CA", "fr"), ("العربية", "ar"), ("EN", "en")],
)
def test_an_unknown_language_is_an_error_with_the_nearest(tmp_path: Path, language: str, mend: str) -> None:
    """It names the languages that there are."""
    project(tmp_path, report={"languages": [language]})
    ended = call(tmp_path, "build", "--dry-run")
    assert ended.code == 2
    assert "a report can be written in en, ar" in ended.err
    assert f"did you mean {mend}?" in ended.err


def test_a_country_is_answered_for_in_a_language(site: Path) -> None:
    """Whatever the program says; without a language in the report's first one."""
    folder = site.parent
    french = call(folder, "query", "FR", "--period", RELEASE, "--language", "fr").out
    assert french.startswith(
        "Rapport de transparence, période\N{NO-BREAK SPACE}: 01.10.25–31.12.25\n\n"  # noqa: RUF001
        "Demandes reçues, France\N{NO-BREAK SPACE}:\nT4 – 3\n"  # noqa: RUF001
    )
    assert "Le prochain rapport" in french
    assert "Requests received from France:" in call(folder, "query", "FR", "--period", RELEASE).out
    assert call(folder, "query", "FR", "--language", "xx").code == 2


@pytest.mark.parametrize(("language", "label"), [("es", "4.º trimestre"), ("pt", "4º trimestre")])
def test_an_answer_leaves_out_the_year_with_what_joins_it(tmp_path: Path, language: str, label: str) -> None:
    """No preposition is left behind."""
    project(tmp_path, report={"languages": [language], "formats": ["html", "csv"]})
    assert call(tmp_path, "build", "--period", RELEASE).code == 0
    assert f"\n{label} – 3\n" in call(tmp_path, "query", "FR", "--period", RELEASE).out  # noqa: RUF001


def test_a_language_that_is_given_up_keeps_its_front_page(tmp_path: Path) -> None:
    """It stays up to date, for the releases that are written in it."""
    project(tmp_path, report={"languages": ["en", "fr"], "formats": ["html", "csv"]})
    assert call(tmp_path, "build", "--period", "2025-Q3").code == 0
    project(tmp_path, report={"languages": ["en"], "formats": ["html", "csv"]})
    assert call(tmp_path, "build", "--period", RELEASE).code == 0
    found = Links(tmp_path / "public" / "fr" / "index.html")
    assert {f"../{RELEASE}/index.html", "../2025-Q3/fr/index.html"} <= set(found.addresses)
    assert found.switch == {"en": False, "fr": True}
