"""`pellucid init`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pellucid.cli.settings import Settings, today_in, today_option

if TYPE_CHECKING:
    from datetime import datetime


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "logs",
    metavar="LOG",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Propose the configuration for this log; once for each log.",
)
@today_option
@click.pass_obj
def command(settings: Settings, folder: Path, logs: tuple[Path, ...], today: datetime | None) -> None:
    """Write a commented transparency.yaml and a small sample log to DIR (default: here).

    With --from it reads your logs instead, and proposes their kinds, columns, codes and date formats.
    """
    from pellucid.run.init import init, init_from  # noqa: PLC0415

    if logs:
        path, proposal = init_from(folder, logs)
        settings.say(f"wrote {path}")
        for line, text in proposal.to_decide:
            settings.say(f"{path}:{line}: to decide: {text}")
        settings.say(f"Next: pellucid -c {path} check")
        return
    written = init(folder, today_in("UTC", today))
    for path in written:
        settings.say(f"wrote {path}")
    settings.say(f"Next: pellucid -c {written[0]} build")
