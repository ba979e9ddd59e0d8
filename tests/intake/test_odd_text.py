"""Text as spreadsheets, old databases and other systems write it: it means what a reader sees."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from tests.intake.reading import SOUND, as_csv, read, read_rows, record, records

if TYPE_CHECKING:
    from pathlib import Path

NO_BREAK, NARROW, WIDE = "\u00a0", "\u202f", "\u3000"


@pytest.mark.parametrize("blank", [NO_BREAK, NARROW, WIDE, "\t", "\u2009", "\ufeff"])
def test_blanks_of_every_kind_around_a_cell_are_no_part_of_it(tmp_path: Path, blank: str) -> None:
    """An id that a spreadsheet has padded is the same id: the record is not counted twice."""
    cells = SOUND["legal_requests"].items()
    padded = {name: text if name == "subject" else f"{blank}{text}{blank}" for name, text in cells}
    found = read_rows(tmp_path, [record(), padded])
    assert found.places == [(3, "request_id", "duplicate")]
    assert found.column("received_at") == [date(2025, 1, 5)]


def test_a_row_of_blanks_of_every_kind_is_blank(tmp_path: Path) -> None:
    """It is set aside, and is no record without an id."""
    found = read_rows(tmp_path, [record(), dict.fromkeys(record(), NO_BREAK + WIDE)])
    assert found.places == []
    assert len(found.column("received_at")) == 1


def test_marks_of_old_databases_in_a_cell(tmp_path: Path) -> None:
    """The separators of ASCII, inside a cell that has a fault, are shown and break nothing."""
    found = read_rows(tmp_path, [record(accounts_specified="2\x1e3\x1f4")])
    assert found.places == [(2, "accounts_specified", "not_a_number")]
    assert found.faults[0].value == "2␞3␟4"


def test_accents_that_are_characters_of_their_own(tmp_path: Path) -> None:
    """As macOS writes them, in the header and in a code that is mapped: they look the same, and are."""
    apart = {unicodedata.normalize("NFD", name): text for name, text in _in_french().items()}
    found = read_rows(
        tmp_path,
        [apart],
        columns={"received_at": "Reçue", "request_type": "Catégorie"},
        values={"request_type": {"décision": "court_order"}},
    )
    assert found.places == []
    assert found.column("request_type") == ["court_order"]


def _in_french() -> dict[str, str]:
    words = {"received_at": "Reçue", "request_type": "Catégorie"}
    row = {words.get(name, name): text for name, text in record().items()}
    return row | {"Catégorie": unicodedata.normalize("NFD", "décision")}


@pytest.mark.parametrize(
    "time", ["03:00 BST", "03:00 IST", "03:00 CST", "03:00 EST", "03:00 PDT", "03:00 CEST"]
)
def test_no_zone_is_guessed_from_letters(tmp_path: Path, time: str) -> None:
    """BST is British and Bangladeshi: between them lie a day and, on 1 April, a quarter."""
    found = read_rows(tmp_path, [record(received_at=f"2025-04-01 {time}", closed_at="2025-05-01")])
    assert found.places == [(2, "received_at", "not_a_date")]
    assert "+01:00" in found.faults[0].mend


def test_letters_that_are_one_zone_everywhere(tmp_path: Path) -> None:
    """UTC and GMT."""
    times = ["2025-04-01 03:00 UTC", "2025-04-01 03:00 GMT"]
    rows = [record(request_id=f"N-{time}", received_at=time, closed_at="2025-05-01") for time in times]
    found = read_rows(tmp_path, rows, settings={"periods": {"timezone": "America/New_York"}})
    assert found.column("received_at") == [date(2025, 3, 31)] * 2


def test_a_date_that_is_ambiguous_is_not_called_missing(tmp_path: Path) -> None:
    """Of an answer whose day can be read in two ways nobody can say that it has none."""
    rows = records(3, received_at="2025-01-05", closed_at="01/03/2025")
    found = read_rows(tmp_path, rows)
    assert [place[1:] for place in found.places] == [("closed_at", "ambiguous_date")] * 3


def test_years_of_two_and_of_four_digits_in_one_file(tmp_path: Path) -> None:
    """A year of two digits is not the year 25, whichever way the day is to be read."""
    rows = records(3, received_at="14/03/2024", closed_at="24/03/25")
    found = read_rows(tmp_path, rows)
    assert {place[1:] for place in found.places} == {("closed_at", "ambiguous_date")}


def test_a_first_record_is_not_shown_as_a_header(tmp_path: Path) -> None:
    """A code that is also the name of a column makes no header of a record with persons in it."""
    rows = as_csv([record(request_type="emergency", subject="Zoe Qqww")]).split("\n", 1)[1]
    with pytest.raises(UsageError) as raised:
        read(tmp_path, rows)
    assert "Qqww" not in str(raised.value)
    assert "a line of 9 cells" in str(raised.value)


def test_what_lies_beside_logs_is_no_log(tmp_path: Path) -> None:
    """Office's mark of an open workbook, macOS's files of properties, and read-me files in an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.csv", as_csv(records(2)))
        archive.writestr("README.txt", "Exported on Monday")
        archive.writestr("__MACOSX/._log.csv", b"\0\5")
    files = {"logs/a.zip": packed.getvalue(), "logs/~$b.csv": b"\5mark", "logs/._c.csv": b"\0\5"}
    found = read(tmp_path, files, paths=["logs/*"])
    assert found.places == []
    assert len(found.column("received_at")) == 2


def test_a_log_of_very_many_columns(tmp_path: Path) -> None:
    """An export of every field of a case database."""
    further = {f"field {number}": "x" for number in range(2_000)}
    found = read_rows(tmp_path, [record() | further, dict.fromkeys([*record(), *further], "")])
    assert found.places == []
    assert len(found.column("received_at")) == 1


def test_what_a_terminal_would_obey_is_not_published(tmp_path: Path) -> None:
    """An escape sequence, and a mark that turns the letters behind it around."""
    found = read_rows(tmp_path, [record(legal_basis="Art.\x1b[31m 1\u202e2", authority_type="pol\x07ice")])
    assert found.places == []
    assert found.column("legal_basis") == ["Art.[31m 12"]
    assert found.column("authority_type") == ["police"]


@pytest.mark.parametrize(
    "text", ["Decisão nº 12", "Ofício n.º 7", "3ª Vara Cível", "Nº 5 de la Audiencia, Córdoba"]
)
def test_marks_of_ordinals_are_no_letters(tmp_path: Path, text: str) -> None:
    """In Portuguese and Spanish the encoding is told by the words beside them."""
    texts = [text, "São Paulo", "Relação", "não", "Comissão"]
    rows = [record(request_id=f"N-{number}", legal_basis=one) for number, one in enumerate(texts)]
    assert read(tmp_path, as_csv(rows).encode("cp1252")).column("legal_basis") == texts


def test_a_nul_byte_costs_its_own_line_only(tmp_path: Path) -> None:
    """Also where the encoding has to be found out."""
    texts = ["Décision", "Réquisition", "Ordonnance motivée", "Préfecture"]
    rows = [record(request_id=f"N-{number}", legal_basis=text) for number, text in enumerate(texts)]
    content = as_csv(rows).encode("cp1252").replace(b"N-2", b"N\0-2")
    found = read(tmp_path, content)
    assert found.places == [(4, "", "malformed_row")]
    assert found.column("legal_basis") == [texts[0], texts[1], texts[3]]
