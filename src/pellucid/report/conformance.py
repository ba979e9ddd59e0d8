"""Takes disclosures by version of the policy, gives how many of them the version in force did not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.breakdown import added
from pellucid.report.ratio import Ratio

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.lookup import Number

VERSIONS = "policy_version"
MEASURE = "requests_disclosed_nonconforming"


def nonconforming(context: Context) -> Number | None:
    """Count the disclosures that do not conform; None where the logs do not say how requests were handled."""
    if not context.config.policies or not context.figures.has(VERSIONS, MEASURE):
        return None
    codes = context.figures.codes(VERSIONS)
    return added([context.figures.breakdown(VERSIONS, code, MEASURE) for code in codes])


def conformance_sentence(context: Context) -> str:
    """Say whether every disclosure conforms to the version in force when its request was received."""
    words, number, view = context.words, nonconforming(context), context.legal
    if number is None or view is None or not number.exact:
        return words.say(
            "The figures do not say how each request was handled, so conformance with the policy cannot be "
            "checked."
        )
    disclosed = view.number("requests_disclosed")
    if disclosed.whole == 0:
        return words.say("No data was disclosed in the period, so there is no disclosure to check.")
    if number.whole == 0:
        return words.plural(
            "The only disclosure conforms to the version of the policy that was in force when its request "
            "was received.",
            "All {n} disclosures conform to the version of the policy that was in force when the request "
            "was received.",
            disclosed.whole,
        )
    return words.plural(
        "{n} of {all} disclosures ({share}) does not conform to the version of the policy in force "
        "when the request was received.",
        "{n} of {all} disclosures ({share}) do not conform to the version of the policy in force "
        "when the request was received.",
        number.whole,
        all=words.count(disclosed.whole),
        share=words.rate(Ratio(number.whole, disclosed.whole)),
    )
