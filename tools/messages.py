"""The source in, the catalogues of its messages up to date out: `make messages`, see docs/languages.md.

What a reader sees is found by name of the function that it is given to, and in the code lists.
"""

from __future__ import annotations

import ast
import csv
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from pellucid.vocabulary.languages import CATALOGUES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    Found = tuple[int, str, str | tuple[str, str], list[str]]

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pellucid"
# The rooms whose texts are in a report; what the program says to its operator is English.
ROOMS = ("vocabulary", "config", "intake/kinds", "cube", "report", "render", "release")
KEYWORDS: Mapping[str, tuple[int, ...]] = {"say": (1,), "plural": (1, 2), "message": (1,), "messages": (1, 2)}
# The columns of code lists that a reader sees.
COLUMNS = {"codes.csv": ("label", "meaning"), "request_types.csv": ("label",)}
WIDTH = 110
# What Babel writes into a header and would make two catalogues differ that say the same.
UNSTEADY = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Generated-By")


def python_messages(file: IO[bytes], keywords: Collection[str], *_: object, **__: object) -> Iterator[Found]:
    """Find the literal texts in Python, as an extraction method of Babel."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (name := _name(node.func)) in keywords:
            wanted = len(KEYWORDS[name])
            texts = [text for argument in node.args[:wanted] if (text := _literal(argument)) is not None]
            if len(texts) == wanted:
                yield node.lineno, name, texts[0] if wanted == 1 else (texts[0], texts[1]), []


def table_messages(
    file: IO[bytes], _keywords: object, _comments: object, options: Mapping[str, str]
) -> Iterator[Found]:
    """Find the words of a code list, as an extraction method of Babel."""
    rows = csv.DictReader(TextIOWrapper(file, encoding="utf-8"))
    for row in rows:
        yield from (
            (rows.line_num, "say", row[column], []) for column in options["columns"].split() if row[column]
        )


METHODS: list[tuple[str, Any]] = [
    ("**.py", python_messages),
    *((f"**/{name}", table_messages) for name in COLUMNS),
]
OPTIONS = {f"**/{name}": {"columns": " ".join(columns)} for name, columns in COLUMNS.items()}


def template() -> Catalog:
    """Find every message of the program."""
    catalogue = Catalog(project="Pellucid", charset="utf-8", fuzzy=False)
    for room in ROOMS:
        found = extract_from_dir(SOURCE / room, METHODS, OPTIONS, KEYWORDS)
        for file, _, text, _, context in found:
            catalogue.add(text, None, [(f"{room}/{file}", 0)], context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue so that the same messages give the same bytes."""
    for entry in catalogue:
        entry.flags.discard("python-format")  # a per cent sign is no place for a value here
    text = BytesIO()
    write_po(text, catalogue, width=WIDTH, sort_output=True, include_lineno=False, include_previous=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}:' for name in UNSTEADY))]
    first = next(place for place, line in enumerate(kept) if line.startswith("msgid"))
    return "".join(kept[first:]).encode()


def update(paths: Iterable[Path]) -> Iterator[str]:
    """Bring catalogues up to date, translations kept; what is only alike is marked fuzzy."""
    messages = template()
    for path in paths:
        catalogue = read(path) if path.exists() else Catalog(locale=path.stem, project="Pellucid")
        catalogue.update(messages)
        catalogue.fuzzy = False
        catalogue.obsolete.clear()
        path.write_bytes(written(catalogue))
        yield f"{path.relative_to(ROOT)}: {account(catalogue)}"


def account(catalogue: Catalog) -> str:
    """Count what is done and what is to do."""
    entries = [entry for entry in catalogue if entry.id]
    fuzzy = sum(entry.fuzzy for entry in entries)
    missing = sum(not entry.fuzzy and not is_translated(entry.string) for entry in entries)
    return f"{len(entries)} messages, {missing} to translate, {fuzzy} to look at (fuzzy)"


def is_translated(string: str | Collection[str] | None) -> bool:
    """Whether a translation is there, in every plural form."""
    return bool(string if isinstance(string, str) else string and all(string))


def main(arguments: list[str]) -> str | None:
    """Update every catalogue, or begin those of the languages that are named."""
    for language in arguments:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            return f"{language}: CLDR has no such language; write a code such as it or pt_BR"
    new = [CATALOGUES / f"{language}.po" for language in arguments]
    for line in update(new or sorted(CATALOGUES.glob("*.po"))):
        sys.stdout.write(f"{line}\n")
    return None


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
