"""How a page of the document is laid out, by the places of its words."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.render.formats import rendering
from pellucid.render.pdf.write import write
from pellucid.report.model import Cell, Column, Definition, Definitions, Row, Section, Table
from tests.render.fixture import publication

if TYPE_CHECKING:
    from pathlib import Path

    from pellucid.report.model import Block

WORD = re.compile(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>')


def placed(folder: Path, *blocks: Block, direction: str = "ltr") -> list[list[tuple[str, float, float]]]:
    """The words of each page of a report of these blocks, each with its left and its right end."""
    release = publication()
    report = replace(
        release.report,
        direction=direction,
        sections=(Section("one", "One", blocks),),
        countries=(),
    )
    path = folder / "report.pdf"
    path.write_bytes(write(replace(release, report=report), rendering())["report.pdf"])
    made = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True
    ).stdout
    return [
        [(text, float(left), float(right)) for left, right, text in WORD.findall(page)]
        for page in made.split("<page ")[1:]
    ]


def test_units_stand_below_units_from_right_to_left_too(tmp_path: Path) -> None:
    """Figures run from left to right in every script."""
    rows = tuple(Row(Cell("x", numeric=False), (Cell(text), Cell("5"))) for text in ("70,717", "83"))
    table = Table("t", "Caption", (Column("A", numeric=False), Column("B"), Column("C")), rows)
    words = [word for page in placed(tmp_path, table, direction="rtl") for word in page]
    (wide,), (narrow,) = ([word for word in words if word[0] == text] for text in ("70,717", "83"))
    assert abs(wide[2] - narrow[2]) < 1
    assert wide[1] < narrow[1] - 5


def test_a_term_is_on_the_page_of_its_meaning(tmp_path: Path) -> None:
    """Whichever term it is that comes to the foot of a page."""
    terms = tuple(Definition(f"term{place}", f"meaning{place} " + "word " * 60) for place in range(40))
    pages = [{text for text, *_ in page} for page in placed(tmp_path, Definitions(terms))]
    assert sum(any(word.startswith("term") for word in page) for page in pages) > 1
    for place in range(40):
        assert all((f"term{place}" in page) == (f"meaning{place}" in page) for page in pages)


def test_a_caption_may_be_wider_than_its_table(tmp_path: Path) -> None:
    """It takes one line as long as the page has room."""
    caption = "A caption that needs far more room than a narrow table of two columns FIN"
    table = Table("t", caption, (Column("A", numeric=False), Column("B")), (Row(Cell("x"), (Cell("1"),)),))
    words = [word for page in placed(tmp_path, table) for word in page]
    (number,) = (right for text, _, right in words if text == "1" and right > 200)
    assert max(right for text, _, right in words if text == "FIN") > number + 50
