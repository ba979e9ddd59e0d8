"""A report or a front page in; its description in the words of schema.org out, for search engines of data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from markupsafe import Markup

from pellucid.report.wording.words import EN_DASH

if TYPE_CHECKING:
    from collections.abc import Callable

    from pellucid.report.model import FrontPage, Link, Publisher, Report

TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What would end the element that the text stands in, or begin another one.
ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def release_page(report: Report) -> str | None:
    """Give the address of the release's page on the web, where the site has one."""
    return (
        urljoin(report.base_url, f"{report.period.folder}/{report.path}index.html")
        if report.base_url
        else None
    )


def dataset(report: Report, at: Callable[[str], str]) -> dict[str, Any]:
    """Describe the release; it has no number but those of the report's own summary.

    at: gives an address of the report as seen from the page.
    """
    page = release_page(report)
    where = {"@id": page, "url": page} if page else {}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        **where,
        "name": f"{report.name} {EN_DASH} {report.publisher.name}",
        "description": report.summary,
        "inLanguage": report.language,
        "datePublished": report.published_at,
        "temporalCoverage": f"{report.period.start}/{report.period.end}",
        "isAccessibleForFree": True,
        "publisher": _organization(report.publisher),
        "creator": _organization(report.publisher),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": report.title, **_catalog(report)},
        "variableMeasured": [figure.label for figure in report.key_figures],
        "distribution": [_download(link, urljoin(page or "", at(link.href))) for link in report.downloads],
    }


def catalog(front: FrontPage) -> dict[str, Any]:
    """Describe the site: a catalogue of its releases."""
    up, base = "../" * front.path.count("/"), front.base_url
    where = {"@id": urljoin(base, f"{front.path}index.html")} if base else {}
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        **where,
        "name": f"{front.title} {EN_DASH} {front.publisher.name}",
        "description": front.about,
        "inLanguage": front.language,
        "publisher": _organization(front.publisher),
        "dataset": [
            {
                "@type": "Dataset",
                "name": f"{front.title}, {release.label} {EN_DASH} {front.publisher.name}",
                "description": release.summary,
                "datePublished": release.published_at,
                "url": urljoin(base, release.href) if base else up + release.href,
            }
            for release in front.releases
        ],
    }


def script(described: dict[str, Any]) -> Markup:
    """Write a description as it stands in a page: data, which no browser runs."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(ESCAPED))  # noqa: S704 - nothing in it can end the element


def _catalog(report: Report) -> dict[str, str]:
    return {"url": urljoin(report.base_url, "index.html")} if report.base_url else {}


def _organization(publisher: Publisher) -> dict[str, str]:
    return {"@type": "Organization", "name": publisher.name, "url": publisher.url}


def _download(link: Link, address: str) -> dict[str, str]:
    ending = link.href[link.href.rindex(".") :] if "." in link.href else ""
    return {
        "@type": "DataDownload",
        "name": link.text,
        "contentUrl": address,
        **({"encodingFormat": TYPES[ending]} if ending in TYPES else {}),
    }
