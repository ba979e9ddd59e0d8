"""Each module says in its first line what it takes and what it gives."""

from __future__ import annotations

import ast

from tests.architecture.modules import MODULES


def test_each_module_says_what_it_is_for() -> None:
    """The first line of a module is a sentence that fits the line."""
    first = {name: (ast.get_docstring(m.tree) or "").partition("\n")[0] for name, m in MODULES.items()}
    assert [name for name, line in first.items() if not line.endswith((".", ":"))] == []
