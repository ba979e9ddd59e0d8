"""One file a format of logs: how a file of it is opened, its header found, and its records read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pellucid.errors import LogUnreadable
from pellucid.intake.content import unpacked_name
from pellucid.intake.formats.delimited import open_delimited
from pellucid.intake.formats.json_document import open_json_document
from pellucid.intake.formats.json_lines import open_json_lines
from pellucid.intake.formats.parquet import open_parquet
from pellucid.intake.formats.partition import with_partition
from pellucid.intake.formats.section import find_section
from pellucid.intake.formats.table import open_table
from pellucid.intake.formats.workbook import open_workbook
from pellucid.intake.places.database import Table
from pellucid.intake.source import DOCUMENT, WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pellucid.intake.formats.opened import Opened
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

    Opener = Callable[[LogSet, LogFile, Survey], Opened]

# By what a name ends in, without the packing; any other file is delimited text.
_BY_SUFFIX: dict[str, Opener] = {
    DOCUMENT: open_json_document,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
    ".parquet": open_parquet,
    ".pq": open_parquet,
    **dict.fromkeys(WORKBOOKS, open_workbook),
}
_NO_LOGS = {
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx",
}


def open_file(logs: LogSet, file: LogFile, found: Survey) -> Opened:
    """Open a file by its format.

    Raises:
        LogUnreadable: it can't be read as what it is said to be.

    """
    opener = _opener(file)
    if logs.config.section is None:
        return with_partition(logs, file, opener(logs, file, found))
    if opener is not open_delimited:
        mend = "leave `section` out, or export the log as CSV"
        raise LogUnreadable("`section` is for delimited text only", where=file.name, mend=mend)
    section = find_section(open_delimited(logs, file, found), logs.config.section)
    return with_partition(logs, file, section)


def _opener(file: LogFile) -> Opener:
    if isinstance(file.path, Table):
        return open_table
    suffix = PurePosixPath(unpacked_name(file.path)).suffix.lower()
    if mend := _NO_LOGS.get(suffix):
        raise LogUnreadable(f"a {suffix} file can't be read as a log", where=file.name, mend=mend)
    return _BY_SUFFIX.get(suffix, open_delimited)
