"""Takes the figures, gives the summary in sentences: what was received, what came of it, who asked most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import UNKNOWN
from pellucid.report import period_words
from pellucid.report.change import change_words
from pellucid.report.tabulate import in_words
from pellucid.report.trend import coverage_warning

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.lookup import CubeView, Number

MOST_NAMED = 3  # countries that a sentence names


def summary_sentences(context: Context) -> tuple[str, ...]:
    """Tell the release in short paragraphs, one a kind of log."""
    return tuple(" ".join(sentences) for sentences in _told(context))


def one_sentence(context: Context) -> str:
    """Tell the release in a sentence, for the front page and search engines."""
    return next((sentences[0] for sentences in _told(context)), "")


def _told(context: Context) -> list[list[str]]:
    tellers = ((context.legal, _legal), (context.removals, _removals), (context.reports, _reports))
    told = [[sentence for sentence in tell(context, view) if sentence] for view, tell in tellers if view]
    return [sentences for sentences in told if sentences]


def ranked(view: CubeView, measure: str) -> list[str]:
    """Give the countries with a figure above 0, most first; ties and the order of names are the caller's."""
    numbers = {country: view.number(measure, country) for country in view.countries if country != UNKNOWN}
    found = [country for country, number in numbers.items() if number.known and (number.value or 0) > 0]
    return sorted(found, key=lambda country: -(numbers[country].value or 0))


def most_first(context: Context, view: CubeView, measure: str) -> list[str]:
    """Give the countries with a figure above 0, most first, ties by name."""
    found = ranked(view, measure)
    return sorted(
        context.words.by_name(found), key=lambda country: -(view.number(measure, country).value or 0)
    )


def _legal(context: Context, view: CubeView) -> list[str | None]:
    return _received(context, view) if view.has("requests") else _counted_elsewhere(context, view)


def _received(context: Context, view: CubeView) -> list[str | None]:
    words, requests = context.words, view.number("requests")
    countries = len(ranked(view, "requests"))
    opening = words.plural(
        "{span}: {n} request for user data was received, from {countries}.",
        "{span}: {n} requests for user data were received, from {countries}.",
        requests.whole,
        span=period_words.span(words, context.period),
        countries=words.plural("{n} country", "{n} countries", countries),
    )
    return [
        opening,
        _disclosed(context, view),
        _changed(context, view, "requests"),
        _most(context, view, "requests"),
    ]


def _disclosed(context: Context, view: CubeView) -> str:
    words, number = context.words, view.number("requests_disclosed")
    ratio = view.ratio(view.measure("disclosure_rate")) if view.has("disclosure_rate") else None
    share = words.rate(ratio.numerator, ratio.denominator) if ratio else words.say("n/a")
    return words.plural(
        "Data was disclosed on {n} of them ({share}); this concerned {accounts}.",
        "Data was disclosed on {n} of them ({share}); this concerned {accounts}.",
        number.whole,
        share=share,
        accounts=_accounts(context, view.number("accounts_disclosed")),
    )


def _counted_elsewhere(context: Context, view: CubeView) -> list[str | None]:
    measure = view.measures[0].code
    return [
        _reach(context, view, measure),
        _total(context, view),
        _most(context, view, measure),
        _warning(context, view),
    ]


def _reach(context: Context, view: CubeView, measure: str) -> str | None:
    words, coverage = context.words, view.coverage(measure)
    if coverage is None:
        return None
    return words.say(
        "{span}: figures are available for {available} of {known} countries, "
        "{published} of them as reported and {derived} derived from longer periods.",
        span=period_words.span(words, context.period),
        available=words.count(coverage.available),
        known=words.count(coverage.known),
        published=words.count(coverage.published),
        derived=words.count(coverage.derived),
    )


def _total(context: Context, view: CubeView) -> str | None:
    words = context.words
    if not view.has("requests_disclosed"):
        return None
    requests = view.number("requests_disclosed")
    return words.say(
        "In these countries data was disclosed on {requests}; this concerned {accounts}.",
        requests=_counted(context, requests, "{n} request", "{n} requests"),
        accounts=_accounts(context, view.number("accounts_disclosed")),
    )


def _warning(context: Context, view: CubeView) -> str | None:
    coverage = view.coverage(view.measures[0].code)
    return coverage_warning(context) if coverage and not coverage.complete else None


def _most(context: Context, view: CubeView, measure: str) -> str | None:
    named = most_first(context, view, measure)[:MOST_NAMED]
    if not named:
        return None
    items = [
        f"{context.words.country(code)} ({_figure(context, view.number(measure, code))})" for code in named
    ]
    return context.words.say("Most came from: {countries}.", countries=context.words.listed(items))


def _changed(context: Context, view: CubeView, measure: str) -> str | None:
    change = change_words(context, view, view.measure(measure))
    label = context.words.say(view.measure(measure).label)
    return change and context.words.say("{measure}: {change}.", measure=label, change=change)


def _removals(context: Context, view: CubeView) -> list[str | None]:
    words, orders = context.words, view.number("orders")
    received = words.say(
        "{orders} to remove or restrict content received.",
        orders=_counted(context, orders, "{n} order", "{n} orders"),
    )
    return [received, _complied(context, view), _most(context, view, "orders")]


def _complied(context: Context, view: CubeView) -> str | None:
    if not view.has("compliance_rate"):
        return None
    ratio = view.ratio(view.measure("compliance_rate"))
    if ratio is None or not ratio.denominator:
        return None
    return context.words.plural(
        "{n} was complied with in full or in part ({share}).",
        "{n} were complied with in full or in part ({share}).",
        ratio.numerator,
        share=context.words.rate(ratio.numerator, ratio.denominator),
    )


def _reports(context: Context, view: CubeView) -> list[str | None]:
    words, reports = context.words, view.number("reports")
    received = words.plural(
        "{n} report by users was received.", "{n} reports by users were received.", reports.whole
    )
    acted = words.plural(
        "After {n} of them content was removed or restricted.",
        "After {n} of them content was removed or restricted.",
        view.number("reports_actioned").whole,
    )
    return [received, acted if reports.whole else None]


def _accounts(context: Context, number: Number) -> str:
    return _counted(context, number, "{n} account", "{n} accounts")


def _counted(context: Context, number: Number, one: str, many: str) -> str:
    """Write a number with its noun: "at least 5,826 accounts", "1 account"."""
    noun = context.words.plural(one, many, number.whole) if number.known else ""
    if number.exact:
        return noun
    return context.words.say("at least {what}", what=noun) if noun else _figure(context, number)


def _figure(context: Context, number: Number) -> str:
    return in_words(context.words, number)
