"""A configuration of this folder in; what the program makes of the original files out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pellucid.config import load_config
from pellucid.cube.figures import make_figures
from pellucid.run.examine import examine
from pellucid.run.progress import Silence
from pellucid.vocabulary.periods import Period
from tests.cube.running import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pellucid.intake.faults import Fault
    from pellucid.intake.reconcile import Reconciliation

REAL = Path(__file__).parent
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Found:
    """Figures by period and kind, the account of every row, and what is wrong with rows."""

    cells: Mapping[tuple[str, str], Cells]
    reconciliation: Reconciliation
    faults: tuple[Fault, ...]

    def number(
        self, measure: str, period: str, country: str = "_T", request_type: str = "_T", kind: str = "counts"
    ) -> float | None:
        """Give a figure; None where there is none."""
        cell = self.cells[period, kind].of_key.get((period, country, request_type, measure))
        return cell[0] if cell else None

    def by(self, place: int, measure: str, period: str, kind: str = "counts") -> dict[str, float | None]:
        """Give the figures of a measure by country (1) or type (2), over all of the other."""
        return {
            key[place]: cell[0]
            for key, cell in self.cells[period, kind].of_key.items()
            if key[3] == measure and key[0] == period and key[3 - place] == "_T" and key[place] != "_T"
        }

    @property
    def places(self) -> list[tuple[int, str, str]]:
        """Give each fault's line, column and code."""
        return [(fault.line, fault.column, fault.code) for fault in self.faults]


def look(
    tmp_path: Path, folder: str, name: str, *periods: str, without: str = "", instead: str = ""
) -> Found:
    """Read the files by a configuration and count them for some periods.

    without: words of the configuration that are left out, to see what happens. instead: what takes their
    place.
    """
    target = tmp_path / folder
    shutil.copytree(REAL / folder, target, dirs_exist_ok=True)
    path = target / f"{name}.yaml"
    if without:
        text = path.read_text(encoding="utf-8")
        assert without in text
        path.write_text(text.replace(without, instead), encoding="utf-8")
    config = load_config(path)
    wanted = [Period.parse(one) for one in periods]
    with examine(config, TODAY, lambda _: wanted, Silence()) as examined:
        figures = make_figures(examined.source, examined.covered, wanted, 0)
        cells = {
            (one.period.name, kind): Cells.of(cube) for one in figures for kind, cube in one.cubes.items()
        }
        return Found(cells, examined.reconciliation, examined.faults)
