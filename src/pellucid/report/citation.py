"""Takes the configuration and the period, gives how the release is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pellucid.report.model import Citation
from pellucid.report.wording import period_words

if TYPE_CHECKING:
    from pellucid.report.context import Context


def citation(context: Context) -> Citation:
    """Name publisher, title, period and day, and the address where the site has one."""
    config, words = context.config, context.words
    text = words.say(
        "{publisher}: {title}, {period}. Published on {date}.",
        publisher=config.publisher.name,
        title=config.report.title,
        period=period_words.label(words, context.period),
        date=words.day(context.today),
    )
    base = config.output.base_url
    return Citation(text, urljoin(base, f"{context.period.folder}/") if base else None)
