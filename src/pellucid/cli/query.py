"""`pellucid query`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pellucid.cli.settings import Settings, period_option


@click.command("query")
@click.argument("country")
@period_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", help="Of the answer, such as fr; the report's first one by itself.")
@click.option("--site", type=click.Path(path_type=Path), help="Instead of output.site.")
@click.pass_obj
def command(  # noqa: PLR0913 - one an option
    settings: Settings,
    country: str,
    periods: tuple[str, ...],
    form: str,
    language: str | None,
    site: Path | None,
) -> None:
    """Answer for COUNTRY (a code or an English name) from published files only."""
    from pellucid.release.query import as_json, as_text, query  # noqa: PLC0415

    answer = query(site or settings.config().site, country, periods, language)
    click.echo(
        json.dumps(as_json(answer), indent=2, ensure_ascii=False) if form == "json" else as_text(answer)
    )
