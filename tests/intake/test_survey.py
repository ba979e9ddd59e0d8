"""What a pass over a log's bytes shows, and how the log is laid out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from pellucid.config.logs import CsvConfig
from pellucid.errors import EnvironmentFailure, LogUnreadable
from pellucid.intake.layout import Layout, lay_out
from pellucid.intake.survey import Survey, survey

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "request_id,country,subject\n"


def surveyed(folder: Path, content: bytes) -> Survey:
    """Survey a log of these bytes."""
    path = folder / "log.csv"
    path.write_bytes(content)
    return survey(path, "log.csv")


def laid_out(
    folder: Path, content: bytes, encoding: str | None = None, delimiter: str | None = None
) -> Layout:
    """Find out how a log of these bytes is laid out."""
    found = surveyed(folder, content)
    given = CsvConfig(encoding=encoding, delimiter=delimiter)
    return lay_out(found, "log.csv", wanted=("request_id", "country"), given=given)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"a\nb\n", 2),
        (b"a\nb", 2),
        (b"a\r\nb\r\n", 2),
        (b"a\r\nb", 2),
        (b"a\rb\r", 2),
        (b"a\rb", 2),
        (b"a", 1),
        (b"\n", 1),
        (b"a\n\n\nb", 4),
        (b"a\rb\nc\r\nd\n\re", 6),
    ],
)
def test_lines_are_counted(tmp_path: Path, content: bytes, lines: int) -> None:
    """Each kind of line end counts, and a last line without one is a line."""
    assert surveyed(tmp_path, content).lines == lines


@pytest.mark.parametrize("end", range(1, 12))
def test_lines_are_counted_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: int) -> None:
    """A CR LF that is read in two pieces is one line end."""
    monkeypatch.setattr("pellucid.intake.survey._BLOCK", end)
    assert surveyed(tmp_path, b"a\r\nb\r\n\r\nc\rd\ne").lines == 6


def test_hash_and_size_are_those_of_the_bytes(tmp_path: Path) -> None:
    """The manifest and the reconciliation name the log by the hash of its bytes, byte order mark included."""
    content = b"\xef\xbb\xbfa,b\r\n1,2\r\n"
    found = surveyed(tmp_path, content)
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize(("content", "nul"), [(b"a\0b\n", True), (b"ab\n", False)])
def test_nul_bytes_are_noticed(tmp_path: Path, content: bytes, nul: bool) -> None:
    """They keep the engine's own reader away."""
    assert surveyed(tmp_path, content).nul is nul


@pytest.mark.parametrize(
    ("encoding", "layout"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str, layout: str) -> None:
    """The header is read without the mark, and no configuration is needed."""
    found = laid_out(tmp_path, HEADER.encode(encoding))
    assert (found.encoding, found.header) == (layout, ("request_id", "country", "subject"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", "UTF8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_a_mark_and_a_configuration_that_agree(tmp_path: Path, written: str, said: str) -> None:
    """The mark is no part of the first column's name, however the encoding is spelled."""
    assert laid_out(tmp_path, HEADER.encode(written), said).header[0] == "request_id"


def test_a_mark_that_contradicts_the_configuration(tmp_path: Path) -> None:
    """Nothing is guessed: a log that says it is UTF-8 is not read as cp1252."""
    with pytest.raises(LogUnreadable) as ending:
        laid_out(tmp_path, HEADER.encode("utf-8-sig"), "cp1252")
    assert "byte order mark of utf-8" in str(ending.value)
    assert "cp1252" in str(ending.value)
    assert ending.value.mend


def test_utf_16_without_a_mark_is_read_where_it_is_said(tmp_path: Path) -> None:
    """Its NUL bytes are no sign of a binary file then."""
    assert laid_out(tmp_path, HEADER.encode("utf-16-be"), "utf-16-be").header[0] == "request_id"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    """It is the one that finds most of the wanted words, not the one that occurs most often."""
    header = delimiter.join(["request_id", "country", "a,b,c;d|e,f"]) + "\n"
    found = laid_out(tmp_path, header.replace(f"a{delimiter}", "a").encode())
    assert found.delimiter == delimiter
    assert found.header[:2] == ("request_id", "country")


def test_a_delimiter_that_is_said_is_taken(tmp_path: Path) -> None:
    """Even where another one looks likelier."""
    assert laid_out(tmp_path, b"request_id,country;x\n", delimiter=";").header == ("request_id,country", "x")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_header_may_have_quotes_and_line_breaks(tmp_path: Path, line_end: str) -> None:
    """As spreadsheets write a heading of two lines; blanks around a word are no part of it."""
    content = f'request_id , "country{line_end}of the authority","a ""b"""{line_end}1,2,3{line_end}'
    found = laid_out(tmp_path, content.replace(', "', ',"').encode())
    assert found.header == ("request_id", f"country{line_end}of the authority", 'a "b"')


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_only_line_ends_end_the_header(tmp_path: Path, separator: str) -> None:
    """What Python calls a line boundary is a character like others in CSV."""
    header = f"request_id,a{separator}b,country\n"
    assert laid_out(tmp_path, header.encode()).header == ("request_id", f"a{separator}b", "country")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "first line is empty"),
        (b" , ,\nLR-1,FR,x\n", "first line is empty"),
        (bytes(range(256)) * 20, "binary"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", "binary"),
        (b'request_id,"country\n1,2\n', "header row can't be read"),
        ("request_id,p\xe9riode\n".encode("latin-1"), "header is not utf-8"),
    ],
)
def test_what_is_no_log_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    """The message names the file, what is wrong with it, and the mend."""
    with pytest.raises(LogUnreadable, match=reason) as ending:
        laid_out(tmp_path, content)
    assert (ending.value.where or "").startswith("log.csv")
    assert ending.value.mend


def test_a_missing_log(tmp_path: Path) -> None:
    """A log that went away between the search for it and the reading."""
    with pytest.raises(LogUnreadable, match="not there"):
        survey(tmp_path / "log.csv", "logs/log.csv")


def test_a_log_that_the_system_refuses(tmp_path: Path) -> None:
    """The system's own words are in the message."""
    with pytest.raises(EnvironmentFailure, match="Is a directory"):
        survey(tmp_path, "logs")


def test_a_character_cut_by_the_end_of_the_start_is_no_fault(tmp_path: Path) -> None:
    """Only the first 256 KiB are decoded for the header; they may end within a character."""
    content = HEADER.encode() + b"x" * ((1 << 18) - len(HEADER) - 1) + "é\n".encode()
    assert laid_out(tmp_path, content).header[0] == "request_id"
