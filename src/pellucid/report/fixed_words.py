"""Takes a language, gives the words that every page carries: headings of its frame, names of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pellucid.report.words import Words

FIXED = {
    "all_reports": "All reports",
    "allows": "May be disclosed",
    "attribution": "Sources",
    "breadcrumb": "Where you are",
    "contact": "Contact",
    "contents": "Contents",
    "countries": "Countries",
    "download": "Download",
    "events": "Events",
    "feed": "News feed",
    "made_with": "Made with",
    "newest": "Newest report",
    "next_report": "Next report",
    "notes": "Notes",
    "other_countries": "Other countries",
    "period": "Period",
    "policy_text": "read the text",
    "published": "Published",
    "read": "Read the report",
    "report": "Report",
    "requires": "Required",
    "skip": "Skip to the content",
    "source": "Data:",
    "trend": "Trend",
    "version": "Version",
}


def fixed_words(words: Words) -> dict[str, str]:
    """Translate the fixed words."""
    return {name: words.say(text) for name, text in FIXED.items()}
