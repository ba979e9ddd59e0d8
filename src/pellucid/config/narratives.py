"""A Config, a section and a language in; the file that holds the publisher's own words for it, out.

`text/summary.md` has the words of the first language, `text/summary.fr.md` beside it the French ones.
A section whose words nobody wrote in a language has none there, and says what the figures say.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.config.model import Config


def narrative_file(config: Config, section: str, language: str) -> str | None:
    """Name the file, relative to the configuration's folder; None where there is none."""
    name = {str(key): file for key, file in config.report.narrative.items()}.get(section)
    if name is None:
        return None
    own = in_language(name, language)
    if (config.root / own).is_file():
        return own
    return name if language == config.report.languages[0] else None


def in_language(name: str, language: str) -> str:
    """Put a language into a file's name, before its ending."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{language}{path.suffix}"))


def narrative_files(config: Config) -> Iterator[str]:
    """Name every file of the publisher's own words."""
    for section, name in config.report.narrative.items():
        found = (narrative_file(config, section, language) for language in config.report.languages)
        yield from dict.fromkeys((name, *(file for file in found if file)))


def untranslated(config: Config) -> Iterator[str]:
    """Name the files that would hold what is written in the first language alone."""
    for section, name in config.report.narrative.items():
        for language in config.report.languages[1:]:
            if narrative_file(config, section, language) is None:
                yield in_language(name, language)
