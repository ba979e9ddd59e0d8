"""What is fit for paper: links of plain text that lead somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pellucid.render.pdf.paper import flat_links, paper_address
from tests.render.fixture import report


@pytest.mark.parametrize(
    ("html", "flat"),
    [
        ('<a href="https://a.example">x <b>y</b></a>', '<a href="https://a.example">x y</a>'),
        ('<p><a href="other.html">x <b>y</b></a></p>', "<p>x <b>y</b></p>"),
        ('<img src="http://evil.example/a.png" alt="A & B">', "A &amp; B"),
        ("<p>a<br>b &lt;c&gt; <em>d</em></p>", "<p>a<br>b &lt;c&gt; <em>d</em></p>"),
        ('<a href="https://a.example"><img src="x" alt="pic"></a>', '<a href="https://a.example">pic</a>'),
    ],
)
def test_links_hold_text_alone(html: str, flat: str) -> None:
    """PDF/UA knows no element in a link; a relative address would lead nowhere from a file on its own."""
    assert flat_links(html) == flat


def test_addresses_without_a_site() -> None:
    """Only what is whole, or is in the document, is a link."""
    at = paper_address(report(), report().sections)
    assert at("https://a.example") == "https://a.example"
    assert at("#policy") == "#policy"
    assert at("#requests-by-country") == "#requests-by-country"
    assert at("#nowhere") == ""
    assert at("countries/FR.html") == ""


def test_addresses_with_a_site() -> None:
    """A country's page is found on the web."""
    at = paper_address(replace(report(), base_url="https://t.example/"), report().sections)
    assert at("countries/FR.html") == "https://t.example/2025-Q4/countries/FR.html"
    assert at("#nowhere") == ""
