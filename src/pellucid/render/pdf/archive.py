"""A PDF/A-3a about to be written in, the same that is PDF/UA-1 as well out; works on pydyf's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pydyf  # type: ignore[import-untyped]

# PDF/A wants every property of its metadata described, and its own list has none for PDF/UA.
UNIVERSAL_ACCESS = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = b"</rdf:RDF>"
NOTHING = b"<200b>"  # a blank without a width


def declare_universal_access(pdf: pydyf.PDF) -> None:
    """Say in the metadata that the file is PDF/UA-1, and leave the metadata readable without unpacking."""
    metadata = next(item for item in pdf.objects if getattr(item, "extra", {}).get("Type") == "/Metadata")
    metadata.stream = [b"".join(metadata.stream).replace(END, UNIVERSAL_ACCESS + END)]
    metadata.compress = False


def tell_every_glyph(pdf: pydyf.PDF) -> None:
    """Give each glyph a text: where two write one Arabic letter, WeasyPrint leaves one of them without."""
    for item in pdf.objects:
        lines = getattr(item, "stream", ())
        if b"begincmap" in lines:
            item.stream = [line.replace(b"<>", NOTHING) for line in lines]


def list_attachments_once(pdf: pydyf.PDF) -> None:
    """Name each associated file once; WeasyPrint 70 names it twice."""
    files = pdf.catalog.get("AF")
    if files:
        files[:] = dict.fromkeys(files)
