"""Takes a language, gives the words that every page carries: headings of its frame, names of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pellucid.report.words import Words

FIXED = {
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


def fixed_words(words: Words) -> dict[str, str]:
    """Translate the fixed words."""
    return {name: words.say(text) for name, text in FIXED.items()}
