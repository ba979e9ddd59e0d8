"""Takes the figures of a kind, gives what they lack: the share without a country, what is not collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.cube.measures import measures_of
from pellucid.report.numbers.lookup import is_rate
from pellucid.report.numbers.ratio import Ratio
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView

# What a log of requests may say of each of them, beside what is counted.
DIMENSIONS = {
    "outcome": message("outcome"),
    "authority_type": message("type of authority"),
    "legal_basis": message("legal basis"),
    "offence_category": message("category of offence"),
    "legal_review": message("result of the legal analysis"),
    "emergency": message("whether it was an emergency"),
    "data_disclosed": message("categories of data disclosed"),
}


def gaps(context: Context, view: CubeView, title: str) -> tuple[str, ...]:
    """Say what the figures of a kind lack; `title` is the kind's name."""
    return (*_without_country(context, view, title), *_not_collected(context, view, title))


def _without_country(context: Context, view: CubeView, title: str) -> Iterator[str]:
    """Tell how much has no known country, where there are figures by country at all."""
    if not view.countries:
        return
    words, measure = context.words, view.measures[0].code
    part, whole = view.number(measure, UNKNOWN), view.number(measure)
    if UNKNOWN not in view.countries or part.zero:
        yield words.say("{kind}: the country is known for all.", kind=title)
    elif part.exact and whole.exact and whole.whole:
        yield words.say(
            "{kind}: for {n} of {all} ({share}) the country is not known.",
            kind=title,
            n=words.count(part.whole),
            all=words.count(whole.whole),
            share=words.rate(Ratio(part.whole, whole.whole)),
        )
    elif part.withheld:
        yield words.say("{kind}: for how many the country is not known is withheld.", kind=title)
    else:
        yield words.say("{kind}: for how many the country is not known is not available.", kind=title)


def _not_collected(context: Context, view: CubeView, title: str) -> Iterator[str]:
    """Name what the log does not say, so that nobody takes its absence for none."""
    words = context.words
    missing = [
        words.lowered(words.say(measure.label))
        for measure in measures_of(view.of)
        if not view.has(measure.code) and not is_rate(measure)
    ]
    counted = view.number(view.measures[0].code, TOTAL)
    if view.kind == "legal_requests" and not counted.zero:
        missing += [words.say(label) for code, label in DIMENSIONS.items() if not context.figures.codes(code)]
    if missing:
        yield words.say("{kind}: not collected are {names}.", kind=title, names=words.listed(missing))
