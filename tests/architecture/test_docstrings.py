"""Each module says in its first line what it takes and what it gives."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.modules import MODULES


@pytest.mark.parametrize("name", MODULES)
def test_each_module_says_what_it_is_for(name: str) -> None:
    """The first line of a module is a sentence that fits the line."""
    first = (ast.get_docstring(MODULES[name].tree) or "").partition("\n")[0]
    assert first.endswith((".", ":")), "a module begins with a sentence on what it takes and gives"
