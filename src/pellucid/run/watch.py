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
from pellucid.release.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.config import Config

Stamps = frozenset[tuple[str, int, int]]  # a file, when it was written, its size


@dataclass(frozen=True)
class Seen:
    """How things stand.

    logs: what figures depend on: the logs, and the releases that are public. words: the configuration and the
    publisher's texts. dress: templates and theme.
    """

    logs: Stamps
    words: Stamps
    dress: Stamps


def look(path: Path, config: Config | None) -> Seen:
    """Look at the files of a configuration; of one that can't be read, at the configuration itself."""
    if config is None:
        return Seen(frozenset(), _stamps((path,)), frozenset())
    return Seen(_stamps(_logs(config)), _stamps((path, *_words(config))), _stamps(_dress(config)))


def _logs(config: Config) -> Iterator[Path]:
    for log in config.logs:
        for name in log.paths:
            if "://" not in name:
                yield from map(Path, glob(str(config.root / name), recursive=True))  # noqa: PTH207 - absolute too
    yield from config.site.glob(f"*/{MANIFEST}")


def _words(config: Config) -> Iterator[Path]:
    """The publisher's own texts; one in a further language may come beside another."""
    for name in narrative_files(config):
        yield from (config.root / name).parent.glob(f"{Path(name).stem.partition('.')[0]}*")


def _dress(config: Config) -> Iterator[Path]:
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
