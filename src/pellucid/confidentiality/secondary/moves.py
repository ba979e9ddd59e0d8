"""The cheapest moves of some players of a game, by a linear program that is solved again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.game import Matrix
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.clock import Clock
    from pellucid.confidentiality.secondary.game import Game

    Floats = NDArray[np.float64]
    Players = NDArray[np.int64]


def both_ways(rows: Matrix, columns: int) -> Matrix:
    """The rows of moves up, and after those of moves down."""
    return Matrix(
        rows.start * 2,
        np.stack([rows.index, rows.index + columns], axis=1).ravel(),
        np.stack([rows.value, -rows.value], axis=1).ravel(),
    )


class Moves:
    """Tables in which only some players differ from the true one, and what it costs to move them."""

    def __init__(self, game: Game, clock: Clock, players: Players, cost: Floats) -> None:
        self.game = game
        self.clock = clock
        self.players = players
        self.place = np.full(game.size, -1)
        self.place[players] = np.arange(len(players))
        rows = game.rows
        column = self.place[rows.index]
        kept = np.flatnonzero(column >= 0)
        used, row = np.unique(rows.row[kept], return_inverse=True)
        own = Matrix(np.searchsorted(row, np.arange(len(used) + 1)), column[kept], rows.value[kept])
        self.program = Program(
            both_ways(own, len(players)),
            game.low[used],
            game.high[used],
            least=np.zeros(2 * len(players)),
            most=np.concatenate([game.up[players], game.down[players]]),
            cost=np.concatenate([cost, cost]),
        )

    def price(self, players: Players, cost: Floats) -> None:
        """Say what it costs to move players by 1."""
        here = self.place[players] >= 0
        columns, cost = self.place[players[here]], cost[here]
        self.program.price(
            np.concatenate([columns, columns + len(self.players)]), np.concatenate([cost, cost])
        )

    def hold(self, players: Players) -> None:
        """Let players not move at all."""
        columns = self._columns(players)
        self.program.bound(columns, np.zeros(len(columns)), np.zeros(len(columns)))

    def release(self, players: Players) -> None:
        """Let players move as far as they can again."""
        players = players[self.place[players] >= 0]
        most = np.concatenate([self.game.up[players], self.game.down[players]])
        self.program.bound(self._columns(players), np.zeros(len(most)), most)

    def _columns(self, players: Players) -> Players:
        columns = self.place[players]
        columns = columns[columns >= 0]
        return np.concatenate([columns, columns + len(self.players)])

    def _solve(self, limit: float) -> Floats | None:
        point = self.program.fresh(limit)
        self.clock.count(self.program.seconds)
        if point is None:
            return None
        move = np.zeros(self.game.size)
        move[self.players] = point[: len(self.players)] - point[len(self.players) :]
        return move

    def cheapest(self, player: int, up: int, limit: float) -> Floats | None:
        """The cheapest move that takes a player up (or down, by as much as is below 0), up to a limit."""
        game = self.game
        least = np.array([max(up, 0), max(-up, 0)], dtype=np.float64)
        most = np.where(least > 0, [game.up[player], game.down[player]], 0.0)
        if (least > most).any():
            return None
        one = np.array([player])
        self.program.bound(self._columns(one), least, most)
        move = self._solve(limit)
        self.release(one)
        return move

    def furthest(self, player: int, way: int, pay: float, far: float = np.inf) -> Floats | None:
        """The move that takes a player up (1) or down (-1) as far as `pay` for each step is worth it."""
        one = np.array([player])
        columns = self._columns(one)
        most = np.array([self.game.up[player], 0.0] if way > 0 else [0.0, self.game.down[player]])
        self.program.price(columns, np.full(2, -pay))
        self.program.bound(columns, np.zeros(2), np.minimum(most, far))
        move = self._solve(np.inf)
        self.release(one)
        self.program.price(columns, np.zeros(2))
        return move
