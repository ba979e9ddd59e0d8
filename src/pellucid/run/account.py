"""What protecting the releases took away in; work/audit.json, which is never published, out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from pellucid.release.failures import naming

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pellucid.audit.findings import Findings
    from pellucid.confidentiality.protect import Rules
    from pellucid.run.protect import Protected

AUDIT = "audit.json"


def write_account(
    work: Path, rules: Rules, releases: Iterable[Protected], findings: Findings | None = None
) -> None:
    """Write how many counts, and how much of each measure, each release withholds, and why.

    findings: what the attacker has found in them, once he has tried.
    """
    record: dict[str, object] = {
        "threshold": rules.threshold,
        "width": rules.width,
        "releases": {one.figures.period.name: [asdict(cost) for cost in one.costs] for one in releases},
    }
    if findings is not None:
        record["audit"] = findings.record()
    with naming(work):
        work.mkdir(parents=True, exist_ok=True)
        (work / AUDIT).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
