"""`pellucid diff`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pellucid.cli.settings import Settings


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.pass_obj
def command(settings: Settings, old: Path, new: Path, form: str) -> int:
    """Name every number of a period that OLD and NEW, sites or releases, both carry and state otherwise."""
    from pellucid.release.restated import as_html, as_json, restatements  # noqa: PLC0415

    found = restatements(old, new)
    if form == "json":
        click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    elif form == "html":
        click.echo(as_html(found))
    else:
        for change in found:
            click.echo(str(change))
        settings.say(f"{len(found):,} number{'s' * (len(found) != 1)} restated.")
    return 1 if found else 0
