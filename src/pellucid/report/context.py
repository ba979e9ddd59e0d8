"""What every section is given: the figures, the configuration, the facts, and the words of one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.report.model import Link
from pellucid.report.wording import period_words
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from datetime import date

    from pellucid.config.model import Config
    from pellucid.report.facts import Facts
    from pellucid.report.numbers.lookup import CubeView, Lookup
    from pellucid.report.wording.labels import Labels
    from pellucid.report.wording.words import Words
    from pellucid.vocabulary.periods import Period

TITLES = {
    "summary": message("Summary"),
    "countries": message("Countries"),
    "request_types": message("Types of request"),
    "outcomes": message("Outcomes"),
    "policy": message("Policy and conformance"),
    "data_held": message("Data held and data disclosed"),
    "search_reports": message("Reports and search"),
    "removals": message("Removal orders"),
    "national_security": message("National-security process"),
    "restatements": message("Restatements"),
    "method": message("Method and data quality"),
}


@dataclass(frozen=True)
class Context:
    """All that a section may use. Sections ask `figures` for numbers and `words` for every sentence."""

    figures: Lookup
    config: Config
    facts: Facts
    words: Words
    labels: Labels
    period: Period
    today: date

    @property
    def legal(self) -> CubeView | None:
        """Requests for user data: the log's, or counts of them."""
        return self.figures.of("legal_requests")

    @property
    def removals(self) -> CubeView | None:
        """Orders to remove content: the log's, or counts of them."""
        return self.figures.of("removal_orders")

    @property
    def reports(self) -> CubeView | None:
        """Reports by users."""
        return self.figures.of("user_reports")

    @property
    def threshold(self) -> int:
        """Counts from 1 to just below it are withheld."""
        return self.config.confidentiality.threshold

    @property
    def period_label(self) -> str:
        """The release's own period in words."""
        return period_words.label(self.words, self.period)

    def title(self, section: str) -> str:
        """Give a section's title."""
        return self.words.say(TITLES[section])

    def data_file(self, name: str) -> Link | None:
        """Link the CSV file that holds a table's figures, where CSV is published."""
        if "csv" not in self.config.report.formats:
            return None
        return Link(f"{name}.csv", f"data/{name}.csv")
