"""The publisher's own texts, by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.config.in_language import in_language
from tests.config.reading import LEAST, config_of, only_fault

if TYPE_CHECKING:
    from pathlib import Path

BOTH = (
    LEAST
    + """
report: {languages: [en, fr], title: {en: Requests, fr: Demandes}}
events:
  - {date: 2024-08-24, label: {fr: Interpellation, en: Arrest}}
  - {date: 2024-08-25, label: Telegram}
request_types: {garda_letter: {label: {en: Garda letter, fr: Lettre de la Garda}}}
"""
)


def test_a_text_is_told_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    """One line for all languages stays as it is."""
    french, english = (in_language(config_of(tmp_path, BOTH), language) for language in ("fr", "en"))
    assert (french.report.title, english.report.title) == ("Demandes", "Requests")
    assert [event.label for event in french.events] == ["Interpellation", "Telegram"]
    assert french.request_types["garda_letter"].label == "Lettre de la Garda"
    assert english.events[0].label == "Arrest"
    assert french.path == tmp_path / "transparency.yaml"


def test_what_has_no_languages_is_the_same_value(tmp_path: Path) -> None:
    """Nothing is copied for nothing."""
    config = config_of(tmp_path, LEAST)
    assert in_language(config, "fr") is config


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("events: [{date: 2024-08-24, label: {en: Arrest}}]", 6, "events[0].label.fr", "written in fr too"),
        (
            "policies:\n  - {version: a, effective_from: 2024-01-01, title: {en: x, fr: ''}}",
            7,
            "policies[0].title.fr",
            "text",
        ),
        ("attribution: []", 6, "attribution", "there is no such key here"),
    ],
)
def test_a_text_that_lacks_a_language_is_a_fault(
    tmp_path: Path, text: str, line: int, key: str, words: str
) -> None:
    """At the key where it stands."""
    fault = only_fault(tmp_path, f"{LEAST}report: {{languages: [en, fr]}}\n{text}\n")
    assert (fault.line, fault.key) == (line, key)
    assert words in fault.reason


def test_the_publisher_and_codes_on_no_list_are_named_in_each_language(tmp_path: Path) -> None:
    """A name, a legal basis, a category of orders and one of data."""
    text = LEAST.replace("name: Blind Messenger", "name: {en: Record, fr: Registre}") + (
        "report: {languages: [en, fr]}\n"
        "labels:\n"
        "  legal_basis: {CrPC 91: {en: CrPC section 91, fr: Article 91 du CrPC}}\n"
        "  category: {register_notice: {en: Register, fr: Avis de registre}}\n"
        "  data_disclosed: {payment_card: Payment cards}\n"
    )
    french = in_language(config_of(tmp_path, text), "fr")
    assert french.publisher.name == "Registre"
    assert french.labels.legal_basis == {"CrPC 91": "Article 91 du CrPC"}
    assert french.labels.category == {"register_notice": "Avis de registre"}
    assert french.labels.data_disclosed == {"payment_card": "Payment cards"}
