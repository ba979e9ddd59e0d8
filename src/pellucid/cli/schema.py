"""`pellucid schema`."""

from __future__ import annotations

import json

import click


@click.command("schema")
@click.argument("of", type=click.Choice(["config", "logs", "release"]))
def command(of: str) -> None:
    """Print the JSON Schema of the configuration, or the Table Schemas of logs or of published tables."""
    from pellucid.run.schema import SCHEMAS  # noqa: PLC0415

    click.echo(json.dumps(SCHEMAS[of](), indent=2, ensure_ascii=False))
