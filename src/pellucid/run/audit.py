"""`audit`: a site in, what can be worked out of its withheld cells out; also before a build publishes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.audit.attack import Rule
from pellucid.audit.attack import audit as attack
from pellucid.audit.insiders import worked_out_by_insiders
from pellucid.errors import ConfidentialityBreach, UsageError
from pellucid.release.public import public_releases
from pellucid.vocabulary.request_types import NATIONAL_SECURITY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from pellucid.audit.findings import Findings
    from pellucid.audit.numbers import Key

_SHOWN = 5  # findings that an ending names; `pellucid audit` has all of them


def audit_site(site: Path, rule: Rule) -> Findings:
    """Play the attacker on a site.

    Raises:
        UsageError: there is no such site, or no table in it.
        EnvironmentFailure: a file is not a table of published cells.

    """
    releases = public_releases(site)
    if not releases:
        raise UsageError(
            "no release has tables, so there is nothing to audit",
            where=str(site),
            mend="name a site whose releases have data/<kind>.csv, or build one with the format csv",
        )
    return attack(releases, rule)


def audit_before(
    site: Path,
    new: Mapping[str, Mapping[str, bytes]],
    rule: Rule,
    truth: Mapping[Key, int] | None = None,
    insiders: Iterable[Collection[Key]] = (),
) -> Findings:
    """Play the attacker on what is public and what is about to be: files by folder, then by name.

    truth: what the latest numbers are. insiders: those of them that one reader after the other knows; each is
    played once the public finds nothing.
    Bands of national-security process are left to `bands`, which warns of those that others narrow.
    """
    releases = public_releases(site, new)
    found = attack(releases, rule)
    kept = tuple(one for one in found.disclosed if one.cell.key[0] != NATIONAL_SECURITY)
    return replace(found, disclosed=kept or worked_out_by_insiders(releases, rule, truth or {}, insiders))


def refuse(findings: Findings) -> None:
    """End the build where a cell could be worked out.

    Raises:
        ConfidentialityBreach: there is such a cell.

    """
    if not findings.disclosed:
        return
    shown = [finding.sentence for finding in findings.disclosed[:_SHOWN]]
    more = len(findings.disclosed) - len(shown)
    raise ConfidentialityBreach(
        f"{len(findings.disclosed)} withheld figures could be worked out from what would be public, "
        "so nothing was published",
        got="\n         ".join([*shown, *([f"and {more} more"] if more else [])]),
        mend="raise confidentiality.threshold or width only together with all releases, or leave out the "
        "period; `pellucid audit` shows what is public already",
    )
