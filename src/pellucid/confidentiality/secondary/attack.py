"""How far a reader's bounds leave a player to move, by linear programs, and why no further.

The answer to why is a cut: an inequality over who is withheld that every pattern meets which is safe for this
player, and that the pattern asked about does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.game import Game

    Floats = NDArray[np.float64]

_FAR = 1e5  # as far as a player goes that nothing bounds
_GLANCE = 1e-3  # of what it could be: how far published players move here, for the sake of better cuts
_SLACK = 1e-6
_NOISE = 1e-9


@dataclass(frozen=True)
class Cut:
    """Every safe pattern has: the sum of weight over those withheld >= need."""

    weight: Floats
    need: float


@dataclass(frozen=True)
class _Bound:
    """No pattern z lets the player get further than `start` + weight z."""

    weight: Floats
    start: float


class Attack:
    """A reader's program over the moves of all players, who are withheld in part, whole or not at all."""

    def __init__(self, game: Game) -> None:
        self.game = game
        size = game.size
        self.free = ~game.must
        self.down = np.minimum(game.down, _FAR)
        self.up = np.minimum(game.up, _FAR)
        self.program = Program(
            game.rows,
            game.low,
            game.high,
            least=-self.down,
            most=self.up,
            cost=np.zeros(size),
        )
        self._all = np.arange(size)
        self._glance = _GLANCE * max(int(game.width.max()), int(game.reach.max()), 1)

    def cuts(self, share: Floats, insider: int, player: int) -> list[Cut]:
        """The inequalities that a pattern breaks where the player is concerned; none: it is wide enough."""
        for glance in (self._glance, 0.0):
            up = self._bound(share, insider, player, 1, glance)
            down = self._bound(share, insider, player, -1, glance)
            width = _Bound(up.weight + down.weight, up.start + down.start)
            ends = ((up, self.game.reach[player]), (width, self.game.width[player]))
            broken = [
                Cut(np.minimum(bound.weight, need), need)
                for bound, least in ends
                if (need := float(least - bound.start)) > _SLACK
                and np.minimum(bound.weight, need) @ share < need - _SLACK
            ]
            if broken:
                return broken
        return []

    def _bound(self, share: Floats, insider: int, player: int, way: int, glance: float) -> _Bound:
        game, program = self.game, self.program
        down, up = self._reach(share, insider, player, glance)
        one = np.array([player])
        program.bound(self._all, -down, up)
        program.price(one, np.array([-float(way)]))
        program.solve()  # the true table always fits
        prices = program.prices()
        program.price(one, np.zeros(1))
        prices[np.abs(prices) < _NOISE] = 0.0
        pull = -(game.rows.across(prices, game.size))
        pull[player] -= way
        pull[np.abs(pull) < _NOISE] = 0.0
        # Weak duality: way x move = -(pull x moves) - (prices x rows), each at its far end.
        with np.errstate(invalid="ignore"):  # nothing times infinity, where it is not looked at
            weight = np.where(pull < 0, -pull * game.up, np.where(pull > 0, pull * game.down, 0.0))
            rows = np.where(prices < 0, -prices * game.high, np.where(prices > 0, -prices * game.low, 0.0))
        start = float(rows.sum())
        given = game.must.copy()
        given[player] = True
        weight[game.known[insider]] = 0.0
        start += float(weight[given].sum())
        weight[given] = 0.0
        return _Bound(weight, start)

    def _reach(self, share: Floats, insider: int, player: int, glance: float) -> tuple[Floats, Floats]:
        """How far each may move."""
        part = np.where(self.game.must, 1.0, share)
        part[player] = 1.0
        slight = glance * (part < _GLANCE)
        down = np.minimum(np.maximum(self.down * part, slight), self.down)
        up = np.minimum(np.maximum(self.up * part, slight), self.up)
        known = self.game.known[insider]
        down[known] = up[known] = 0.0
        return down, up
