"""Logs in; a proposed configuration for them, and what a person must decide about it, out.

Nothing that a column with persons in it holds is shown.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pellucid.intake.propose.cells import Cells, span_kind
from pellucid.intake.propose.choice import choose_parts
from pellucid.intake.propose.entry import propose_entry
from pellucid.intake.propose.kinds import decide
from pellucid.intake.propose.layout import choose_rows
from pellucid.intake.propose.sample import take_samples
from pellucid.intake.propose.write import to_decide, write_configuration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.intake.propose.kinds import Decision
    from pellucid.intake.propose.sample import Sample

__all__ = ["Proposal", "propose"]


@dataclass(frozen=True)
class Proposal:
    """A configuration, and the line and the words of everything in it that is left to decide."""

    text: str
    to_decide: tuple[tuple[int, str], ...]


def propose(folder: Path, logs: Sequence[Path]) -> Proposal:
    """Look into logs, and write a configuration for a folder; logs with the same header are one entry.

    Raises:
        LogUnreadable: a log can't be read as any known format.

    """
    groups: dict[tuple[object, ...], list[Sample]] = {}
    for path in dict.fromkeys(logs):
        for sample in choose_parts(take_samples(path, str(path))):
            key = sample.header, str(sorted(sample.csv.items())), str(sample.part)
            groups.setdefault(key, []).append(sample)
    entries, spans = [], []
    for samples in groups.values():
        whole = _together(samples)
        rows = choose_rows(whole)
        name = " ".join(("/".join(whole.path.absolute().parts[-2:]), *map(str, whole.part.values())))
        decision = decide(name, rows.columns)
        spans.append(_span(decision))
        paths = _paths(folder, [sample.path for sample in samples])
        entries.append((propose_entry(whole, rows, decision), paths))
    text = write_configuration(entries, next((span for span in spans if span), "quarter"))
    return Proposal(text, to_decide(text))


def _together(samples: Sequence[Sample]) -> Sample:
    first = samples[0]
    rows = tuple(row for sample in samples for row in sample.rows)
    others = tuple(dict.fromkeys(other for sample in samples for other in sample.others))
    return replace(first, rows=rows, others=others)


def _span(decision: Decision) -> str | None:
    """How long the periods of figures are, by the shortest ones."""
    start, end = decision.found.get("period_start"), decision.found.get("period_end")
    if start and end:
        return span_kind(start, end)
    made, name = decision.made.get("period"), decision.found.get("period")
    if made:
        return "half_year" if "-H{" in made.text else "quarter" if "-Q{" in made.text else "month"
    return _named_span(name) if name else None


def _named_span(name: Cells) -> str:
    texts = [text.casefold() for text in name.telling]
    if any("q" in text for text in texts):
        return "quarter"
    if any("h" in text and any(x.isdigit() for x in text.split("h")[-1][:1]) for text in texts):
        return "half_year"
    return "year" if name.years else "month"


def _paths(folder: Path, logs: Sequence[Path]) -> list[str]:
    """A pattern where it finds just these files, else each of them; relative to the folder."""
    parents = {path.absolute().parent for path in logs}
    suffixes = {"".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix for path in logs}
    if len(logs) > 1 and len(parents) == len(suffixes) == 1:
        parent, suffix = parents.pop(), suffixes.pop()
        if suffix and {path.name for path in parent.glob(f"*{suffix}")} == {path.name for path in logs}:
            return [_relative(folder, parent / f"*{suffix}")]
    return [_relative(folder, path) for path in logs]


def _relative(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
