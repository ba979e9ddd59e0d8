"""Which values are told from ordinary words and numbers, and which of a log's columns are somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.confidentiality.leaks.persons import Published, Starts, Where, told, values_in
from pellucid.confidentiality.leaks.words import words_of
from pellucid.engine import open_engine
from pellucid.intake.private import private_columns
from tests.intake.reading import as_csv, configured, put, reading, record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "everyday", "where"),
    [
        ("suspect12x mail example", False, Where.ANYWHERE),
        ("court no 17", False, Where.ANYWHERE),
        ("jane roe", False, Where.ANYWHERE),
        ("kowalski", False, Where.ALONE),
        ("fbi", False, Where.NOWHERE),
        ("123456", False, Where.NOWHERE),
        ("1234567", False, Where.ANYWHERE),
        ("2025 01 05", False, Where.NOWHERE),
        ("49 30 1234567", False, Where.ANYWHERE),
        ("山 田 太 郎", False, Where.ANYWHERE),
        ("buy weapons", True, Where.NOWHERE),
        ("where to buy weapons", True, Where.ANYWHERE),
        ("user77", True, Where.ANYWHERE),
    ],
)
def test_what_is_told_from_ordinary_words(words: str, where: Where, *, everyday: bool) -> None:
    """A figure is no number of a person, and a word no name."""
    assert told(words, everyday=everyday) is where


def test_words_are_the_same_however_they_are_written(tmp_path: Path) -> None:
    """Small letters, no marks between, letters and accents composed, one word a character without blanks."""
    texts = [
        "  Jane-ROE_77@Mail.Example ",
        "Mu\u0308ller, \u00c9va",
        "\u5c71\u7530 x",
        "\u0418\u0432\u0430\u043d\u043e\u0432",
        "…",
    ]
    with open_engine(tmp_path / "scratch") as engine:
        assert words_of(engine.reader, texts) == [
            "jane roe 77 mail example",
            "m\u00fcller \u00e9va",
            "\u5c71 \u7530 x",
            "\u0438\u0432\u0430\u043d\u043e\u0432",
            "",
        ]


@pytest.mark.parametrize(
    ("subject", "published", "found"),
    [
        ("Jane Roe", "thanks to jane roe for it", True),
        ("Jane Roe", "thanks to jane for it", False),
        ("Jane Roe", "mary jane roebuck", False),
        ("Mary Jane Ann Roe", "mary jane ann smith", False),
        ("Mary Jane Ann Roe", "x mary jane ann roe y", True),
        ("\u5c71\u7530\u592a\u90ce", "x \u5c71 \u7530 \u592a \u90ce y", True),
        ("+49 30 1234567", "call 49 30 1234567", True),
        ("Kowalski", "thanks to kowalski", False),
        ("Kowalski", "kowalski", True),
    ],
)
def test_values_in_texts(tmp_path: Path, subject: str, published: str, *, found: bool) -> None:
    """Whole words that follow each other; a single word only as a whole cell."""
    put(tmp_path, {"logs/log.csv": as_csv([record(subject=subject), record(request_id="2", subject="x")])})
    with reading(configured(tmp_path)) as (engine, log):
        texts = Published([published], frozenset([published]))
        starts = Starts()
        for kept in (None, starts, starts):
            assert bool(values_in(engine.reader, log.files.values(), texts, kept)) is found


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({}, {"subject"}),
        ({"legal_basis": "Agency"}, {"subject", "Agency"}),
        ({"authority": "Agency"}, {"subject", "Agency"}),
        ({"authority_type": "Agency"}, {"subject"}),  # a closed list: no name comes through it
    ],
)
def test_columns_that_are_called_so(tmp_path: Path, columns: dict[str, str], names: set[str]) -> None:
    """What an agency's column says is private, be it mapped to a column whose texts are published."""
    rows = [record(Agency="police", Product="Chat") for _ in range(1)]
    put(tmp_path, {"logs/log.csv": as_csv(rows)})
    with reading(configured(tmp_path, columns=columns)) as (_, log):
        (file,) = log.files.values()
        found = {column.name for column in private_columns(file)}
        assert found == (names | {"Agency"} if not columns else names)
