"""A publisher's own text, as one line for all languages or a line for each, in; the text of a language out.

`label: Garda letter` and `label: {en: Garda letter, fr: Lettre de la Garda}` may both stand under a key of
this type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Discriminator, GetCoreSchemaHandler, Tag
from pydantic_core import CoreSchema, core_schema

from pellucid.config.scalars import Text


class InLanguages(str):
    """A text with one for each language; by itself the first of them."""

    __slots__ = ("texts",)
    texts: Mapping[str, str]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Self:
        """Take the texts, by language."""
        told = cls(next(iter(texts.values())))
        told.texts = dict(texts)
        return told


def in_every_language(text: str) -> tuple[str, ...]:
    """Give a text as it is told in each language, once where there is one for all."""
    return tuple(text.texts.values()) if isinstance(text, InLanguages) else (text,)


class _OwnText:
    """Tells pydantic what stands under a key of this type."""

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_told, handler.generate_schema(_WRITTEN))


def _kind(value: object) -> str:
    return "texts" if isinstance(value, Mapping) else "text"


def _told(value: str | Mapping[str, str]) -> str:
    return value if isinstance(value, str) else InLanguages.of(value)


_WRITTEN: Any = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Mapping[Annotated[str, "a language"], Text], Tag("texts")],
    Discriminator(_kind),
]
OwnText = Annotated[str, _OwnText()]
