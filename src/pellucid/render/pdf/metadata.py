"""A document about to be written in, its description in Dublin Core (XMP) out; works on pydyf's objects.

WeasyPrint writes title, authors, description, keywords and dates. The rest comes from the document's own
`<meta name="dcterms.…">`: what it covers, its publisher, its type and address.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pydyf  # type: ignore[import-untyped]
    from weasyprint.document import Document  # type: ignore[import-untyped]

PREFIX = "dcterms."
# What XMP says each property is: one text, or a list of them.
TEXTS = ("coverage", "identifier")
BAGS = ("publisher", "relation", "type")
END = b"</rdf:RDF>"


def describe(document: Document, pdf: pydyf.PDF) -> None:
    """Add to the metadata what the document says of itself beyond title, author and dates."""
    metadata = next(item for item in pdf.objects if getattr(item, "extra", {}).get("Type") == "/Metadata")
    lines = "".join(f"{line}\n" for line in _properties(document))
    described = (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{lines}</rdf:Description>\n"
    )
    metadata.stream = [b"".join(metadata.stream).replace(END, described.encode() + END)]


def _properties(document: Document) -> Iterator[str]:
    found = document.metadata
    yield "<dc:format>application/pdf</dc:format>"
    if found.lang:
        yield _list("language", "Bag", [found.lang])
    if found.created:
        yield _list("date", "Seq", [found.created])
    for name in TEXTS:
        if text := found.custom.get(PREFIX + name):
            yield f"<dc:{name}>{escape(text)}</dc:{name}>"
    for name in BAGS:
        if text := found.custom.get(PREFIX + name):
            yield _list(name, "Bag", [text])


def _list(name: str, kind: str, items: Iterable[str]) -> str:
    lines = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items)
    return f"<dc:{name}><rdf:{kind}>{lines}</rdf:{kind}></dc:{name}>"
