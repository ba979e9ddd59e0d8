"""Logs that are no UTF-8 -> the same records, faults and lines as in UTF-8, read by the engine."""

from __future__ import annotations

import io
import random
from functools import partial
from typing import IO, TYPE_CHECKING

import pytest

from pellucid.intake.formats import delimited, transcoded
from pellucid.intake.formats.transcoded import Transcoding
from pellucid.intake.no_text import MARK
from tests.intake.reading import as_csv, read, record, records

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS = ["cp1251", "cp1252", "utf-16", "utf-16-be", "utf-32", "shift_jis", "iso2022_jp", "cp037"]


class _FromTheFront(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation


@pytest.mark.parametrize("opened", [io.BytesIO, _FromTheFront])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_part_of_any_bytes(
    encoding: str, opened: type[io.BytesIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From wherever it is read, it is what Python's own reader of text makes of the bytes."""
    monkeypatch.setattr(transcoded, "_BLOCK", 5)
    chance = random.Random(encoding)  # noqa: S311 - test data
    for _ in range(30):
        texts = chance.choices(["a", "\n", "\r\n", '"', "é", "Я", "京", "\0"], k=20)
        raw = b"".join(text.encode(encoding, "replace") for text in texts)
        raw += bytes(chance.choices(range(256), k=chance.choice([0, 0, 9])))
        log = Transcoding(partial(opened, raw), encoding)
        text = io.TextIOWrapper(io.BytesIO(raw), encoding, MARK, newline="").read()
        wanted = text.encode(errors=MARK)
        assert (log.found.size, log.found.nul) == (len(wanted), "\0" in text)
        assert log.found.lines == len(list(io.StringIO(text, newline="")))
        with log.open() as content:
            assert content.read() == wanted
            for place in chance.choices(range(len(wanted) + 5), k=20):
                content.seek(place)
                assert content.read(7) == wanted[place : place + 7]


def _no_records(*_: object, **__: object) -> IO[bytes]:
    pytest.fail("the log was read record by record")


@pytest.mark.parametrize("encoding", ENCODINGS[:6])
def test_the_engine_reads_it(tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With rows that are none, blank lines, copies and line breaks in cells."""
    monkeypatch.setattr(delimited, "read_records", _no_records)
    rows = [
        *records(3, legal_basis='two\nlines, "quoted"'),
        record(country="XQ"),
        record(request_id="N-1", subject="somebody else", legal_basis='two\nlines, "quoted"'),
        record(request_id="N-9"),
        record(request_id="N-9"),
    ]
    text = as_csv(rows).replace("\nN-2", "\n\n\none,cell\nN-2")
    wanted = read(tmp_path / "utf-8", text)
    found = read(tmp_path / encoding, text.encode(encoding), csv={"encoding": encoding})
    assert {code for _, _, code in wanted.places} >= {"malformed_row", "unknown_country", "duplicate"}
    assert (found.records, found.places, found.counts) == (wanted.records, wanted.places, wanted.counts)


@pytest.mark.parametrize("size", [3 << 20, 14 << 20])
def test_a_long_line(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine reads lines of many megabytes, too."""
    monkeypatch.setattr(delimited, "read_records", _no_records)
    rows = [*records(2), record(request_id="N-3", subject="x" * size), record(request_id="N-4", country="XQ")]
    found = read(tmp_path, as_csv(rows))
    assert found.column("request_id") == ["N-1", "N-2", "N-3"]
    assert found.places == [(5, "country", "unknown_country")]
