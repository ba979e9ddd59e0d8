"""Takes figures by country, says who has most; those alike are named together, withheld ones tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.tabulate import in_words
from pellucid.report.numbers.arithmetic import none_exceeds
from pellucid.report.numbers.order import alike
from pellucid.report.numbers.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView

MOST_NAMED = 3  # countries that a sentence names
FEWEST = 2  # one alone is not the first of any


def who_leads(context: Context, view: CubeView, codes: Sequence[str]) -> str:
    """State who has most of a kind's first measure, as the title of a chart does; codes: most first."""
    words, measure = context.words, view.measures[0]
    first = alike(view, measure.code, codes)
    if len(first) > 1:
        return _several(context, view, first)
    part, whole = view.number(measure.code, first[0]), view.number(measure.code)
    name, figure = words.country(first[0]), in_words(words, part)
    if part.exact and whole.exact and whole.whole:
        share = words.rate(Ratio(part.whole, whole.whole))
        told = {"country": name, "n": figure, "share": share}
        if certain(view, measure.code, first):
            return words.say("{country} leads with {n}, {share} of the total", **told)
        return words.say("{country} leads the published figures with {n}, {share} of the total", **told)
    if _any_withheld(view, measure.code):
        return words.say("{country} leads the published figures with {n}", country=name, n=figure)
    return words.say("{country} leads the countries with figures, with {n}", country=name, n=figure)


def certain(view: CubeView, measure: str, named: Sequence[str]) -> bool:
    """Say whether no country that is not named can have as many, by what is published."""
    last = view.number(measure, named[-1])
    others = [view.number(measure, code) for code in view.countries]
    return last.exact and none_exceeds(last.value or 0, others, view.number(measure))


def _several(context: Context, view: CubeView, first: Sequence[str]) -> str:
    """State who share the first place."""
    words, measure, whole = context.words, view.measures[0].code, view.number(view.measures[0].code)
    sure = whole.exact and certain(view, measure, first)
    few = len(first) <= MOST_NAMED
    told = {"countries": words.listed(map(words.country, first)), "n": _figure(context, view, measure, first)}
    if sure and few:
        return words.say("{countries} have most, {n} each", **told)
    all_of_them = words.say("{countries}, {n} each", **told)
    all_of_them = all_of_them if few else number_of(context, view, measure, first)
    if sure:
        return words.say("Highest figure: {countries}", countries=all_of_them)
    if whole.withheld or _any_withheld(view, measure) or whole.exact:
        return words.say("Highest published figure: {countries}", countries=all_of_them)
    return words.say("Highest figure that is available: {countries}", countries=all_of_them)


def number_of(context: Context, view: CubeView, measure: str, first: Sequence[str]) -> str:
    """Count those who share the first place, where they are too many to be named."""
    figure = _figure(context, view, measure, first)
    return context.words.plural(
        "{n} country, {figure}", "{n} countries, {figure} each", len(first), figure=figure
    )


def _figure(context: Context, view: CubeView, measure: str, first: Sequence[str]) -> str:
    """Write the figure that they share; it is "at least" where it is so for one of them."""
    numbers = [view.number(measure, code) for code in first]
    return in_words(context.words, next((one for one in numbers if not one.exact), numbers[0]))


def _any_withheld(view: CubeView, measure: str) -> bool:
    numbers = (view.number(measure), *(view.number(measure, code) for code in view.countries))
    return any(number.withheld for number in numbers)
