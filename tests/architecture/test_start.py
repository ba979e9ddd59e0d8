"""What `pellucid --help` pays for: click, and none of the libraries that do the work."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("babel", "duckdb", "ibis", "jinja2", "numpy", "pandas", "pydantic", "rich", "weasyprint", "yaml")

ASK = f"""
import atexit, sys
atexit.register(lambda: print("loaded:", *sorted(sys.modules.keys() & {{{", ".join(map(repr, HEAVY))}}})))
from pellucid.cli import main
sys.argv[0] = "pellucid"
main()
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["check", "--help"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    """An answer about the commands themselves comes from a process that loaded none of them."""
    answer = subprocess.run(
        [sys.executable, "-c", ASK, *arguments], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "loaded:"
