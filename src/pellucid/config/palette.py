"""A theme in; every colour that pages and document need, made of the few that it names, out.

Nothing is checked here: `contrast` does that. What is made of the given colours can be read by the way it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pellucid.vocabulary.colours import READABLE, contrast, mixed, nearest

if TYPE_CHECKING:
    from pellucid.config.theme import Scheme, Theme

WHITE = "#ffffff"
TINTED, RULED, HATCHED, QUIET = 0.045, 0.16, 0.42, 0.32
MUTED = (QUIET, 0.26, 0.2, 0.14, 0.08, 0.0)  # how much of the background is in second ink


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme, named as in the style sheets.

    tint: of areas set apart. ink_2: of what is said by the way. own: names of those that the theme gives.
    """

    accent: str
    ink: str
    background: str
    tint: str
    ink_2: str
    rule: str
    hatch: str
    own: frozenset[str] = frozenset()


LIGHT = Palette("#0b5cad", "#1b1f23", WHITE, "#f3f6f9", "#555b61", "#dcdfe2", "#a3aab1")
DARK = Palette("#79b8f3", "#eceff1", "#14171a", "#1c2126", "#aab2b9", "#353c43", "#6b747c")


def light(theme: Theme) -> Palette:
    """Give the colours of the light scheme."""
    return _palette(theme, LIGHT)


def dark(theme: Theme) -> Palette:
    """Give the colours of dark mode: the light accent, as light as it must be, where none is given."""
    found = _palette(theme.dark, DARK)
    if theme.accent and not theme.dark.accent:
        accent = nearest(theme.accent, (found.background, found.tint), READABLE) or DARK.accent
        return replace(found, accent=accent)
    return found


def paper(theme: Theme) -> Palette:
    """Give the colours of the document and of printed pages: the light ones on white."""
    found = light(theme)
    return replace(_derived(found.accent, found.ink, WHITE, found.own - {"background"}), tint=WHITE)


def _palette(given: Theme | Scheme, default: Palette) -> Palette:
    own = {name for name in ("accent", "ink", "background") if getattr(given, name)}
    accent = given.accent or default.accent
    if not own & {"ink", "background"}:
        return replace(default, accent=accent, own=frozenset(own))
    return _derived(accent, given.ink or default.ink, given.background or default.background, frozenset(own))


def _derived(accent: str, ink: str, background: str, own: frozenset[str]) -> Palette:
    tint = mixed(background, ink, TINTED)
    muted = (mixed(ink, background, share) for share in MUTED)
    return Palette(
        accent,
        ink,
        background,
        tint,
        next((one for one in muted if contrast(one, tint) >= READABLE), ink),
        mixed(background, ink, RULED),
        mixed(background, ink, HATCHED),
        own,
    )
