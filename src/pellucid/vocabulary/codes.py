"""The code lists of the logs' columns: each code with its label and its meaning, read from codes.csv.

A closed list is all there is; an open list takes other codes too and gives words to the usual ones.
The order of a list is the order in which a report shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pellucid.vocabulary.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOTAL = "_T"  # SDMX: the total over a dimension
UNKNOWN = "_U"  # SDMX: not known


@dataclass(frozen=True)
class Code:
    """A code, its label in sentence case for a reader, and its meaning in a sentence."""

    code: str
    label: str
    meaning: str = ""


@dataclass(frozen=True)
class CodeList:
    """The codes of one column, in the order in which they are shown."""

    name: str
    codes: tuple[Code, ...]
    closed: bool

    def __contains__(self, code: object) -> bool:
        return any(code == known.code for known in self.codes)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def names(self) -> tuple[str, ...]:
        """The codes alone."""
        return tuple(known.code for known in self.codes)

    def label(self, code: str) -> str:
        """Give a code's label; an unlisted code's own words."""
        return next((known.label for known in self.codes if known.code == code), _words(code))

    def extended(self, own: Mapping[str, str]) -> CodeList:
        """Lay a publisher's codes (code: label) over the list; a known code keeps its place."""
        kept = tuple(
            replace(known, label=own[known.code]) if known.code in own else known for known in self.codes
        )
        added = tuple(Code(code, label) for code, label in own.items() if code not in self)
        return replace(self, codes=kept + added)


def _words(code: str) -> str:
    """Turn `login_records` into "Login records", and leave what a person has written as it is."""
    if code != code.lower() or " " in code:
        return code
    words = code.replace("_", " ").strip()
    return words[:1].upper() + words[1:] or code


_ROWS = read_table("codes.csv")


def _code_list(name: str, *, closed: bool = True) -> CodeList:
    codes = tuple(Code(row["code"], row["label"], row["meaning"]) for row in _ROWS if row["list"] == name)
    return CodeList(name, codes, closed)


AUTHORITY_TYPES = _code_list("authority_type")
OFFENCE_CATEGORIES = _code_list("offence_category")
LEGAL_REVIEWS = _code_list("legal_review")
OUTCOMES = _code_list("outcome")
ORDER_ACTIONS = _code_list("order_action")
ORDER_OUTCOMES = _code_list("order_outcome")
CHANNELS = _code_list("channel")
REVIEWERS = _code_list("reviewed_by")
DECISIONS = _code_list("decision")
APPEAL_OUTCOMES = _code_list("appeal_outcome")
DATA_CATEGORIES = _code_list("data_disclosed", closed=False)

# Codes that the report works out; no log has them.
DISCLOSURE_PATH = _code_list("disclosure_path")
UNDISCLOSED_REASONS = _code_list("undisclosed_reason")
NONCONFORMANCE = _code_list("nonconformance")

# The closed lists that columns of logs hold, by name.
CLOSED_LISTS: Mapping[str, CodeList] = {
    codes.name: codes
    for codes in (
        AUTHORITY_TYPES,
        OFFENCE_CATEGORIES,
        LEGAL_REVIEWS,
        OUTCOMES,
        ORDER_ACTIONS,
        ORDER_OUTCOMES,
        CHANNELS,
        REVIEWERS,
        DECISIONS,
        APPEAL_OUTCOMES,
    )
}
