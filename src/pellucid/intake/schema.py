"""How a kind of log is described: its columns, their types, and the rules that hold between them.

Typing, rules, masking, Table Schema, `init` and the manual all read these records; nothing else says what a
log is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir


class Type(StrEnum):
    """What the text of a cell stands for."""

    ID = "id"  # any text, not empty
    TEXT = "text"  # any text up to 80 characters
    CODE = "code"  # one of a code list
    CODES = "codes"  # several codes of an open list, separated by |
    COUNTRY = "country"  # alpha-2, alpha-3 or an English name
    COUNT = "count"  # a whole number from 0
    BAND = "band"  # a whole number from 0, or a band such as 0-249
    DATE = "date"  # a date, or a time
    FLAG = "flag"  # yes or no
    PERIOD = "period"  # a period's name, as people write it


@dataclass(frozen=True)
class Column:
    """A column of a kind of log.

    codes: the name of the code list of a CODE. past: a date may not lie in the future.
    clock: the time of day matters too, not only the date. default: the text that stands in for an empty cell.
    replaces: columns that are not read where this one is, nor this one where they are.
    everyday: personal, but of words that anybody uses, such as search terms.
    """

    name: str
    type: Type
    description: str
    required: bool = False
    personal: bool = False
    codes: str | None = None
    past: bool = True
    clock: bool = False
    default: str | None = None
    replaces: tuple[str, ...] = ()
    everyday: bool = False


@dataclass(frozen=True)
class Check:
    """Something that can be wrong with a cell: the contract's code, and the words for it.

    reason and mend are patterns over `column`, `value`, `allowed`, `nearest`, `other` (what it clashes with).
    """

    name: str
    code: str
    reason: str
    mend: str


@dataclass(frozen=True)
class Rule:
    """A rule between the columns of a row; `broken` is null or false where it holds or can't be judged."""

    check: Check
    column: str  # where the fault is reported
    needs: tuple[str, ...]  # columns that the log must have for the rule to apply
    broken: Callable[[ir.Table], ir.BooleanValue]


@dataclass(frozen=True)
class Kind:
    """What the rows of a log are.

    id: the column that names a record; empty for aggregated rows, which are named by `key`.
    weight: the column that says for how many a row counts.
    type_column: what the published column request_type holds.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    id: str = ""
    key: tuple[str, ...] = ()
    weight: str | None = None
    type_column: str = "request_type"
    of: str | None = None
    measures: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: the kind has none.

        """
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Whether the kind has a column of that name."""
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that a log of this kind must have."""
        return tuple(column.name for column in self.columns if column.required)
