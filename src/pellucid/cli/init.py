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
@today_option
@click.pass_obj
def command(settings: Settings, folder: Path, today: datetime | None) -> None:
    """Write a commented transparency.yaml and a small sample log to DIR (default: here)."""
    from pellucid.run.init import init  # noqa: PLC0415

    written = init(folder, today_in("UTC", today))
    for path in written:
        settings.say(f"wrote {path}")
    settings.say(f"Next: pellucid -c {written[0]} build")
