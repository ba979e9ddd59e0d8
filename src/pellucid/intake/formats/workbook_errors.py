"""A workbook's bytes in; the cells of a sheet that hold an error such as #N/A out.

The reader of workbooks leaves such cells empty, as if nothing had been there.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>.*?</(?:\w+:)?c>", re.DOTALL)
_IS_ERROR = re.compile(rb"""^[^>]*\bt=["']e["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def error_cells(book: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """Row and column, from 0, of each cell that holds an error, and the error's name."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        part = _part_of(archive, sheet)
        content = archive.read(part) if part in archive.namelist() else b""
    if b't="e"' not in content and b"t='e'" not in content:
        return {}
    found = {}
    for cell in _CELL.findall(content):
        if _IS_ERROR.match(cell) and (place := _PLACE.search(cell)) and (value := _VALUE.search(cell)):
            found[int(place[2]) - 1, _column(place[1])] = value[1].decode(errors="replace")
    return found


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The path of a sheet in the archive."""
    book, relations = (
        ET.fromstring(archive.read(name))  # noqa: S314 - the standard library's reader expands no outer entity
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    number = next((one.get(_RELATION) for one in book.iter() if one.get("name") == sheet), None)
    target = next((one.get("Target", "") for one in relations if one.get("Id") == number), "")
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
