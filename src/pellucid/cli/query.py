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
@click.option("--site", type=click.Path(path_type=Path), help="Instead of output.site.")
@click.pass_obj
def command(settings: Settings, country: str, periods: tuple[str, ...], form: str, site: Path | None) -> None:
    """Answer for COUNTRY (a code or an English name) from published files only."""
    from pellucid.release.query import as_json, as_text, query  # noqa: PLC0415

    answer = query(site or settings.config().site, country, periods)
    click.echo(
        json.dumps(as_json(answer), indent=2, ensure_ascii=False) if form == "json" else as_text(answer)
    )
