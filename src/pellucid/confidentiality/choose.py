"""The task of a release in; the keys of the counts that are withheld out, or why there is no release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.counts import Choice
from pellucid.confidentiality.keys import BREAKDOWNS, DIFFERENCE
from pellucid.confidentiality.secondary import withhold
from pellucid.confidentiality.task import unprotected_differences
from pellucid.errors import ConfidentialityBreach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pellucid.confidentiality.counts import Count
    from pellucid.confidentiality.keys import CellKey
    from pellucid.confidentiality.task import Named
    from pellucid.confidentiality.vintages import Together
    from pellucid.config.model import Corrections

_NAMED = 10  # cells that a message lists
_EXACT = 30  # free cells up to which the cheapest pattern of all is sought: more would take long
_HIDDEN = frozenset({Choice.WITHHELD, Choice.CONFIDENTIAL, Choice.UNSEEN})


def choose(named: Named, known: Together, corrections: Corrections) -> set[CellKey]:
    """Give everything that is withheld.

    Raises:
        ConfidentialityBreach: a small count, or with `stop` a small difference, can't be protected.

    """
    if corrections == "stop" and known.corrected:
        raise _small_corrections(known.corrected)
    as_they_come = _withheld(unprotected_differences(named), known.counts)
    if corrections == "publish" or not any(key.vintage.startswith(DIFFERENCE) for key in named.keys):
        return as_they_come
    if corrections == "withhold":
        return _withheld(named, known.counts)
    shown = _shown_differences(named, as_they_come)
    if shown:
        raise _small_corrections(shown)
    return as_they_come


def _withheld(named: Named, known: Mapping[CellKey, Count]) -> set[CellKey]:
    pattern = withhold(named.task, small=_EXACT)
    if pattern.open:
        raise _unprotected([named.keys[cell] for cell in pattern.open])
    added = {key for key, one in zip(named.keys, pattern.withheld.tolist(), strict=True) if one}
    kept = {key for key, one in known.items() if one.choice in _HIDDEN}
    return {key for key in added | kept if known[key].choice is not Choice.BANDED}


def _shown_differences(named: Named, withheld: set[CellKey]) -> list[CellKey]:
    """Give the small differences that a reader of both versions would see, or could work out too closely."""
    task = named.task
    hidden = np.array([key in withheld for key in named.keys], dtype=bool)
    fixed = replace(task, fixed=~hidden, withheld=task.withheld | (hidden & ~task.primary))
    open_cells = withhold(fixed, small=_EXACT).open
    return [named.keys[cell] for cell in open_cells if named.keys[cell].vintage.startswith(DIFFERENCE)]


def _small_corrections(keys: list[CellKey]) -> ConfidentialityBreach:
    changed = sorted({key._replace(vintage="") for key in keys})
    counts = "1 count has" if len(changed) == 1 else f"{len(changed)} counts have"
    return ConfidentialityBreach(
        f"{counts} changed by few records since publication; whoever sets the old "
        "figures against the new ones sees how few",
        where=changed[0].period,
        got=_listed(changed),
        mend="leave the earlier release as it is until more has changed; or set "
        "`confidentiality.corrections` to withhold, which takes such counts out of the new release, "
        "or to publish, which shows them",
    )


def _unprotected(keys: list[CellKey]) -> ConfidentialityBreach:
    return ConfidentialityBreach(
        f"{len(keys)} small counts could be worked out of what is public already, whatever is withheld now",
        where=keys[0].period,
        got=_listed(keys),
        mend="take the releases that give them away from the site, or lower `confidentiality.width`",
    )


def _listed(keys: Iterable[CellKey]) -> str:
    names = [_name(key) for key in keys]
    more = f", and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more


def _name(key: CellKey) -> str:
    return " ".join(key[1:5]) if key.table == BREAKDOWNS else " ".join(key[:5])
