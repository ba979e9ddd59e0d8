"""A word of a log's header in; which of our columns it may mean, and how surely, out: by words.csv."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pellucid.intake.propose.tables import rows_of
from pellucid.intake.propose.wording import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_NAME = 1.2
PERSONAL = "personal"
_SPEAKS_OF = 0.65
_LENT = 0.8  # what the words of another column are worth
# Our columns that are also called by another one's words: what a removal is about is often called its type.
_LENDERS = {
    "request_id": ("id",),
    "order_id": ("id",),
    "report_id": ("id",),
    "created_at": ("received_at",),
    "orders": ("count",),
    "requests": ("count",),
    "reports": ("count",),
    "category": ("request_type", "service"),
}


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Every known phrase, by the column of ours that it names."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of("words.csv"):
        found[row["column"]] = (*found.get(row["column"], ()), *row["words"].split("|"))
    return found


def known_words() -> tuple[str, ...]:
    """Every phrase once, as it may stand in a header."""
    every = [phrase for known in phrases().values() for phrase in known]
    return tuple(dict.fromkeys(x for phrase in every for x in (phrase, phrase.capitalize(), phrase.title())))


@cache
def surely(word: str, column: str) -> float:
    """How surely a header's word means a column of ours: 0 to 1, and more for our own name."""
    if word == column:
        return OWN_NAME
    lent = [_LENT * _best(word, lender) for lender in _LENDERS.get(column, ())]
    if column in {"request_id", "order_id", "report_id"}:
        lent = [_best(word, "id")]
    return max([_best(word, column), *lent])


def _best(word: str, column: str) -> float:
    return max((likeness(word, phrase) for phrase in (*phrases().get(column, ()), column)), default=0.0)


def is_personal(word: str) -> bool:
    """Whether a header's word speaks of persons or of free text."""
    return _best(word, PERSONAL) >= 1.0 or any(
        likeness(word, phrase) >= _SPEAKS_OF
        for phrase in ("name", "email", "e mail", "phone", "address", "фио")
    )


def surely_any(word: str) -> float:
    """How surely a text is the name of some column."""
    return max(_best(word, column) for column in phrases())
