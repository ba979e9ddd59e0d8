"""A game in, a safe pattern of few players out: the cheapest way for one after the other, then tidying.

Every step is a linear program: the cheapest move by which a player gets as far as it must, where players that
are withheld already cost next to nothing.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.ledger import Ledger
from pellucid.confidentiality.secondary.moves import Moves, both_ways
from pellucid.confidentiality.secondary.pair import pair
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.clock import Clock
    from pellucid.confidentiality.secondary.game import Game

    Floats = NDArray[np.float64]
    Players = NDArray[np.int64]

_TOUCH = 1e-7
_SLACK = 1e-6
_STEPS = 8
_CORNERS = 30  # that are tried before whole numbers are searched among all who are withheld
_SEARCHED_AFTER = (1, 4, 9, 19)  # corners: a search among those that move at them, who are few
_FEW_CORNERS = 2  # that are tried where it is only to save a cell
_TILT = 0.4  # the more of a cell, the dearer it is to the search, so that the same ones are taken
_NODES = 500  # of a search for whole numbers
_SLIGHT = 1e-4  # of the cheapest player's cost: what a withheld player costs, so that moves stay short


class Search:
    """A pattern under way: who is withheld, what is proven, and the programs that find moves."""

    def __init__(self, game: Game, clock: Clock) -> None:
        self.game = game
        self.clock = clock
        self.active = game.must.copy()
        self.ledger = Ledger(game)
        self.hopeless: set[int] = set()
        self.barred = -1
        self.hasty = False  # takes the first move that helps, as tidying will follow
        self.least = float(game.cost[game.cost > 0].min(initial=np.inf))
        self.slight = _SLIGHT * min(self.least, 1.0)
        self.tilted = game.cost * (1 + _TILT * np.log2(1 + game.down))
        self.all = Moves(game, clock, np.arange(game.size), np.where(self.active, self.slight, self.tilted))
        self.inner: Moves | None = None  # of withheld players alone: quicker

    def withhold(self, players: Players) -> None:
        """Take players into the pattern."""
        self.active[players] = True
        self.all.price(players, np.full(len(players), self.slight))

    def publish(self, players: Players) -> None:
        """Take players out of the pattern again."""
        self.active[players] = False
        self.all.price(players, self.tilted[players])

    def _hold(self, players: Players) -> None:
        self.all.hold(players)
        if self.inner:
            self.inner.hold(players)

    def _release(self, players: Players) -> None:
        players = players[players != self.barred]
        self.all.release(players)
        if self.inner:
            self.inner.release(players)

    def new(self, move: Floats) -> Players:
        """Who moves and is not withheld yet."""
        return np.flatnonzero((np.abs(move) > _TOUCH) & ~self.active)

    def _cheapest(self, player: int, up: int, budget: float) -> Floats | None:
        """The cheapest move up, by withheld players alone if these can; new ones within the budget."""
        if self.inner and self.inner.place[player] >= 0:
            move = self.inner.cheapest(player, up, np.inf)
            if move is not None or budget <= self.least:
                return move
        # No new player moves by less than 1, and hardly any by more than this one.
        return self.all.cheapest(player, up, budget * (1 if budget <= self.least else abs(up)))

    def _look_down(self, player: int) -> None:
        """Let the player go down as far as withheld players let it, and keep the move."""
        moves = self.inner or self.all
        if self.game.down[player] and moves.place[player] >= 0:
            move = moves.furthest(player, -1, min(self.least, 1.0) / 2)
            if move is not None and not self.new(move).size:
                self.ledger.enter(move)

    # Protecting one ----------------------------------------------------------------------------------------

    def protect(self, insider: int, player: int, budget: float = np.inf) -> float | None:
        """Withhold the cheapest players that protect one; their cost, or nothing: not within the budget."""
        known = self.game.known[insider]
        self._hold(known)
        try:
            return self._step_by_step(insider, player, budget)
        finally:
            self._release(known)

    def _step_by_step(self, insider: int, player: int, budget: float) -> float | None:
        """Up by all that is needed; where that costs something, after a look at how far down it gets."""
        game, ledger = self.game, self.ledger
        spent = 0.0
        looked = self.hasty and budget == np.inf
        for _ in range(_STEPS):
            if not ledger.narrow(insider, player):
                break
            low, high = int(ledger.low[insider, player]), int(ledger.high[insider, player])
            up = max(int(game.reach[player]), int(game.width[player]) + low)
            move = self._cheapest(player, up, budget - spent)
            if not looked and (move is None or self.new(move).size):
                looked = True
                self._look_down(player)
                continue
            if move is None and high >= game.reach[player]:
                move = self._cheapest(player, high - int(game.width[player]), budget - spent)
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
            whole = self._in_whole_numbers(insider, player, move, thorough=budget == np.inf)
            if whole is None:
                return np.inf
            new = self.new(whole)
        self.withhold(new)
        return float(self.game.cost[new].sum())

    def _in_whole_numbers(self, insider: int, player: int, move: Floats, *, thorough: bool) -> Floats | None:
        """A whole-number move, kept already, instead of a fractional one.

        First by who moves at this corner of the program or at another, as few players are searched in no
        time; then by all that are withheld, and by any. thorough: whether a long search is worth it.
        """
        far = float(np.rint(move[player]))
        moving = np.abs(move) > _TOUCH
        times = _CORNERS if thorough else _FEW_CORNERS
        with closing(self._other_corners(player, move, times)) as corners:
            for number, other in enumerate(corners):
                if self.ledger.enter(other):
                    return other
                moving |= np.abs(other) > _TOUCH
                if thorough and number in _SEARCHED_AFTER:
                    whole = self._whole_of(np.flatnonzero(moving), insider, player, far)
                    if whole is not None and self.ledger.enter(whole):
                        return whole
        held = self.active | moving
        for free in (held, np.ones_like(held)) if thorough else ():
            whole = self._whole_of(np.flatnonzero(free), insider, player, far)
            if whole is not None and self.ledger.enter(whole):
                return whole
        return None

    def _other_corners(self, player: int, move: Floats, times: int) -> Generator[Floats]:
        """Moves that take a player as far as one does and cost no more.

        The withheld players get other slight costs, so that the program ends at another corner: many
        corners are whole.
        """
        moves = self.all
        if self.inner and not np.setdiff1d(np.flatnonzero(np.abs(move) > _TOUCH), self.inner.players).size:
            moves = self.inner
        held = np.flatnonzero(self.active)
        cost = float(self.game.cost[self.new(move)].sum())
        chance = np.random.default_rng(player)
        try:
            for _ in range(times):
                moves.price(held, self.slight * chance.uniform(0.1, 2.0, len(held)))
                other = moves.cheapest(player, round(move[player]), np.inf)
                if other is not None and self.game.cost[self.new(other)].sum() <= cost:
                    yield other
        finally:
            moves.price(held, np.full(len(held), self.slight))

    def _whole_of(self, free: Players, insider: int, player: int, far: float) -> Floats | None:
        """The cheapest whole-number move of some players that takes one as far."""
        game, size = self.game, self.game.size
        may = np.zeros(size, dtype=np.bool_)
        may[free] = True
        may[game.known[insider]] = False
        if self.barred >= 0:
            may[self.barred] = False
        most = np.where(np.concatenate([may, may]), np.concatenate([game.up, game.down]), 0.0)
        least = np.zeros(2 * size)
        least[player], least[player + size] = max(far, 0.0), max(-far, 0.0)
        most[player if far < 0 else player + size] = 0.0
        if (least > most).any():
            return None
        cost = np.where(self.active, self.slight, game.cost)
        program = Program(
            both_ways(game.rows, size),
            game.low,
            game.high,
            least=least,
            most=most,
            cost=np.concatenate([cost, cost]),
            whole=True,
            nodes=_NODES,
        )
        point = program.solve()
        self.clock.count(program.seconds)
        return None if point is None else np.rint(point[:size] - point[size:])

    def forget(self, players: Players) -> None:
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
        if not self._could(insider, player):
            return False
        cost = np.where(self.active, self.slight, self.game.cost)
        moves = pair(self.game, cost, player, self.game.known[insider], self.clock)
        if moves is None:
            return False
        for move in moves:
            self.withhold(self.new(move))
            self.ledger.enter(move)
        return not self.ledger.narrow(insider, player)

    def _could(self, insider: int, player: int) -> bool:
        """Whether real numbers at least would protect a player if everything were withheld."""
        game = self.game
        far = float(max(game.width[player], game.reach[player]))
        self._hold(game.known[insider])
        pay = 1e6 * max(float(game.cost.max()), 1.0)
        ends = [self.all.furthest(player, way, pay, far) for way in (1, -1)]
        self._release(game.known[insider])
        high, low = (0.0 if end is None else float(end[player]) for end in ends)
        return bool(high - low > game.width[player] - _SLACK and high > game.reach[player] - _SLACK)

    def tidy(self) -> float:
        """Try to publish each complementary player again, the dearest first; says what was saved."""
        game = self.game
        saved = 0.0
        extra = np.flatnonzero(self.active & ~game.must)
        self._renew()
        for player in sorted(extra, key=lambda one: (-game.cost[one], one)):
            saved += self._without(int(player))
        return saved

    def _renew(self) -> None:
        """Look at the withheld players alone from now on."""
        players = np.flatnonzero(self.active)
        self.inner = Moves(self.game, self.clock, players, np.full(len(players), self.slight))

    def _without(self, player: int) -> float:
        """Publish a player if the others can be protected for less; says what was saved."""
        game, ledger = self.game, self.ledger
        alone = np.array([player])
        before = self.active.copy()
        self.publish(alone)
        self._hold(alone)
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
            self._release(alone)
            if spent:
                self._renew()
            elif self.inner:
                self.inner.hold(alone)
            return float(game.cost[player]) - spent
        self.barred = -1
        self._release(alone)
        added = np.flatnonzero(self.active & ~before)
        self.publish(added)
        self.forget(added)
        self.withhold(alone)
        ledger.restore(ended)
        return 0.0
