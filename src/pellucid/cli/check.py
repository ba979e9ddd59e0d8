"""`pellucid check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pellucid.cli.settings import (
    Settings,
    cache_option,
    engine_option,
    period_option,
    today_in,
    today_option,
)

if TYPE_CHECKING:
    from datetime import datetime


@click.command("check")
@period_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@cache_option
@engine_option
@today_option
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    periods: tuple[str, ...],
    form: str,
    cached: bool,
    engine: str | None,
    today: datetime | None,
) -> int:
    """Read and validate every log; write rejects.csv and reconciliation.json to the work folder."""
    from pellucid.cli.findings import FORMS  # noqa: PLC0415
    from pellucid.run.check import check  # noqa: PLC0415

    config = settings.config(engine)
    with settings.progress() as progress:
        checked = check(config, periods, today_in(config.periods.timezone, today), progress, cached=cached)
    for line in FORMS[form](checked, config.work):
        click.echo(line)
    return 1 if checked.rejected else 0
