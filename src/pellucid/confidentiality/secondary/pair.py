"""A player that no single move protects in; two whole-number tables that do together, the cheapest, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.game import Matrix
from pellucid.confidentiality.secondary.solver import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.clock import Clock
    from pellucid.confidentiality.secondary.game import Game

_NODES = 2_000


def pair(
    game: Game, cost: NDArray[np.float64], player: int, known: NDArray[np.int64], clock: Clock
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Find an upper and a lower move of the player that lie its width apart, the upper at its reach.

    cost: of moving each player by one. known: players that must not move.
    None where there are none, or none was found within the limit.
    """
    size, rows = game.size, game.rows
    count = len(rows.start) - 1
    # Columns: up and down of the upper move, up and down of the lower one.
    entries: list[dict[int, int]] = []
    for copy in (0, 2 * size):
        for row in range(count):
            inside = slice(rows.start[row], rows.start[row + 1])
            terms: dict[int, int] = {}
            for column, value in zip(rows.index[inside].tolist(), rows.value[inside].tolist(), strict=True):
                terms[copy + column] = value
                terms[copy + size + column] = -value
            entries.append(terms)
    entries.append({player: 1, size + player: -1, 2 * size + player: -1, 3 * size + player: 1})
    entries.append({player: 1, size + player: -1})
    most = np.concatenate([game.up, game.down, game.up, game.down])
    held = np.concatenate([known + copy * size for copy in range(4)]) if len(known) else known
    most[held.astype(np.int64)] = 0
    program = Program(
        Matrix.of(entries),
        np.concatenate([game.low, game.low, [float(game.width[player]), float(game.reach[player])]]),
        np.concatenate([game.high, game.high, [np.inf, np.inf]]),
        least=np.zeros(4 * size),
        most=most,
        cost=np.tile(cost, 4),
        integral=np.ones(4 * size, dtype=np.bool_),
        nodes=_NODES,
    )
    point = program.solve()
    clock.count(program.seconds)
    if point is None:
        return None
    upper, lower = point[: 2 * size], point[2 * size :]
    return np.rint(upper[:size] - upper[size:]), np.rint(lower[:size] - lower[size:])
