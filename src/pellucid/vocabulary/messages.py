"""An English text in, the same text out: marks what a reader sees, so that it is found and translated.

`words.say` and `words.plural` mark the literal texts that they are given. A text that stands elsewhere, such
as in a table of a module, is marked by these; `say` and `plural` translate it where it is used.
"""

from __future__ import annotations


def message(text: str) -> str:
    """Mark a text."""
    return text


def messages(one: str, many: str) -> tuple[str, str]:
    """Mark a text that depends on a number: for 1, and for any other."""
    return one, many
