"""A configuration's theme in; style sheets' last words, files and the logo, for pages and document, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.config.in_language import in_language
from pellucid.config.palette import dark, light, paper
from pellucid.config.theme_files import Picture, picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pellucid.config import Config
    from pellucid.config.palette import Palette
    from pellucid.config.theme import Theme as ThemeConfig
    from pellucid.config.theme import Typeface

TITLE = "\n/* The publisher's theme. */"
FACE = "Publisher"  # the name of the publisher's typeface in the style sheets
HEIGHT = 36  # of a logo on the pages, in pixels; WIDEST bounds a broad one
WIDEST = 280
FORMS = {b"wOF2": "woff2", b"wOFF": "woff", b"OTTO": "otf"}  # a font file by its first bytes


@dataclass(frozen=True)
class Logo:
    """The publisher's logo: names of its assets, its words, and its size on the pages.

    dark: the one for dark mode; None where the light one stands on a light ground.
    """

    name: str
    dark: str | None
    texts: Mapping[str, str]  # by language; none where it says the publisher's name
    width: int
    height: int


@dataclass(frozen=True)
class Theme:
    """What a theme adds to what is built in.

    screen, paper: the end of the style sheets of pages and document. files: assets by name.
    bar: the colour of bars on paper; the built-in one where it is None.
    """

    screen: str = ""
    paper: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    logo: Logo | None = None
    bar: str | None = None


PLAIN = Theme()


def theme_of(config: Config) -> Theme:
    """Give what a configuration's theme adds; nothing where it has none."""
    given = config.report.theme
    if given is None:
        return PLAIN
    files: dict[str, bytes] = {}
    logo = _logo(config, given, files)
    faces = "".join(_faces(config.root, given.font, files)) if given.font else ""
    named = f"--face: {FACE};" if given.font else ""
    screen = (
        f":root {{ {_tokens(light(given))} {named} }}",
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_tokens(dark(given))} }} }}",
        f"@media print {{ :root {{ {_tokens(paper(given))} }} }}",
        *(_beside_dark(light(given)) if logo and not logo.dark else ()),
    )
    return Theme(
        screen="\n".join((TITLE, faces + screen[0], *screen[1:], "")),
        paper=f"{TITLE}\n{faces}:root {{ {_on_paper(paper(given))} {named} }}\n",
        files=files,
        logo=logo,
        bar=given.accent,
    )


def _logo(config: Config, given: ThemeConfig, files: dict[str, bytes]) -> Logo | None:
    if given.logo is None:
        return None
    shown = _picture(config.root / given.logo.file, "logo", files)
    other = _picture(config.root / given.logo.dark, "logo-dark", files) if given.logo.dark else None
    ratio = shown.width / shown.height
    height = min(HEIGHT, WIDEST / ratio)
    return Logo(
        f"logo.{shown.kind}",
        f"logo-dark.{other.kind}" if other else None,
        {language: text for language in config.report.languages if (text := _words(config, language))},
        max(round(height * ratio), 1),
        max(round(height), 1),
    )


def _words(config: Config, language: str) -> str | None:
    theme = in_language(config, language).report.theme
    return theme.logo.text if theme and theme.logo else None


def _picture(path: Path, name: str, files: dict[str, bytes]) -> Picture:
    found = picture(path.read_bytes())
    files[f"{name}.{found.kind}"] = found.content
    return found


def _faces(root: Path, given: Typeface, files: dict[str, bytes]) -> Iterator[str]:
    """Declare the typeface: two weights, each a file."""
    for weight, name in (("400", given.regular), ("700", given.bold)):
        content = (root / name).read_bytes()
        asset = f"publisher-{weight}.{FORMS.get(content[:4], 'ttf')}"
        files[asset] = content
        what = f"font-family: {FACE}; font-weight: {weight}; font-display: swap"
        yield f'@font-face {{ {what}; src: url("{asset}"); }}\n'


def _tokens(palette: Palette) -> str:
    return _declared(
        accent=palette.accent,
        focus=palette.accent,
        bar=palette.accent,
        ink=palette.ink,
        paper=palette.background,
        tint=palette.tint,
        ink_2=palette.ink_2,
        rule=palette.rule,
        rule_strong=palette.ink,
        hatch=palette.hatch,
    )


def _on_paper(palette: Palette) -> str:
    return _declared(
        accent=palette.accent, ink=palette.ink, ink_2=palette.ink_2, rule=palette.rule, rule_2=palette.hatch
    )


def _declared(**colours: str) -> str:
    return " ".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in colours.items())


def _beside_dark(palette: Palette) -> tuple[str]:
    """Keep a logo of which there is one only on the ground that it was drawn for."""
    ground = f"background: {palette.background}; padding: 6px; border-radius: 3px;"
    return (f"@media screen and (prefers-color-scheme: dark) {{ .logo {{ {ground} }} }}",)
