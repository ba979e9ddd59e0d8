"""A Markdown document -> its fenced blocks that are marked to be run, in order.

The mark stands behind the language, where no reader of the page sees it:

- ```` ```console run ````: each line after ``$`` is run, and the lines below it, if any, must be what it
  prints (``...`` stands for any text);
- ```` ```python file=PATH ```` (or any other language): the block is written to a file;
- ```` ```diff apply ````: the block is applied as a patch.
"""

from __future__ import annotations

import doctest
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTINUED = "\\"


@dataclass(frozen=True)
class Block:
    """A marked block: what to do with it, its text, and the line of the document where it starts."""

    action: str
    text: str
    line: int


def marked_blocks(document: Path) -> list[Block]:
    """Read the blocks of a document that carry a mark."""
    tokens = MarkdownIt().parse(document.read_text(encoding="utf-8"))
    fences = (token for token in tokens if token.type == "fence")
    parts = ((token.info.split(), token) for token in fences)
    return [
        Block(words[1], token.content, token.map[0] + 1)
        for words, token in parts
        if len(words) > 1 and token.map is not None
    ]


def perform(block: Block, folder: Path) -> None:
    """Do in a folder what a reader of the block would do there."""
    verb, _, path = block.action.partition("=")
    if verb == "file":
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(block.text, encoding="utf-8")
    elif verb == "apply":
        patch = ["git", "apply", "--recount", "--unidiff-zero", "-"]
        subprocess.run(patch, input=block.text, text=True, cwd=folder, check=True)
    elif verb == "run":
        for command, expected in console(block.text):
            _run(command, expected, folder)
    else:
        raise AssertionError(f"line {block.line}: nobody knows how to do {block.action!r}")


def console(text: str) -> Iterator[tuple[str, str]]:
    """Split a block into commands and what each prints."""
    for part in f"\n{text}".split("\n$ ")[1:]:
        lines = part.splitlines()
        last = next(n for n, line in enumerate(lines) if not line.endswith(CONTINUED))
        yield "\n".join(lines[: last + 1]), "".join(f"{line}\n" for line in lines[last + 1 :])


def _run(command: str, expected: str, folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "100"}
    answer = subprocess.run(
        ["bash", "-euc", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, f"$ {command}\n{answer.stdout}{answer.stderr}"
    checker = doctest.OutputChecker()
    wanted = doctest.Example(command, expected)
    flags = doctest.ELLIPSIS
    if expected and not checker.check_output(expected, answer.stdout, flags):
        raise AssertionError(f"$ {command}\n{checker.output_difference(wanted, answer.stdout, flags)}")
