"""What the documents tell a reader to do works, in a copy of the repository, and prints what they show."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.docs.blocks import marked_blocks, perform

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
MADE = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", ".pellucid", "public"
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the repository without what was made in it, beside the environment that the tests run in."""
    folder = tmp_path / "pellucid"
    shutil.copytree(ROOT, folder, ignore=MADE)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    return folder


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if marked_blocks(d)], ids=lambda d: d.name)
def test_a_document_can_be_followed(document: Path, copy: Path) -> None:
    """Every marked block of a document, one after the other, does what the document says."""
    for block in marked_blocks(document):
        perform(block, copy)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_inside_the_repository_lead_somewhere(document: Path) -> None:
    """A relative link in a document names a file that is there."""
    broken = [link for link in links(document) if not (document.parent / link).exists()]
    assert broken == []


def links(document: Path) -> list[str]:
    """Read the addresses inside the repository that a document links to."""
    inline = (token for token in MarkdownIt().parse(document.read_text(encoding="utf-8")) if token.children)
    addresses = (
        str(child.attrs.get("href") or child.attrs.get("src") or "")
        for token in inline
        for child in token.children or ()
        if child.type in {"link_open", "image"}
    )
    paths = (address.partition("#")[0] for address in addresses if "://" not in address)
    return [path for path in paths if path and not path.startswith("mailto:")]
