"""Texts as words, made in one way of what is published and of what logs hold: by the engine.

Words are runs of letters and digits in small letters; of scripts that write no blanks each character is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import ibis.expr.datatypes as dt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ibis.expr.types as ir

    from pellucid.engine import Reader

_WORD = r"[\p{L}\p{M}\p{N}]+"
_BETWEEN = r"[^\p{L}\p{M}\p{N}]+"
_NO_BLANKS = r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}])"
_FIRST_WORDS = r"^[^ ]+(?: [^ ]+){0,2}"
MOST = 3  # words of a beginning


@ibis.udf.scalar.builtin(name="nfc_normalize", signature=((dt.string,), dt.string))
def _composed(text):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: letters and their accents as one character."""


@ibis.udf.scalar.builtin(name="strlen", signature=((dt.string,), dt.int64))
def _bytes(text):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: how many bytes a text has."""


def in_words(text: ir.StringValue) -> ir.StringValue:
    """The words of a text, a blank between them."""
    spread = _small(text).re_replace(_NO_BLANKS, r" \1 ")
    return spread.re_replace(_BETWEEN, " ").strip()


def first_run(text: ir.StringValue) -> ir.StringValue:
    """The first letters and digits of a text: its first word, where its script writes blanks."""
    return _small(text).re_extract(_WORD, 0)


def writes_no_blanks(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a text has characters of such a script."""
    return (_bytes(text) != text.length()) & text.re_search(_NO_BLANKS)  # most have ASCII only


def first_words(words: ir.StringValue) -> ir.StringValue:
    """The beginning by which words are looked up."""
    return words.re_extract(_FIRST_WORDS, 0)


def _small(text: ir.StringValue) -> ir.StringValue:
    return _composed(text).lower()


def words_of(reader: Reader, texts: Sequence[str]) -> list[str]:
    """The words of each text."""
    if not texts:
        return []
    schema = {"place": "int64", "text": "string"}
    table = reader.small_table({"place": list(range(len(texts))), "text": list(texts)}, schema)
    found = reader.fetch_private(table.select("place", words=in_words(table.text)).order_by("place"))
    words: list[str] = found["words"].to_pylist()
    return words


def beginnings(words: str) -> Iterator[str]:
    """Every one, two and three words that follow each other."""
    run = words.split(" ")
    for size in range(1, MOST + 1):
        for place in range(len(run) - size + 1):
            yield " ".join(run[place : place + size])
