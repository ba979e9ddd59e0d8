"""Nothing in; the texts that the program itself may say out: sentences, templates, codes, country names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from pellucid.render.templates import PACKAGE, templates_folder
from pellucid.vocabulary.languages import CATALOGUES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# What a release says is in these rooms; configurations and logs, with their examples, are not.
ROOMS = ("cube", "release", "render", "report", "vocabulary")
WORDS = frozenset({".csv", ".css", ".html", ".py", ".txt", ".xml"})


def program_texts(languages: Iterable[str]) -> Iterator[str]:
    """Give each file that a word of a release may come from, and the names in the languages of a report."""
    folders = [*(PACKAGE / room for room in ROOMS), PACKAGE / "intake/propose", templates_folder()]
    for path in (path for folder in folders for path in _files(folder)):
        yield path.read_text(encoding="utf-8")
    for language in {SOURCE, *languages}:
        if language != SOURCE:
            yield (CATALOGUES / f"{language}.po").read_text(encoding="utf-8")
        locale = Locale.parse(language)
        yield from (str(name) for name in locale.territories.values())
        yield from (str(name) for name in locale.months["format"]["wide"].values())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in WORDS)
