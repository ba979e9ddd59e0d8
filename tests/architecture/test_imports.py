"""The rooms of Pellucid import one way only, and no ring exists; type-only imports count as well."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter

from tests.architecture.modules import MODULES, ROOMS, module_of, room_of


def imports(name: str) -> set[str]:
    """Name the modules of Pellucid that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(MODULES[name].tree):
        if isinstance(node, ast.Import):
            found |= {module_of(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {module_of(f"{node.module}.{alias.name}") for alias in node.names}
    return {module for module in found if module} - {name}


def test_a_room_imports_only_from_rooms_before_it() -> None:
    """What a module imports stands in its own room or in one that the data passes earlier."""
    steps = {(name, other) for name in MODULES for other in imports(name)}
    back = [step for step in steps if ROOMS.index(room_of(step[1])) > ROOMS.index(room_of(step[0]))]
    assert sorted(back) == []


def test_no_ring() -> None:
    """The modules can be put into an order in which each imports only earlier ones: no CycleError."""
    order = TopologicalSorter({name: imports(name) for name in MODULES}).static_order()
    assert set(order) == set(MODULES)


def test_imports_are_absolute() -> None:
    """A relative import would pass by the two tests above unseen."""
    relative = [
        name
        for name, module in MODULES.items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
