"""Two phrases in; how far they say the same, out. Case, accents and marks don't count."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pellucid.intake.propose.tables import rows_of

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+|№")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # kana and Han stand without blanks between words
_SHORTEST_PLURAL = 4


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: `Date received`, `date_received` and `dateReceived` have the same."""
    plain = unicodedata.normalize("NFKC", _CAMEL.sub(" ", text.strip())).casefold()
    bare = "".join(x for x in unicodedata.normalize("NFD", plain) if not unicodedata.combining(x))
    return tuple(_singular(word) for word in _WORD.findall(bare))


def _singular(word: str) -> str:
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word.removesuffix("s")
    return word


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of a list of synonyms.csv."""
    found = (row["words"].split("|") for row in rows_of("synonyms.csv") if row["list"] == name)
    return frozenset(word for words in found for one in words for word in words_of(one))


def likeness(text: str, phrase: str) -> float:
    """1 for the same words, less where `text` has more of them than `phrase`, 0 where it lacks one."""
    ours, theirs = words_of(phrase), words_of(text)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 1.0
    if _UNSPACED.search(phrase):
        inside = "".join(ours) in "".join(theirs)
        return 0.4 + 0.5 * len("".join(ours)) / len("".join(theirs)) if inside and len(phrase) > 1 else 0.0
    telling = [word for word in theirs if word not in _listed("filling")] or list(theirs)
    if set(ours) <= set(theirs):
        return min(0.95, 0.4 + 0.5 * len(set(ours)) / max(len(set(telling)), 1))
    return 0.0


def negated(text: str) -> bool:
    """Whether a text says that something is not so: `Not valid` is no kind of valid."""
    return not _listed("negation").isdisjoint(words_of(text))
