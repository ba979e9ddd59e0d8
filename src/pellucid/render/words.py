"""The fixed words of a page, in English; a report's own words take their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "skip": "Skip to the content",
    "breadcrumb": "You are here",
    "contents": "Contents",
    "all_reports": "All reports",
    "newest": "Newest report",
    "read": "Read the report",
    "report": "Report",
    "trend": "Over time",
    "countries": "Countries",
    "other_countries": "Other countries",
    "events": "Events",
    "period": "Period",
    "published": "Published",
    "next_report": "Next report",
    "download": "Download",
    "source": "Data:",
    "table": "Table",
    "figure": "Figure",
    "allows": "May be disclosed",
    "requires": "Only on",
    "version": "Version",
    "policy_text": "text of the policy",
    "feed": "News feed",
    "attribution": "Sources",
    "made_with": "Made with",
    "publisher": "Publisher",
    "contact": "Contact",
    "attached": "Attached to this file",
    "page": "Page",
}


def words_of(own: Mapping[str, str]) -> dict[str, str]:
    """Give every fixed word: the report's own, else the English one."""
    return {**ENGLISH, **own}
