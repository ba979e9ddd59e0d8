"""One file a format of logs: how a file of it is opened, its header found, and its records read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.intake.formats.delimited import open_delimited

if TYPE_CHECKING:
    from pellucid.intake.formats.opened import Opened
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey


def open_file(logs: LogSet, file: LogFile, found: Survey) -> Opened:
    """Open a file by its format.

    Raises:
        LogUnreadable: it can't be read as what it is said to be.

    """
    return open_delimited(logs, file, found)
