"""Takes the figures by country, gives them as a map of the world with its legend and its finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import UNKNOWN
from pellucid.report.blocks.first_places import MOST_NAMED, certain, number_of
from pellucid.report.blocks.sentences import COUNTED, counted
from pellucid.report.blocks.tabulate import in_words
from pellucid.report.model import Area, Figure, Fill, MapData
from pellucid.report.numbers.classes import classes, place, shades
from pellucid.report.numbers.order import countries_with_some, countries_with_values, foremost
from pellucid.vocabulary.messages import message, messages
from pellucid.vocabulary.status import Status
from pellucid.vocabulary.world import has_code, world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView, Number

FEWEST = 2  # countries with a figure: one is no map

ZERO, WITHHELD, RANGE, UNAVAILABLE, NO_RECORD = "zero", "withheld", "range", "unavailable", "no-record"
# What has no shade, in the order of the legend.
WITHOUT = {
    ZERO: "0",
    RANGE: message("a range"),
    WITHHELD: message("withheld"),
    UNAVAILABLE: message("not available"),
    NO_RECORD: message("no record"),
}
# What a map finds, and the same where a figure that is not published may be higher than those named.
HIGHEST = {
    "requests": messages(
        "Requests came from {n} country; highest: {countries}",
        "Requests came from {n} countries; highest: {countries}",
    ),
    "requests_disclosed": messages(
        "Data was disclosed on requests from {n} country; highest: {countries}",
        "Data was disclosed on requests from {n} countries; highest: {countries}",
    ),
    "orders": messages(
        "Orders came from {n} country; highest: {countries}",
        "Orders came from {n} countries; highest: {countries}",
    ),
}
HIGHEST_FIGURES = messages(
    "Figures above 0 for {n} country; highest: {countries}",
    "Figures above 0 for {n} countries; highest: {countries}",
)
PUBLISHED = {
    "requests": messages(
        "Requests came from {n} country; highest published: {countries}",
        "Requests came from {n} countries; highest published: {countries}",
    ),
    "requests_disclosed": messages(
        "Data was disclosed on requests from {n} country; highest published: {countries}",
        "Data was disclosed on requests from {n} countries; highest published: {countries}",
    ),
    "orders": messages(
        "Orders came from {n} country; highest published: {countries}",
        "Orders came from {n} countries; highest published: {countries}",
    ),
}
PUBLISHED_FIGURES = messages(
    "Figures above 0 for {n} country; highest published: {countries}",
    "Figures above 0 for {n} countries; highest published: {countries}",
)


def world_map(context: Context, view: CubeView, name: str) -> Figure | None:
    """Map a kind's first measure by country; None where hardly a country has a figure."""
    words, measure = context.words, view.measures[0]
    leading = countries_with_values(words, view, measure.code)
    if len(leading) < FEWEST:
        return None
    drawn = _Drawing(context, view)
    areas = tuple(drawn.areas())
    legend = tuple(drawn.legend({area.fill for area in areas}))
    return Figure(
        id=name,
        title=_finding(context, view, leading),
        subtitle=words.say(
            "{measure} by country, {period}", measure=words.say(measure.label), period=context.period_label
        ),
        alt=words.paragraph(_in_words(context, areas, legend)),
        map=MapData(areas, legend),
        notes=tuple(drawn.notes()),
        source=context.data_file(view.kind),
    )


class _Drawing:
    """Fills areas by the figures of one measure."""

    def __init__(self, context: Context, view: CubeView) -> None:
        self._context, self._view = context, view
        self._measure = view.measures[0].code
        self._there = frozenset(view.countries)
        known = (number.value or 0 for number in map(self._number, view.countries) if number.known)
        self._classes = classes(known, context.threshold)
        self._shades = shades(len(self._classes))

    def areas(self) -> list[Area]:
        """Give every area with a code, the highest class first, then by name: so they are told one by one.

        One that is part of another is given only where it has a figure of its own.
        """
        outlines = world().areas
        codes = [code for code in outlines if has_code(code)]
        shown = [code for code in codes if code in self._there or outlines[code].within is None]
        ranks = {fill: rank for rank, fill in enumerate((*reversed(self._shades), *WITHOUT))}
        found = [
            Area(code, self._fill(code), self._said(code)) for code in self._context.words.by_name(shown)
        ]
        return sorted(found, key=lambda area: ranks[area.fill])

    def legend(self, fills: set[str]) -> Iterator[Fill]:
        """Say what each fill means: all classes, and the others that are on the map."""
        words = self._context.words
        for shade, (least, most) in zip(self._shades, self._classes, strict=True):
            yield Fill(shade, words.count(least) if least == most else words.span_of_counts(least, most))
        for fill, text in WITHOUT.items():
            if fill in fills:
                yield Fill(fill, self._withheld_words() if fill == WITHHELD else words.say(text))

    def notes(self) -> Iterator[str]:
        """Say what the map can't show, and that its borders are not the publisher's."""
        words, view = self._context.words, self._view
        missing = [code for code in words.by_name(view.countries) if code not in world().areas]
        told = [self._listed(code) for code in missing if not self._number(code).zero]
        if told:
            yield words.say("Not on the map: {places}.", places=words.listed(told))
        if any(number.status is Status.AT_LEAST for number in map(self._number, view.countries)):
            yield words.say("Where a figure is a lower bound, the colour is that of the bound.")
        yield words.say(
            "The colours go by the figures alone, whatever the size or population of a country. Small "
            "countries with a figure have a circle."
        )
        yield words.say(
            "The borders are those of Natural Earth and imply no position on them. Areas without a code of "
            "their own in ISO 3166 are left grey."
        )

    def _number(self, code: str) -> Number:
        return self._view.number(self._measure, code)

    def _fill(self, code: str) -> str:
        number = self._number(code)
        if code not in self._there:
            return NO_RECORD
        if number.withheld:
            return WITHHELD
        if number.status is Status.BANDED:
            return RANGE
        if number.value is None:
            return UNAVAILABLE
        return self._shades[place(number.value, self._classes)] if number.value else ZERO

    def _said(self, code: str) -> str:
        words, number = self._context.words, self._number(code)
        if code not in self._there:
            figure = words.say(WITHOUT[NO_RECORD])
        elif self._measure in COUNTED and (number.known or number.status is Status.BANDED):
            figure = counted(self._context, number, self._measure)
        else:
            figure = in_words(words, number)
        return words.say("{name}: {n}", name=words.country(code), n=figure)

    def _listed(self, code: str) -> str:
        words = self._context.words
        return words.say("{name} ({n})", name=words.country(code), n=in_words(words, self._number(code)))

    def _withheld_words(self) -> str:
        """Name what is hatched: withheld, held back to a later date, or both."""
        statuses = {number.status for number in map(self._number, self._there) if number.withheld}
        if statuses == {Status.EMBARGOED}:
            return self._context.words.say("held back")
        if Status.EMBARGOED in statuses:
            return self._context.words.say("withheld or held back")
        return self._context.words.say(WITHOUT[WITHHELD])


def _finding(context: Context, view: CubeView, leading: Sequence[str]) -> str:
    """State from how many countries something came, and from which most of all."""
    words, measure = context.words, view.measures[0].code
    named = foremost(view, measure, leading, MOST_NAMED)
    others = [view.number(measure, code) for code in view.countries if code != UNKNOWN]
    if all(other.exact for other in others) or certain(view, measure, named):
        one, many = HIGHEST.get(measure, HIGHEST_FIGURES)
    else:
        one, many = PUBLISHED.get(measure, PUBLISHED_FIGURES)
    number = len(countries_with_some(words, view, measure))
    few = len(named) <= MOST_NAMED
    listed = words.listed(map(words.country, named)) if few else number_of(context, view, measure, named)
    return words.plural(one, many, number, countries=listed)


def _in_words(context: Context, areas: Sequence[Area], legend: Sequence[Fill]) -> Iterator[str]:
    """List the countries of each class, by name; of those without a record there are too many."""
    words = context.words
    for entry in legend:
        codes = [area.code for area in areas if area.fill == entry.fill]
        if codes and entry.fill != NO_RECORD:
            names = words.apart(words.country(code) for code in words.by_name(codes))
            yield words.say("{measure}: {points}.", measure=entry.text, points=names)
