"""How a release is cited, and by what a reader can tell that its figures are unchanged."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pellucid.render.formats import render
from pellucid.report.citation import citation
from pellucid.report.model import Citation
from tests.render.fixture import publication
from tests.report.figures import config, context, cube, protected

FIGURES = protected([cube("legal_requests", "2025-Q4 _T _T requests 3")])


def test_publisher_title_period_day_and_address() -> None:
    """Everything that a list of sources asks for."""
    settings = config(output={"base_url": "https://t.example/reports/"})
    cited = citation(context(FIGURES, settings))
    assert cited.text == "Messenger: Transparency report, Q4 2025. Published on 15 January 2026."
    assert cited.address == "https://t.example/reports/2025-Q4/"
    assert citation(context(FIGURES)).address is None


def test_the_hash_on_the_page_is_that_of_the_figures() -> None:
    """`sha256sum data/report.json` gives it."""
    one = publication()
    one = replace(one, report=replace(one.report, citation=Citation("Messenger: Report.")))
    files = render(one, ("html",))
    digest = hashlib.sha256(files["data/report.json"]).hexdigest()
    page = files["index.html"].decode()
    assert f"<code>{digest}</code>" in page
    assert 'href="manifest.json"' in page
