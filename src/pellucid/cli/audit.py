"""`pellucid audit`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.audit.findings import Finding, Findings
    from pellucid.cli.settings import Settings

_WIDTH = 5
_BREACH = 3


@click.command("audit")
@click.argument("site", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--width",
    type=click.IntRange(min=1),
    help=f"The shortest interval that may be left. Default: the configuration's; {_WIDTH} without one.",
)
@click.option(
    "--threshold",
    type=click.IntRange(min=1),
    help="Counts below it are small. Default: the configuration's; without one every withheld count is.",
)
@click.option("--strict", is_flag=True, help="Cells that may be small, and need not be, count as well.")
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    site: Path | None,
    form: str,
    width: int | None,
    threshold: int | None,
    strict: bool,
) -> int:
    """Play the attacker on SITE (default: output.site): say what can be worked out of withheld cells."""
    from pellucid.audit.attack import Rule  # noqa: PLC0415
    from pellucid.run.audit import audit_site  # noqa: PLC0415

    config = settings.config() if site is None or settings.config_path.is_file() else None
    stated = config.confidentiality if config else None
    if stated is not None and stated.threshold > 1:
        threshold = threshold or stated.threshold
        width = width or stated.width or stated.threshold
    rule = Rule(width or _WIDTH, threshold, strict=strict)
    findings = audit_site(site or settings.config().site, rule)
    if form == "json":
        click.echo(json.dumps(findings.record(), indent=2, ensure_ascii=False))
    else:
        for line in _text(findings):
            click.echo(line)
        settings.say(_summary(findings))
    return _BREACH if findings.disclosed else 0


def _text(findings: Findings) -> Iterator[str]:
    for finding in findings.disclosed:
        yield from _lines(finding)
    if findings.unsure:
        yield (
            f"Narrower than {findings.width}, and small or not, which only the publisher knows: "
            f"{len(findings.unsure)} withheld cells."
        )
        for finding in findings.unsure:
            yield f"  {finding.sentence}"
    if findings.harmless:
        yield f"Worked out too, and not small: {len(findings.harmless)} withheld cells."
    for doubt in findings.doubts:
        yield f"Not reckoned with, for published figures contradict it: {doubt}."


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.sentence}:"
    yield from (f"  {line}" for line in finding.chain)


def _summary(findings: Findings) -> str:
    releases = f"{len(findings.releases)} release{'s' * (len(findings.releases) != 1)}"
    cells = f"{findings.withheld} withheld cell{'s' * (findings.withheld != 1)}"
    if not findings.disclosed:
        return f"{releases}, {cells}: no small one can be worked out, or narrowed below {findings.width}."
    return f"{releases}, {cells}: {len(findings.disclosed)} can be worked out or narrowed too far."
