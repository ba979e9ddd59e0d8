"""A mark planted in any part of any kind of file is read, and the message can say where."""

from __future__ import annotations

import io
import json
import zipfile

import pikepdf
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image, PngImagePlugin

from pellucid.confidentiality.leaks.texts import FileTexts
from pellucid.render.pdf.document import make_pdf

MARK = "Jane Roe"


def parts(name: str, content: bytes) -> list[str]:
    """Name the parts of a file in whose texts the mark stands."""
    return [part for part, text in FileTexts().of(name, content) if MARK in text]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<p>On Jane\nRoe.</p>"),
        ("a.html", "<p>On <b>Jane</b> <a href='x'>Roe</a></p>"),
        ("a.html", "<p>On <b>Ja</b>ne&#32;R&#111;e</p>"),
        ("a.html", '<img alt="On Jane Roe" src="x">'),
        ("a.html", '<a href="/?q=Jane%20Roe">x</a>'),
        ("a.html", '<meta name="author" content="Jane Roe">'),
        ("a.html", "<!-- Jane Roe -->"),
        ("a.html", '<script type="application/json">{"a": "Jane Roe"}</script>'),
        ("a.html", "<svg><title>Jane Roe: 5</title></svg>"),
        ("a.html", "<p data-n='5>3' title='Jane Roe'>"),
        ("feed.xml", "<summary>Jane Roe</summary>"),
        ("a.svg", "<svg><desc>Jane Roe</desc></svg>"),
        ("a.csv", 'code,value\r\n"Jane Roe",5\r\n'),
        ("a.json", json.dumps({"rows": [["x", {"Jane Roe": 5}]]})),
        ("a.json", '{"a": "Jane\\u0020Roe"}'),
        ("a.json", json.dumps({"html": "<p>Jane <em>Roe</em></p>"})),
        ("a.json", "{Jane Roe"),
        ("a.css", "/* Jane Roe */"),
        ("a.txt", "by Jane Roe"),
        ("a.bin", "\x00\x01Jane Roe\x00"),
        ("countries/Jane Roe.html", ""),
    ],
)
def test_texts(name: str, content: str) -> None:
    """Shown or not."""
    assert parts(name, content.encode())


def test_pages_that_share_lines() -> None:
    """A line that another page had is passed over; a text that goes on over lines is never cut."""
    reading = FileTexts()
    assert any(MARK in text for _, text in reading.of("a.html", b"<p>Jane Roe</p>\n<p>x</p>"))
    assert not any(MARK in text for _, text in reading.of("b.html", b"<p>Jane Roe</p>\n<p>y</p>"))
    list(reading.of("c.html", b"<p>Jane\nRoe</p>"))
    assert any(MARK in text for _, text in reading.of("d.html", b"<p>On Jane\nRoe</p>"))


def test_a_workbook() -> None:
    """Cells, headers of pages and properties."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("xl/sharedStrings.xml", "<sst><si><t>Jane Roe</t></si></sst>")
        book.writestr(
            "xl/worksheets/sheet1.xml",
            '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Jane Roe</t></is></c>'
            "<oddHeader>Jane Roe</oddHeader>",
        )
        book.writestr("docProps/core.xml", "<dc:creator>Jane Roe</dc:creator>")
    assert set(parts("a.xlsx", stream.getvalue())) == {
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "docProps/core.xml",
    }


def test_a_parquet_file() -> None:
    """Cells, names of columns and metadata."""
    stream = io.BytesIO()
    table = pa.table({"code": ["x", MARK], MARK: [1, 2]}).replace_schema_metadata({"by": MARK})
    pq.write_table(table, stream)
    assert {"metadata", "columns", "column code"} <= set(parts("a.parquet", stream.getvalue()))


def test_a_pdf() -> None:
    """Pages, links, metadata, and what is attached."""
    text = (
        '<html lang="en"><title>Jane Roe</title><body style="width: 40em"><p>On Jane<br>Roe</p>'
        '<h1 style="break-before: page">x</h1><a href="https://m.example/Jane Roe">x</a></body></html>'
    )
    pdf = make_pdf(
        text, address=None, files={}, attached={"a.csv": b"code\r\nJane Roe\r\n"}, day="2026-01-15"
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.docinfo["/Author"] = MARK
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = [MARK]
        stream = io.BytesIO()
        document.save(stream)
    found = parts("report.pdf", stream.getvalue())
    assert {"page 1", "attached a.csv", "metadata", "outside its pages"} <= set(found)


def test_pictures() -> None:
    """Comments of a PNG, EXIF and comments of a JPEG."""
    picture = Image.new("RGB", (2, 2))
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK)
    info.add_itxt("XML:com.adobe.xmp", f"<rdf><dc:creator>{MARK}</dc:creator></rdf>")
    stream = io.BytesIO()
    picture.save(stream, "png", pnginfo=info)
    assert len(parts("a.png", stream.getvalue())) >= 2
    exif = Image.Exif()
    exif[0x013B] = MARK  # the artist
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + MARK.encode()  # a user's comment
    stream = io.BytesIO()
    picture.save(stream, "jpeg", exif=exif, comment=MARK.encode())
    assert len(parts("a.jpg", stream.getvalue())) >= 3
    assert parts("not_a_picture.png", b"Jane Roe")
