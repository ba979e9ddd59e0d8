"""HTML, assets and attachments in memory in, the bytes of a PDF out; nobody else calls WeasyPrint."""

from __future__ import annotations

import gc
import io
import logging
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from fontTools.ttLib import woff2  # type: ignore[import-untyped]
from weasyprint import HTML, Attachment  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from pellucid.errors import UsageError
from pellucid.render.pdf.archive import (
    declare_universal_access,
    list_attachments_once,
    tell_every_glyph,
)
from pellucid.render.pdf.letters import set_whole_texts
from pellucid.render.pdf.metadata import describe
from pellucid.render.pdf.structure import flatten_definitions, join_tables, say_marks, scope_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pydyf  # type: ignore[import-untyped]
    from weasyprint.document import Document  # type: ignore[import-untyped]

VARIANT = "pdf/a-3a"
NOWHERE = "https://report.invalid/"  # stands for the release's address where it has none
FONT = "woff2"
TYPES = {
    "css": "text/css",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    FONT: "font/woff2",
}
set_whole_texts()
# Notices on style rules that WeasyPrint passes over; anything else that it logs is a fault.
NOTICES = ("Ignored `", "Invalid or unsupported selector", "Unsupported property", "This stylesheet has")


def make_pdf(
    text: str, *, address: str | None, files: Mapping[str, bytes], attached: Mapping[str, bytes], day: str
) -> bytes:
    """Lay the HTML out and write it.

    Args:
        text: the HTML.
        address: what its relative addresses are relative to.
        files: what it may load, by relative address.
        attached: what to embed, by name.
        day: the date of the attachments, in ISO 8601.

    Raises:
        UsageError: it asks for something that is not in `files`, or has a fault that WeasyPrint tells of.

    """
    base = address or NOWHERE
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    with _without_collection(), _faults_end_the_run():
        page = HTML(string=text, base_url=base, url_fetcher=FromMemory(base, files))
        document = page.render(pdf_variant=VARIANT)
        pdf: bytes = document.write_pdf(
            finisher=_finish,
            pdf_variant=VARIANT,
            attachments=[_attachment(name, content, moment) for name, content in attached.items()],
        )
    return pdf


class FromMemory(URLFetcher):  # type: ignore[misc]
    """Serves the files that it was given and nothing else: no disk, no network."""

    def __init__(self, base: str, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._files = {base + path: content for path, content in files.items()}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Give a file, or what a data: address holds."""
        if url not in self._files:
            return super().fetch(url, headers)
        ending, content = url.rpartition(".")[2], self._files[url]
        kind = TYPES.get(ending, "application/octet-stream")
        return URLFetcherResponse(
            url, unpacked(content) if ending == FONT else content, {"Content-Type": kind}
        )


def prepare(files: Mapping[str, bytes]) -> None:
    """Unpack the fonts among the files that documents may load."""
    for name, content in files.items():
        if name.endswith(f".{FONT}"):
            unpacked(content)


@lru_cache(maxsize=16)
def unpacked(font: bytes) -> bytes:
    """Unpack a font once for all documents: it takes a quarter of a small one's time."""
    whole = io.BytesIO()
    try:
        woff2.decompress(io.BytesIO(font), whole)
    except Exception:  # noqa: BLE001 - WeasyPrint says what is wrong with it
        return font
    return whole.getvalue()


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    say_marks(document, pdf)
    join_tables(document, pdf)
    scope_headers(pdf)
    flatten_definitions(pdf)
    list_attachments_once(pdf)
    tell_every_glyph(pdf)
    describe(document, pdf)
    declare_universal_access(pdf)


def _attachment(name: str, content: bytes, moment: datetime) -> Attachment:
    return Attachment(
        string=content,
        name=name,
        description=f"The figures of this report: {name}",
        created=moment,
        modified=moment,
        relationship="Data",
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Leave cyclic garbage lie: layout makes millions of boxes that live until the end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _faults_end_the_run() -> Iterator[None]:
    """Take what WeasyPrint would only log, such as a picture it can't load, for an ending."""
    told = _Told()
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(told)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(told)
        logger.propagate = before
    if told.faults:
        mend = MEND_GLYPHS if all(MISSING_GLYPH in fault for fault in told.faults) else MEND
        shown = "; ".join(told.faults[:MOST_SHOWN])
        raise UsageError("the PDF can't be made", where="pdf.html", got=shown, mend=mend)


class _Told(logging.Handler):
    """Remembers faults, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message not in self.faults and not message.startswith(NOTICES):
            self.faults.append(message)


MISSING_GLYPH = ".notdef glyph"
MOST_SHOWN = 5
MEND = "correct pdf.html, paper.css or the text that it shows; or leave pdf out of report.formats"
MEND_GLYPHS = (
    "put a font that has these characters into the assets of your report.templates and name it in paper.css; "
    "or leave pdf out of report.formats"
)
