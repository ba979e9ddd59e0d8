"""What the program imports is what pyproject.toml declares, so that no other package's whim decides it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"pellucid", "tests", "benchmarks", "tools"}


def canonical(name: str) -> str:
    """Write a distribution's name the one way (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    """Name the distributions of a list of requirements."""
    return {canonical(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def imported(*folders: str) -> set[str]:
    """Name the distributions of the packages that the modules of some folders import."""
    found = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    packages = packages_distributions()
    return {canonical(packages[name][0]) for name in found - sys.stdlib_module_names - OURS}


def test_the_program_declares_what_it_imports() -> None:
    """Every package that a module of Pellucid imports is a dependency of its own or of an extra."""
    extras = [
        name for extra, names in PROJECT["optional-dependencies"].items() if extra != "dev" for name in names
    ]
    assert imported("src") - declared(PROJECT["dependencies"] + extras) == set()


def test_the_tests_declare_what_they_import() -> None:
    """The tests, benchmarks and tools need nothing but the dependencies and the extra `dev`."""
    extra = PROJECT["optional-dependencies"]["dev"]
    assert imported("tests", "benchmarks", "tools") - declared(PROJECT["dependencies"] + extra) == set()


def test_the_lock_has_every_dependency() -> None:
    """Each declared dependency stands in requirements.lock with an exact version and its hashes."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {canonical(line.partition("==")[0]) for line in lines if "==" in line}
    wanted = declared(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    assert wanted - locked == set()
