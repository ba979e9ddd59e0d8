"""What the program says of itself, and of command lines that it does not understand."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import pellucid
from pellucid.cli import COMMANDS
from tests.architecture.test_start import HEAVY
from tests.cli.running import call, run

if TYPE_CHECKING:
    from pathlib import Path

# Every command of the contract that this version has, with a word that its help must explain.
HELP = {
    ("init",): "DIR",
    ("check",): "--format",
    ("build",): "--strict",
    ("preview",): "--port",
    ("audit",): "SITE",
    ("verify",): "SITE",
    ("diff",): "OLD",
    ("query",): "COUNTRY",
    ("schema",): "release",
    ("templates",): "eject",
    ("templates", "eject"): "DIR",
}


@pytest.mark.parametrize("command", HELP)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(tmp_path: Path, command: tuple[str, ...], option: str) -> None:
    """On standard output, with its options, whatever the folder holds."""
    ended = call(tmp_path, *command, option)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: pellucid " + " ".join(command))
    assert HELP[command] in ended.out


def test_help_of_all(tmp_path: Path) -> None:
    """The installed program names each command, and the global options."""
    ended = run(tmp_path, "--help")
    assert ended.code == 0
    assert all(f"\n  {command}" in ended.out for command in COMMANDS)
    assert {command[0] for command in HELP} == set(COMMANDS)
    assert "PELLUCID_CONFIG" in ended.out


def test_version(tmp_path: Path) -> None:
    """The installed program is this one."""
    assert run(tmp_path, "--version").out.split()[-1] == pellucid.__version__


def test_help_of_no_command_loads_a_heavy_library() -> None:
    """All of them in one process, so that none is left out."""
    script = f"""
import sys
from pellucid.cli import main
for command in {list(HELP)!r}:
    try:
        main([*command, "--help"])
    except SystemExit as end:
        assert not end.code
print("loaded:", *sorted(sys.modules.keys() & set({HEAVY!r})))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded:"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Usage: pellucid"),
        (("frob",), "No such command 'frob'"),
        (("build", "--frob"), "No such option '--frob'"),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'json', 'github'"),
        (("build", "--formats", "csv,docx"), "'docx' is not one of html, pdf, csv, json, xlsx, parquet"),
        (("build", "--summary", "xml"), "'xml' is not one of 'text', 'json'"),
        (("build", "--today", "2026-13-01"), "2026-13-01"),
        (("query",), "Missing argument 'COUNTRY'"),
        (("schema",), "Missing argument"),
        (("schema", "tables"), "'tables' is not one of"),
        (("templates", "eject"), "Missing argument 'DIR'"),
    ],
)
def test_command_lines_that_are_not_understood(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2, the reason on standard error, nothing on standard output."""
    (tmp_path / "transparency.yaml").write_text(
        "publisher: {name: B, url: 'https://b.example', contact: b}\nlogs: [{kind: counts, paths: [x.csv]}]\n"
    )
    ended = call(tmp_path, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
