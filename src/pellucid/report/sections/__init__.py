"""One file a section of the report, and the list of them: id in the configuration -> function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.sections import countries, method, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pellucid.report.context import Context
    from pellucid.report.model import Section

SECTIONS: Mapping[str, Callable[[Context], Section | None]] = {
    "summary": summary.section,
    "countries": countries.section,
    "method": method.section,
}
