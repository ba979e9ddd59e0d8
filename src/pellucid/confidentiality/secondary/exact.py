"""A small game and a safe pattern in, the cheapest safe pattern out, or nothing where that takes too long.

Fischetti and Salazar's way: choose the cheapest pattern that meets all cuts, attack it, add the cuts that it
breaks, and choose again. A pattern that no attack breaks is the best there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.attack import Attack, Cut
from pellucid.confidentiality.secondary.game import Matrix
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.clock import Clock
    from pellucid.confidentiality.secondary.game import Game

    Floats = NDArray[np.float64]
    Players = NDArray[np.bool_]

_NODES = 5_000
_ROUNDS = 150
_ATTACKS = 1_500
_SLACK = 1e-6


class Exact:
    """The cuts found so far, and the cheapest pattern that meets them."""

    def __init__(self, game: Game, clock: Clock, wanted: list[tuple[int, int]]) -> None:
        self.game = game
        self.clock = clock
        self.wanted = wanted
        self.free = np.flatnonzero(~game.must)
        self.attack = Attack(game)
        self.cuts: list[Cut] = []
        self.bound = 0.0
        self.attacks = 0

    def choose(self, *, whole: bool) -> Floats | None:
        """The cheapest pattern that meets all cuts; nothing: not found within the limits."""
        game, free = self.game, self.free
        share = np.where(game.must, 1.0, 0.0)
        if not self.cuts:
            return share
        weights = np.array([cut.weight[free] / cut.need for cut in self.cuts])
        rows, columns = np.nonzero(weights)
        matrix = Matrix(
            np.searchsorted(rows, np.arange(len(self.cuts) + 1)),
            columns,
            weights[rows, columns],
        )
        program = Program(
            matrix,
            np.ones(len(self.cuts)),
            np.full(len(self.cuts), np.inf),
            least=np.zeros(len(free)),
            most=np.ones(len(free)),
            cost=game.cost[free],
            integral=np.ones(len(free), dtype=np.bool_) if whole else None,
            nodes=_NODES,
        )
        point = program.solve()
        self.clock.count(program.seconds)
        if point is None or not program.optimal:
            return None
        share[free] = np.rint(point) if whole else np.clip(point, 0.0, 1.0)
        self.bound = max(self.bound, float(game.cost[free] @ point))
        return share

    def broken(self, share: Floats) -> list[Cut]:
        """The cuts that a pattern breaks."""
        found: list[Cut] = []
        for insider, player in self.wanted:
            if found and insider > 0:
                break  # insiders once the public is kept out
            self.attacks += 1
            found += self.attack.cuts(share, insider, player)
        return found


def cheapest(
    game: Game,
    clock: Clock,
    wanted: list[tuple[int, int]],
    best: Players,
    settle: Callable[[Players], tuple[bool, Players]],
) -> Players:
    """The cheapest pattern that keeps the wanted (reader, player) safe, or the best that was found.

    best: a safe pattern. settle: whether a pattern is safe in whole numbers, and a safe one made of it.
    """
    exact = Exact(game, clock, wanted)
    step = 0.99 if (game.cost == np.rint(game.cost)).all() else _SLACK
    whole = False
    for _ in range(_ROUNDS):
        share = exact.choose(whole=whole)
        if share is None or exact.attacks > _ATTACKS or exact.bound > float(game.cost @ best) - step:
            return best
        broken = exact.broken(share)
        if not whole and not broken:
            whole = True
            continue
        exact.cuts += broken
        if not whole:
            continue
        pattern = share > 0.5  # noqa: PLR2004
        safe, settled = settle(pattern)
        if game.cost @ settled < game.cost @ best:
            best = settled
        if not broken:
            if safe:
                return settled
            exact.cuts.append(Cut(np.where(pattern, 0.0, 1.0), 1.0))
    return best
