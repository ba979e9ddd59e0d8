"""Releases about to be published in; nothing out, or why they can't be: the attacker is let at them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.audit.attack import Rule
from pellucid.run.account import write_account
from pellucid.run.audit import audit_before, refuse
from pellucid.run.protect import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

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
    findings = audit_before(site, releases, Rule(rules.width, rules.threshold, small))
    write_account(config.work, rules, guarded, findings)
    refuse(findings)
