"""`pellucid preview`."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import click

from pellucid.cli.garbage import look_again
from pellucid.cli.settings import Settings, engine_option, period_option, today_in, today_option

if TYPE_CHECKING:
    from datetime import datetime


@click.command("preview")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 is any that is free."
)
@period_option
@click.option("--all", "every", is_flag=True, help="Every complete period that the logs have records for.")
@engine_option
@today_option
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    port: int,
    periods: tuple[str, ...],
    every: bool,
    engine: str | None,
    today: datetime | None,
) -> None:
    """Show the site on 127.0.0.1, and anew whenever a template, the configuration or a log changes.

    Nothing is published. Ctrl-C ends it.
    """
    from pellucid.run.periods import Wish  # noqa: PLC0415
    from pellucid.run.preview import Preview, Question  # noqa: PLC0415
    from pellucid.run.progress import Notes  # noqa: PLC0415
    from pellucid.run.serve import Desk, follow, site  # noqa: PLC0415

    look_again()
    wish = Wish(periods, previous=False, every=every)
    question = Question(
        settings.config_path, wish, lambda config: today_in(config.periods.timezone, today), engine
    )
    preview = Preview(question, Notes(settings.say))
    desk = Desk(preview, settings.say, monotonic)
    try:
        with site(desk, port) as address:
            click.echo(address)
            settings.say("reading and counting; Ctrl-C ends the preview")
            follow(preview, desk)
    except KeyboardInterrupt:
        settings.say("ended; nothing was published")
    finally:
        preview.close()
