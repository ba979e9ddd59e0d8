"""Legal requests and the versions of the policy in; the version in force and what did not conform, out.

A disclosure conforms if the version in force when the request was received allowed it: the authority, the
offence, the result of the legal review, and every category of data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from pellucid.cube.measures import DISCLOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    import ibis.expr.types as ir

VERSION = "_policy_version"
NONCONFORMANCE = "_nonconformance"
NO_VERSION = "_Z"  # SDMX: not applicable, no version was in force
BETWEEN = "|"
REQUIREMENTS = ("authority_type", "offence_category", "legal_review")
_ANY = "any"


@dataclass(frozen=True)
class PolicyRule:
    """A version of the policy as the count needs it. required: column -> allowed codes, [any] left out."""

    version: str
    effective_from: date
    may_disclose: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]


def policy_rule(
    version: str, effective_from: date, may_disclose: tuple[str, ...], requires: Mapping[str, tuple[str, ...]]
) -> PolicyRule:
    """Leave out what a version does not restrict."""
    required = {name: codes for name, codes in requires.items() if _ANY not in codes}
    return PolicyRule(version, effective_from, may_disclose, required)


def judge(
    rows: ir.Table, columns: frozenset[str], rules: Iterable[PolicyRule], disclosed_sets: Iterable[str]
) -> ir.Table:
    """Add VERSION and NONCONFORMANCE (what did not conform, joined by |; empty where all did).

    disclosed_sets: the texts that occur in data_disclosed.
    """
    newest_first = sorted(rules, key=lambda rule: rule.effective_from, reverse=True)
    version = ibis.cases(
        *((rows.received_at >= ibis.date(rule.effective_from), rule.version) for rule in newest_first),
        else_=NO_VERSION,
    )
    rows = rows.mutate(**{VERSION: version})
    disclosed = rows.outcome.isin(DISCLOSED)
    sets = tuple(disclosed_sets)
    found = ibis.cases(
        *((rows[VERSION] == rule.version, _broken(rows, columns, rule, sets)) for rule in newest_first),
        else_="",
    )
    return rows.mutate(**{NONCONFORMANCE: ibis.ifelse(disclosed, found, "")})


def _broken(
    rows: ir.Table, columns: frozenset[str], rule: PolicyRule, disclosed_sets: tuple[str, ...]
) -> ir.StringValue:
    """What a row breaks of one version; a requirement whose column the log lacks can't be judged."""
    broken = [
        ibis.ifelse(rows[name].isin(rule.required[name]), ibis.null(str), name)
        for name in REQUIREMENTS
        if name in rule.required and name in columns
    ]
    if "data_disclosed" in columns:
        excess = [one for one in disclosed_sets if not set(one.split(BETWEEN)) <= set(rule.may_disclose)]
        broken.append(ibis.ifelse(rows.data_disclosed.isin(excess), "data_disclosed", ibis.null(str)))
    return ibis.literal(BETWEEN).join(broken) if broken else ibis.literal("")
