"""Takes the figures, gives the summary in sentences: what was received, what came of it, who asked most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import UNKNOWN
from pellucid.report.blocks.conformance import conformance_sentence, nonconforming
from pellucid.report.blocks.first_places import FEWEST, MOST_NAMED, certain, number_of
from pellucid.report.blocks.tabulate import in_words
from pellucid.report.blocks.trend import coverage_warning
from pellucid.report.numbers.change import change_words
from pellucid.report.numbers.order import countries_with_some, countries_with_values, foremost
from pellucid.report.wording import period_words
from pellucid.vocabulary.messages import message, messages
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView, Number

NOTHING = message("No figure is available for this period.")
SEVERAL = 5  # a number that takes the plural of many, also in languages that have several
# What a kind of log counts first, in a sentence: "1 request for user data", "2 requests for user data".
COUNTED = {
    "requests": messages("{n} request for user data", "{n} requests for user data"),
    "requests_disclosed": messages("{n} request", "{n} requests"),
    "accounts_disclosed": messages("{n} account", "{n} accounts"),
    "orders": messages("{n} order to remove or restrict content", "{n} orders to remove or restrict content"),
    "reports": messages("{n} report by users", "{n} reports by users"),
    "decisions": messages("{n} moderation decision", "{n} moderation decisions"),
}

MOST = {
    "requests": message("Most requests came from: {countries}."),
    "requests_disclosed": message("Most of these requests came from: {countries}."),
    "orders": message("Most orders came from: {countries}."),
}


FROM_COUNTRIES = messages(
    "From {span}, {what} was received from {countries}.",
    "From {span}, {what} were received from {countries}.",
)
# The country of some is unknown, so not all came from these.
FROM_COUNTRIES_OR_UNKNOWN = messages(
    "From {span}, {what} was received, from {countries} or of unknown origin.",
    "From {span}, {what} were received, from {countries} or of unknown origin.",
)

MOST_PUBLISHED = message("Of the figures that are published, the highest are those of {countries}.")


def summary_sentences(context: Context) -> tuple[str, ...]:
    """Tell the release in short paragraphs, one a kind of log."""
    return tuple(context.words.paragraph(sentences) for sentences in _told(context))


def one_sentence(context: Context) -> str:
    """Tell the release in a sentence, for the front page and search engines."""
    return next((sentences[0] for sentences in _told(context)), "")


def _told(context: Context) -> list[list[str]]:
    tellers = (
        (context.legal, _legal),
        (context.removals, _removals),
        (context.reports, _reports),
        (context.figures.of("statements_of_reasons"), _decisions),
    )
    told = [[sentence for sentence in tell(context, view) if sentence] for view, tell in tellers if view]
    return [sentences for sentences in told if sentences]


def _legal(context: Context, view: CubeView) -> list[str | None]:
    if not view.has("requests"):
        opening = _disclosed(context, view, spanned=True) or context.words.say(NOTHING)
        return [
            opening,
            _most(context, view, "requests_disclosed"),
            _reach(context, view),
            _warning(context, view),
        ]
    return [
        _received(context, view, "requests"),
        _share_disclosed(context, view) or _disclosed(context, view),
        _changed(context, view, "requests"),
        _most(context, view, "requests"),
        _reach(context, view),
        conformance_sentence(context) if nonconforming(context) else None,
    ]


def _removals(context: Context, view: CubeView) -> list[str | None]:
    most, reach = _most(context, view, "orders"), _reach(context, view)
    return [_received(context, view, "orders"), _complied(context, view), most, reach]


def _reports(context: Context, view: CubeView) -> list[str | None]:
    acted = context.words.say(
        "After {some} content was removed or restricted.",
        some=some_of_them(context, view.number("reports_actioned")),
    )
    return [_received(context, view, "reports"), acted if view.number("reports").some else None]


def _decisions(context: Context, view: CubeView) -> list[str | None]:
    return [_received(context, view, "decisions")]


def _received(context: Context, view: CubeView, measure: str) -> str | None:
    """Open a paragraph: "From 1 to 31 October 2025, 12 requests for user data were received from …"."""
    words, number = context.words, view.number(measure)
    if not view.has(measure):
        return None
    if not number.known and number.lower is None and not number.withheld:
        return words.say(NOTHING)
    countries = len(countries_with_some(context.words, view, measure))
    if not countries:
        return words.plural(
            "From {span}, {what} was received.",
            "From {span}, {what} were received.",
            number.whole if number.known else SEVERAL,
            span=period_words.span(words, context.period),
            what=counted(context, number, measure),
        )
    one, many = FROM_COUNTRIES_OR_UNKNOWN if _some_unknown(view, measure) else FROM_COUNTRIES
    return words.plural(
        one,
        many,
        number.whole if number.known else SEVERAL,
        span=period_words.span(words, context.period),
        what=counted(context, number, measure),
        countries=words.plural("{n} country", "{n} countries", countries),
    )


def _some_unknown(view: CubeView, measure: str) -> bool:
    """Say whether it is known that the country of some is unknown."""
    return UNKNOWN in view.countries and view.number(measure, UNKNOWN).some


def _share_disclosed(context: Context, view: CubeView) -> str | None:
    """Tell disclosures as a part of the requests, where both are exact."""
    ratio = view.ratio(view.measure("disclosure_rate")) if view.has("disclosure_rate") else None
    if ratio is None or not view.number("requests").whole:
        return None
    return context.words.say(
        "Data was disclosed on {n} of them ({share}); this concerned {accounts}.",
        n=context.words.count(view.number("requests_disclosed").whole),
        share=context.words.rate(ratio),
        accounts=counted(context, view.number("accounts_disclosed"), "accounts_disclosed"),
    )


def _disclosed(context: Context, view: CubeView, *, spanned: bool = False) -> str | None:
    """Tell disclosures by themselves."""
    number = view.number("requests_disclosed")
    if not view.has("requests_disclosed") or not (number.known or number.withheld):
        return None
    what = {
        "requests": counted(context, number, "requests_disclosed"),
        "accounts": counted(context, view.number("accounts_disclosed"), "accounts_disclosed"),
    }
    if not spanned:
        return context.words.say("Data was disclosed on {requests}; this concerned {accounts}.", **what)
    return context.words.say(
        "From {span}, data was disclosed on {requests}; this concerned {accounts}.",
        span=period_words.span(context.words, context.period),
        **what,
    )


def _reach(context: Context, view: CubeView) -> str | None:
    """Tell over how many countries a total is, where it is over figures that others counted."""
    words, coverage = context.words, view.coverage(view.measures[0].code)
    if coverage is None or not view.aggregated:
        return None
    parts = {"available": words.count(coverage.available), "known": words.count(coverage.known)}
    if not coverage.derived:
        return words.say("Figures are available for {available} of {known} countries.", **parts)
    return words.say(
        "Figures are available for {available} of {known} countries, {derived} of them derived from other "
        "periods.",
        derived=words.count(coverage.derived),
        **parts,
    )


def _warning(context: Context, view: CubeView) -> str | None:
    coverage = view.coverage(view.measures[0].code)
    return coverage_warning(context) if coverage and not coverage.complete else None


def _most(context: Context, view: CubeView, measure: str) -> str | None:
    """Name those with the highest figures; None where there is nobody to compare one with."""
    codes = countries_with_values(context.words, view, measure)
    if not codes or len(countries_with_some(context.words, view, measure)) < FEWEST:
        return None
    named = foremost(view, measure, codes, MOST_NAMED)
    numbers = [view.number(measure, code) for code in view.countries]
    sure = not any(number.withheld for number in numbers) or certain(view, measure, named)
    items = (
        [number_of(context, view, measure, named)]
        if len(named) > MOST_NAMED
        else [
            context.words.say(
                "{name} ({n})",
                name=context.words.country(code),
                n=in_words(context.words, view.number(measure, code)),
            )
            for code in named
        ]
    )
    say = MOST[measure] if sure else MOST_PUBLISHED
    return context.words.say(say, countries=context.words.listed(items))


def _changed(context: Context, view: CubeView, measure: str) -> str | None:
    change = change_words(context, view, view.measure(measure))
    return change and context.words.say("The number of requests is {change}.", change=change)


def _complied(context: Context, view: CubeView) -> str | None:
    ratio = view.ratio(view.measure("compliance_rate")) if view.has("compliance_rate") else None
    if ratio is None or not ratio.denominator:
        return None
    return context.words.plural(
        "{n} of them was complied with in full or in part ({share}).",
        "{n} of them were complied with in full or in part ({share}).",
        ratio.numerator,
        share=context.words.rate(ratio),
    )


def counted(context: Context, number: Number, measure: str) -> str:
    """Write a number with its noun: "at least 5,826 accounts", "a withheld number of accounts"."""
    one, many = COUNTED[measure]
    words, size = context.words, number.whole if number.known else SEVERAL
    if number.withheld:
        return words.plural(one, many, size, n=words.say("a withheld number of"))
    if number.status is Status.AT_LEAST:
        return words.say("at least {what}", what=words.plural(one, many, size))
    return words.plural(one, many, size, n=in_words(words, number))


def some_of_them(context: Context, number: Number) -> str:
    """Write a number as a part of what was said before: "12 of them", "a withheld number of them"."""
    if number.withheld:
        return context.words.say("a withheld number of them")
    return context.words.say("{n} of them", n=in_words(context.words, number))
