"""A configuration in; what the publisher changes of the pages' and the document's look, as one value, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.render.theme import PLAIN, Theme, theme_of

if TYPE_CHECKING:
    from pathlib import Path

    from pellucid.config import Config


@dataclass(frozen=True)
class Look:
    """What stands in the place of what is built in. templates: the publisher's own folder of them."""

    templates: Path | None = None
    theme: Theme = PLAIN


BUILT_IN = Look()


def look_of(config: Config) -> Look:
    """Give the look that a configuration asks for."""
    folder = config.report.templates
    return Look(config.root / folder if folder else None, theme_of(config))
