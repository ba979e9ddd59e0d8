"""Catalogues: every message of the program has its translation, with the same places, in every form."""

from __future__ import annotations

from gettext import c2py
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from pellucid.report.wording.words import Words
from pellucid.vocabulary.languages import CATALOGUES, languages
from tools.messages import is_translated, read, template, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

SHIPPED = sorted(CATALOGUES.glob("*.po"))
NAMES = [path.stem for path in SHIPPED]
NUMBERS = (*range(201), *range(1000, 1101))  # the form for whole millions is left to CLDR


@pytest.fixture(scope="module")
def messages() -> set[str | tuple[str, ...]]:
    """Every message that the source has."""
    return {_key(entry) for entry in template() if entry.id}


def _key(entry: Message) -> str | tuple[str, ...]:
    return tuple(entry.id) if isinstance(entry.id, list | tuple) else entry.id


def _translated(language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give each message with its translation, in all forms of both."""
    for entry in read(CATALOGUES / f"{language}.po"):
        if entry.id and is_translated(entry.string):
            yield _forms(entry.id), _forms(entry.string or "")


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", NAMES)
def test_a_catalogue_is_complete(language: str, messages: set[str | tuple[str, ...]]) -> None:
    """It has a translation of each message that is in use, none that is fuzzy, and no other."""
    entries = [entry for entry in read(CATALOGUES / f"{language}.po") if entry.id]
    done = {_key(entry) for entry in entries if is_translated(entry.string) and not entry.fuzzy}
    assert {"to translate": messages - done, "used no longer": done - messages} == {
        "to translate": set(),
        "used no longer": set(),
    }


@pytest.mark.parametrize("language", NAMES)
def test_a_translation_has_the_places_of_its_message(language: str) -> None:
    """A form that is for one number alone may leave the number out, and nothing else."""
    rule = Locale.parse(language).plural_form
    singles = {
        rule(number) for number in NUMBERS if [rule(other) for other in NUMBERS].count(rule(number)) == 1
    }
    tags = _tags(language)
    wrong = []
    for message, translation in _translated(language):
        wanted = _places(message[-1])
        for tag, form in zip(tags if len(message) > 1 else [""], translation, strict=True):
            allowed = [wanted, [name for name in wanted if name != "n"]] if tag in singles else [wanted]
            if _places(form) not in allowed:
                wrong.append((message[0], form))
    assert wrong == []


@pytest.mark.parametrize("language", NAMES)
def test_each_number_takes_its_plural_form(language: str) -> None:
    """As many forms as the language has; and the rule of the catalogue takes the one that CLDR names."""
    tags = _tags(language)
    rule = Locale.parse(language).plural_form
    for message, translation in _translated(language):
        if len(message) > 1:
            assert len(translation) == len(tags), message
    catalogue = read(CATALOGUES / f"{language}.po")
    assert catalogue.num_plurals == len(tags)
    chosen = {number: tags[_plural_of(str(catalogue.plural_expr), number)] for number in NUMBERS}
    assert chosen == {number: rule(number) for number in NUMBERS}


def _plural_of(expression: str, number: int) -> int:
    return int(c2py(expression)(number))


def _tags(language: str) -> list[str]:
    """Name the plural forms in the order in which a catalogue has them."""
    catalogue = read(CATALOGUES / f"{language}.po")
    rule = Locale.parse(language).plural_form
    found: dict[int, str] = {}
    for number in NUMBERS:
        found.setdefault(_plural_of(str(catalogue.plural_expr), number), rule(number))
    return [found[place] for place in sorted(found)]


@pytest.mark.parametrize("path", SHIPPED, ids=NAMES)
def test_a_catalogue_stands_as_the_command_writes_it(path: Path) -> None:
    """So that a change of translations is all that a comparison shows."""
    assert written(read(path)) == path.read_bytes()


@pytest.mark.parametrize("language", NAMES)
def test_no_translation_ends_otherwise(language: str) -> None:
    """A sentence stays one: its full stop is there in whatever form the language writes it."""
    stops, abbreviations = (".", "。", "؟", "?", "।"), (" г.", " р.")  # noqa: RUF001
    wrong = [
        (message[0], form)
        for message, translation in _translated(language)
        for form in translation
        if message[0].endswith(".") != form.endswith(stops[:2]) and len(message[0].split()) > 1
        if not form.endswith(abbreviations)
    ]
    assert wrong == []


def test_every_language_can_be_used() -> None:
    """English is there without a catalogue; each of the others is read."""
    assert languages()[0] == "en"
    for language in languages():
        assert Words.of(language).say("") == ""
