"""Takes disclosures by version of the policy, gives how many of them the version in force did not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.numbers.arithmetic import added
from pellucid.report.numbers.ratio import Ratio

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import Number
    from pellucid.report.wording.words import Words

VERSIONS = "policy_version"
MEASURE = "requests_disclosed_nonconforming"


def nonconforming(context: Context) -> Number | None:
    """Count the disclosures that do not conform; None where the logs do not say how requests were handled."""
    if not context.config.policies or not context.figures.has(VERSIONS, MEASURE):
        return None
    codes = context.figures.codes(VERSIONS)
    return added(context, [context.figures.breakdown(VERSIONS, code, MEASURE) for code in codes])


def conformance_sentence(context: Context) -> str:
    """Say whether every disclosure conforms to the version in force when its request was received."""
    words, number, view = context.words, nonconforming(context), context.legal
    if number is None or view is None or not (number.exact or number.withheld):
        return words.say(
            "The figures do not say how each request was handled, so conformance with the policy cannot be "
            "checked."
        )
    disclosed = view.number("requests_disclosed")
    if number.withheld or not disclosed.exact:
        return _of_withheld(words, number)
    if disclosed.zero:
        return words.say("No data was disclosed in the period, so there is no disclosure to check.")
    if number.zero:
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


def _of_withheld(words: Words, number: Number) -> str:
    """Say what can be said where the disclosures that do not conform, or all of them, are withheld."""
    if number.zero:
        return words.say(
            "Every disclosure conforms to the version of the policy that was in force when its request was "
            "received."
        )
    if number.withheld:
        return words.say(
            "How many disclosures do not conform to the version of the policy in force when the request was "
            "received is withheld to protect individuals."
        )
    return words.plural(
        "{n} disclosure does not conform to the version of the policy in force when its request was "
        "received.",
        "{n} disclosures do not conform to the version of the policy in force when the request was received.",
        number.whole,
    )
