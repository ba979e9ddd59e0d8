"""Staged files by content and mapping, kept from run to run: what is unchanged is not read again.

A staged file is Parquet without personal columns, beside a note in JSON of what else was found. A note that
does not fit its file, or can't be read, counts as none: the log is read again.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FORM = 4  # raised when what is kept changes its shape or meaning


@dataclass(frozen=True)
class Note:
    """What is known of a staged file beside its rows.

    today: the day that dates were held against. latest: the last day that stands in it, if any.
    date_forms, rivals: how dates are written, where that was found out; see DateReader.

    totals: rows, from 0, that were found to be totals rows.
    mended: whether the engine took it only without some of its records.
    read: rows of the file, unreadable ones too. unreadable: line, column, detail, check and id of each.
    """

    columns: tuple[str, ...]
    read: int
    today: date
    latest: date | None
    exact_lines: bool
    unreadable: tuple[Mapping[str, Any], ...] = ()
    header: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    date_forms: tuple[str, ...] = ()
    rivals: tuple[tuple[str, ...], ...] = ()
    totals: tuple[int, ...] = ()
    mended: bool = False

    def holds_on(self, today: date) -> bool:
        """Whether no date of the file is in the future on one of the two days and not on the other."""
        return self.today == today or self.latest is None or self.latest <= min(self.today, today)


@dataclass
class Cache:
    """A folder of staged files; `used` are those of this run."""

    folder: Path
    keep: bool = True
    used: set[str] = field(default_factory=set)

    def key(self, parts: Mapping[str, object]) -> str:
        """The name of a staged file: a hash of everything that it depends on, for each copy its own."""
        copies = count()
        while (key := _digest({"form": FORM, "copy": next(copies), **parts})[:32]) in self.used:
            pass
        self.used.add(key)
        return key

    def path(self, key: str) -> Path:
        """Where the rows of a staged file lie."""
        return self.folder / f"{key}.parquet"

    def find(self, key: str, today: date) -> Note | None:
        """The note of a staged file that is whole and still holds."""
        if not self.keep:
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._note(key).read_text(encoding="utf-8"))
            if kept["sha256"] == _sha256(self.path(key)) and kept["note_sha256"] == _digest(kept["note"]):
                note = _note(kept["note"])
                return note if note.holds_on(today) else None
        return None

    def add(self, key: str, note: Note) -> None:
        """Note what was staged; the note is written last, so that it stands for a whole file."""
        if not self.keep:
            return
        plain = json.loads(json.dumps(asdict(note), default=str))
        kept = {"sha256": _sha256(self.path(key)), "note_sha256": _digest(plain), "note": plain}
        target = self._note(key)
        unfinished = target.with_suffix(".unfinished")
        with suppress(OSError):  # without its note the log is read again next time
            unfinished.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            unfinished.replace(target)

    def forget_unused(self, results: Collection[str] = ()) -> None:
        """Remove what no log of this run needs.

        results: names of other files there that are needed.
        """
        for path in self.folder.glob("*"):
            if path.name.partition(".")[0] not in {*self.used, *results}:
                path.unlink(missing_ok=True)

    def _note(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(plain: Mapping[str, Any]) -> Note:
    return Note(
        columns=tuple(plain["columns"]),
        read=int(plain["read"]),
        today=date.fromisoformat(plain["today"]),
        latest=date.fromisoformat(plain["latest"]) if plain["latest"] else None,
        exact_lines=bool(plain["exact_lines"]),
        unreadable=tuple(plain["unreadable"]),
        header=tuple(plain["header"]),
        facts=tuple(plain["facts"]),
        date_forms=tuple(plain["date_forms"]),
        rivals=tuple(tuple(group) for group in plain["rivals"]),
        totals=tuple(plain["totals"]),
        mended=bool(plain["mended"]),
    )
