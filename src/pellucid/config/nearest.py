"""A misspelt name and the names that are right in; the nearest right name out."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.6  # difflib's own default: one letter wrong in three


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Find the right name that is most like `name`, capitals and the choice of - or _ aside."""
    plain = {_plain(right): right for right in names}
    found = get_close_matches(_plain(name), plain, n=1, cutoff=_ALIKE)
    return plain[found[0]] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """Write the mend for a misspelt name, when one is near."""
    right = nearest(name, names)
    return f"did you mean {right}?" if right else None


def _plain(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
