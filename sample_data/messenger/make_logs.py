"""Takes a folder, gives it the logs of the invented messenger: `python make_logs.py logs`.

Needs nothing but Python, and writes the same bytes on every machine. Every record is invented.
"""

# ruff: noqa: INP001 - a script beside its data, in no package

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from maker.exports import legal_request_row, removal_order_row, user_report_row
from maker.faults import LEGAL_REQUESTS, REMOVAL_ORDERS, USER_REPORTS, with_faults
from maker.lapses import with_lapses
from maker.legal_requests import legal_requests
from maker.removal_orders import removal_orders
from maker.story import quarter_of
from maker.user_reports import user_reports

if TYPE_CHECKING:
    from maker.exports import Row


def main() -> None:
    """Write every log below the folder named on the command line."""
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit("usage: python make_logs.py FOLDER")
    folder = Path(sys.argv[1])
    write_legal_requests(folder / "legal_requests")
    orders = [removal_order_row(order) for order in removal_orders()]
    write(folder / "removal_orders.csv", with_faults(orders, REMOVAL_ORDERS, frozenset()))
    reports = [user_report_row(report) for report in user_reports()]
    write(folder / "user_reports.csv", with_faults(reports, USER_REPORTS, frozenset()))


def write_legal_requests(folder: Path) -> None:
    """Write one file a quarter, in the words of the ticket system, with semicolons between the cells."""
    requests, lapsed = with_lapses(legal_requests())
    quarters = {request.request_id: quarter_of(request.received_at) for request in requests}
    rows = with_faults([legal_request_row(request) for request in requests], LEGAL_REQUESTS, lapsed)
    for quarter in dict.fromkeys(quarters.values()):
        of_quarter = [row for row in rows if quarters[row["Ticket"]] == quarter]
        write(folder / f"{quarter}.csv", of_quarter, delimiter=";")


def write(path: Path, rows: list[Row], delimiter: str = ",") -> None:
    """Write rows as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)


if __name__ == "__main__":
    main()
