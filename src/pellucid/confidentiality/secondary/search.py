"""A game in, a safe pattern of few players out: the cheapest way for one after the other, then tidying.

Every step is a linear program: the cheapest move by which a player gets as far as it must, where players that
are withheld already cost next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.game import Matrix
from pellucid.confidentiality.secondary.ledger import Ledger
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.clock import Clock
    from pellucid.confidentiality.secondary.game import Game

_TOUCH = 1e-7
_SLIGHT = 1e-4  # of the cheapest player's cost: what a withheld player costs, so that moves stay short


class Search:
    """A pattern under way: who is withheld, what is proven, and the program that finds moves."""

    def __init__(self, game: Game, clock: Clock) -> None:
        self.game = game
        self.clock = clock
        self.active = game.must.copy()
        self.ledger = Ledger(game)
        self.hopeless: set[int] = set()
        self.slight = _SLIGHT * float(game.cost[game.cost > 0].min(initial=1.0))
        rows = game.rows
        self.both = Matrix(
            rows.start * 2,
            np.stack([rows.index, rows.index + game.size], axis=1).ravel(),
            np.stack([rows.value, -rows.value], axis=1).ravel(),
        )
        cost = np.where(self.active, self.slight, game.cost)
        self.program = Program(
            self.both,
            game.low,
            game.high,
            least=np.zeros(2 * game.size),
            most=np.concatenate([game.up, game.down]),
            cost=np.concatenate([cost, cost]),
        )

    # The pattern -------------------------------------------------------------------------------------------

    def withhold(self, players: NDArray[np.int64]) -> None:
        """Take players into the pattern."""
        self.active[players] = True
        self._price(players, np.full(len(players), self.slight))

    def publish(self, players: NDArray[np.int64]) -> None:
        """Take players out of the pattern again."""
        self.active[players] = False
        self._price(players, self.game.cost[players])

    def _price(self, players: NDArray[np.int64], cost: NDArray[np.float64]) -> None:
        self.program.price(np.concatenate([players, players + self.game.size]), np.concatenate([cost, cost]))

    def hold(self, players: NDArray[np.int64]) -> None:
        """Let players not move at all."""
        none = np.zeros(2 * len(players))
        self.program.bound(np.concatenate([players, players + self.game.size]), none, none)

    def release(self, players: NDArray[np.int64]) -> None:
        """Let players move as far as they can again."""
        self.program.bound(
            np.concatenate([players, players + self.game.size]),
            np.zeros(2 * len(players)),
            np.concatenate([self.game.up[players], self.game.down[players]]),
        )

    # Moves -------------------------------------------------------------------------------------------------

    def _solve(self) -> NDArray[np.float64] | None:
        point = self.program.fresh()
        self.clock.count(self.program.seconds)
        if point is None:
            return None
        return point[: self.game.size] - point[self.game.size :]

    def cheapest(self, player: int, up: float, down: float) -> NDArray[np.float64] | None:
        """The cheapest move that takes the player up (or, with up 0, down) by as much."""
        game = self.game
        if up > game.up[player] or down > game.down[player]:
            return None
        columns = np.array([player, player + game.size])
        if up > 0:
            self.program.bound(columns, np.array([up, 0.0]), np.array([game.up[player], 0.0]))
        else:
            self.program.bound(columns, np.array([0.0, down]), np.array([0.0, game.down[player]]))
        move = self._solve()
        self.program.bound(columns, np.zeros(2), np.array([game.up[player], game.down[player]]))
        return move

    def lowest(self, player: int) -> None:
        """Let the player go down as far as withheld players let it, and keep the move."""
        game = self.game
        if game.down[player] == 0:
            return
        pay = float(game.cost[game.cost > 0].min(initial=1.0)) / 2
        column = np.array([player + game.size])
        self.program.price(column, np.array([-pay]))
        columns = np.array([player, player + game.size])
        self.program.bound(columns, np.zeros(2), np.array([0.0, game.down[player]]))
        move = self._solve()
        self.program.bound(columns, np.zeros(2), np.array([game.up[player], game.down[player]]))
        self.program.price(column, np.array([self.slight if self.active[player] else game.cost[player]]))
        if move is not None and not self.new(move).size:
            self.ledger.enter(move)

    def new(self, move: NDArray[np.float64]) -> NDArray[np.int64]:
        """Who moves and is not withheld yet."""
        return np.flatnonzero((np.abs(move) > _TOUCH) & ~self.active)

    # Protecting one ----------------------------------------------------------------------------------------

    def protect(self, insider: int, player: int, budget: float = np.inf) -> float | None:
        """Withhold the cheapest players that protect one; their cost, or nothing: more than the budget."""
        known = self.game.known[insider]
        if len(known):
            self.hold(known)
        try:
            return self._protect(insider, player, budget)
        finally:
            if len(known):
                self.release(known)

    def _protect(  # noqa: C901
        self, insider: int, player: int, budget: float
    ) -> float | None:
        game, ledger = self.game, self.ledger
        spent = 0.0
        tried_down = False
        for _ in range(8):
            if not ledger.narrow(insider, player):
                return spent
            low, high = int(ledger.low[insider, player]), int(ledger.high[insider, player])
            target = max(int(game.reach[player]), int(game.width[player]) + low)
            move = self.cheapest(player, up=target, down=0)
            if (move is None or self.new(move).size) and not tried_down:
                tried_down = True
                self.lowest(player)
                if ledger.low[insider, player] < low:
                    continue
            if move is None:
                move = self._other_way(player, high)
            if move is None:
                return None
            new = self.new(move)
            cost = float(game.cost[new].sum())
            if spent + cost >= budget:
                return None
            if not ledger.enter(move):
                whole = self._whole(insider, player, target, new)
                if whole is None or not ledger.enter(whole):
                    return None
                new = self.new(whole)
                cost = float(game.cost[new].sum())
                if spent + cost >= budget:
                    self.forget(new)
                    return None
            self.withhold(new)
            spent += cost
        return None

    def _other_way(self, player: int, high: int) -> NDArray[np.float64] | None:
        """A step towards safety where the player can't go up by all that it needs."""
        game = self.game
        if high >= game.reach[player]:
            return self.cheapest(player, up=0, down=int(game.width[player]) - high)
        return self.cheapest(player, up=int(game.reach[player]), down=0)

    def forget(self, players: NDArray[np.int64]) -> None:
        """Drop every move through players that are not withheld."""
        for player in players:
            self.ledger.without(int(player))

    def _whole(
        self, insider: int, player: int, target: int, new: NDArray[np.int64]
    ) -> NDArray[np.float64] | None:
        """A whole-number move instead of a fractional one: by withheld players and those, or else by any."""
        game = self.game
        for free in (new, np.flatnonzero(~self.active)):
            may = self.active.copy()
            may[free] = True
            may[game.known[insider]] = False
            most = np.where(np.concatenate([may, may]), np.concatenate([game.up, game.down]), 0.0)
            if target > most[player]:
                return None
            least = np.zeros(2 * game.size)
            least[player] = target
            most[player + game.size] = 0
            cost = np.where(self.active, self.slight, game.cost)
            program = Program(
                self.both,
                game.low,
                game.high,
                least=least,
                most=most,
                cost=np.concatenate([cost, cost]),
                integral=np.ones(2 * game.size, dtype=np.bool_),
                nodes=200,
            )
            point = program.solve()
            self.clock.count(program.seconds)
            if point is not None:
                return np.rint(point[: game.size] - point[game.size :])
        return None

    # All of them -------------------------------------------------------------------------------------------

    def repair(self) -> None:
        """Protect everybody who is too narrow; those for whom nothing helps are hopeless."""
        order = sorted(self.ledger.open(), key=lambda one: (one[0], -self.game.width[one[1]], one[1]))
        for insider, player in order:
            if player in self.hopeless or not self.ledger.narrow(insider, player):
                continue
            if self.protect(insider, player) is None:
                self.hopeless.add(player)

    def tidy(self) -> float:
        """Try to publish each complementary player again, the dearest first; says what was saved."""
        game = self.game
        saved = 0.0
        extra = np.flatnonzero(self.active & ~game.must)
        for player in sorted(extra, key=lambda one: (-game.cost[one], one)):
            saved += self._without(int(player))
        return saved

    def _without(self, player: int) -> float:
        """Publish a player if the others can be protected for less; says what was saved."""
        game, ledger = self.game, self.ledger
        alone = np.array([player])
        before = self.active.copy()
        self.publish(alone)
        self.hold(alone)
        ended, narrow = ledger.without(player)
        spent = 0.0
        for insider, other in narrow:
            if other in self.hopeless or not ledger.narrow(insider, other):
                continue
            cost = self.protect(insider, other, game.cost[player] - spent)
            if cost is None:
                break
            spent += cost
        else:
            self.release(alone)
            return float(game.cost[player]) - spent
        self.release(alone)
        added = np.flatnonzero(self.active & ~before)
        self.publish(added)
        self.forget(added)
        self.withhold(alone)
        ledger.restore(ended)
        return 0.0
