"""A build's arguments -> a script that imports the libraries which that build has imported, and does nothing.

Run as `python -m benchmarks.libraries OUT.py build …`, in a project's folder.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from pellucid.cli import main as pellucid

OURS = {"pellucid", "benchmarks", "__main__"}


def main(out: str, *arguments: str) -> None:
    """Run the build, and write down what it has loaded, in its order."""
    sys.argv = ["pellucid", *arguments]
    try:
        pellucid()
    except SystemExit as end:
        if end.code:
            raise
    loaded = [name for name in list(sys.modules) if _is_library(name)]
    Path(out).write_text("".join(f"import {name}\n" for name in loaded), encoding="utf-8")


def _is_library(name: str) -> bool:
    top = name.partition(".")[0]
    if top in OURS or top in sys.stdlib_module_names or top.startswith("_"):
        return False
    try:
        return find_spec(name) is not None
    except ValueError:  # what a library has made up while it was loaded
        return False


if __name__ == "__main__":
    main(*sys.argv[1:])
