"""The README's commands exist, and its steps to a report of one's own lead there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from pellucid.cli import COMMANDS
from tests.docs.blocks import console

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
LATER = {"audit", "diff", "preview"}  # named in CHANGELOG.md as not there yet


def test_the_steps_to_a_report_work(tmp_path: Path) -> None:
    """The block that begins with `pip install` ends with pages; the wheel's own test does the installing."""
    blocks = [token.content for token in MarkdownIt().parse(README) if token.info == "console"]
    steps = [command for command, _ in console(next(block for block in blocks if "pip install" in block))]
    assert "pip install" in steps[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = "\n".join(["set -eu", *steps[1:]])
    subprocess.run(["bash", "-c", script], cwd=tmp_path, env=os.environ | {"PATH": path}, check=True)
    assert list(tmp_path.glob("*/public/*/index.html"))


def test_every_target_and_command_that_is_named_exists() -> None:
    """A `make` target or a `pellucid` command in the README or a guide can be typed."""
    documents = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").glob("*.md"),
    ]
    text = "\n".join(document.read_text(encoding="utf-8") for document in documents)
    assert set(re.findall(r"\bmake ([a-z]+)`", text)) <= TARGETS
    assert set(re.findall(r"`(?:\$ )?pellucid ([a-z]+)", text)) <= set(COMMANDS) | LATER
