"""Releases about to be published in; nothing out, or why they can't be: the attacker is let at them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.audit.attack import Rule
from pellucid.confidentiality.keys import BREAKDOWNS
from pellucid.cube.cells import TOTAL
from pellucid.run.account import write_account
from pellucid.run.audit import audit_before, refuse
from pellucid.run.protect import rules_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from pellucid.audit.numbers import Key
    from pellucid.config import Config
    from pellucid.run.protect import Protected


def refuse_disclosures(
    config: Config, site: Path, guarded: Iterable[Protected], releases: Mapping[str, Mapping[str, bytes]]
) -> None:
    """Play the attacker on what is public and what is about to be; releases: files by folder and name.

    Raises:
        ConfidentialityBreach: a small count could be worked out.

    """
    rules = rules_of(config)
    if rules.threshold <= 1:
        return
    small = {key for one in guarded for key in one.small}
    truth = {key: value for one in guarded for key, value in one.truth.items()}
    insiders = _insiders(truth) if rules.insider else ()
    findings = audit_before(site, releases, Rule(rules.width, rules.threshold, small), truth, insiders)
    write_account(config.work, rules, guarded, findings)
    refuse(findings)


def _insiders(counts: Iterable[Key]) -> Collection[Collection[Key]]:
    """What each authority knows that all requests of one country and type in one period are of."""
    found: dict[tuple[object, ...], list[Key]] = {}
    for key in counts:
        if key[0] != BREAKDOWNS and TOTAL not in key:
            found.setdefault(key[:-1], []).append(key)
    return found.values()
