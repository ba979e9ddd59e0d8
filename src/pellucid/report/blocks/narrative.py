"""Takes a publisher's Markdown for a section, gives clean HTML with the figures that it names filled in.

A figure is named by measure and country: `{{ fig.requests.FR }}`, `{{ fig.requests.total }}`. HTML in the
text is shown as text; images, scripts and styles are left out, so that a page never loads anything from
elsewhere.
"""

from __future__ import annotations

import traceback
from functools import partial
from typing import TYPE_CHECKING

import nh3
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markupsafe import Markup

from pellucid.config.narratives import narrative_file
from pellucid.config.nearest import nearest
from pellucid.cube.cells import TOTAL
from pellucid.errors import ConfigurationFaults
from pellucid.report.blocks.key_figures import value_in_words
from pellucid.report.model import Narrative
from pellucid.report.wording import period_words
from pellucid.report.wording.words import NO_BLANKS
from pellucid.vocabulary.countries import country_code, country_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from markdown_it.token import Token

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView

TAGS = {
    *(
        "p",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "strong",
        "em",
        "code",
        "pre",
        "hr",
        "br",
        "a",
    ),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
HIGHEST_HEADING = 3  # h1 is the page's title, h2 the section's
LOWEST_HEADING = 6
_TEXT = "<template>"  # how Jinja calls a template that is no file


def narrative(context: Context, section: str) -> Narrative | None:
    """Give the publisher's own words for a section, None where there are none."""
    if not narrated(context, section):
        return None
    return Narrative(Markup(to_html(_filled_in(context, section), context.words.language)))  # noqa: S704 - cleaned by nh3


def narrated(context: Context, section: str) -> bool:
    """Whether the publisher has words of its own for a section, in the report's language."""
    return narrative_file(context.config, section, context.words.language) is not None


def to_html(markdown: str, language: str = "") -> str:
    """Turn Markdown into HTML that a page may carry."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    _lower_headings(tokens)
    _bare_links(tokens)
    if language in NO_BLANKS:
        _join_lines(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes={"http", "https", "mailto"}
    )


def _lower_headings(tokens: list[Token]) -> None:
    """Make headings fit below a section's, with no level skipped."""
    level = HIGHEST_HEADING - 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1]) + HIGHEST_HEADING - 1, level + 1, LOWEST_HEADING)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"


def _join_lines(tokens: list[Token]) -> None:
    """Leave out the ends of lines where letters that no blanks part stand beside them."""
    for token in tokens:
        children = token.children or []
        beside = ["", *(child.content for child in children), ""]
        dropped = {
            place
            for place, child in enumerate(children)
            if child.type == "softbreak"
            and not (beside[place][-1:].isascii() and beside[place + 2][:1].isascii())
        }
        if dropped:
            token.children = [child for place, child in enumerate(children) if place not in dropped]


def _bare_links(tokens: list[Token]) -> None:
    """Leave bare text in links: an element inside a link breaks PDF/UA."""
    for token in tokens:
        inside, kept = False, []
        for child in token.children or ():
            inside = child.type == "link_open" or (inside and child.type != "link_close")
            if not inside or child.type in {"link_open", "text"}:
                kept.append(child)
        if token.children is not None:
            token.children = kept


def _filled_in(context: Context, section: str) -> str:
    names = {
        "fig": {
            code: figures for view in context.figures.views() for code, figures in _figures(context, view)
        },
        "period": period_words.period_words(context.words, context.period),
        "publisher": context.config.publisher.name,
    }
    text = _read(context, section)
    try:
        return SandboxedEnvironment(undefined=_Missing).from_string(text).render(names)
    except TemplateError as fault:
        mend = "name a figure by measure and country: {{ fig.requests.FR }} or {{ fig.requests.total }}"
        reason = f"the text can't be filled in: {fault.message}"
        raise _fault(context, section, reason, mend, _line(fault)) from fault


def _line(fault: TemplateError) -> int | None:
    """The line of the text that a fault arose in."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.lineno
    frames = traceback.extract_tb(fault.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == _TEXT), None)


class _Missing(StrictUndefined):
    """A name that stands for nothing: a fault that says what may have been meant."""

    @property
    def _undefined_message(self) -> str:
        found, name = self._undefined_obj, str(self._undefined_name)
        if not isinstance(found, dict):
            return super()._undefined_message
        if isinstance(found, _Figures):
            near = country_code(name) or nearest(name, found)
            said = f"there is no figure of {name!r}"
        else:
            near, said = nearest(name, found), f"no measure of the logs is called {name!r}"
        return f"{said}; did you mean {near}?" if near else said


class _Figures(dict[str, str]):
    """A measure's figures by country; what no record names is said when it is asked for."""

    def __init__(
        self, said: Callable[[str], str], countries: Mapping[str, str], others: Container[str]
    ) -> None:
        super().__init__({name: said(country) for name, country in countries.items()})
        self._said, self._others = said, others

    def __missing__(self, name: str) -> str:
        if name not in self._others:
            raise KeyError(name)
        return self._said(name)


def _figures(context: Context, view: CubeView) -> list[tuple[str, _Figures]]:
    places = {"total": TOTAL} | {country: country for country in view.countries}
    others = frozenset[str]() if view.aggregated else country_codes()
    return [
        (measure.code, _Figures(partial(value_in_words, context, view, measure), places, others))
        for measure in view.measures
    ]


def _read(context: Context, section: str) -> str:
    path = context.config.root / _file_of(context, section)
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        raise _fault(context, section, f"the text can't be read: {reason}", "name a Markdown file") from fault


def _file_of(context: Context, section: str) -> str:
    return narrative_file(context.config, section, context.words.language) or ""


def _fault(
    context: Context, section: str, reason: str, mend: str, line: int | None = None
) -> ConfigurationFaults:
    key, file = ("report", "narrative", section), _file_of(context, section)
    place = f"{file}:{line}" if line else file
    return ConfigurationFaults((context.config.fault(key, reason, place, mend),))
