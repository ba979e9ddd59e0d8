"""A task in, a pattern out: which further cells to withhold so that no small one can be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.linked import Pattern
from pellucid.confidentiality.secondary.clock import Clock, OutOfWorkError
from pellucid.confidentiality.secondary.exact import cheapest
from pellucid.confidentiality.secondary.reduce import parts
from pellucid.confidentiality.secondary.search import Search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.linked import Task
    from pellucid.confidentiality.secondary.game import Game

_SMALL = 150  # players that may be withheld: above that, the best pattern is not sought

_WORTH = 0.01  # of the cost: what tidying must have saved to be done again


def withhold(task: Task, *, small: int = _SMALL, seconds: float = 300.0) -> Pattern:
    """Choose few and cheap cells to withhold; the same every time.

    small: tables with no more cells that may be withheld get the best pattern there is.
    seconds: of solving, the last resort. When they are over, everything that may be withheld is, in the
        tables not done with: never less than is safe.
    """
    found, pinned = parts(task)
    withheld = task.primary | task.withheld
    narrow = list(pinned)
    withheld[pinned] |= ~task.fixed[pinned]
    clock = Clock(200_000, seconds)
    for part in found:
        active, hopeless = _play(part.game, clock, small)
        for player in np.flatnonzero(active):
            withheld[list(part.cells[player])] = True
        narrow += [cell for player in hopeless for cell in part.cells[player] if task.width[cell] > 0]
    return Pattern(withheld, tuple(sorted(narrow)))


def _play(game: Game, clock: Clock, small: int) -> tuple[NDArray[np.bool_], list[int]]:
    search = Search(game, clock)
    best = np.ones(game.size, dtype=np.bool_)
    search.hasty = True
    try:
        search.repair()
        best = search.active.copy()
        while search.tidy() > _WORTH * float(game.cost @ search.active):
            best = search.active.copy()
        best = search.active.copy()
        if np.count_nonzero(~game.must) <= small:
            best = _best(game, clock, search.hopeless, best)
    except OutOfWorkError:
        pass
    return best, sorted(search.hopeless)


def _best(game: Game, clock: Clock, hopeless: set[int], pattern: NDArray[np.bool_]) -> NDArray[np.bool_]:
    def settle(pattern: NDArray[np.bool_]) -> tuple[bool, NDArray[np.bool_]]:
        search = Search(game, clock)
        search.hopeless = hopeless
        search.withhold(np.flatnonzero(pattern & ~game.must))
        search.repair()
        safe = bool((search.active == pattern).all())
        if not safe:
            search.tidy()
        return safe, search.active.copy()

    wanted = [one for one in Search(game, clock).ledger.open() if one[1] not in hopeless]
    return cheapest(game, clock, wanted, pattern, settle)
