"""A Config in; the numbers that stand bare in the publisher's own words, by file and line, out.

A number that is typed stays as it is when the figures change, and could tell a withheld one; a figure that is
named, `{{ fig.requests.FR }}`, is filled in. Years, dates, code and addresses are no figures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.config.narratives import narrative_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.config.model import Config

# What is no figure: places to fill in, code, addresses, dates, years, the mark of a list.
_NO_FIGURE = re.compile(
    r"""
    \{\{.*?\}\} | \{%.*?%\} | \{\#.*?\#\} | `[^`]*` | \]\([^)]*\) | https?://\S+
    | \b\d{4}-\d{2}(?:-\d{2})?\b
    | \b\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?:\s+\w+){1,4}?,?\s+(?:18|19|20)\d\d\b
    | \b[^\W\d_]+\s+\d{1,2},\s+(?:18|19|20)\d\d\b
    | \b(?:18|19|20)\d\d\b
    | ^\s*\d+[.)]\s
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_NUMBER = re.compile(r"(?<![\w.,/§-])(?<!§\s)\d+(?:[.,\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:\s?%)?(?![\w/-])")


def bare_numbers(config: Config) -> Iterator[str]:
    """Say of each bare number where it stands and what to do."""
    for name in dict.fromkeys(narrative_files(config)):
        try:
            text = (config.root / name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # the build says so
        for line, number in _found(text):
            yield (
                f"{name}:{line}: the number {number} is typed in and won't change with the figures; "
                "name a figure instead, such as {{ fig.requests.total }}"
            )


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Give each bare number with its line."""
    blanked = _NO_FIGURE.sub(lambda match: re.sub(r"[^\n]", "x", match.group()), text)
    for line, words in enumerate(blanked.split("\n"), start=1):
        yield from ((line, match.group()) for match in _NUMBER.finditer(words))
