"""Takes the story and a seed, gives the reports of users: by search bot, app, mail and flaggers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from maker.chance import Chance, Weighted, weights
from maker.names import search_words
from maker.story import EXPORT_DAY, POLICY_CHANGE, SEARCH_CLEAN_UP, SPANS, Span, days_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20240906
WEEKEND = 9

CHANNELS = {
    "before": Weighted({"in_app": 62, "email": 27, "trusted_flagger": 11}),
    "clean_up": Weighted({"search_report": 30, "in_app": 45, "email": 18, "trusted_flagger": 7}),
    "since": Weighted({"search_report": 81, "in_app": 12, "email": 3, "trusted_flagger": 4}),
}
CATEGORIES = {
    "search_report": Weighted(
        weights(
            "drugs 41, fraud 22, csam 12, ip_infringement 8, terrorism 6, hate_speech 5, money_laundering 3,"
            "violence 2, other 1"
        )
    ),
    "trusted_flagger": Weighted(weights("csam 48, terrorism 27, hate_speech 15, ip_infringement 10")),
}
CATEGORIES_OF_OTHERS = Weighted(
    weights("fraud 38, drugs 19, hate_speech 14, violence 9, csam 7, ip_infringement 7, other 6")
)
COUNTRIES = Weighted(
    weights(
        "IN 200, BR 90, US 80, DE 78, UA 60, FR 55, GB 50, ES 42, IT 40, ID 38, TR 34, PL 32, KR 30, MX 24,"
        "NL 20, KZ 18, AT 12, BE 12, RO 12, AR 11, CO 10, PT 10, CZ 9, SE 9, MY 9, AU 8, CA 8, GR 7, CH 7,"
        "IL 6, UZ 6, PH 6, NG 5, SG 5, DK 4, HU 4, JP 4, FI 3, NO 3, RS 3, BG 3, LT 2, IE 2, KE 2, SK 1,"
        "LV 1, EE 1"
    )
)
WITHOUT_COUNTRY = 5
"""Of 100 reports, those that don't say where they come from."""

MINUTES = {
    "search_report": ((0, 4), (10, 35), (50, 200), (80, 560), (95, 1700), (100, 6200)),
    "trusted_flagger": ((0, 2), (50, 70), (90, 320), (100, 1500)),
    "automated": ((0, 0), (90, 2), (100, 25)),
}
MINUTES_OF_OTHERS = ((0, 30), (25, 260), (50, 700), (80, 2300), (100, 11000))
DECISIONS = {
    "search_report": Weighted({"removed": 52, "restricted": 9, "no_violation": 39}),
    "trusted_flagger": Weighted({"removed": 84, "restricted": 6, "no_violation": 10}),
}
DECISIONS_OF_OTHERS = Weighted({"removed": 33, "restricted": 11, "no_violation": 56})
APPEAL_OUTCOMES = Weighted({"rejected": 68, "upheld": 32})
LAST_APPEALS = date(2025, 12, 10)
"""Appeals against decisions on reports since this day were still open when the logs were written out."""


@dataclass(frozen=True)
class UserReport:
    """One report as the moderators would know it."""

    received_at: datetime
    channel: str
    category: str
    country: str
    search_term: str
    report_id: str = ""
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    decision: str = "pending"
    appealed: str = "false"
    appeal_outcome: str = ""


def user_reports() -> list[UserReport]:
    """Make every report of the three years, in the order of receipt."""
    chance = Chance(SEED)
    reports = sorted(
        (report for span in SPANS for report in _reports_of(span, chance)),
        key=lambda report: report.received_at,
    )
    return [replace(report, report_id=f"UR-{number:06d}") for number, report in enumerate(reports, start=1)]


def _reports_of(span: Span, chance: Chance) -> Iterator[UserReport]:
    for day in days_of(span, span.user_reports, WEEKEND, chance):
        channel = chance.pick(CHANNELS[_era(day)])
        report = UserReport(
            received_at=_time_on(day, chance),
            channel=channel,
            category=chance.pick(CATEGORIES.get(channel, CATEGORIES_OF_OTHERS)),
            country="" if chance.percent(WITHOUT_COUNTRY) else chance.pick(COUNTRIES),
            search_term=search_words(chance) if channel == "search_report" else "",
        )
        yield _appealed(_reviewed(report, span.pace, chance), chance)


def _era(day: date) -> str:
    if day < SEARCH_CLEAN_UP:
        return "before"
    return "since" if day >= POLICY_CHANGE else "clean_up"


def _time_on(day: date, chance: Chance) -> datetime:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start + timedelta(minutes=chance.below(24 * 60), seconds=chance.below(60))


def _reviewed(report: UserReport, pace: int, chance: Chance) -> UserReport:
    """Let people review every search report; a part of those made in the app is settled without them."""
    automated = report.channel == "in_app" and chance.percent(55)
    curve = MINUTES.get("automated" if automated else report.channel, MINUTES_OF_OTHERS)
    minutes = chance.curve(curve) * pace // 100
    at = report.received_at + timedelta(minutes=minutes, seconds=chance.below(60))
    decision = chance.pick(DECISIONS.get(report.channel, DECISIONS_OF_OTHERS))
    if at.date() > EXPORT_DAY or chance.percent(_left_open(report)):
        return report
    return replace(
        report, reviewed_at=at, reviewed_by="automated" if automated else "human", decision=decision
    )


def _left_open(report: UserReport) -> int:
    """Give how many of 100 reports wait: some of the last three weeks, where a second opinion is asked."""
    return 6 if report.received_at.date() > date(2025, 12, 10) else 0


def _appealed(report: UserReport, chance: Chance) -> UserReport:
    share = {"removed": 5, "restricted": 7}.get(report.decision, 0)
    if not chance.percent(share):
        return report
    settled = report.received_at.date() < LAST_APPEALS
    return replace(
        report, appealed="true", appeal_outcome=chance.pick(APPEAL_OUTCOMES) if settled else "pending"
    )
