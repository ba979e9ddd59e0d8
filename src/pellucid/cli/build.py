"""`pellucid build`."""

from __future__ import annotations

import json
from dataclasses import asdict
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
from pellucid.vocabulary.formats import FORMATS

if TYPE_CHECKING:
    from datetime import datetime

    from pellucid.run.build import Built


@click.command("build")
@period_option
@click.option("--previous", is_flag=True, help="The last complete period; the default without --period.")
@click.option("--all", "every", is_flag=True, help="Every complete period that the logs have records for.")
@click.option("--formats", metavar="LIST", help=f"Instead of the configuration's: {','.join(FORMATS)}.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=True), help="Instead of output.site.")
@click.option("--strict", is_flag=True, help="End with 1, publishing nothing, if any row would be left out.")
@click.option("--dry-run", is_flag=True, help="Do everything but publish.")
@click.option(
    "--summary", type=click.Choice(["text", "json"]), default="text", help="How to say what was done."
)
@engine_option
@cache_option
@today_option
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    periods: tuple[str, ...],
    previous: bool,
    every: bool,
    formats: str | None,
    output: Path | None,
    strict: bool,
    dry_run: bool,
    summary: str,
    engine: str | None,
    cached: bool,
    today: datetime | None,
) -> None:
    """Make the releases that are asked for, and the site's front page."""
    from pellucid.run.build import Order, build  # noqa: PLC0415
    from pellucid.run.periods import Wish  # noqa: PLC0415

    config = settings.config(engine)
    order = Order(
        Wish(periods, previous, every),
        _formats(formats) or config.report.formats,
        output.absolute() if output else config.site,
        strict,
        dry_run,
        cached,
    )
    with settings.progress() as progress:
        built = build(config, order, today_in(config.periods.timezone, today), progress)
    _tell(settings, built, summary, dry_run=dry_run)


def _formats(given: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (given or "").split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(FORMATS)}", param_hint="--formats")
    return names


def _tell(settings: Settings, built: Built, summary: str, *, dry_run: bool) -> None:
    if summary == "json":
        click.echo(json.dumps({**asdict(built), "site": str(built.site), "dry_run": dry_run}))
        return
    done = "Would make" if dry_run else "Made"
    settings.say(f"{done} {', '.join(built.releases)} in {built.site}.")
    if built.rejected:
        rows = "row was" if built.rejected == 1 else "rows were"
        settings.say(f"{built.rejected:,} {rows} left out because of faults; `pellucid check` names them.")
    if built.lapses:
        found = "disclosure does" if built.lapses == 1 else "disclosures do"
        settings.say(f"{built.lapses:,} {found} not conform to the policy; `pellucid check` names them.")
    if built.contradictions:
        rows = "row contradicts" if built.contradictions == 1 else "rows contradict"
        settings.say(f"{built.contradictions:,} {rows} others; the report's notes name them.")
    if built.kept:
        counts = "count below the threshold was" if built.kept == 1 else "counts below the threshold were"
        settings.say(
            f"{built.kept:,} {counts} published before and so published again; to withhold small counts "
            "there too, take the folders of those releases out of the site and build them anew."
        )
