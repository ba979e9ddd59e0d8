"""A PDF in; its texts out: of pages, metadata, outlines, links, structure and attachments."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from pellucid.confidentiality.leaks.markup import texts_of_markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Texts = Iterator[tuple[str, str]]

# Where a line ends inside a word: PDFium's own mark, or a soft hyphen.
_HYPHEN = re.compile("[\x02\u00ad\ufffe]\\s*")
_LINE_END = re.compile(r"[\r\n]+")


def load_libraries() -> None:
    """Import what reads PDFs, at a time when there is nothing else to do."""
    import pikepdf  # noqa: F401, PLC0415
    import pypdfium2  # noqa: F401, PLC0415


def texts_of_pdf(content: bytes, texts_of: Callable[[str, bytes], Texts]) -> Texts:
    """Read a PDF; `texts_of` reads what is attached to it."""
    yield from _pages(content)
    yield from _objects(content, texts_of)


def _pages(content: bytes) -> Texts:
    """Every page as one text; also without its line ends, where a long word may be broken."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(document)):
            page = document[number]
            text = _HYPHEN.sub("", page.get_textpage().get_text_range())
            yield f"page {number + 1}", _LINE_END.sub(" ", text)
            yield f"{BROKEN} page {number + 1}", _LINE_END.sub("", text)
    finally:
        document.close()


BROKEN = "broken lines,"  # of a text whose lines may end inside a word, or where a word ends


def _objects(content: bytes, texts_of: Callable[[str, bytes], Texts]) -> Texts:
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(content)) as document:
        attached = {name: file.get_file().read_bytes() for name, file in document.attachments.items()}
        for name, data in attached.items():
            yield from ((f"attached {name}", text) for _, text in texts_of(name, data))
        found: dict[str, None] = {}
        for thing in document.objects:
            found.update(dict.fromkeys(_strings(thing)))
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata":
                data = thing.read_bytes()
                yield from (("metadata", text) for text in texts_of_markup(data.decode(errors="replace")))
        yield from (("outside its pages", text) for text in found)


def _strings(thing: Any) -> Iterator[str]:  # noqa: ANN401 - pikepdf's objects
    """The texts in an object; what it points to is an object of its own."""
    import pikepdf  # noqa: PLC0415

    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from _below(one)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for one in dict(thing).values():
            yield from _below(one)


def _below(one: Any) -> Iterator[str]:  # noqa: ANN401
    import pikepdf  # noqa: PLC0415

    if isinstance(one, pikepdf.Object) and not one.is_indirect:
        yield from _strings(one)
