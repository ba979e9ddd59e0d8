"""What everybody knows of the published counts besides the counts: how they bound each other and add up.

Data alone. Whoever protects a release and whoever attacks it read the same statements, and share no other
code. The documentation lists their sentences, and the tests hold the counting to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

LEGAL = "legal_requests"
ORDERS = "removal_orders"
REPORTS = "user_reports"
STATEMENTS = "statements_of_reasons"

SUM = "+"  # over all codes of a breakdown
EACH = "*"  # the statement holds for each code by itself


@dataclass(frozen=True)
class AtMost:
    """In every cell (period, country, request type) one measure is at most another.

    certain: it follows from the counting. If not, it is what a reader may well assume: a release says by
    `name` for which of these all of its figures agree, and these are reckoned with.
    """

    kind: str
    part: str
    whole: str
    sentence: str
    certain: bool = True

    @property
    def name(self) -> str:
        """Give the name under which a release says that it holds."""
        return f"{self.part}<={self.whole}"


AT_MOST: tuple[AtMost, ...] = (
    AtMost(LEGAL, "requests_disclosed", "requests", "Requests with data disclosed are among the requests."),
    AtMost(LEGAL, "requests_decided", "requests", "Requests decided are among the requests."),
    AtMost(
        LEGAL,
        "requests_disclosed",
        "requests_decided",
        "Requests with data disclosed are among the requests decided.",
    ),
    AtMost(
        LEGAL,
        "accounts_disclosed",
        "accounts_specified",
        "Accounts with data disclosed are among the accounts specified.",
    ),
    AtMost(
        LEGAL, "requests", "accounts_specified", "A request specifies at least one account.", certain=False
    ),
    AtMost(
        LEGAL,
        "requests_disclosed",
        "accounts_disclosed",
        "A request with data disclosed discloses those of at least one account.",
        certain=False,
    ),
    AtMost(ORDERS, "orders_complied", "orders", "Orders complied with are among the orders."),
    AtMost(
        ORDERS,
        "items_removed",
        "items_specified",
        "Items removed are among the items specified.",
        certain=False,
    ),
    AtMost(ORDERS, "orders", "items_specified", "An order names at least one item.", certain=False),
    AtMost(
        ORDERS,
        "orders_complied",
        "items_removed",
        "An order complied with removes at least one item.",
        certain=False,
    ),
    AtMost(REPORTS, "reports_reviewed", "reports", "Reports reviewed are among the reports."),
    AtMost(REPORTS, "reports_actioned", "reports_reviewed", "Reports acted on are among those reviewed."),
    AtMost(REPORTS, "appeals", "reports", "Appeals are against decisions on reports."),
    AtMost(
        REPORTS,
        "search_items_removed",
        "reports_actioned",
        "Removals from search are among the reports acted on.",
    ),
    AtMost(STATEMENTS, "decisions_automated", "decisions", "Automated decisions are among the decisions."),
)


@dataclass(frozen=True)
class Term:
    """A published count over all countries.

    Without a dimension it is the total over countries and types; else that of a code in the breakdown, of all
    codes together (SUM), or of each code in turn (EACH). A code that has no row counts 0.
    """

    measure: str
    dimension: str = ""
    code: str = ""


@dataclass(frozen=True)
class Relation:
    """The terms on the left together are equal to, or at most, those on the right together, in a period.

    It says nothing where the release has not the breakdowns and measures that it names. Each of them follows
    from the counting. rest: what the right has more than the left, where that is a number of records that a
    reader can subtract and that tells of them; a small one is as confidential as a small count.
    """

    kind: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    sentence: str
    equal: bool = False
    rest: str = ""


def _within(dimension: str, measures: tuple[str, ...], kind: str = LEGAL) -> tuple[Relation, ...]:
    """Each record has at most one code, so the codes together are at most the total."""
    return tuple(
        Relation(
            kind,
            (Term(measure, dimension, SUM),),
            (Term(measure),),
            "A record has at most one code of a breakdown.",
            rest="not recorded",
        )
        for measure in measures
    )


def _whole(dimension: str, measures: tuple[str, ...], kind: str = LEGAL) -> tuple[Relation, ...]:
    """Each record has exactly one code, so the codes add up to the total."""
    return tuple(
        Relation(
            kind,
            (Term(measure, dimension, SUM),),
            (Term(measure),),
            "Every record has an outcome, and every report a channel.",
            equal=True,
        )
        for measure in measures
    )


def _several(dimension: str, measures: tuple[str, ...]) -> tuple[Relation, ...]:
    """A record may have several codes, so each code is at most the total."""
    return tuple(
        Relation(
            LEGAL,
            (Term(measure, dimension, EACH),),
            (Term(measure),),
            "A record may have several categories of data, or reasons, and counts under each of them.",
        )
        for measure in measures
    )


def _among(kind: str, dimension: str, part: str, whole: str, sentence: str) -> Relation:
    """In each row of a breakdown one measure is at most another."""
    return Relation(kind, (Term(part, dimension, EACH),), (Term(whole, dimension, EACH),), sentence)


_MEASURES = ("requests", "requests_disclosed", "accounts_disclosed")
_BY_RECORD = (
    "legal_basis",
    "offence_category",
    "authority_type",
    "legal_review",
    "emergency",
    "policy_version",
)
_DISCLOSED = ("disclosed_full", "disclosed_partial")
_UNDISCLOSED = ("no_data", "withdrawn", "pending")
_REJECTED = ("rejected_not_judicial", "rejected_invalid", "rejected_other")
_STEPS = ("received", "judicial", "suspect_in_criminal_case", "valid_on_review", "disclosed")


def _outcome(code: str) -> Term:
    return Term("requests", "outcome", code)


def _reason(code: str) -> Term:
    return Term("requests", "undisclosed_reason", code)


def _step(code: str) -> Term:
    return Term("requests", "disclosure_path", code)


def _channel(measure: str, code: str = EACH) -> Term:
    return Term(measure, "channel", code)


RELATIONS: tuple[Relation, ...] = (
    *_whole("outcome", _MEASURES),
    *(one for dimension in _BY_RECORD for one in _within(dimension, _MEASURES)),
    *_several("data_disclosed", ("requests_disclosed", "accounts_disclosed")),
    *_several("nonconformance", ("requests_disclosed",)),
    *(
        _among(
            LEGAL,
            dimension,
            "requests_disclosed",
            "requests",
            "Requests with data disclosed are among the requests.",
        )
        for dimension in ("outcome", *_BY_RECORD)
    ),
    Relation(
        LEGAL,
        tuple(_outcome(code) for code in _DISCLOSED),
        (Term("requests_disclosed"),),
        "Requests disclosed in full and in part are the requests with data disclosed.",
        equal=True,
    ),
    *(
        Relation(
            LEGAL,
            (Term("requests_disclosed", "outcome", code),),
            (_outcome(code),),
            "Every request disclosed in full or in part has data disclosed.",
            equal=True,
        )
        for code in _DISCLOSED
    ),
    Relation(
        LEGAL,
        (_outcome("pending"), _outcome("withdrawn"), Term("requests_decided")),
        (Term("requests"),),
        "Requests decided are those neither pending nor withdrawn.",
        equal=True,
    ),
    *(
        Relation(
            LEGAL,
            (_reason(code),),
            (_outcome(code),),
            "The reasons why nothing was disclosed are those of the outcomes.",
            equal=True,
        )
        for code in _UNDISCLOSED
    ),
    Relation(
        LEGAL,
        tuple(_reason(code) for code in _REJECTED),
        (_outcome("rejected"),),
        "The reasons of rejection add up to the requests rejected.",
        equal=True,
    ),
    Relation(
        LEGAL,
        (Term("requests_disclosed_nonconforming", "policy_version", EACH),),
        (Term("requests_disclosed", "policy_version", EACH),),
        "Disclosures that did not conform to a version are among those made under it.",
    ),
    Relation(
        LEGAL,
        (_step("received"),),
        (Term("requests"),),
        "Every request was received.",
        equal=True,
    ),
    *(
        Relation(
            LEGAL,
            (_step(after),),
            (_step(before),),
            "Each step of the path is among those before it.",
            rest="went no further",
        )
        for before, after in pairwise(_STEPS)
    ),
    Relation(
        LEGAL,
        (_step("disclosed"),),
        (Term("requests_disclosed"),),
        "Requests that passed every step are among those with data disclosed.",
        rest="disclosed off the path",
    ),
    Relation(
        LEGAL,
        (_step("judicial"),),
        (Term("requests", "authority_type", "judicial"),),
        "Requests on the second step are those of judicial authorities.",
        equal=True,
    ),
    *_within("order_outcome", ("orders",), ORDERS),
    *_within("order_action", ("orders", "items_removed"), ORDERS),
    *_within("order_authority_type", ("orders", "orders_complied"), ORDERS),
    _among(
        ORDERS,
        "order_authority_type",
        "orders_complied",
        "orders",
        "Orders complied with are among the orders.",
    ),
    Relation(
        ORDERS,
        tuple(Term("orders", "order_outcome", code) for code in ("complied_full", "complied_partial")),
        (Term("orders_complied"),),
        "Orders complied with in full and in part are the orders complied with.",
        equal=True,
    ),
    *_whole("channel", ("reports", "reports_reviewed", "appeals"), REPORTS),
    Relation(
        REPORTS,
        (_channel("reports_reviewed"), _channel("reports_pending")),
        (_channel("reports"),),
        "A report is reviewed or pending.",
        equal=True,
    ),
    Relation(
        REPORTS,
        (_channel("reports_removed"), _channel("reports_restricted"), _channel("reports_left_up")),
        (_channel("reports_reviewed"),),
        "A report reviewed ends with removal, restriction, or neither.",
        equal=True,
    ),
    Relation(
        REPORTS,
        (_channel("reports_removed", SUM), _channel("reports_restricted", SUM)),
        (Term("reports_actioned"),),
        "Reports acted on are those with removal or restriction.",
        equal=True,
    ),
    Relation(
        REPORTS,
        (Term("search_items_removed"),),
        (_channel("reports_removed", "search_report"),),
        "Items removed from search are the removals after reports of search terms.",
        equal=True,
    ),
    *(
        _among(REPORTS, "channel", part, whole, sentence)
        for part, whole, sentence in (
            ("reviewed_by_human", "reports", "Reviews by people are among the reports."),
            ("appeals", "reports", "Appeals are against decisions on reports."),
            ("appeals_upheld", "reports", "Appeals upheld are against decisions on reports."),
        )
    ),
)
