"""Pages of the document as pictures, beside those that somebody has looked at and approved.

After a change that is meant to be seen: `APPROVE=1 make test TESTS=tests/render/test_pages.py`, look at what
has changed in tests/render/approved, and commit it. A test that fails leaves the new picture and where it
differs in the folder for temporary files that it names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

APPROVED = Path(__file__).parent / "approved"
PAGES = {1: "cover", 2: "contents", 3: "summary", 4: "countries", 6: "map", 8: "wide-table", 9: "policy"}
DOTS = 50  # an inch: A4 is 413 by 585
# Of 255 levels of grey: how much a page may differ on average, and how much its most different part. Other
# versions of the program that draws the pages differ by less, a line of text that has moved by more.
AVERAGE, PART = 1.0, 60


@pytest.fixture(scope="module")
def pictures(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw every page of the document."""
    assert shutil.which("pdftoppm"), "the tests need pdftoppm: `make test` says how to install it"
    folder = tmp_path_factory.mktemp("pages")
    document = folder / "report.pdf"
    document.write_bytes(files["report.pdf"])
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", "-png", document, folder / "page"], check=True)
    return folder


@pytest.mark.parametrize(("number", "name"), PAGES.items())
def test_a_page_looks_as_approved(pictures: Path, number: int, name: str, tmp_path: Path) -> None:
    """Within a tolerance that passes over the edges of letters."""
    found = next(path for path in pictures.glob("page-*.png") if int(path.stem[5:]) == number)
    approved = APPROVED / f"{name}.png"
    if os.environ.get("APPROVE"):
        with Image.open(found) as picture:
            picture.quantize(16).save(approved, optimize=True)
    differs = difference(found, approved)
    average, part = ImageStat.Stat(differs).mean[0], differs.getextrema()[1]
    if average > AVERAGE or part > PART:  # type: ignore[operator]
        shutil.copy(found, tmp_path / f"{name}.png")
        differs.point(lambda level: min(255, level * 4)).save(tmp_path / f"{name}-differs.png")
    assert (average, part) <= (AVERAGE, 255), f"see {tmp_path}"
    assert part <= PART, f"see {tmp_path}"  # type: ignore[operator]


def difference(one: Path, other: Path) -> Image.Image:
    """Give how much two pictures differ at each place, blurred so that a letter's edge is little."""
    with Image.open(one) as first, Image.open(other) as second:
        left, right = (picture.convert("L").filter(ImageFilter.BoxBlur(2)) for picture in (first, second))
        assert left.size == right.size
        return ImageChops.difference(left, right)


def test_a_line_that_has_moved_is_seen(tmp_path: Path) -> None:
    """The tolerance is no blind eye: a page differs from the same page three dots lower."""
    approved = APPROVED / "countries.png"
    with Image.open(approved) as picture:
        ImageChops.offset(picture.convert("L"), 0, 3).save(tmp_path / "moved.png")
    assert ImageStat.Stat(difference(tmp_path / "moved.png", approved)).mean[0] > AVERAGE
