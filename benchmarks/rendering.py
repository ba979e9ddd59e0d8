"""A counted publication -> its pages and its PDF, and the seconds that rendering them took.

Run as `python -m benchmarks.rendering PUBLICATION SECONDS`; the seconds are added to the file as a line.
"""

from __future__ import annotations

import pickle
import sys
import time
from pathlib import Path

from pellucid.render.formats import render


def main(publication: str, seconds: str) -> None:
    """Render what `benchmarks.publication` has written."""
    counted = pickle.loads(Path(publication).read_bytes())  # noqa: S301 - we have written it
    start = time.perf_counter()
    render(counted, ("html", "pdf"))
    took = time.perf_counter() - start
    with Path(seconds).open("a", encoding="utf-8") as file:
        file.write(f"{took}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
