"""A configuration in; what the files that a report is made of look like now, out: a change is a difference.

It asks the disk again and again. That works on every file system, and sees a file that an editor has written
beside the old one and renamed; logs in object storage or in a database are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from pellucid.config.narratives import narrative_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.config import Config

Stamps = frozenset[tuple[str, int, int]]  # a file, when it was written, its size


@dataclass(frozen=True)
class Seen:
    """How things stand. logs: what is counted. others: what says how it is told."""

    logs: Stamps
    others: Stamps


def look(path: Path, config: Config | None) -> Seen:
    """Look at the files of a configuration; of one that can't be read, at the configuration itself."""
    logs = _logs(config) if config else ()
    others = _others(config) if config else ()
    return Seen(_stamps(logs), _stamps((path, *others)))


def _logs(config: Config) -> Iterator[Path]:
    for log in config.logs:
        for name in log.paths:
            if "://" not in name:
                yield from map(Path, glob(str(config.root / name), recursive=True))  # noqa: PTH207 - absolute too


def _others(config: Config) -> Iterator[Path]:
    """The publisher's words, templates and theme; a file that is about to come lies beside another one."""
    for name in narrative_files(config):
        yield from (config.root / name).parent.glob(f"{Path(name).stem.partition('.')[0]}*")
    if config.report.templates:
        yield from (config.root / config.report.templates).rglob("*")
    theme = config.report.theme
    if theme and theme.logo:
        yield from (config.root / name for name in (theme.logo.file, theme.logo.dark) if name)
    if theme and theme.font:
        yield from (config.root / name for name in (theme.font.regular, theme.font.bold))


def _stamps(paths: Iterable[Path]) -> Stamps:
    return frozenset(stamp for path in paths if (stamp := _stamp(path)))


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return str(path), found.st_mtime_ns, found.st_size
