"""A key's path in transparency.yaml in; the fault at that key, with its line, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.errors import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Origin:
    """Where a configuration came from; `lines` has the line of every key and list item, by its path."""

    path: Path
    sha256: str
    lines: Mapping[KeyPath, int]

    @property
    def root(self) -> Path:
        """The folder that the configuration's paths are relative to."""
        return self.path.parent

    def line(self, key_path: KeyPath) -> int | None:
        """Give the line of a key; of one that is missing, the line of what it should stand under."""
        ends = range(len(key_path), -1, -1)
        return next((self.lines[key_path[:end]] for end in ends if key_path[:end] in self.lines), None)

    def fault_of(self, breach: Breach) -> ConfigFault:
        """Make the fault that a rule found."""
        return self.fault(breach.key_path, breach.reason, breach.got, breach.mend)

    def fault(
        self, key_path: KeyPath, reason: str, got: str | None = None, mend: str | None = None
    ) -> ConfigFault:
        """Make the fault at a key."""
        got, mend = (text and visible(text) for text in (got, mend))
        key = visible(dotted(key_path))
        return ConfigFault(str(self.path), self.line(key_path), key, visible(reason), got, mend)


@dataclass(frozen=True)
class Breach:
    """A fault before its line is known: what a rule finds at a key."""

    key_path: KeyPath
    reason: str
    got: str | None = None
    mend: str | None = None


def visible(text: str) -> str:
    """Escape what a terminal would obey instead of show."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def dotted(key_path: KeyPath) -> str:
    """Write a path as readers know it: logs[0].columns.country."""
    steps = [f"[{step}]" if isinstance(step, int) else "." + (step or '""') for step in key_path]
    return "".join(steps).removeprefix(".")
