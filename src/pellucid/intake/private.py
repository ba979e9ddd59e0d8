"""A staged file in; its columns that hold somebody's data out: personal ones, and those that are called so.

A log's own `Agency` or `Suspect` may be mapped to a column that is published by its texts, or to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.intake.propose.header import phrases
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from pellucid.intake.schema import Column
    from pellucid.intake.staged import Staged

# Words for a personal column that others are called by, too.
_OTHERS_TOO = frozenset(
    {
        "body",
        "busca",
        "búsqueda",
        "court",
        "entidad",
        "entidade",
        "gericht",
        "handle",
        "keyword",
        "organisation",
        "organismo",
        "organisme",
        "person",
        "query",
        "recherche",
        "search",
        "sender",
        "service",
        "stelle",
        "target",
        "vara",
        "órgão",
        "орган",
    }
)


@dataclass(frozen=True)
class PrivateColumn:
    """A column of a log by the name that its publisher knows, with the index of its cell.

    everyday: it holds words of everybody, such as search terms.
    """

    name: str
    place: int
    everyday: bool


def private_columns(staged: Staged) -> tuple[PrivateColumn, ...]:
    """The columns of a file that nothing of may be published."""
    kind = staged.logs.kind
    personal = [column for column in kind.columns if column.personal]
    taken = {place: kind.column(name) for name, place in staged.places.items()}
    found: list[PrivateColumn] = []
    for place, word in enumerate(staged.opened.header):
        ours = taken.get(place)
        column = ours if ours and ours.personal else _meant(word, personal)
        if column and (ours is None or ours.personal or ours.type is Type.TEXT):
            found.append(PrivateColumn(word, place, column.everyday))
    return tuple(found)


def _meant(word: str, personal: list[Column]) -> Column | None:
    """The personal column that a header's word names without a doubt."""
    plain = " ".join(word.replace("_", " ").casefold().split())
    if plain in _OTHERS_TOO:
        return None
    known = phrases()
    return next(
        (
            column
            for column in personal
            if plain
            in {column.name.replace("_", " "), *(one.casefold() for one in known.get(column.name, ()))}
        ),
        None,
    )
