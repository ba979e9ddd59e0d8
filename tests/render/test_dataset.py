"""The page's description for search engines of data, and the document's in Dublin Core."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pikepdf

from pellucid.render.formats import render
from tests.render.fixture import front, front_files, publication, report

SCRIPT = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def described(page: bytes) -> dict[str, Any]:
    """Read the description in a page."""
    (text,) = SCRIPT.findall(page)
    content: dict[str, Any] = json.loads(text)
    return content


def test_the_release_describes_itself(files: dict[str, bytes]) -> None:
    """What search engines of data ask for: name, description, period, publisher, files."""
    found = described(files["index.html"])
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Dataset")
    assert found["temporalCoverage"] == "2025-10-01/2025-12-31"
    assert found["publisher"]["url"] == "https://messenger.example"
    assert [one["contentUrl"] for one in found["distribution"]] == [
        "report.pdf",
        "data/legal_requests.csv",
        "data/report.json",
    ]
    assert found["distribution"][1]["encodingFormat"] == "text/csv"


def test_addresses_are_whole_where_the_site_has_one() -> None:
    """A search engine that keeps the description knows where the files are."""
    placed = replace(publication(), report=replace(report(), base_url="https://messenger.example/t/"))
    found = described(render(placed, ("html",))["index.html"])
    assert found["url"] == "https://messenger.example/t/2025-Q4/index.html"
    assert found["distribution"][0]["contentUrl"] == "https://messenger.example/t/2025-Q4/report.pdf"


def test_the_front_page_lists_the_releases() -> None:
    """A catalogue, whose entries lead to the releases."""
    found = described(front_files(front())["index.html"])
    assert found["@type"] == "DataCatalog"
    assert len(found["dataset"]) == len(front().releases)
    addresses = [one["url"] for one in found["dataset"]]
    assert addresses[0].endswith(front().releases[0].href)
    bare = described(front_files(replace(front(), base_url=None))["index.html"])
    assert bare["dataset"][0]["url"] == front().releases[0].href


def test_no_text_ends_the_script() -> None:
    """A publisher's words are data, whatever they look like."""
    odd = "</script><script>alert(1)</script><!-- & \u2028"
    page = render(replace(publication(), report=replace(report(), summary=odd)), ("html",))["index.html"]
    assert described(page)["description"] == odd
    assert b"<script>alert" not in page


def test_the_document_is_described_in_dublin_core(files: dict[str, bytes]) -> None:
    """Title, creator, publisher, language, date, what it covers, its form."""
    with pikepdf.open(io.BytesIO(files["report.pdf"])) as pdf:
        found = pdf.open_metadata()
        assert found["dc:title"] == "Transparency report, Q4 2025"
        assert found["dc:creator"] == ["Example Messenger"]
        assert found["dc:publisher"] == {"Example Messenger"}
        assert found["dc:language"] == {"en"}
        assert found["dc:coverage"] == "2025-10-01/2025-12-31"
        assert found["dc:format"] == "application/pdf"
        assert found["dc:date"] == ["2026-01-15"]
