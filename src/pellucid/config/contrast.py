"""A configuration in; the pairs of its theme's colours that can't be told apart well enough, out: WCAG AA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.config.origin import Breach
from pellucid.config.palette import WHITE, Palette, dark, light
from pellucid.vocabulary.colours import READABLE, contrast, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.config.model import Config
    from pellucid.config.origin import KeyPath

# The colours that words in a chart have, and no theme changes: report_templates/assets/screen.css.
CHART_WORDS = {
    "light": ("#0072b2", "#b04a00", "#00694c", "#a8497b"),
    "dark": ("#56b4e9", "#f08c3a", "#35c79a", "#e39ac4"),
}
THEME: KeyPath = ("report", "theme")


def readable_theme(config: Config) -> Iterator[Breach]:
    """Find pairs of colours that people who see less well can't read; at most one a colour."""
    theme = config.report.theme
    if theme is None:
        return
    yield from _breaches(THEME, light(theme), "light", on_paper=True)
    yield from _breaches((*THEME, "dark"), dark(theme), "dark", on_paper=False)


def _breaches(path: KeyPath, palette: Palette, scheme: str, *, on_paper: bool) -> Iterator[Breach]:
    grounds = {"background": palette.background, "tinted background": palette.tint}
    if on_paper:
        grounds["paper"] = WHITE
    for name, colour in (("accent", palette.accent), ("ink", palette.ink)):
        if name in palette.own:
            yield from _one((*path, name), name, colour, grounds)
    if "background" in palette.own:
        given = {n: getattr(palette, n) for n in ("accent", "ink") if n not in palette.own}
        words = {f"chart label {colour}": colour for colour in CHART_WORDS[scheme]}
        named = {f"{name} {colour}": colour for name, colour in given.items()}
        yield from _one((*path, "background"), "background", palette.background, {**named, **words})


def _one(path: KeyPath, name: str, colour: str, others: dict[str, str]) -> Iterator[Breach]:
    """Judge a colour against all that it stands on or under, and name the worst."""
    ratio, other = min((contrast(colour, against), said) for said, against in others.items())
    if ratio >= READABLE:
        return
    better = nearest(colour, others.values(), READABLE)
    shown = other if others[other] in other else f"{other} {others[other]}"
    yield Breach(
        path,
        f"{name} {colour} on {shown} has a contrast of {_down(ratio)}:1, and text needs {READABLE}:1"
        if name != "background"
        else f"{shown} on {name} {colour} has a contrast of {_down(ratio)}:1, and text needs {READABLE}:1",
        colour,
        f'write "{better}", the nearest that can be read on all of them' if better else "take another colour",
    )


def _down(ratio: float) -> float:
    """Round down, so that what fails is never said to pass."""
    return int(ratio * 100) / 100
