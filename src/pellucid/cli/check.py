"""`pellucid check`."""

from __future__ import annotations

import os
from pathlib import Path
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


USUAL = (3, 5, 10)


@click.command("check")
@period_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option(
    "--thresholds",
    metavar="LIST",
    help="What these thresholds would withhold of the newest period. Default: 3,5,10 while none is chosen.",
)
@cache_option
@engine_option
@today_option
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    periods: tuple[str, ...],
    form: str,
    thresholds: str | None,
    cached: bool,
    engine: str | None,
    today: datetime | None,
) -> int:
    """Read and validate every log; write rejects.csv and reconciliation.json to the work folder."""
    from pellucid.cli.findings import FORMS, Places  # noqa: PLC0415
    from pellucid.run.check import Question, check  # noqa: PLC0415

    config = settings.config(engine)
    wanted = _wanted(thresholds, chosen=config.confidentiality.threshold > 1 or form != "text")
    day = today_in(config.periods.timezone, today)
    with settings.progress() as progress:
        checked = check(config, Question(periods, wanted, cached), day, progress)
    way = Path(os.path.relpath(config.root)).as_posix()
    for line in FORMS[form](checked, Places(config.work, f"{way}/")):
        click.echo(line)
    return 1 if checked.rejected else 0


def _wanted(given: str | None, *, chosen: bool) -> tuple[int, ...]:
    """Read the thresholds to try; those that are usual where nobody has chosen one yet."""
    if given is None:
        return () if chosen else USUAL
    words = [word.strip() for word in given.split(",") if word.strip()]
    if not all(word.isdecimal() and int(word) > 0 for word in words):
        raise click.BadParameter(f"{given!r} is not a list of whole numbers", param_hint="--thresholds")
    return tuple(sorted({int(word) for word in words}))
