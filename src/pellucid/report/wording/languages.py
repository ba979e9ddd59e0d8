"""Codes of languages in, what a page says of each in its switch out: its own name, where its pages lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from pellucid.report.model import Language

if TYPE_CHECKING:
    from collections.abc import Sequence


def site_languages(codes: Sequence[str]) -> tuple[Language, ...]:
    """Describe the languages; the first one's pages lie at the root, the others' in folders of their own."""
    return tuple(_language(code, "" if code == codes[0] else f"{code}/") for code in codes)


def _language(code: str, path: str) -> Language:
    locale = Locale.parse(code)
    name = locale.get_language_name(code) or code
    return Language(code, name[:1].upper() + name[1:], str(locale.text_direction), path)
