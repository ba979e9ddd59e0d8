"""A task in, a pattern out: which further cells to withhold so that no small one can be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.linked import Pattern
from pellucid.confidentiality.secondary.clock import Clock, OutOfWorkError
from pellucid.confidentiality.secondary.reduce import parts
from pellucid.confidentiality.secondary.search import Search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.linked import Task
    from pellucid.confidentiality.secondary.game import Game


def withhold(task: Task, *, seconds: float = 300.0) -> Pattern:
    """Choose few and cheap cells to withhold; the same every time.

    seconds: the last resort. When they are over, everything that may be withheld is, in the tables
        not done with: never less than is safe.
    """
    found, pinned = parts(task)
    withheld = task.primary | task.withheld
    narrow = list(pinned)
    withheld[pinned] |= ~task.fixed[pinned]
    clock = Clock(200_000, seconds)
    for part in found:
        active, hopeless = _play(part.game, clock)
        for player in np.flatnonzero(active):
            withheld[list(part.cells[player])] = True
        narrow += [cell for player in hopeless for cell in part.cells[player] if task.width[cell] > 0]
    return Pattern(withheld, tuple(sorted(narrow)))


def _play(game: Game, clock: Clock) -> tuple[NDArray[np.bool_], list[int]]:
    search = Search(game, clock)
    try:
        search.repair()
    except OutOfWorkError:
        return np.ones(game.size, dtype=np.bool_), sorted(search.hopeless)
    best = search.active.copy()
    try:
        while search.tidy() > 0:
            best = search.active.copy()
    except OutOfWorkError:
        pass
    return best, sorted(search.hopeless)
