"""A Config in; the keys that the contract knows and this version can't keep yet, out.

What would be published half protected or half translated is refused outright.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.config.nearest import nearest
from pellucid.config.origin import Breach
from pellucid.vocabulary.languages import languages as shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from babel import Locale

    from pellucid.config.model import Config

_EMBEDDED = "duckdb"
_MASTER = re.compile(
    r"local(?:-cluster)?(?:\[[^\]]+\])?|spark://[^\s/,]+:\d+(?:,[^\s/,]+:\d+)*|yarn|k8s://\S+"
)
_REMOTE = re.compile(r"sc://[^\s/]+\S*")


def languages(config: Config) -> Iterator[Breach]:
    """Refuse languages that the report has no words in."""
    known = shipped()
    for place, language in enumerate(config.report.languages):
        if language not in known:
            reason = f"a report can be written in {', '.join(known)}, and not in this"
            yield Breach(("report", "languages", place), reason, language, _like(language, known))


def _like(language: str, known: tuple[str, ...]) -> str:
    """Write the nearest language: of that name, the same one elsewhere (pt-BR), or one spelled like it."""
    from babel import Locale  # noqa: PLC0415 - only who misspells a language pays for it

    names = {name.casefold(): code for code in known for name in _names(Locale.parse(code))}
    plain = language.strip().casefold()
    near = names.get(plain) or next((code for code in known if plain[:2] == code), None)
    near = near or names.get(nearest(plain, names) or "")
    return f"did you mean {near}?" if near else "docs/languages.md says how to add a language"


def _names(locale: Locale) -> tuple[str, str, str]:
    return str(locale), locale.english_name or "", locale.display_name or ""


def engine(config: Config) -> Iterator[Breach]:
    """Refuse addresses that the engine has no use for, and two for one engine."""
    remote, master = config.engine.remote, config.engine.master
    if config.engine.name != _EMBEDDED:
        if remote is not None and master is not None:
            reason = "Spark runs at one address: behind remote, or at master"
            yield Breach(("engine", "master"), reason, master, "leave one of the two out")
        if master is not None and not _MASTER.fullmatch(master):
            mend = "write local[4], spark://host:7077, yarn or k8s://https://host:port"
            yield Breach(("engine", "master"), "Spark knows no such master", master, mend)
        if remote is not None and not _REMOTE.fullmatch(remote):
            reason = "this is no address of a Spark Connect server"
            yield Breach(("engine", "remote"), reason, remote, "write sc://host:15002")
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
