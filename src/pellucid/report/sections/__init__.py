"""One file a section of the report, and the list of them: id in the configuration -> function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.sections import (
    countries,
    data_held,
    method,
    national_security,
    outcomes,
    policy,
    removals,
    request_types,
    restatements,
    search_reports,
    summary,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pellucid.report.context import Context
    from pellucid.report.model import Section

SECTIONS: Mapping[str, Callable[[Context], Section | None]] = {
    "summary": summary.section,
    "countries": countries.section,
    "request_types": request_types.section,
    "outcomes": outcomes.section,
    "policy": policy.section,
    "data_held": data_held.section,
    "search_reports": search_reports.section,
    "removals": removals.section,
    "national_security": national_security.section,
    "restatements": restatements.section,
    "method": method.section,
}
