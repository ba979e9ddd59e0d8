"""Files about to be published, by name and content, in; their texts, each with its part of the file, out."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from pellucid.confidentiality.leaks.markup import BREAK, texts_of_markup, texts_of_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # A part of the file, such as "page 3"; empty where the file has lines. And a text.
    Texts = Iterator[tuple[str, str]]

NAME = "a file's name"
_NUMBER = re.compile(r"[+-]?[0-9]*\.?[0-9]+")
_PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")
_SHEET = "xl/worksheets/"


class FileTexts:
    """Reads files, one after the other; what an earlier one holds too is passed over where that is sure."""

    def __init__(self) -> None:
        self._contents: set[bytes] = set()
        self._lines: set[str] = set()
        self._readers: dict[str, Callable[[bytes], Texts]] = {
            **_READERS,
            **dict.fromkeys(("html", "htm"), self._of_page),
            "pdf": self._of_pdf,
        }

    def of(self, name: str, content: bytes) -> Texts:
        """Read a file by what its name ends in; of one that no reader knows, what can be printed."""
        yield from ((NAME, part) for part in name.split("/"))
        if content in self._contents:
            return
        self._contents.add(content)
        read = self._readers.get(_ending(name), _of_bytes)
        try:
            yield from read(content)
        except _UNREADABLE:
            yield from _of_bytes(content)

    def _of_page(self, content: bytes) -> Texts:
        """Read a page; of lines that are whole elements, those that no earlier page has."""
        kept = []
        for line in _decoded(content).split("\n"):
            if line[:1] == "<" and line[-1:] == ">":
                if line in self._lines:
                    kept.append(BREAK)
                    continue
                self._lines.add(line)
            kept.append(line)
        return (("", text) for text in texts_of_markup("\n".join(kept)))

    def _of_pdf(self, content: bytes) -> Texts:
        from pellucid.confidentiality.leaks.pdf import texts_of_pdf  # noqa: PLC0415 - it needs large libraries

        return texts_of_pdf(content, self.of)


# A publisher's own file may be no such thing as its name says; it is read as bytes then.
_UNREADABLE = (ValueError, KeyError, OSError, SyntaxError, zipfile.BadZipFile, RecursionError, csv.Error)


def is_data(name: str) -> bool:
    """Whether a file's texts are the cells of tables, each by itself."""
    return _ending(name) in {"csv", "json"}


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _of_markup(content: bytes) -> Texts:
    return (("", text) for text in texts_of_markup(_decoded(content)))


def _of_text(content: bytes) -> Texts:
    return (("", line) for line in _decoded(content).splitlines())


def _of_csv(content: bytes) -> Texts:
    cells: set[str] = set()
    for row in csv.reader(io.StringIO(_decoded(content), newline="")):
        cells.update(row)
    return (("", cell) for cell in sorted(cells) if not _NUMBER.fullmatch(cell))


def _of_json(content: bytes) -> Texts:
    return (("", text) for text in sorted(set(_strings(json.loads(content)))))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Every text in a JSON value, keys and HTML included; its numbers are figures."""
    if isinstance(value, str):
        yield value
        if "<" in value:
            yield from texts_of_markup(value)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _strings(one)


def _of_workbook(content: bytes) -> Texts:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            read = texts_of_sheet if name.startswith(_SHEET) else texts_of_markup
            yield from ((name, text) for text in read(_decoded(book.read(name))))


def _of_parquet(content: bytes) -> Texts:
    import pyarrow as pa  # noqa: PLC0415 - only where such a file is
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pq.read_table(pa.BufferReader(content))
    described = [table.schema.metadata, *(field.metadata for field in table.schema)]
    for key, value in (pair for found in described for pair in (found or {}).items()):
        yield from (("metadata", part.decode(errors="replace")) for part in (key, value))
    for name in table.column_names:
        column = table[name]
        yield "columns", name
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            yield from ((f"column {name}", text) for text in column.unique().to_pylist() if text)


def _of_picture(content: bytes) -> Texts:
    from pellucid.confidentiality.leaks.pictures import texts_of_picture  # noqa: PLC0415 - few sites have one

    return texts_of_picture(content)


def _of_bytes(content: bytes) -> Texts:
    return (("", run.decode(errors="replace")) for run in _PRINTABLE.findall(content))


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace")


_READERS: dict[str, Callable[[bytes], Texts]] = {
    **dict.fromkeys(("xml", "svg", "xhtml"), _of_markup),
    **dict.fromkeys(("txt", "css", "js", "md"), _of_text),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "avif", "tif", "tiff"), _of_picture),
    "csv": _of_csv,
    "json": _of_json,
    "xlsx": _of_workbook,
    "parquet": _of_parquet,
}
