"""The document: both standards, the data embedded, whole tables in its structure, no outside in it."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import shutil
import subprocess
import tempfile
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import page as page_validation
import pikepdf
import pypdfium2 as pdfium
import pytest
from markupsafe import Markup

from pellucid.confidentiality.leaks.texts import FileTexts
from pellucid.errors import UsageError
from pellucid.render.formats import rendering
from pellucid.render.pdf.document import make_pdf
from pellucid.render.pdf.write import write
from pellucid.render.pictures.charts import chart
from pellucid.report.model import (
    Bar,
    BarData,
    Cell,
    Column,
    Figure,
    Heading,
    Narrative,
    Row,
    Section,
    Table,
    Text,
)
from tests.render.fixture import COUNTRIES, publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Says so of each stream that ends in a carriage return; qpdf, which is right, is asked about these.
FALSE_ALARM = "STREAM-LENGTH-001"


@pytest.fixture(scope="module")
def file(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document on disk."""
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(files["report.pdf"])
    return path


@pytest.fixture(scope="module")
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    """The document, opened."""
    with pikepdf.open(file) as opened:
        yield opened


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_it_keeps_the_standard(file: Path, profile: str) -> None:
    """PDF/UA-1 for those who do not see it, PDF/A-3 for those who keep it."""
    failures = page_validation.validate_pdf(str(file), profile=profile).failures
    assert [str(failure) for failure in failures if FALSE_ALARM not in failure.rule_id] == []


def test_its_syntax_is_sound(file: Path) -> None:
    """Every stream is as long as it says."""
    assert shutil.which("qpdf"), "the tests need qpdf: `make test` says how to install it"
    assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0


def test_the_data_is_in_it(pdf: pikepdf.Pdf, files: dict[str, bytes]) -> None:
    """The published files, byte for byte, each named once as the document's data."""
    assert sorted(pdf.attachments.keys()) == ["breakdowns.csv", "legal_requests.csv", "report.json"]
    for name, attached in pdf.attachments.items():
        assert attached.get_file().read_bytes() == files[f"data/{name}"]
    relations = [str(file.AFRelationship) for file in pdf.Root.AF]
    assert relations == ["/Data"] * 3


def test_it_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    """Language, title and date stand in it."""
    assert str(pdf.Root.Lang) == "en"
    assert str(pdf.docinfo.Title) == "Transparency report, Q4 2025"
    assert str(pdf.docinfo.CreationDate).startswith("D:20260115")


def test_it_has_bookmarks(pdf: pikepdf.Pdf) -> None:
    """One a section, below the title."""
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
    assert titles[:3] == ["Contents", "Summary", "Countries"]
    assert titles[-1] == "Method and data quality"


def test_its_fonts_are_ours(pdf: pikepdf.Pdf) -> None:
    """No letter comes from the machine."""
    fonts = {str(item.FontName) for item in objects(pdf) if item.get("/Type") == "/FontDescriptor"}
    assert {name.partition("+")[2] for name in fonts} == {"Inter", "Inter-Bold"}


def test_it_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for as long as nobody looks for garbage either: the program ends without doing so."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gc.disable()
    try:
        write(publication(), rendering())
        assert list(tmp_path.iterdir()) == []
    finally:
        gc.enable()


def objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary in the file."""
    return (item for item in pdf.objects if isinstance(item, pikepdf.Dictionary))


def elements(element: Any, kind: str) -> Iterator[Any]:  # noqa: ANN401 - a PDF object
    """The structure's elements of a kind, in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/S") == kind:
                yield kid
            yield from elements(kid, kind)


def test_a_long_table_is_one_table(pdf: pikepdf.Pdf) -> None:
    """It runs over pages, but its structure has one head, one caption and every row."""
    tables = list(elements(pdf.Root.StructTreeRoot, "/Table"))
    longest = max(tables, key=lambda table: len(list(elements(table, "/TR"))))
    assert len(list(elements(longest, "/TR"))) == 1 + 1 + len(COUNTRIES)
    for kind in ("/THead", "/TBody", "/Caption"):
        assert len(list(elements(longest, kind))) == 1
    assert len({row.Pg.objgen for row in elements(longest, "/TR")}) > 1
    assert len(tables) == 5


def test_rows_know_their_body(pdf: pikepdf.Pdf) -> None:
    """Each child names its parent, after rows were moved as before."""
    for kind in ("/Table", "/TBody", "/TR", "/L"):
        for element in elements(pdf.Root.StructTreeRoot, kind):
            kids = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
            assert all(kid.P.objgen == element.objgen for kid in kids)


def test_header_cells_have_their_scope(pdf: pikepdf.Pdf) -> None:
    """Columns in the head, rows below it; no cell has a list that could be wrong."""
    root = pdf.Root.StructTreeRoot
    heads = [cell for head in elements(root, "/THead") for cell in elements(head, "/TH")]
    sides = [cell for body in elements(root, "/TBody") for cell in elements(body, "/TH")]
    assert {str(cell.A.Scope) for cell in heads} == {"/Column"}
    assert {str(cell.A.Scope) for cell in sides} == {"/Row"}
    assert not [cell for cell in elements(root, "/TD") if "/Headers" in cell.A]


def test_a_repeated_head_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    """Its words are on the page, but are not read out again."""
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums
    empty = [
        place for page in owners[1::2] if isinstance(page, pikepdf.Array) for place in page if place is None
    ]
    assert len(empty) > 0
    contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert contents.count(b"/Artifact\n<</Type /Pagination>>\nBDC") == len(empty)


def test_a_mark_is_read_aloud_in_words(pdf: pikepdf.Pdf) -> None:
    """On paper a withheld cell is a mark; a screen reader is given the word instead."""
    spans = [element for element in objects(pdf) if element.get("/S") == "/Span" and "/ActualText" in element]
    assert [str(span["/ActualText"]) for span in spans] == ["withheld"]


def test_a_caption_alone_on_a_page_belongs_to_its_table() -> None:
    """However a publisher's template breaks the pages, the structure has one table of all parts."""
    rows = "<tr><th>r</th><td>1</td></tr>" * 9
    text = (
        "<html lang=en><title>x</title><style>@page { size: 10cm 6cm; margin: 2mm } body { margin: 0 } "
        "div { height: 128pt } .key { display: block } tr { break-inside: avoid } "
        "td, th { height: 30pt }</style>"
        "<div>x</div><table><caption><span>Caption <span class=key>key</span></span></caption>"
        f"<thead><tr><th>a<th>b</thead><tbody>{rows}</tbody></table></html>"
    )
    with pikepdf.open(
        io.BytesIO(make_pdf(text, address=None, files={}, attached={}, day="2026-01-15"))
    ) as made:
        (table,) = elements(made.Root.StructTreeRoot, "/Table")
        assert len(list(elements(table, "/TD"))) == 9


def test_figures_have_words(pdf: pikepdf.Pdf) -> None:
    """The finding stands for the picture."""
    texts = [str(figure.Alt) for figure in elements(pdf.Root.StructTreeRoot, "/Figure")]
    assert texts[0] == "Disclosures have grown since the policy changed in September 2024"
    assert len(texts) == 3


def text_of(file: Path) -> str:
    """The text of the document, as laid out."""
    assert shutil.which("pdftotext"), "the tests need pdftotext: `make test` says how to install it"
    return subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_the_figures_can_be_read_and_copied(file: Path) -> None:
    """Totals, every country, page numbers of the contents."""
    text = text_of(file)
    assert "14,905" in text
    assert all(name in text.replace("\n", " ") for code, name in COUNTRIES.items() if code != "GS")
    assert text.count("≥ 23,118") == 2


def after_headings(element: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - PDF objects
    """Each heading with the first thing after it that stands on a page."""
    placed = [
        item for item in in_order(element) if "/Pg" in item and item.get("/S") not in {"/Document", "/Sect"}
    ]
    for heading, following in pairwise(placed):
        if str(heading.S) in {"/H2", "/H3"}:
            yield heading, following


def in_order(element: Any) -> Iterator[Any]:  # noqa: ANN401 - a PDF object
    """Every element of the structure, in reading order, those inside after the one that holds them."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from in_order(kid)


def test_no_heading_is_left_at_the_foot_of_a_page(pdf: pikepdf.Pdf) -> None:
    """What it is the heading of begins on the same page."""
    found = list(after_headings(pdf.Root.StructTreeRoot))
    assert len(found) > 8
    assert [
        str(heading.get("/T", "")) for heading, after in found if heading.Pg.objgen != after.Pg.objgen
    ] == []


def test_a_heading_goes_with_a_table_that_is_turned() -> None:
    """The heading of a section too, though the page before it has room left."""
    release = publication()
    wide = next(
        block
        for block in release.report.sections[2].blocks
        if isinstance(block, Table) and block.id == "country-by-type"
    )
    sections = (
        Section("first", "First", (Text(("Some words.",)),)),
        Section("second", "Second", (wide,)),
        Section("third", "Third", (Heading("h", "Heading"), replace(wide, id="other"))),
    )
    report = replace(release.report, sections=sections, countries=())
    content = write(replace(release, report=report), rendering())["report.pdf"]
    with pikepdf.open(io.BytesIO(content)) as made:
        found = list(after_headings(made.Root.StructTreeRoot))
        assert len(found) > 4
        assert all(heading.Pg.objgen == after.Pg.objgen for heading, after in found)
        shapes = [page.mediabox[2] > page.mediabox[3] for page in made.pages]
    assert shapes == [False, False, False, True, True, False]


def test_a_table_too_wide_for_the_paper_is_parted() -> None:
    """Into tables of their own, with one number and a letter each, all in the contents."""
    release = publication()
    heads = tuple(Column(f"Telecommunications {number}") for number in range(12))
    row = Row(Cell("France", numeric=False), tuple(Cell(str(number)) for number in range(12)))
    wide = Table("wide", "Wide", (Column("Country", numeric=False), *heads), (row,))
    report = replace(release.report, sections=(Section("one", "One", (wide,)),), countries=())
    content = write(replace(release, report=report), rendering())["report.pdf"]
    with pdfium.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert "Table 1a: Wide" in texts[1]
    assert "Table 1b: Wide" in texts[1]
    with pikepdf.open(io.BytesIO(content)) as made:
        tables = list(elements(made.Root.StructTreeRoot, "/Table"))
    assert len(tables) >= 2


def pages_of(file: Path) -> list[str]:
    """The text of each page."""
    return text_of(file).split("\f")[:-1]


def test_the_foot_of_a_page_says_what_its_marks_mean(file: Path) -> None:
    """Of the marks that are on it, and no other; a long table has them far from its notes."""
    pages = pages_of(file)
    for row, key in ((r"^Iceland .* c ", "c: withheld"), (r"^Moldova .* x ", "x: not available")):
        marked = [place for place, page in enumerate(pages) if re.search(row, page, re.MULTILINE)]
        told = [place for place, page in enumerate(pages) if key in page.strip().rpartition("\n")[2]]
        assert len(marked) == 1
        assert told == marked


def test_the_contents_name_pages(file: Path) -> None:
    """Each section and each table with the page on which it is."""
    pages = pages_of(file)
    place = next(place for place, page in enumerate(pages, 1) if "Table 1 " in page and place > 2)
    assert re.search(rf"Table 1: .* {place}$", pages[1], re.MULTILINE)


def test_texts_of_charts_are_set_whole() -> None:
    """Letters of Arabic are joined, and copied in their order."""
    name = "\u0641\u0631\u0646\u0633\u0627"  # France
    svg = chart(Figure("f", "Finding", "x", "x", bars=BarData((Bar(name, 2, "2"), Bar("B", 1, "1")))), "ar")
    text = f"<html lang=ar><title>x</title><h1>{name}</h1>{svg}</html>"
    content = make_pdf(text, address=None, files={}, attached={}, day="2026-01-15")
    with pdfium.PdfDocument(content) as document:
        read = document[0].get_textpage().get_text_range()
    assert read.count(name) == 2


def one_narrative(html: str) -> dict[str, bytes]:
    """Write a document with some words of the publisher's."""
    release = publication()
    section = Section("summary", "Summary", (Narrative(Markup(html)),))  # noqa: S704 - a publisher's words
    report = replace(release.report, sections=(section,), countries=())
    return write(replace(release, report=report), rendering())


@pytest.mark.parametrize(
    "html",
    [
        '<p>x</p><style>p { background: url("http://evil.example/a.png") }</style>',
        '<p>x</p><style>p { background: url("file:///etc/passwd") }</style>',
        '<p>x</p><style>@import "https://evil.example/a.css"</style>',
        '<p>x</p><link rel="stylesheet" href="../../../etc/passwd">',
        '<p>x</p><object data="file:///etc/passwd"></object>',
        '<p>x</p><link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_nothing_is_loaded(html: str) -> None:
    """Neither from the net nor from the disk; an attempt ends the build."""
    with pytest.raises(UsageError, match="the PDF can't be made"):
        one_narrative(html)


class _Server(BaseHTTPRequestHandler):
    """Counts who asks."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Give nothing."""
        self.asked.append(self.path)
        self.send_error(404)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}">',
        '<p style="background: url({})">x</p>',
        "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x</p>",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="{}#a"/></svg>',
        '<link rel="stylesheet" href="{}">',
        '<embed src="{}">',
        '<ul style="list-style-image: url({})"><li>x</ul>',
    ],
)
def test_nobody_is_asked(html: str) -> None:
    """No request leaves, and no file is opened, whichever way a publisher's template names it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for address in (
            f"http://127.0.0.1:{server.server_port}/x.png",
            "file:///etc/passwd",
            "../../etc/passwd",
        ):
            with contextlib.suppress(UsageError):
                content = one_narrative(html.format(address))["report.pdf"]
                assert not any("root:x:0" in text for _, text in FileTexts().of("report.pdf", content))
        server.shutdown()
    assert _Server.asked == []


def test_a_letter_that_no_font_has_ends_the_build() -> None:
    """A box in place of a letter is not published; the message names the letter."""
    with pytest.raises(UsageError, match=r"U\+0939[\s\S]*put a font"):
        one_narrative("<p>हिन्दी</p>")


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("<p>تقرير الشفافية</p>", {"IBM-Plex-Sans-Arabic"}),
        ("<p><strong>أُبقي عليها</strong></p>", {"IBM-Plex-Sans-Arabic-Bold"}),  # two glyphs for one letter
        ("<p>透明性レポート</p>", {"Noto-Sans-CJK-JP"}),
        ("<p>保全\N{NO-BREAK SPACE}<em>「保全 要請」</em> 4件</p>", {"Noto-Sans-CJK-JP"}),  # with blanks
        ("<p>تقرير <strong>レポート</strong></p>", {"IBM-Plex-Sans-Arabic", "Noto-Sans-CJK-JP-Bold"}),
    ],
)
def test_other_scripts_bring_their_fonts(tmp_path: Path, text: str, fonts: set[str]) -> None:
    """They are embedded where a letter of theirs appears, in a document that still says it is accessible."""
    content = one_narrative(text)["report.pdf"]
    pdf = pikepdf.open(io.BytesIO(content))
    names = [str(item.FontName) for item in objects(pdf) if item.get("/Type") == "/FontDescriptor"]
    found = {name.partition("+")[2] for name in names}
    assert found - {"Inter", "Inter-Bold"} == fonts
    (tmp_path / "report.pdf").write_bytes(content)
    failures = page_validation.validate_pdf(str(tmp_path / "report.pdf"), profile="ua1").failures
    assert [str(failure) for failure in failures if FALSE_ALARM not in failure.rule_id] == []


def test_letters_of_europe_are_there() -> None:
    """Latin, Greek and Cyrillic."""
    content = one_narrative("<p>Łódź, Αθήνα, Київ, Đà Nẵng, 12 ≥ 10 → ±</p>")["report.pdf"]
    assert pikepdf.open(io.BytesIO(content)).pages


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts are locked while the document is made, not after."""
    monkeypatch.setenv("FONTCONFIG_FILE", "mine")
    one_narrative("<p>x</p>")
    assert os.environ["FONTCONFIG_FILE"] == "mine"
