"""Takes what was worked out; gives findings as sentences and as records for programs."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from pellucid.audit.chain import between, cell_name
from pellucid.audit.knowledge import BREAKDOWNS

if TYPE_CHECKING:
    from pellucid.audit.numbers import Number


@dataclass(frozen=True)
class Source:
    """A published number that a finding rests on, and a release that shows it."""

    cell: str
    value: float
    release: str


@dataclass(frozen=True)
class Finding:
    """A withheld cell that can be worked out, or narrowed too far.

    least, most: what it is at least and at most (inf: no end). chain: the steps, a line each.
    proven: False where the search for a wider interval was given up.
    insider: what a reader knows besides what is published, who alone can work it out; empty: anybody can.
    """

    cell: Number
    least: float
    most: float
    chain: tuple[str, ...]
    published: tuple[Source, ...]
    proven: bool = True
    insider: str = ""

    @property
    def exact(self) -> bool:
        """Whether one value is left."""
        return self.least == self.most

    @property
    def sentence(self) -> str:
        """Say what was found."""
        where = ", ".join(self.cell.hidden_in)
        how = "" if self.proven else " (no wider interval was found before the search was given up)"
        whose = f", for one who knows {self.insider}" if self.insider else ""
        return f"{cell_name(self.cell)} {between((self.least, self.most))}, withheld in {where}{whose}{how}"

    def record(self) -> dict[str, Any]:
        """Give it to a program."""
        table, start, end, first, second, measure = self.cell.key
        names = ("dimension", "code") if table == BREAKDOWNS else ("country", "request_type")
        return {
            "table": table,
            "period": self.cell.name,
            "period_start": start.isoformat(),
            "period_end": end.isoformat(),
            names[0]: first,
            names[1]: second,
            "measure": measure,
            "lower": self.least,
            "upper": self.most if self.most < inf else None,
            "withheld_in": list(self.cell.hidden_in),
            "proven": self.proven,
            **({"insider": self.insider} if self.insider else {}),
            "chain": list(self.chain),
            "published": [vars_of(source) for source in self.published],
        }


def vars_of(source: Source) -> dict[str, Any]:
    """Give a source to a program."""
    return {"cell": source.cell, "value": source.value, "release": source.release}


@dataclass(frozen=True)
class Findings:
    """What the attacker has found.

    disclosed: cells that break the rule. unsure: cells that break it if they are small, which they may be.
    harmless: cells that are worked out exactly, and are not small.
    withheld: how many cells were tried. doubts: links that the published figures contradict.
    """

    width: int
    threshold: int | None
    releases: tuple[str, ...]
    withheld: int
    disclosed: tuple[Finding, ...]
    unsure: tuple[Finding, ...] = ()
    harmless: tuple[Finding, ...] = ()
    doubts: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """Give all of it to a program."""
        return {
            "width": self.width,
            "threshold": self.threshold,
            "releases": list(self.releases),
            "withheld": self.withheld,
            "disclosed": [finding.record() for finding in self.disclosed],
            "unsure": [finding.record() for finding in self.unsure],
            "harmless": [finding.record() for finding in self.harmless],
            "doubts": list(self.doubts),
        }
