"""A publisher's templates in; a block whose name the template that it extends does not have is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateError, nodes

from pellucid.config.nearest import nearest
from pellucid.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2 import Environment


def check_blocks(templates: Environment, folder: Path) -> None:
    """Look at every template of a folder; one that can't be read says so when it is filled in.

    Raises:
        UsageError: a block would be shown nowhere, as no template above has one of its name.

    """
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        try:
            tree, above = _parsed(templates, name), _names_above(templates, name)
        except TemplateError:
            continue
        for block in _outermost(tree) if above else ():
            if block.name not in above:
                near = nearest(block.name, above)
                raise UsageError(
                    f"the template that this one extends has no block {block.name!r}, so it is shown nowhere",
                    where=f"{path}:{block.lineno}",
                    mend=f"did you mean {near}?" if near else f"use {', '.join(sorted(above))}",
                )


def _names_above(templates: Environment, name: str) -> frozenset[str]:
    """Give the blocks of all templates that one extends; nothing where it extends none."""
    found: set[str] = set()
    seen = {name}
    above = _extended(_parsed(templates, name))
    while above and above not in seen:
        seen.add(above)
        tree = _parsed(templates, above)
        found |= {block.name for block in tree.find_all(nodes.Block)}
        above = _extended(tree)
    return frozenset(found)


def _parsed(templates: Environment, name: str) -> nodes.Template:
    if templates.loader is None:
        return nodes.Template([])
    source, filename, _ = templates.loader.get_source(templates, name)
    return templates.parse(source, name, filename)


def _extended(tree: nodes.Template) -> str | None:
    """Name the template that one extends, where it is named outright."""
    found = next(tree.find_all(nodes.Extends), None)
    return found.template.value if found and isinstance(found.template, nodes.Const) else None


def _outermost(tree: nodes.Node) -> Iterator[nodes.Block]:
    """Give the blocks that stand in no other: one inside of another is shown with it."""
    for child in tree.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)
