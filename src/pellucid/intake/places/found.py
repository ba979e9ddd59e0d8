"""What every place gives for a pattern: files with the names that they are shown by."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pellucid.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pellucid.intake.content import Place

# What systems and programs leave beside a log: Office's mark of an open file, macOS's of a file's properties.
_LEFT_BESIDE = ("~$", "._")
_NOTHING = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True)
class Found:
    """A file. name: as it is shown. partition: what folders such as date=2025-01-01 say of its rows."""

    name: str
    place: Place
    partition: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pattern:
    """An entry of `paths`. where: its key in the configuration. shown: without anything secret in it."""

    text: str
    where: str
    shown: str

    def refused(self, reason: str, mend: str | None = None) -> UsageError:
        """The error at this entry."""
        return UsageError(reason, where=self.where, got=self.shown, mend=mend)


def is_left_beside(path: str) -> bool:
    """Whether a system or a program has left a file beside the logs, so that a pattern does not mean it."""
    return PurePosixPath(path).name.startswith(_LEFT_BESIDE)


def partition_of(path: str) -> dict[str, str]:
    """The columns that folders give: key=value/log.csv, as Hive and Spark write it."""
    pairs = [part.partition("=") for part in PurePosixPath(path).parts[:-1]]
    texts = {unquote(key): unquote(value) for key, mark, value in pairs if key and mark}
    return {key: "" if value == _NOTHING else value for key, value in texts.items()}
