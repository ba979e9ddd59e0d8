"""The publisher's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.errors import ConfigurationFaults
from pellucid.report.blocks.narrative import narrative, to_html
from tests.report.figures import config, context, cube, protected

if TYPE_CHECKING:
    from pathlib import Path

REQUESTS = cube(
    "legal_requests",
    """
    2025-Q4 _T _T requests 1200
    2025-Q4 _T _T requests_disclosed 400
    2025-Q4 _T _T disclosure_rate 0.333333
    2025-Q4 FR _T requests 7
    """,
)


def told(root: Path, text: str) -> str:
    """Fill in a text for the summary."""
    (root / "summary.md").write_text(text, encoding="utf-8")
    settings = config(root, report={"narrative": {"summary": "summary.md"}})
    words = narrative(context(protected([REQUESTS]), settings), "summary")
    assert words is not None
    return str(words.html)


def test_figures_by_name(tmp_path: Path) -> None:
    """Counts are grouped, rates rounded, and countries named by their code."""
    text = "{{ fig.requests.total }}, {{ fig.requests.FR }} from France; {{ fig.disclosure_rate.total }}."
    assert told(tmp_path, text) == "<p>1,200, 7 from France; 33.3%.</p>\n"


def test_a_country_that_no_record_names(tmp_path: Path) -> None:
    """It sent nothing in this period; a text that serves for every release says so."""
    assert told(tmp_path, "{{ fig.requests.IS }} from Iceland") == "<p>0 from Iceland</p>\n"


def test_the_period_and_the_publisher(tmp_path: Path) -> None:
    """A text that serves for every release can name them."""
    assert told(tmp_path, "{{ publisher }}, {{ period.label }}") == "<p>Messenger, Q4 2025</p>\n"


@pytest.mark.parametrize(
    "text",
    ["{{ fig.requests.XX }}", "{{ fig.nonsense.FR }}", "{{ fig.requests.FR", "{{ fig.__class__.__mro__ }}"],
)
def test_a_figure_that_is_not_there(tmp_path: Path, text: str) -> None:
    """A name that stands for nothing is a fault of the configuration, never an empty place."""
    with pytest.raises(ConfigurationFaults, match=r"report\.narrative\.summary"):
        told(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The fault names the key and the file."""
    settings = config(tmp_path, report={"narrative": {"summary": "none.md"}})
    with pytest.raises(ConfigurationFaults, match=r"none\.md"):
        narrative(context(protected([REQUESTS]), settings), "summary")


def test_no_text_for_a_section() -> None:
    """A section without a text has none."""
    assert narrative(context(protected([REQUESTS])), "summary") is None


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a ![pixel](https://t.example/p.png) b", "<p>a  b</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](JaVaScRiPt:alert(1))", "<p>[x](JaVaScRiPt:alert(1))</p>"),
        ("[x](data:text/html;base64,PHNjcmlwdD4=)", "<p>[x](data:text/html;base64,PHNjcmlwdD4=)</p>"),
        ("[x](vbscript:x)", "<p>[x](vbscript:x)</p>"),
        ("[x](file:///etc/passwd)", "<p>[x](file:///etc/passwd)</p>"),
        ("[x](ftp://m.example)", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>"),
        ("[x]\n\n[x]: javascript:alert(1)", "<p>[x]</p>\n<p>[x]: javascript:alert(1)</p>"),
        (
            '[x](https://m.example "y\\" onmouseover=\\"alert(1)")',
            (
                '<p><a href="https://m.example" title="y&quot; onmouseover=&quot;alert(1)" '
                'rel="noopener noreferrer">x</a></p>'
            ),
        ),
        (
            '<svg onload="alert(1)"><style>*{}</style></svg>',
            '<p>&lt;svg onload="alert(1)"&gt;&lt;style&gt;*{}&lt;/style&gt;&lt;/svg&gt;</p>',
        ),
        ('<p style="x" onclick="y">z</p>', '<p>&lt;p style="x" onclick="y"&gt;z&lt;/p&gt;</p>'),
        ("<!-- <script> -->", "<p>&lt;!-- &lt;script&gt; --&gt;</p>"),
        ("```html\n<script>\n```", "<pre><code>&lt;script&gt;\n</code></pre>"),
        (
            "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
            "<p>![x](data:image/svg+xml,&lt;svg/onload=alert(1)&gt;)</p>",
        ),
        ("# One\n\n### Three", "<h3>One</h3>\n<h4>Three</h4>"),
        (
            "[**a** _b_](https://m.example)",
            '<p><a href="https://m.example" rel="noopener noreferrer">a b</a></p>',
        ),
    ],
)
def test_nothing_harmful_gets_through(markdown: str, html: str) -> None:
    """HTML is text, nothing is loaded, headings fit below the section's, links hold bare text."""
    assert to_html(markdown).rstrip() == html


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("fig.requests.fr", "FR"),
        ("fig.requests.France", "FR"),
        ("fig.request.FR", "requests"),
        ("fig.requests.totl", "total"),
    ],
)
def test_a_name_that_stands_for_nothing_has_its_line_and_the_nearest(
    tmp_path: Path, name: str, near: str
) -> None:
    """No name of the program's own is shown."""
    with pytest.raises(ConfigurationFaults) as ending:
        told(tmp_path, f"One line.\n\nWe received {{{{ {name} }}}} requests.")
    assert f"did you mean {near}?" in str(ending.value)
    assert "summary.md:3" in str(ending.value)
    assert "pellucid." not in str(ending.value)


def test_lines_of_a_script_without_blanks_are_joined() -> None:
    """The end of a line would be a blank between two sentences; between Latin words it stays."""
    assert to_html("公表した。\n数えた。", "ja") == "<p>公表した。数えた。</p>\n"
    assert to_html("GitHub\nInc", "ja") == "<p>GitHub\nInc</p>\n"
    assert to_html("Né.\nÉtat", "fr") == "<p>Né.\nÉtat</p>\n"
