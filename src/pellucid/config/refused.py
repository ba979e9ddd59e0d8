"""A Config in; the keys that the contract knows and this version can't keep yet, out.

What would be published half protected or half translated is refused outright.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.config.origin import Breach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pellucid.config.model import Config

_ENGLISH = "en"
_EMBEDDED = "duckdb"


def languages(config: Config) -> Iterator[Breach]:
    """Refuse languages that the report has no words in."""
    for place, language in enumerate(config.report.languages):
        if language != _ENGLISH:
            reason = "this version cannot write a report in this language; it writes English only"
            yield Breach(("report", "languages", place), reason, language, "write languages: [en]")


def engine(config: Config) -> Iterator[Breach]:
    """Refuse addresses that the embedded engine has no use for, and two for one engine."""
    if config.engine.name != _EMBEDDED:
        if config.engine.remote is not None and config.engine.master is not None:
            reason = "Spark runs at one address: behind remote, or at master"
            yield Breach(("engine", "master"), reason, config.engine.master, "leave one of the two out")
        return
    for key in ("remote", "master"):
        if (address := getattr(config.engine, key)) is not None:
            yield Breach(
                ("engine", key), "duckdb runs inside the program and has no address", address, "leave it out"
            )


REFUSALS: tuple[Callable[[Config], Iterable[Breach]], ...] = (
    languages,
    engine,
)
