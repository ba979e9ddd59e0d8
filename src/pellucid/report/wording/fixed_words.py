"""Takes a language, gives the words that every page carries: headings of its frame, names of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.vocabulary.messages import message
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from pellucid.report.wording.words import Words

MARK = "mark_"  # begins the name of what a status's mark means
FIXED = {
    "comma": message(", "),
    "skip": message("Skip to the content"),
    "breadcrumb": message("You are here"),
    "contents": message("Contents"),
    "all_reports": message("All reports"),
    "newest": message("Newest report"),
    "read": message("Read the report"),
    "report": message("Report"),
    "trend": message("Over time"),
    "map": message("Around the world"),
    "countries": message("Countries"),
    "other_countries": message("Other countries"),
    "events": message("Events"),
    "period": message("Period"),
    "published": message("Published on"),
    "next_report": message("Next report"),
    "download": message("Download"),
    "source": message("Data:"),
    "table": message("Table"),
    "figure": message("Figure"),
    "allows": message("May be disclosed"),
    "requires": message("Only on"),
    "version": message("Version"),
    "policy_text": message("text of the policy"),
    "feed": message("News feed"),
    "attribution": message("Sources"),
    "made_with": message("Made with"),
    "publisher": message("Publisher"),
    "contact": message("Contact"),
    "attached": message("Attached to this file"),
    "page": message("Page"),
    "cite": message("How to cite"),
    "cited_file": message(
        "The figures are in data/report.json. By its SHA-256 anyone can tell that they are unchanged:"
    ),
    "cited_manifest": message("The SHA-256 of every file of this report"),
    "compare": message("Compare periods"),
    "compare_from": message("From"),
    "compare_to": message("To"),
    "compare_what": message("What is compared"),
    "difference": message("Difference"),
    "change": message("Change"),
    "country": message("Country"),
    "show_only": message("Show only these periods"),
    "show_all": message("Show all"),
    "not_compared": message("not compared"),
    "compared": message("{measures}, {first} to {last}"),
    "compared_dash": message(
        "\N{EN DASH}: A figure is withheld or missing, or the first is below {n}, too small for a percentage."
    ),
    "compared_across": message("The method changed in between, so nothing is compared."),
    "all_periods": message("All periods"),
    "all_data": message("Data of all reports"),
    "take": message("Download:"),
    "filter": message("Find a row"),
    "rows_shown": message("Rows shown: {n} of {all}"),
    "languages": message("Languages"),
}


def fixed_words(words: Words) -> dict[str, str]:
    """Translate the fixed words; the numbers in one of them are filled in by the page's script.

    What the mark of a status means is among them, for the foot of a page on paper.
    """
    fixed = {name: words.say(text) for name, text in FIXED.items()}
    marks = {f"{MARK}{status}": _mark(words, status) for status in Status if status.mark}
    return {**fixed, **marks}


def _mark(words: Words, status: Status) -> str:
    return words.say("{mark}: {meaning}", mark=status.mark, meaning=words.lowered(words.say(status.label)))
