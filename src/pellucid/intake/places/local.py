"""Paths and patterns of this machine in; files out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pellucid.intake.places.found import Found, is_left_beside, partition_of

if TYPE_CHECKING:
    from pellucid.intake.places.found import Pattern


def local_files(root: Path, pattern: Pattern, text: str) -> list[Found]:
    """The files that a path or pattern names, in order of name. text: the pattern, relative to root.

    Raises:
        UsageError: there is none, or it can't be read as a pattern.

    """
    found = []
    for path in _matching(root, pattern, text):
        name = shown(root, path)
        found.append(Found(name, path, partition_of(name)))
    return found


def _matching(root: Path, pattern: Pattern, text: str) -> list[Path]:
    # A plain path is taken as it is, so that its brackets are no pattern.
    plain = root / text
    if plain.is_dir():
        inner = "**/*.csv" if any(path.is_dir() for path in plain.iterdir()) else "*.csv"
        mend = f"name the files in it, such as {(Path(text) / inner).as_posix()}"
        raise pattern.refused("this is a folder, not a log", mend)
    try:
        paths = [plain] if plain.exists() else sorted(filter(_is_meant, _glob(root, text)))
    except ValueError as error:
        mend = "let ** stand alone between slashes, such as logs/**/*.csv"
        raise pattern.refused("the pattern can't be read", mend) from error
    if not paths:
        mend = f"put the log there, or correct the path; it is relative to {root}"
        raise pattern.refused("no log found", mend)
    return paths


def _is_meant(path: Path) -> bool:
    return path.is_file() and not is_left_beside(path.name)


def _glob(root: Path, text: str) -> list[Path]:
    # No pattern may begin at the root, which is not that of a folder given relative to this one.
    anchor = Path(text).anchor
    return list((Path(anchor) if anchor else root).glob(text[len(anchor) :].lstrip("/")))


def shown(root: Path, path: Path) -> str:
    """The path as it is shown: relative to the configuration where it lies below."""
    return as_text(path.relative_to(root) if path.is_relative_to(root) else path)


def as_text(path: Path) -> str:
    """A path to be written down: bytes in a name that are no UTF-8 are shown as such."""
    return path.as_posix().encode(errors="surrogateescape").decode(errors="backslashreplace")
