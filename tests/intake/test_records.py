"""CSV text -> records with the line where each starts; a damaged record costs its own line only."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.intake.formats import csv_records
from pellucid.intake.formats.csv_records import read_records
from pellucid.intake.formats.opened import Record
from pellucid.intake.layout import Layout

# What matters to CSV, and some that must not: separators that only Python takes for line ends, other scripts.
CELL = st.text(st.sampled_from('ab ,;"\n\r\x0b\x85\u2028é漢'), max_size=6)


def read(text: str, width: int = 2, *, strict: bool = True) -> list[Record]:
    """Read the records of a text as of an opened file."""
    lines = io.StringIO(text, newline="")
    layout = Layout("utf-8", ",", tuple("abcdefgh"[:width]))
    return list(read_records(lines, layout, strict=strict))


def line_count(text: str) -> int:
    """Count the lines that a text ends, independently of `io`."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


@given(
    rows=st.lists(st.lists(st.tuples(CELL, st.booleans()), min_size=2, max_size=2), max_size=8),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    blank_lines=st.lists(st.integers(0, 2), min_size=8, max_size=8),
)
def test_what_a_writer_wrote_is_read(
    rows: list[list[tuple[str, bool]]], line_end: str, blank_lines: list[int]
) -> None:
    """Cells come back, but for blanks before them, and each record has the line where it starts."""
    text = f"x,y{line_end}"
    expected = []
    for row, blank in zip(rows, blank_lines, strict=False):
        text += blank * line_end
        expected.append(Record(line_count(text) + 1, [meant(*cell) for cell in row]))
        text += ",".join(written(*cell) for cell in row) + line_end
    assert read(text) == expected


def needs_quotes(cell: str) -> bool:
    """Tell whether RFC 4180 wants the cell in quotes."""
    return any(mark in cell for mark in ',"\n\r')


def written(cell: str, quoted: bool) -> str:
    """Write a cell, in quotes where it needs them or somebody likes them."""
    return '"' + cell.replace('"', '""') + '"' if quoted or needs_quotes(cell) else cell


def meant(cell: str, quoted: bool) -> str:
    """Give what is read back."""
    return cell if quoted or needs_quotes(cell) else cell.lstrip(" ")


@given(
    rows=st.lists(st.sampled_from(["a,b", '"a\nb",c', '"a ""b"" c","\r\n"']), min_size=1, max_size=6),
    damaged=st.sampled_from(["a", "a,b,c", '"a"b,c', "a,b,,d", '"a" "b",c']),
    at=st.integers(0, 6),
)
def test_a_damaged_row_costs_its_own_line(rows: list[str], damaged: str, at: int) -> None:
    """The records before and after it are as if it were not there, but for their lines."""
    before, after = rows[:at], rows[at:]
    sound = [one.cells for one in read("\n".join(["x,y", *rows]) + "\n")]
    found = read("\n".join(["x,y", *before, damaged, *after]) + "\n")
    assert [one.cells for one in found if not one.problem] == sound
    assert [one.line for one in found if one.problem] == [2 + line_count("\n".join([*before, ""]))]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a", "it has 1 cell, fewer than the 2 of the header"),
        ("a,b,c", "it has 3 cells, more than the 2 of the header"),
        ('"a"b,c', "there is text after a closing quote"),
        ('a,"b', "a quote is opened and never closed"),
        ("a\0,b", "it has NUL bytes"),
    ],
)
def test_the_problem_is_said(row: str, problem: str) -> None:
    """In words for somebody who looks at the row; the row after it is read."""
    bad, good = read(f"x,y\n{row}\nc,d\n")
    assert (bad.line, bad.problem) == (2, problem)
    assert good == Record(3, ["c", "d"])


def test_an_unterminated_quote_gives_back_the_lines_that_it_took() -> None:
    """Reading resumes at the next line, however many lines the quote had swallowed."""
    text = "x,y\na,b\n" + 'c,"d\n' + "e,f\n" * 500
    found = read(text)
    assert [one.line for one in found if one.problem] == [3]
    assert [one.line for one in found if not one.problem] == [2, *range(4, 504)]


def test_several_unterminated_quotes() -> None:
    """Each costs its own line."""
    found = read('x,y\n"a,b\nc,d\n"e,f\n')
    assert [(one.line, bool(one.problem)) for one in found] == [(2, True), (3, False), (4, True)]


@pytest.mark.parametrize("row", ["a,b,", "a,b,,,", 'a,b,"",'])
def test_empty_cells_too_many_do_no_harm(row: str) -> None:
    """Spreadsheets write them behind a row that was longer once."""
    assert read(f"x,y\n{row}\n") == [Record(2, ["a", "b"])]


def test_blank_lines_are_passed_over_and_counted() -> None:
    """They are no records, but the lines of the records after them tell of them."""
    assert [one.line for one in read("x,y\n\n\na,b\n\nc,d\n\n")] == [4, 6]


@pytest.mark.parametrize("row", [' "a" , b', '"a" ,"b"', ' "a,\nc" ,b'])
def test_blanks_around_quotes_where_the_engine_took_them(row: str) -> None:
    """The engine takes blanks around quotes for no text; rows and lines stay those that it counted."""
    first, second = read(f"x,y\n{row}\nc,d\n", strict=False)
    assert len(first.cells) == 2
    assert second == Record(3 + row.count("\n"), ["c", "d"])


def test_a_header_over_two_lines_is_one_record() -> None:
    """The records after it start where they stand."""
    assert read('"x\ny",z\na,b\n') == [Record(3, ["a", "b"])]


def test_a_cell_longer_than_the_csv_module_likes() -> None:
    """Its own limit is 128 KiB."""
    (found,) = read("x,y\n" + "a" * 200_000 + ",b\n")
    assert len(found.cells[0]) == 200_000


def test_no_records() -> None:
    """A header alone, with or without a line end, and nothing at all."""
    assert read("x,y\n") == read("x,y") == read("") == []


def test_a_stray_quote_does_not_take_a_long_log_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows it is read line by line again, and no more than a record's length is held."""
    monkeypatch.setattr(csv_records, "_LONGEST_RECORD", 20)
    found = read('x,y\n"a,1\n' + "b,2\n" * 20)
    assert found[0] == Record(2, [], "a quote is opened and never closed")
    assert found[1:] == [Record(line, ["b", "2"]) for line in range(3, 23)]
