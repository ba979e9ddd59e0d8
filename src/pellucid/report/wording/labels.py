"""Takes codes, gives what a reader reads instead: types, families, categories and the codes of breakdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.report.numbers.lookup import MISSING
from pellucid.report.numbers.order import most_first
from pellucid.vocabulary import codes
from pellucid.vocabulary.codes import Code, CodeList
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.request_types import DATA_REQUEST, OTHER, request_types

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pellucid.config.model import Config
    from pellucid.report.numbers.lookup import Number
    from pellucid.report.wording.words import Words

NOT_APPLICABLE = "_Z"  # SDMX: there is nothing that the code could name
OPEN = CodeList("open", (), closed=False)  # labels any code by its own words
YES_NO = CodeList("yes_no", (Code("yes", message("Yes")), Code("no", message("No"))), closed=True)

LISTS = {
    "outcome": codes.OUTCOMES,
    "authority_type": codes.AUTHORITY_TYPES,
    "data_disclosed": codes.DATA_CATEGORIES,
    "legal_review": codes.LEGAL_REVIEWS,
    "disclosure_path": codes.DISCLOSURE_PATH,
    "undisclosed_reason": codes.UNDISCLOSED_REASONS,
    "nonconformance": codes.NONCONFORMANCE,
    "order_outcome": codes.ORDER_OUTCOMES,
    "order_action": codes.ORDER_ACTIONS,
    "order_authority_type": codes.AUTHORITY_TYPES,
    "channel": codes.CHANNELS,
    "emergency": YES_NO,
}
FAMILY_LABELS = {
    "data_request": message("Data request"),
    "preservation": message("Preservation"),
    "national_security": message("National security"),
    "other": message("Other"),
}


class Labels:
    """The labels of one configuration in one language."""

    def __init__(self, config: Config, words: Words) -> None:
        self._words = words
        self._types = request_types(
            {code: (own.label, own.family) for code, own in config.request_types.items()}
        )
        offences = {code: own.label for code, own in config.offence_categories.items()}
        self._lists = LISTS | {"offence_category": codes.OFFENCE_CATEGORIES.extended(offences)}
        self._open_labels: dict[str, Mapping[str, str]] = {
            "legal_basis": config.labels.legal_basis,
            "data_disclosed": config.labels.data_disclosed,
        }
        self._categories = config.labels.category
        self._policies = {policy.version: policy.title for policy in config.policies}

    def request_type(self, code: str) -> str:
        """Label a type of request; the total is "All data requests"."""
        if code == TOTAL:
            return self._words.say("All data requests")
        known = self._types.get(code)
        return self._words.say(known.label) if known else self._open(code)

    def family(self, code: str) -> str:
        """Give the family of a type of request."""
        known = self._types.get(code)
        return known.family if known else DATA_REQUEST

    def family_label(self, code: str) -> str:
        """Label the family of a type of request."""
        return self._words.say(FAMILY_LABELS[self.family(code)])

    def category(self, code: str) -> str:
        """Label a category of an order or a report: as an offence where it is one, else by its own words."""
        if code == TOTAL:
            return self._words.say("All categories")
        if code in self._categories:
            return self._categories[code]
        offences = self._lists["offence_category"]
        if code in offences and code != OTHER:
            return self._words.say(offences.label(code))
        return self._open(code)

    def code(self, dimension: str, code: str) -> str:
        """Label a code of a breakdown."""
        if code == UNKNOWN or not code:
            return self._words.say("Not recorded")
        if dimension == "policy_version":
            return self.policy(code)
        own = self._open_labels.get(dimension, {}).get(code)
        if own:
            return own
        return self._words.say(self._lists.get(dimension, OPEN).label(code))

    def policy(self, version: str) -> str:
        """Name a version of the policy with its title."""
        if version == NOT_APPLICABLE:
            return self._words.say("No version in force")
        title = self._policies.get(version)
        return (
            self._words.say("{version}: {title}", version=self._words.mark(version), title=title)
            if title
            else version
        )

    def meaning(self, dimension: str, code: str) -> str:
        """Give the meaning of a code in a sentence, empty where the list has none."""
        known = self._lists.get(dimension, OPEN)
        return next(
            (self._words.say(item.meaning) for item in known if item.code == code and item.meaning), ""
        )

    def order(
        self, dimension: str, found: tuple[str, ...], number: Callable[[str], Number] = lambda _: MISSING
    ) -> tuple[str, ...]:
        """Sort the codes of a breakdown as their list does; others most first and by label, unknown last."""
        places = {name: place for place, name in enumerate(self._lists.get(dimension, OPEN).names)}
        named = sorted(found, key=lambda code: self.code(dimension, code))
        return tuple(
            sorted(
                most_first(named, number),
                key=lambda code: (code in {UNKNOWN, ""}, places.get(code, len(places))),
            )
        )

    def types_in_order(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """Sort types of request as the vocabulary does; unlisted ones follow by code."""
        places = {code: place for place, code in enumerate(self._types)}
        return tuple(sorted(found, key=lambda code: (places.get(code, len(places)), code)))

    def _open(self, code: str) -> str:
        if code == UNKNOWN or not code:
            return self._words.say("Not recorded")
        return self._words.say(OPEN.label(code))
