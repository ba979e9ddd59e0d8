"""`pellucid verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pellucid.cli.settings import Settings


@click.command("verify")
@click.argument("site", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def command(settings: Settings, site: Path | None) -> int:
    """Check every published file of SITE (default: output.site) against its release's manifest."""
    from pellucid.release.read import release_folders  # noqa: PLC0415
    from pellucid.release.verify import verify  # noqa: PLC0415

    folder = site or settings.config().site
    differences = verify(folder)
    for difference in differences:
        click.echo(str(difference))
    if not differences:
        count = len(release_folders(folder))
        settings.say(f"{count} release{'s' * (count != 1)} in {folder}: every file is as it was published.")
    return 1 if differences else 0
