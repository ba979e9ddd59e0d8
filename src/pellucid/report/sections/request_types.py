"""Takes the figures by type of request, gives their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.type_table import type_table
from pellucid.report.model import Section, Text

if TYPE_CHECKING:
    from pellucid.report.context import Context


def section(context: Context) -> Section | None:
    """Give requests by type. Of a single type there is nothing to tell apart, so a sentence does."""
    view = context.legal
    if view is None or not view.request_types:
        return None
    if len(view.request_types) == 1:
        label = context.labels.request_type(view.request_types[0])
        only = context.words.say("All requests in this report are of one type: {type}.", type=label)
        return Section("request_types", context.title("request_types"), (Text((only,)),))
    caption = context.words.say("Requests by type, {period}", period=context.period_label)
    table = type_table(context, view, "request-types-table", caption)
    return Section("request_types", context.title("request_types"), (table,))
