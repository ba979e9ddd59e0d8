"""A tagged PDF about to be written in, tables with whole structure out; works on pydyf's objects.

WeasyPrint 70 makes a Table of each page's part of a table (Kozea/WeasyPrint#2903), and gives cells the ids of
their headers, wrongly where cells span rows, instead of a scope.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pydyf  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weasyprint.document import Document  # type: ignore[import-untyped]
    from weasyprint.formatting_structure.boxes import Box  # type: ignore[import-untyped]

HEAD_GROUP = "/THead"


def scope_headers(pdf: pydyf.PDF) -> None:
    """Give each header cell its scope, and take the other cells' lists of headers away."""
    for cell in _elements(pdf, "/TH"):
        group = _at(pdf, _at(pdf, cell["P"])["P"])
        cell["A"]["Scope"] = "/Column" if group["S"] == HEAD_GROUP else "/Row"
    for cell in _elements(pdf, "/TD"):
        cell["A"].pop("Headers", None)


def flatten_definitions(pdf: pydyf.PDF) -> None:
    """Put terms and definitions straight into their list: PDF/UA allows no group between them."""
    for group in _elements(pdf, "/Div"):
        owner = _at(pdf, group["P"])
        if owner.get("S") == "/L":
            place = owner["K"].index(group.reference)
            owner["K"][place : place + 1] = group["K"]
            for kid in _kids(pdf, group):
                kid["P"] = owner.reference


def join_tables(document: Document, pdf: pydyf.PDF) -> None:
    """Make one Table of the parts of a table on several pages; a repeated head becomes an artifact."""
    _join_captions(pdf)
    for first, *others in _parts(document, pdf):
        body = next(group for group in _kids(pdf, first) if group["S"] == "/TBody")
        for part in others:
            for group in _kids(pdf, part):
                if group["S"] == HEAD_GROUP:
                    _make_artifact(pdf, group)
                else:
                    _move_rows(pdf, group, body)
            parent = _at(pdf, part["P"])
            parent["K"].remove(part.reference)


def _join_captions(pdf: pydyf.PDF) -> None:
    """Give a caption that stands alone at the end of a page to the table, which begins on the next one."""
    for caption, table in pairwise(list(_elements(pdf, "/Table"))):
        kids = _kids(pdf, caption)
        if all(kid["S"] == "/Caption" for kid in kids):
            for kid in kids:
                kid["P"] = table.reference
            table["K"][:0] = caption["K"]
            _at(pdf, caption["P"])["K"].remove(caption.reference)


def say_marks(document: Document, pdf: pydyf.PDF) -> None:
    """Have the title of a span in a cell read aloud instead of the mark in it: "withheld", not "c"."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - WeasyPrint offers no other way
            span = box.element.find("span[@title]") if hasattr(box, "mark") else None
            if span is not None:
                for mark in _within(pdf, box.mark, "/Span"):
                    mark["ActualText"] = pydyf.String(span.get("title"))


def _within(pdf: pydyf.PDF, element: pydyf.Dictionary, kind: str) -> Iterator[pydyf.Dictionary]:
    """Give the elements of a kind inside another one."""
    for kid in (_at(pdf, kid) for kid in element["K"] if not isinstance(kid, int)):
        if kid.get("S") == kind:
            yield kid
        else:
            yield from _within(pdf, kid, kind)


def _parts(document: Document, pdf: pydyf.PDF) -> Iterator[list[pydyf.Dictionary]]:
    """Give for each table of the HTML the Tables that were made of it, in the order of pages."""
    tables: dict[int, list[pydyf.Dictionary]] = {}
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - WeasyPrint offers no other way
            if getattr(box, "is_table_wrapper", False) and _has_cells(box):
                table = _table_of(pdf, box)
                tables.setdefault(id(box.element), []).append(table)
    return iter(tables.values())


def _has_cells(wrapper: Box) -> bool:
    return any(hasattr(box, "mark") for box in wrapper.descendants())


def _table_of(pdf: pydyf.PDF, wrapper: Box) -> pydyf.Dictionary:
    """Find a box's Table by way of a cell, on which WeasyPrint leaves the element that it made."""
    cell = next(box.mark for box in wrapper.descendants() if hasattr(box, "mark"))
    while cell["S"] != "/Table":
        cell = _at(pdf, cell["P"])
    return cell


def _move_rows(pdf: pydyf.PDF, group: pydyf.Dictionary, body: pydyf.Dictionary) -> None:
    for row in _kids(pdf, group):
        row["P"] = body.reference
        body["K"].append(row.reference)


def _make_artifact(pdf: pydyf.PDF, element: pydyf.Dictionary) -> None:
    """Take an element's text out of the structure: what it says has been said on an earlier page."""
    page = _at(pdf, element["Pg"])
    contents = _at(pdf, page["Contents"]).stream
    marks = {
        place["MCID"]: index
        for index, place in enumerate(contents)
        if isinstance(place, dict) and "MCID" in place
    }
    owners = _owners(pdf, page["StructParents"])
    for mark in _marks(pdf, element):
        contents[marks[mark] - 1] = b"/Artifact"
        contents[marks[mark]] = pydyf.Dictionary({"Type": "/Pagination"})
        owners[mark] = "null"


def _owners(pdf: pydyf.PDF, page: int) -> pydyf.Array:
    """Give the array that says which element owns each piece of a page's text."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    return numbers[numbers.index(page) + 1]


def _marks(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[int]:
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _marks(pdf, _at(pdf, kid))


def _elements(pdf: pydyf.PDF, kind: str) -> Iterator[pydyf.Dictionary]:
    return (item for item in pdf.objects if isinstance(item, dict) and item.get("S") == kind)


def _kids(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterable[pydyf.Dictionary]:
    return [_at(pdf, kid) for kid in element["K"]]


def _at(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    """Follow a reference such as b"12 0 R"."""
    return pdf.objects[int(reference.split()[0])]
