"""What is taken of tables and charts: CSV, SVG and PNG, with nothing in it that the page does not say."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageOps, ImageStat

from pellucid.render.pages.take import figure_csv, table_csv
from pellucid.render.pictures.charts import standing_alone
from pellucid.render.pictures.png import png_of
from pellucid.report.model import Cell, Column, Figure, LineData, Point, Row, Series, Table
from tests.render.conftest import FOLDER
from tests.render.fixture import trend

if TYPE_CHECKING:
    from pathlib import Path

CHARTS = ("trend", "ranking")


def read(content: bytes) -> list[list[str]]:
    """Read a CSV file."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_a_table_has_plain_numbers_and_its_marks() -> None:
    """Exact figures in digits, percentages as percent; what is withheld or a bound stays as it is shown."""
    cells = (
        Cell("1,234", sort="1234"),
        Cell("62.2%", sort="0.621951"),
        Cell("c", sort="", status="suppressed"),
        Cell("\N{GREATER-THAN OR EQUAL TO}\N{NO-BREAK SPACE}7", sort="7", status="at_least"),
        Cell("=cmd()", numeric=False),
    )
    columns = (
        Column("Country"),
        Column("n"),
        Column("Rate", "% of n"),
        Column("a"),
        Column("b"),
        Column("t"),
    )
    found = read(table_csv(Table("t", "T", columns, (Row(Cell("France", numeric=False), cells),))))
    assert found[0][:3] == ["Country", "n", "Rate (% of n)"]
    assert found[1] == ["France", "1234", "62.1951", "c", cells[3].text, "'=cmd()"]


def test_a_withheld_point_is_words() -> None:
    """The line has a gap, and so has the file."""
    points = (Point("Q1", 3.0, "3"), Point("Q2", None, "withheld", withheld=True))
    figure = Figure("f", "F", "S", "A", line=LineData((Series("Requests", points),)))
    assert read(figure_csv(figure, "en")) == [["Period", "Requests"], ["Q1", "3"], ["Q2", "withheld"]]
    assert read(figure_csv(figure, "fr"))[0][0] == "Période"


def test_the_main_page_has_files_beside_it(site: Path) -> None:
    """A chart as SVG, PNG and CSV, a table as CSV; each links to itself."""
    page = (site / FOLDER / "index.html").read_text(encoding="utf-8")
    for name in CHARTS:
        for ending in ("svg", "png", "csv"):
            assert f'href="charts/{name}.{ending}" download="{name}.{ending}"' in page
            assert (site / FOLDER / "charts" / f"{name}.{ending}").is_file()
        assert f'<a class="number" href="#{name}">' in page
    assert 'href="tables/requests-by-country.csv"' in page
    rows = read((site / FOLDER / "tables" / "requests-by-country.csv").read_bytes())
    assert len(rows) == 62


def test_a_picture_stands_alone(site: Path) -> None:
    """It has its finding, its events and who publishes it; the PNG is the same picture, twice as large."""
    text = (site / FOLDER / "charts" / "trend.svg").read_text(encoding="utf-8")
    picture = ET.fromstring(text)  # noqa: S314 - our own
    words = " ".join(picture.itertext())
    assert words.count(trend().title) == 2
    assert "Founder detained in France" in words
    assert "Example Messenger" in words
    with Image.open(site / FOLDER / "charts" / "trend.png") as image:
        assert image.width == 2 * int(picture.attrib["width"])
        assert len(image.convert("L").getcolors() or ()) > 20


def test_a_picture_in_arabic_begins_at_the_right() -> None:
    """Its title ends at neither edge, and runs from the right margin to the left."""
    figure = Figure("f", "الطلبات: ارتفاع من 595 إلى 3,417", "الطلبات", "A", line=LINE)
    picture = drawn(figure, "ar")
    left, _, right, _ = ImageOps.invert(picture.crop((0, 0, picture.width, 90))).getbbox() or (0, 0, 0, 0)
    assert left > picture.width / 2
    assert picture.width - 50 < right < picture.width - 30


@pytest.mark.parametrize(("language", "title"), [("en", "Requests"), ("ar", "الطلبات"), ("ja", "命令")])
def test_a_title_is_bold_in_every_script(language: str, title: str) -> None:
    """It has more ink than the same words below it, for its size."""
    figure = Figure("f", title, title, "A", line=LINE)
    picture = ImageOps.invert(drawn(figure, language))
    bold = ImageStat.Stat(picture.crop((0, 40, picture.width, 98))).sum[0] / 18**2
    plain = ImageStat.Stat(picture.crop((0, 98, picture.width, 140))).sum[0] / 14**2
    assert bold > 1.1 * plain


LINE = LineData((Series("A", (Point("Q1", 3.0, "3"), Point("Q2", 5.0, "5"))),))


def drawn(figure: Figure, language: str) -> Image.Image:
    """The picture in grey."""
    return Image.open(io.BytesIO(png_of(standing_alone(figure, language, "Example")))).convert("L")


def test_a_page_of_a_country_carries_its_tables(site: Path) -> None:
    """Pages of countries are many, so that they have no files beside them."""
    page = (site / FOLDER / "countries" / "GS.html").read_text(encoding="utf-8")
    found = re.findall(r'href="data:text/csv;charset=utf-8,([^"]*)" download="([^"]*)"', page)
    assert found
    assert all(read(unquote(content).encode()) and name.endswith(".csv") for content, name in found)
