"""Tables that were found -> how far each player is proven to move: the proof that a pattern is safe.

Only whole-number moves count. A move is kept with every multiple of it that is a table as well, so that one
found table proves both ends of many intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.game import Game

_FAR = 1_000_000  # a multiple that nothing bounds
_ROUND = 1e-6
_MULTIPLES = (1, 2, 3, 4, 6)


@dataclass(frozen=True)
class Direction:
    """A move, and the least and greatest whole multiple of it that is a table."""

    players: NDArray[np.int64]
    step: NDArray[np.int64]
    least: int
    most: int
    unseen: NDArray[np.int64]  # the insiders who know none of its players: readers by number


class Ledger:
    """What is proven of each player, for the public (set 0) and for each insider."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.low = np.zeros((len(game.known), game.size), dtype=np.int64)
        self.high = np.zeros((len(game.known), game.size), dtype=np.int64)
        self.found: dict[int, Direction] = {}
        self.through: list[set[int]] = [set() for _ in range(game.size)]
        self._knows = np.zeros((len(game.known), game.size), dtype=np.bool_)
        for insider, players in enumerate(game.known):
            self._knows[insider, players] = True
        self._next = 0

    def narrow(self, insider: int, player: int) -> bool:
        """Whether the player's interval is not yet proven to be as long, and to reach as high, as it must."""
        low, high = self.low[insider, player], self.high[insider, player]
        return bool(high - low < self.game.width[player] or high < self.game.reach[player])

    def enter(self, move: NDArray[np.float64]) -> bool:
        """Keep a move if it, or a multiple of it, is a whole-number table; says whether it is."""
        for times in _MULTIPLES:
            whole = np.rint(move * times)
            if np.abs(move * times - whole).max(initial=0.0) < _ROUND * times:
                step = whole.astype(np.int64)
                return bool(step.any()) and self._keep(step)
        return False

    def _keep(self, step: NDArray[np.int64]) -> bool:
        """Keep the primitive step with its multiples."""
        players = np.flatnonzero(step)
        primitive = step // np.gcd.reduce(np.abs(step[players]))
        least, most = self._multiples(primitive, players)
        if least == most == 0:
            return False
        for end in (least, most):
            if end and not self.game.allows(primitive * end):
                return False
        unseen = np.flatnonzero(~self._knows[:, players].any(axis=1))
        direction = Direction(players, primitive[players], least, most, unseen)
        if not self._widens(direction):
            return True
        self.found[self._next] = direction
        for player in players:
            self.through[player].add(self._next)
        self._next += 1
        self._widen(direction)
        return True

    def _multiples(self, step: NDArray[np.int64], players: NDArray[np.int64]) -> tuple[int, int]:
        """The least and greatest multiple within all bounds."""
        game = self.game
        sums = game.rows.times(step)
        moving = np.flatnonzero(sums)
        size = np.concatenate([step[players], sums[moving]]).astype(np.float64)
        low = np.concatenate([-game.down[players], game.low[moving]])
        high = np.concatenate([game.up[players], game.high[moving]])
        forward = np.where(size > 0, high, low) / size
        backward = np.where(size > 0, low, high) / size
        return (
            int(np.ceil(max(backward.max(), -_FAR) - _ROUND)),
            int(np.floor(min(forward.min(), _FAR) + _ROUND)),
        )

    def _widens(self, direction: Direction) -> bool:
        """Whether the move says more of anybody's interval than is known."""
        at = np.ix_(direction.unseen, direction.players)
        one, other = direction.step * direction.least, direction.step * direction.most
        low, high = np.minimum(one, other), np.maximum(one, other)
        return bool(((low < self.low[at]) | (high > self.high[at])).any())

    def _widen(self, direction: Direction) -> None:
        at = np.ix_(direction.unseen, direction.players)
        one, other = direction.step * direction.least, direction.step * direction.most
        self.low[at] = np.minimum(self.low[at], np.minimum(one, other))
        self.high[at] = np.maximum(self.high[at], np.maximum(one, other))

    def without(self, player: int) -> tuple[dict[int, Direction], list[tuple[int, int]]]:
        """Publish a player: the moves that end with it, taken out, and who is too narrow now."""
        ended = {number: self.found.pop(number) for number in sorted(self.through[player])}
        touched: set[int] = set()
        for number, direction in ended.items():
            touched.update(self._outermost(direction))
            for other in direction.players.tolist():
                self.through[other].discard(number)
        needy = [other for other in sorted(touched) if self.game.width[other] > 0]
        for other in needy:
            directions = [self.found[number] for number in self.through[other]]
            steps = [one.step[one.players.searchsorted(other)] for one in directions]
            ends = np.array([(one.least, one.most) for one in directions]).reshape(-1, 2)
            ends = np.sort(ends * np.array(steps, dtype=np.int64)[:, None], axis=1)
            hidden = np.zeros((len(directions), len(self.low)), dtype=np.bool_)
            for place, one in enumerate(directions):
                hidden[place, one.unseen] = True
            self.low[:, other] = np.where(hidden, ends[:, :1], 0).min(axis=0, initial=0)
            self.high[:, other] = np.where(hidden, ends[:, 1:], 0).max(axis=0, initial=0)
        return ended, self._narrow_of(needy)

    def _outermost(self, direction: Direction) -> list[int]:
        """The players whose interval ends, for some reader, where this move takes them."""
        at = np.ix_(direction.unseen, direction.players)
        one, other = direction.step * direction.least, direction.step * direction.most
        low, high = np.minimum(one, other), np.maximum(one, other)
        ends = ((self.low[at] == low) & (low < 0)) | ((self.high[at] == high) & (high > 0))
        chosen: list[int] = direction.players[ends.any(axis=0)].tolist()
        return chosen

    def _narrow_of(self, players: list[int]) -> list[tuple[int, int]]:
        """Who of some is too narrow, for the public first."""
        low, high, game = self.low[:, players], self.high[:, players], self.game
        narrow = (high - low < game.width[players]) | (high < game.reach[players])
        readers, which = np.nonzero(narrow & ~self._knows[:, players])
        return [(int(reader), players[one]) for reader, one in zip(readers, which, strict=True)]

    def restore(self, ended: dict[int, Direction]) -> None:
        """Take moves back that `without` took out."""
        for number, direction in ended.items():
            self.found[number] = direction
            for player in direction.players:
                self.through[player].add(number)
            self._widen(direction)

    def open(self) -> list[tuple[int, int]]:
        """Who is too narrow, for the public first."""
        return self._narrow_of(np.flatnonzero(self.game.width > 0).tolist())
