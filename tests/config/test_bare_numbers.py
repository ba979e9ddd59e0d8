"""Numbers that are typed into the publisher's own words are told of, with file and line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from babel.dates import format_date

from pellucid.config.bare_numbers import bare_numbers
from pellucid.report.wording.words import Words
from pellucid.vocabulary.languages import languages
from tests.report.figures import config

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, text: str) -> list[str]:
    """The places and numbers that are told of."""
    (folder / "summary.md").write_text(text, encoding="utf-8")
    told = bare_numbers(config(folder, report={"narrative": {"summary": "summary.md"}}))
    return [warning.partition(" is typed")[0].replace(": the number", "") for warning in told]


@pytest.mark.parametrize("number", ["7", "1,234", "12.5%", "1 234", "62 %"])
def test_a_number_is_told_of(tmp_path: Path, number: str) -> None:
    """With the line that it stands in."""
    assert found(tmp_path, f"# Summary\n\nWe received {number} requests.\n") == [f"summary.md:3 {number}"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 we received {{ fig.requests.total }} requests.",
        "Since 23 September 2024, and September 24, 2024, and 2024-09-23, and le 1er janvier 2025.",
        "1. First\n2. Second",
        "See [the law](https://law.example/12/34), `18 U.S.C. 2703`, https://a.example/7 and Q3 or H2O.",
        "Under § 12 of the act.",
    ],
)
def test_what_is_no_figure_is_left_alone(tmp_path: Path, text: str) -> None:
    """Years, dates, places to fill in, lists, addresses, code, paragraphs."""
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We refused 17 requests since 2021.", "17"),
        ("Received 42 orders during 2025.", "42"),
        ("There were 42 orders in 2025, and 17 court orders of 2024.", "42 17"),
        ("Wir erhielten 30 Anträge im Jahr 2025.", "30"),
        ("In March 17 requests came, and 5 may follow.", "17 5"),
        ("Recibimos 42 solicitudes en 2025.", "42"),
        ("За 2025 рік ми отримали 42 запити.", "42"),  # noqa: RUF001
        ("في عام ٢٠٢٥ تلقينا ٤٢ طلبًا.", "٤٢"),
        ("2025年には42件の請求を受領した。", "42"),
    ],
)
def test_a_year_in_the_sentence_does_not_make_a_date(tmp_path: Path, text: str, number: str) -> None:
    """Only a month's name, or the form of a date, does."""
    assert " ".join(one.split()[1] for one in found(tmp_path, text)) == number


@pytest.mark.parametrize("language", languages())
def test_a_date_is_no_figure_in_any_language(tmp_path: Path, language: str) -> None:
    """As CLDR writes it, long, middling or short, of every month."""
    days = [date(2025, month, day) for month in range(1, 13) for day in (1, 17)]
    widths = ("long", "medium")
    for locale in (language, str(Words.of(language).locale)):
        text = "\n".join(f"({format_date(day, width, locale)})" for day in days for width in widths)
        assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "On 17 March 2025, on 17 March, March 17, 2025 and 17.03.2025, from 1 to 31 October 2025.",
        "Am 17. März 2025, vom 1. bis 31. Oktober 2025, am 5. Jänner 2025.",
        "El 17 de marzo de 2025, del 1 al 31 de octubre de 2025.",
        "2025年3月17日、2025年、第12条。",
    ],
)
def test_dates_of_other_forms_are_left_alone(tmp_path: Path, text: str) -> None:
    """Spans, and names of months of one country."""
    assert found(tmp_path, text) == []
