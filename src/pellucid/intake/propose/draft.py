"""What is proposed for a log, before it is written as YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Entry:
    """An entry of `logs`. marks: what a person must decide, by the key that it is about.

    part: the key that says which part of the file is the log, if one must.
    """

    kind: str
    of: str | None = None
    part: dict[str, object] = field(default_factory=dict)
    columns: dict[str, object] = field(default_factory=dict)
    rows: dict[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    date_format: str | None = None
    readings: tuple[str, ...] = ()
    csv: dict[str, object] = field(default_factory=dict)
    breakdowns: tuple[str, ...] = ()
    duplicates: str | None = None
    own_types: dict[str, tuple[str, str]] = field(default_factory=dict)
    own_offences: dict[str, str] = field(default_factory=dict)
    marks: dict[str, list[str]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    period: str | None = None

    def mark(self, key: str, text: str) -> None:
        """Note what is to be decided."""
        self.marks.setdefault(key, []).append(text)
