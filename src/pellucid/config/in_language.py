"""A Config and a language in; the same with every text of the publisher's in that language, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pellucid.config.origin import Breach
from pellucid.config.own_text import InLanguages
from pellucid.config.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.config.model import Config
    from pellucid.config.origin import KeyPath


def in_language(config: Config, language: str) -> Config:
    """Give the configuration with every text in one language."""
    told: Config = _in(config, language)
    return told


def untold(config: Config) -> Iterator[Breach]:
    """Find texts that are told by language, but not in all that the report is written in."""
    for path, texts in _texts(config, ()):
        for language in config.report.languages:
            if language not in texts:
                reason = f"the report is written in {language} too, and this text is not"
                yield Breach((*path, language), reason, mend=f"add {language}: and the text")


def _in(value: Any, language: str) -> Any:  # noqa: ANN401 - any value of the configuration
    if isinstance(value, InLanguages):
        return value.texts.get(language, str(value))
    if isinstance(value, Record):
        there = {name: getattr(value, name) for name in type(value).model_fields}
        told = {name: _in(inner, language) for name, inner in there.items()}
        changed = {name: inner for name, inner in told.items() if inner is not there[name]}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, Mapping):
        return _kept(value, {key: _in(inner, language) for key, inner in value.items()})
    if isinstance(value, tuple):
        return _kept(value, tuple(_in(inner, language) for inner in value))
    return value


def _kept(old: Any, new: Any) -> Any:  # noqa: ANN401
    """Keep what has not changed, so that what holds it has not changed either."""
    pairs = (
        zip(old.values(), new.values(), strict=True)
        if isinstance(old, Mapping)
        else zip(old, new, strict=True)
    )
    return old if all(before is after for before, after in pairs) else new


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    if isinstance(value, InLanguages):
        yield path, value.texts
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
