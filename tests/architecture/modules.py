"""The source tree -> its modules by name, each with its syntax tree; and the order of the rooms."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"

# The order in docs/ARCHITECTURE.md: a room may import from those before it. "" is the package itself.
ROOMS = (
    "",
    "errors",
    "vocabulary",
    "config",
    "engine",
    "intake",
    "cube",
    "confidentiality",
    "report",
    "render",
    "release",
    "audit",
    "run",
    "cli",
)


@dataclass(frozen=True)
class Module:
    """A module of Pellucid."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """What it says."""
        return ast.parse(self.path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_name(path): Module(_name(path), path) for path in sorted(SOURCE.rglob("*.py"))}


def room_of(name: str) -> str:
    """Name the room that a module stands in."""
    return name.partition(".")[2].partition(".")[0]


def module_of(imported: str) -> str | None:
    """Name the module that an import reaches: ``a.b.c`` may be a module, or a name in the module ``a.b``."""
    if imported in MODULES:
        return imported
    parent = imported.rpartition(".")[0]
    return parent if parent in MODULES else None
