"""Takes figures that may be published, the facts and the configuration, gives the report in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.config.in_language import in_language
from pellucid.config.model import BANDS, RESTATED, TITLE
from pellucid.report.blocks.appendices import appendices
from pellucid.report.blocks.key_figures import key_figures, main_view
from pellucid.report.blocks.method_changes import method_changes
from pellucid.report.blocks.narrative import narrative
from pellucid.report.blocks.next_report import next_report
from pellucid.report.blocks.sentences import one_sentence
from pellucid.report.citation import citation
from pellucid.report.context import TITLES, Context
from pellucid.report.downloads import downloads
from pellucid.report.model import Publisher, Report, Section, TypeWords
from pellucid.report.numbers.lookup import Lookup
from pellucid.report.pages.country import country_pages
from pellucid.report.sections import SECTIONS
from pellucid.report.wording import period_words
from pellucid.report.wording.fixed_words import fixed_words
from pellucid.report.wording.labels import Labels
from pellucid.report.wording.languages import site_languages
from pellucid.report.wording.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.config.model import Config
    from pellucid.report.facts import Facts

    Lookups = Callable[[ProtectedFigures, str], Lookup]


def build_reports(
    figures: ProtectedFigures, facts: Facts, config: Config, today: date, lookup: Lookups = Lookup
) -> tuple[Report, ...]:
    """Say a release in each of the configuration's languages.

    lookup: gives the numbers of figures by their codes; who says the same figures again may keep them.
    """
    numbers = lookup(figures, config.counting.rate_of)
    return tuple(_report(figures, numbers, facts, config, today, code) for code in config.report.languages)


def build_report(
    figures: ProtectedFigures, facts: Facts, config: Config, today: date, language: str | None = None
) -> Report:
    """Say a release in a language; in the configuration's first one where none is named."""
    numbers = Lookup(figures, config.counting.rate_of)
    return _report(figures, numbers, facts, config, today, language or config.report.languages[0])


def _report(  # noqa: PLR0913 - all that it says something of
    figures: ProtectedFigures, numbers: Lookup, facts: Facts, config: Config, today: date, language: str
) -> Report:
    words = Words.of(language)
    config = _told(config, words)
    context = Context(
        numbers,
        config,
        facts,
        words,
        Labels(config, words),
        figures.period,
        today,
    )
    view = main_view(context)
    return Report(
        language=words.language,
        direction=words.direction,
        title=config.report.title,
        publisher=Publisher(config.publisher.name, config.publisher.url, config.publisher.contact),
        period=period_words.period_words(words, figures.period),
        published_on=words.day(today),
        published_at=today.isoformat(),
        program=facts.program,
        summary=one_sentence(context),
        key_figures=key_figures(context, view).figures if view else (),
        sections=tuple(_sections(context)),
        method=_method(context),
        countries=country_pages(context),
        downloads=downloads(context),
        next_report=next_report(context),
        appendices=tuple(appendices(context)),
        attribution=tuple(config.report.attribution),
        words=fixed_words(words),
        request_types=tuple(_request_types(context)),
        base_url=config.output.base_url,
        citation=citation(context),
        method_changes=method_changes(context),
        languages=site_languages(config.report.languages),
    )


def _told(config: Config, words: Words) -> Config:
    """Give the configuration with every text in the language of the words, the usual title among them."""
    told = in_language(config, words.language)
    if told.report.title != TITLE:
        return told
    report = told.report.model_copy(update={"title": words.say(TITLE)})
    return told.model_copy(update={"report": report})


def _request_types(context: Context) -> Iterator[TypeWords]:
    """Name every type and category that has figures, for those who read the data files."""
    labels, found = context.labels, dict[str, TypeWords]()
    for view in context.figures.views():
        for code in view.request_types:
            of_requests = view.of == "legal_requests"
            found[code] = (
                TypeWords(code, labels.request_type(code), labels.family(code))
                if of_requests
                else TypeWords(code, labels.category(code))
            )
    process = context.figures.national_security
    for code in process.option.known if process else ():
        found[code] = TypeWords(code, labels.request_type(code), labels.family(code))
    yield from (found[code] for code in sorted(found))


def _sections(context: Context) -> Iterator[Section]:
    """Give the configured sections that have something to say; the method has a page of its own."""
    configured = context.config.report.sections
    always = (name for name in (BANDS, RESTATED) if name not in configured)
    for name in (*configured, *always):
        if name != "method" and (section := _section(context, name)):
            yield section


def _section(context: Context, name: str) -> Section | None:
    made = SECTIONS[name](context) if name in SECTIONS else None
    told = narrative(context, name)
    if told is None:
        return made
    return Section(name, context.words.say(TITLES[name]), (told, *(made.blocks if made else ())))


def _method(context: Context) -> Section:
    made = _section(context, "method")
    if made is None:
        message = "the method section is always made"
        raise AssertionError(message)
    return made
