"""A project and a file's name -> the publication of the period, counted and put into words, in that file.

Run as `python -m benchmarks.publication transparency.yaml OUT`.
"""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path

from benchmarks.project import PERIOD, TODAY
from pellucid.confidentiality.protect import protect
from pellucid.config import load_config
from pellucid.cube.figures import make_figures
from pellucid.render.publication import Publication
from pellucid.report.build import build_report
from pellucid.run.examine import examine
from pellucid.run.periods import Wish, choose
from pellucid.run.progress import Silence


def main(configuration: str, out: str) -> None:
    """Do what a build does before it renders."""
    config, today = load_config(Path(configuration)), date.fromisoformat(TODAY)
    wish = Wish((PERIOD,))
    with examine(config, today, lambda covered: choose(config, wish, covered, today), Silence()) as found:
        figures = make_figures(found.source, found.covered, found.periods or (), config.counting.history)
        protected = protect(next(iter(figures)))
        publication = Publication(build_report(protected, found.facts, config, today), protected)
    Path(out).write_bytes(pickle.dumps(publication))


if __name__ == "__main__":
    main(*sys.argv[1:])
