"""What a breakdown alone counts -> its name, unit and meaning in words, for the formats of data."""

from __future__ import annotations

from pellucid.cube.measures import How, Measure
from pellucid.vocabulary.messages import message

OF_BREAKDOWNS: tuple[Measure, ...] = (
    Measure(
        "requests_disclosed_nonconforming",
        message("Disclosed, not conforming"),
        message("requests"),
        How.SUM,
        message(
            "Requests with data disclosed that the version of the policy in force at receipt did not "
            "allow for."
        ),
    ),
    Measure(
        "reports_removed",
        message("Removed"),
        message("reports"),
        How.SUM,
        message("Reports after which content was removed."),
    ),
    Measure(
        "reports_restricted",
        message("Restricted"),
        message("reports"),
        How.SUM,
        message("Reports after which content was restricted and not removed."),
    ),
    Measure(
        "reports_left_up",
        message("Left up"),
        message("reports"),
        How.SUM,
        message("Reports whose content was found to break no rule and was left up."),
    ),
    Measure(
        "reports_pending",
        message("Pending"),
        message("reports"),
        How.SUM,
        message("Reports that have not been reviewed."),
    ),
    Measure(
        "reviewed_by_human",
        message("Reviewed by people"),
        message("reports"),
        How.SUM,
        message("Reports that were reviewed by a person."),
    ),
    Measure(
        "appeals_upheld",
        message("Appeals upheld: the decision was changed"),
        message("appeals"),
        How.SUM,
        message("Appeals after which the decision was changed."),
    ),
)
