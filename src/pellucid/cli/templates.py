"""`pellucid templates`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pellucid.cli.settings import Settings


@click.group("templates")
def command() -> None:
    """Work with the report's templates."""


@command.command("eject")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def eject(settings: Settings, folder: Path) -> None:
    """Copy the built-in templates to DIR for changing; `report.templates: DIR` then takes them."""
    from pellucid.release.failures import naming  # noqa: PLC0415
    from pellucid.render.templates import eject as copy_out  # noqa: PLC0415

    with naming(folder):
        written = copy_out(folder)
    settings.say(
        f"Wrote {len(written)} files to {folder}. Set `report.templates` to that folder to use them."
    )
