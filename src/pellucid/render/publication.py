"""What a writer takes: the report in words, the figures that may be published, templates and assets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.render.data.tables import PublishedTable, published_tables
from pellucid.render.look import BUILT_IN, Look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.report.model import Report


@dataclass
class Worked:
    """What was worked out of figures, for who tells the same figures in other words.

    tables: the figures as tables. lines: those of report.json that hold them.
    """

    tables: tuple[PublishedTable, ...] | None = None
    lines: str | None = None


@dataclass(frozen=True)
class Publication:
    """One release: what it says and the figures behind it, and the same in further languages.

    written: files that one format has written and another tells of, by path. worked: of the figures alone.
    """

    report: Report
    figures: ProtectedFigures
    translations: tuple[Report, ...] = ()
    written: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    worked: Worked = field(default_factory=Worked, compare=False, repr=False)

    @property
    def reports(self) -> tuple[Report, ...]:
        """What it says, in every language."""
        return (self.report, *self.translations)

    @property
    def tables(self) -> tuple[PublishedTable, ...]:
        """The figures as tables, which every data format writes."""
        if self.worked.tables is None:
            self.worked.tables = published_tables(self.figures)
        return self.worked.tables


@dataclass(frozen=True)
class Rendering:
    """What writers need besides the publication."""

    environment: Environment
    assets: Mapping[str, str]  # name in a template -> path below the site's root
    look: Look = BUILT_IN
