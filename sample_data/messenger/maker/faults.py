"""Takes the rows of a log, gives them with the faults that real logs have: a few, and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maker.chance import Chance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maker.exports import Row

SEED = 404
ONE_CELL_TOO_MANY = ""


@dataclass(frozen=True)
class Misprint:
    """A fault of one row: the code it is to be found under, what it looks like, which rows can have it."""

    code: str
    cells: Mapping[str, str]
    among: Callable[[Row], bool]


@dataclass(frozen=True)
class Double:
    """A row that comes twice, the second time with these cells changed; with none changed it is a copy."""

    cells: Mapping[str, str]
    among: Callable[[Row], bool]


@dataclass(frozen=True)
class Faults:
    """What is to go wrong in one kind of log."""

    id_column: str
    misprints: tuple[Misprint, ...]
    doubles: tuple[Double, ...]


def _rejected(row: Row) -> bool:
    return row["Result"] == "Rejected"


def _rejected_in(year: str) -> Callable[[Row], bool]:
    return lambda row: _rejected(row) and row["Date received"].endswith(year)


def _disclosed_in_full(row: Row) -> bool:
    return row["Result"] == "Disclosed in full" and row["Kind of authority"] == "Court"


LEGAL_REQUESTS = Faults(
    id_column="Ticket",
    misprints=(
        Misprint("not_a_date", {"Date received": "31.02.2024"}, _rejected_in("2024")),
        Misprint("not_a_date", {"Date received": "31.06.2025"}, _rejected_in("2025")),
        Misprint("not_a_date", {"Date closed": "29.02.2025"}, _rejected_in("02.2025")),
        Misprint("unknown_country", {"Country": "Ruritania"}, _rejected),
        Misprint("unknown_country", {"Country": "XY"}, _rejected),
        Misprint("unknown_country", {"Country": "Grmany"}, _rejected),
        Misprint("out_of_range", {"Accounts named": "-1", "Accounts disclosed": ""}, _rejected),
        Misprint("out_of_range", {"Accounts named": "-2", "Accounts disclosed": ""}, _rejected),
        Misprint("not_a_number", {"Accounts named": "two"}, _rejected),
        Misprint("inconsistent", {"Date closed": "09.01.2024"}, _rejected_in("12.2024")),
        Misprint("inconsistent", {"Date closed": "14.01.2024"}, _rejected_in("01.2025")),
        Misprint("inconsistent", {"Accounts named": "1", "Accounts disclosed": "11"}, _disclosed_in_full),
        Misprint("unknown_code", {"Type of process": "Letter"}, _rejected),
        Misprint("unknown_code", {"Result": "Sorted out"}, _rejected),
        Misprint("missing_value", {"Result": ""}, _rejected),
        Misprint("missing_value", {"Country": ""}, _rejected),
        Misprint(
            "in_the_future", {"Date received": "14.03.2052", "Date closed": ""}, _rejected_in("03.2025")
        ),
        Misprint("malformed_row", {ONE_CELL_TOO_MANY: "asked twice"}, _rejected),
    ),
    doubles=(
        Double({}, _rejected),
        Double({}, _rejected),
        Double({}, _disclosed_in_full),
        Double({"Result": "Withdrawn"}, _rejected),
        Double({"Accounts named": "75"}, _disclosed_in_full),
    ),
)


def _not_followed(row: Row) -> bool:
    return row["outcome"] == "rejected"


def _not_followed_in_november(row: Row) -> bool:
    return _not_followed(row) and row["received_at"].startswith("2024-11")


def _followed_in_2025(row: Row) -> bool:
    return row["outcome"] == "complied_full" and row["received_at"] > "2025"


REMOVAL_ORDERS = Faults(
    id_column="order_id",
    misprints=(
        Misprint("not_a_date", {"received_at": "2024-11-31"}, _not_followed_in_november),
        Misprint("unknown_country", {"country": "Freedonia"}, _not_followed),
        Misprint("out_of_range", {"items_specified": "-4", "items_removed": ""}, _not_followed),
        Misprint("inconsistent", {"action_at": "2024-01-05"}, _followed_in_2025),
        Misprint("unknown_code", {"outcome": "done"}, _not_followed),
        Misprint("missing_value", {"category": ""}, _not_followed),
    ),
    doubles=(Double({}, _not_followed), Double({}, _followed_in_2025)),
)


def _left_up(row: Row) -> bool:
    return row["decision"] == "no_violation"


def _left_up_in(month: str) -> Callable[[Row], bool]:
    return lambda row: _left_up(row) and row["received_at"].startswith(month)


USER_REPORTS = Faults(
    id_column="report_id",
    misprints=(
        Misprint("not_a_date", {"received_at": "2025-02-30T10:12:00Z"}, _left_up_in("2025-02")),
        Misprint("unknown_country", {"country": "ZZ9"}, _left_up),
        Misprint("unknown_code", {"channel": "fax"}, _left_up),
        Misprint("missing_value", {"category": ""}, _left_up),
        Misprint("inconsistent", {"reviewed_at": "2024-01-03T08:00:00Z"}, _left_up_in("2025-01")),
    ),
    doubles=(Double({}, _left_up), Double({}, _left_up), Double({"decision": "removed"}, _left_up)),
)


def with_faults(rows: list[Row], faults: Faults, spared: frozenset[str]) -> list[Row]:
    """Give the rows with every fault planted; rows whose id is spared stay as they are."""
    chance = Chance(SEED)
    rows, touched = list(rows), set(spared)
    for misprint in faults.misprints:
        at = _choose(rows, faults.id_column, misprint.among, touched, chance)
        rows[at] = {**rows[at], **misprint.cells}
    for double in faults.doubles:
        at = _choose(rows, faults.id_column, double.among, touched, chance)
        rows.insert(at + chance.between(1, 12), {**rows[at], **double.cells})
    return rows


def _choose(
    rows: list[Row], id_column: str, among: Callable[[Row], bool], touched: set[str], chance: Chance
) -> int:
    able = [at for at, row in enumerate(rows) if among(row) and row[id_column] not in touched]
    chosen = chance.one_of(able)
    touched.add(rows[chosen][id_column])
    return chosen
