"""The pictures of the documents are those that one command takes, and each is shown somewhere."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tools.pictures import PICTURES

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LARGEST = 300_000  # bytes: they are loaded with the page


def test_every_picture_is_made_by_the_command() -> None:
    """None that only somebody's own machine could make, and so grows old."""
    assert {path.name for path in (ROOT / "docs").glob("*.png")} == set(PICTURES)


def test_every_picture_is_shown() -> None:
    """In the README or in the manual."""
    text = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert [name for name in PICTURES if f"{name})" not in text] == []


def test_pictures_are_light() -> None:
    """They can be looked at, and do not weigh on the repository each time that they change."""
    for name in PICTURES:
        path = ROOT / "docs" / name
        assert path.stat().st_size < LARGEST
        assert Image.open(path).width >= 1000
