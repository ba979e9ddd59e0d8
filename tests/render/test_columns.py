"""Tables on paper: widths that break no word, turned only where needed."""

from __future__ import annotations

import pytest

from pellucid.render.pdf.columns import compact, kept_together, parted, stand, turned
from pellucid.render.pictures.svg import text_width
from pellucid.report.model import Cell, Column, Row, Table


def table(*titles: str, rows: tuple[tuple[str, ...], ...] = ()) -> Table:
    """A table of texts."""
    return Table(
        "t",
        "Caption",
        tuple(Column(title) for title in titles),
        tuple(Row(Cell(head), tuple(Cell(text) for text in cells)) for head, *cells in rows),
    )


def shares(subject: Table) -> list[float]:
    """Widths in percent."""
    return [float(share.removesuffix("%")) for share in stand(subject).columns]


def test_widths_never_exceed_the_whole() -> None:
    """A table of any shape stays between the margins."""
    for count in range(1, 20):
        assert sum(shares(table(*["Requests"] * count))) == pytest.approx(100, abs=0.1)


def test_a_long_word_gets_its_room() -> None:
    """The column with the long word is wider than its neighbour."""
    narrow, wide = shares(table("A", "Telecommunications"))
    assert wide > narrow


def test_a_long_name_is_kept_on_one_line_where_there_is_room() -> None:
    """Names come before the even sharing of what is left."""
    subject = table("Country", "Requests", rows=(("Bosnia and Herzegovina and more", "1"),))
    assert shares(subject)[0] > 60


def test_columns_of_figures_are_alike() -> None:
    """Periods side by side are as wide as each other; the last one has no padding at the margin."""
    subject = table("Country", *["Q4 2025"] * 8, rows=(("France", *["1,234"] * 8),))
    _, *periods, last = stand(subject).widths
    assert max(periods) - min(periods) < 0.1
    assert last == pytest.approx(periods[0] - 5, abs=0.1)
    assert last > text_width("Q4 2025", 8)


def test_a_head_has_two_lines_where_there_is_room() -> None:
    """The column of names gives way to a head that would else take four lines."""
    _, long, *others = stand(table("Country", "Median days until data disclosed", *["Q1"] * 9)).widths
    assert long > text_width("Median days until", 8)
    assert long > max(others)


def test_a_table_is_set_tight_and_its_words_are_parted_before_it_is_turned() -> None:
    """A page that is turned tears a report apart."""
    assert stand(table(*["Q1"] * 10)).kinds == ()
    assert stand(table(*["Telecommunication"] * 5)).kinds == ()
    assert stand(table(*["Offenlegungsquote"] * 6), "de").kinds == ("tight",)
    assert stand(table(*["Offenlegungsquote"] * 8), "de").kinds == ("tight", "hyphened")
    assert stand(table(*["Offenlegungsquote"] * 8), "ja").kinds == ("turned",)


def test_a_narrow_table_is_as_wide_as_its_cells_need() -> None:
    """Not narrower, so that cells take one line; and its caption may be wider."""
    short = stand(table("A", "B", rows=(("x", "1"),)))
    cells = ("The record was received twice by mistake", "Orders to remove or restrict content", "1")
    long = stand(table("A", "B", "C", rows=(cells,)))
    assert short.width < long.width < short.width + short.spare
    assert short.width + short.spare == pytest.approx(long.width + long.spare)


def test_only_a_table_that_needs_it_is_turned() -> None:
    """Ten short columns stand upright, ten long words do not."""
    assert not turned(table(*["Q1"] * 10))
    assert turned(table(*["Telecommunications"] * 10))


def test_a_short_table_is_kept_together() -> None:
    """A long one runs over pages."""
    assert kept_together(table("A", rows=(("x",),) * 12))
    assert not kept_together(table("A", rows=(("x",),) * 13))


def test_few_columns_are_kept_close() -> None:
    """Two or three columns over a whole page are hard to read along."""
    assert compact(table("A", "B", "C"))
    assert not compact(table("A", "B", "C", "D"))


def test_a_table_too_wide_for_any_side_is_parted() -> None:
    """Each part has the head column and fits; no column is lost, and an anchor leads to the first part."""
    heads = [f"Telecommunications {number}" for number in range(16)]
    subject = table("Country", *heads, rows=(("France", *map(str, range(16))),))
    parts = parted(subject)
    assert [part.id for part in parts] == ["t", "t-2", "t-3"]
    assert all(part.columns[0].title == "Country" for part in parts)
    assert [column.title for part in parts for column in part.columns[1:]] == heads
    assert [cell.text for part in parts for cell in part.rows[0].cells] == [str(place) for place in range(16)]
    assert all(parted(part) == (part,) for part in parts)


def test_a_table_that_fits_is_whole() -> None:
    """Upright or turned; one column is never parted, however wide."""
    for subject in (table(*["Q1"] * 10), table(*["Telecommunications"] * 6), table("A", "B" * 500)):
        assert parted(subject) == (subject,)
