"""A game in, a safe pattern of few players out: the cheapest way for one after the other, then tidying.

Every step is a linear program: the cheapest move by which a player gets as far as it must, where players that
are withheld already cost next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.game import Matrix
from pellucid.confidentiality.secondary.ledger import Ledger
from pellucid.confidentiality.secondary.pair import pair
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.clock import Clock
    from pellucid.confidentiality.secondary.game import Game

    Floats = NDArray[np.float64]

_TOUCH = 1e-7
_STEPS = 8
_NODES = 500  # of a search for whole numbers
_SLIGHT = 1e-4  # of the cheapest player's cost: what a withheld player costs, so that moves stay short


class Search:
    """A pattern under way: who is withheld, what is proven, and the program that finds moves."""

    def __init__(self, game: Game, clock: Clock) -> None:
        self.game = game
        self.clock = clock
        self.active = game.must.copy()
        self.ledger = Ledger(game)
        self.hopeless: set[int] = set()
        self.barred = -1
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

    def _price(self, players: NDArray[np.int64], cost: Floats) -> None:
        self.program.price(np.concatenate([players, players + self.game.size]), np.concatenate([cost, cost]))

    def hold(self, players: NDArray[np.int64]) -> None:
        """Let players not move at all."""
        none = np.zeros(2 * len(players))
        self.program.bound(np.concatenate([players, players + self.game.size]), none, none)

    def release(self, players: NDArray[np.int64]) -> None:
        """Let players move as far as they can again, but for one that is being published."""
        players = players[players != self.barred]
        self.program.bound(
            np.concatenate([players, players + self.game.size]),
            np.zeros(2 * len(players)),
            np.concatenate([self.game.up[players], self.game.down[players]]),
        )

    # Moves -------------------------------------------------------------------------------------------------

    def _solve(self) -> Floats | None:
        point = self.program.fresh()
        self.clock.count(self.program.seconds)
        if point is None:
            return None
        return point[: self.game.size] - point[self.game.size :]

    def cheapest(self, player: int, up: int) -> Floats | None:
        """The cheapest move that takes the player up (or down, by as much as is below 0)."""
        game = self.game
        least = np.array([max(up, 0), max(-up, 0)], dtype=np.float64)
        most = np.where(least > 0, [game.up[player], game.down[player]], 0.0)
        if (least > most).any():
            return None
        columns = np.array([player, player + game.size])
        self.program.bound(columns, least, most)
        move = self._solve()
        self.release(np.array([player]))
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

    def new(self, move: Floats) -> NDArray[np.int64]:
        """Who moves and is not withheld yet."""
        return np.flatnonzero((np.abs(move) > _TOUCH) & ~self.active)

    # Protecting one ----------------------------------------------------------------------------------------

    def protect(self, insider: int, player: int, budget: float = np.inf) -> float | None:
        """Withhold the cheapest players that protect one; their cost, or nothing: not within the budget."""
        known = self.game.known[insider]
        self.hold(known)
        try:
            spent = self._step_by_step(insider, player, budget)
        finally:
            self.release(known)
        if spent is None and budget == np.inf:
            return self._outermost(insider, player)
        return spent

    def _step_by_step(self, insider: int, player: int, budget: float) -> float | None:
        """Up by all that is needed; where that costs something, after a look at how far down it gets."""
        game, ledger = self.game, self.ledger
        spent = 0.0
        looked = False
        for _ in range(_STEPS):
            if not ledger.narrow(insider, player):
                break
            low, high = int(ledger.low[insider, player]), int(ledger.high[insider, player])
            move = self.cheapest(player, up=max(int(game.reach[player]), int(game.width[player]) + low))
            if not looked and (move is None or self.new(move).size):
                looked = True
                self.lowest(player)
                continue
            if move is None and high >= game.reach[player]:
                move = self.cheapest(player, up=high - int(game.width[player]))
            cost = np.inf if move is None else self._take(move, insider, player, budget - spent)
            if cost == np.inf:
                return None
            spent += cost
        return None if ledger.narrow(insider, player) else spent

    def _take(self, move: Floats, insider: int, player: int, budget: float) -> float:
        """Withhold whoever moves; their cost, or infinity: more than the budget, or not in whole numbers."""
        new = self.new(move)
        if self.game.cost[new].sum() >= budget:
            return np.inf
        if not self.ledger.enter(move):
            whole = self._whole(insider, player, move, new)
            if whole is None:
                return np.inf
            new = self.new(whole)
            if self.game.cost[new].sum() >= budget or not self.ledger.enter(whole):
                return np.inf
        self.withhold(new)
        return float(self.game.cost[new].sum())

    def _whole(self, insider: int, player: int, move: Floats, new: NDArray[np.int64]) -> Floats | None:
        """A whole-number move instead of a fractional one: by withheld players and those, or else by any."""
        far = float(np.rint(move[player]))
        for free in (new, np.flatnonzero(~self.active)):
            cost = np.where(self.active, self.slight, self.game.cost)
            whole = self._program(
                insider, player, (far, far), cost, np.append(np.flatnonzero(self.active), free)
            )
            if whole is not None:
                return whole
        return None

    def _outermost(self, insider: int, player: int) -> float | None:
        """Withhold what it takes where a player can go up and down a little only; or nothing helps."""
        game = self.game
        far = float(max(game.width[player], game.reach[player]))
        cost = game.cost + self.slight
        cost *= _SLIGHT / cost.max()
        spent = 0.0
        for way in (1, -1):
            prize = cost.copy()
            prize[player] = -1.0
            ends = (0.0, far) if way > 0 else (-far, 0.0)
            whole = self._program(insider, player, ends, prize, np.arange(game.size))
            if whole is not None and whole.any() and self.ledger.enter(whole):
                new = self.new(whole)
                self.withhold(new)
                spent += float(game.cost[new].sum())
        return None if self.ledger.narrow(insider, player) else spent

    def _program(
        self, insider: int, player: int, ends: tuple[float, float], cost: Floats, free: NDArray[np.int64]
    ) -> Floats | None:
        """The cheapest whole-number move of some players that takes one between two ends."""
        game = self.game
        may = np.zeros(game.size, dtype=np.bool_)
        may[free] = True
        may[game.known[insider]] = False
        most = np.where(np.concatenate([may, may]), np.concatenate([game.up, game.down]), 0.0)
        least = np.zeros(2 * game.size)
        for column, (near, far) in ((player, ends), (player + game.size, (-ends[1], -ends[0]))):
            least[column], most[column] = max(near, 0.0), min(most[column], max(far, 0.0))
        if (least > most).any():
            return None
        program = Program(
            self.both,
            game.low,
            game.high,
            least=least,
            most=most,
            cost=np.concatenate([cost, cost]),
            integral=np.ones(2 * game.size, dtype=np.bool_),
            nodes=_NODES,
        )
        point = program.solve()
        self.clock.count(program.seconds)
        return None if point is None else np.rint(point[: game.size] - point[game.size :])

    def forget(self, players: NDArray[np.int64]) -> None:
        """Drop every move through players that are not withheld."""
        for player in players:
            self.ledger.without(int(player))

    # All of them -------------------------------------------------------------------------------------------

    def repair(self) -> None:
        """Protect everybody who is too narrow; those for whom nothing helps are hopeless."""
        order = sorted(self.ledger.open(), key=lambda one: (one[0], -self.game.width[one[1]], one[1]))
        for insider, player in order:
            if player in self.hopeless or not self.ledger.narrow(insider, player):
                continue
            if self.protect(insider, player) is None and not self._by_two(insider, player):
                self.hopeless.add(player)

    def _by_two(self, insider: int, player: int) -> bool:
        """Protect a player by two moves at once, where one after the other led nowhere."""
        cost = np.where(self.active, self.slight, self.game.cost)
        moves = pair(self.game, cost, player, self.game.known[insider], self.clock)
        if moves is None:
            return False
        for move in moves:
            self.withhold(self.new(move))
            self.ledger.enter(move)
        return not self.ledger.narrow(insider, player)

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
        self.barred = player
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
            self.barred = -1
            self.release(alone)
            return float(game.cost[player]) - spent
        self.barred = -1
        self.release(alone)
        added = np.flatnonzero(self.active & ~before)
        self.publish(added)
        self.forget(added)
        self.withhold(alone)
        ledger.restore(ended)
        return 0.0
