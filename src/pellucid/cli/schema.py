"""`pellucid schema`."""

from __future__ import annotations

import json

import click


@click.command("schema")
@click.argument("of", type=click.Choice(["config", "logs", "release", "report"]))
def command(of: str) -> None:
    """Print the JSON Schema of the configuration or of report.json, or Table Schemas of logs or a release."""
    from pellucid.run.schema import SCHEMAS  # noqa: PLC0415

    click.echo(json.dumps(SCHEMAS[of](), indent=2, ensure_ascii=False))
