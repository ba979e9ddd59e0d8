"""Logs as they are exported -> encoding, delimiter and header line, found out where that is certain."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pellucid.errors import LogUnreadable
from tests.intake.reading import as_csv, read, record, records

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "cp1252": [
        "Cour d\u2019appel de Créteil",
        "Préfet de l\u2019Hérault",
        "réquisition",
        "Tribunal de Nîmes",
    ],
    "mac_roman": ["Cour d\u2019appel de Créteil", "Préfet", "réquisition", "Tribunal de Nîmes"],
    "cp1251": ["Генпрокуратура", "Суд № 7", "г. Москва", "Роскомнадзор"],  # noqa: RUF001
    "shift_jis": ["東京地方裁判所", "警視庁", "刑法", "捜査関係事項照会書"],
    "cp1250": ["Sąd Rejonowy w Łodzi", "Wrocław", "świadek", "zażalenie"],
}


@pytest.mark.parametrize("encoding", list(TEXTS))
def test_an_encoding_that_is_certain_is_found_out(tmp_path: Path, encoding: str) -> None:
    """Texts that are published read as they were written, with no configuration."""
    rows = [record(request_id=f"N-{n}", legal_basis=text) for n, text in enumerate(TEXTS[encoding])]
    found = read(tmp_path, as_csv([*rows, record(country="XQ")]).encode(encoding))
    assert found.column("legal_basis") == TEXTS[encoding]
    assert found.places == [(6, "country", "unknown_country")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(tmp_path: Path, encoding: str) -> None:
    """Its zero bytes tell it, whatever the script."""
    rows = [record(request_id=f"N-{n}", legal_basis=text) for n, text in enumerate(TEXTS["cp1251"])]
    assert read(tmp_path, as_csv(rows).encode(encoding)).column("legal_basis") == TEXTS["cp1251"]


def test_two_encodings_that_read_well(tmp_path: Path) -> None:
    """It is not guessed whether a word is French or Czech; the line shows how it reads in each."""
    rows = [record(request_id=f"N-{n}", legal_basis="père") for n in range(4)]
    with pytest.raises(LogUnreadable) as ending:
        read(tmp_path, as_csv(rows).encode("cp1252"))
    assert ending.value.where == "logs/log.csv:2: legal_basis"
    assert "`père` in cp1252" in ending.value.reason
    assert "`pčre` in cp1250" in ending.value.reason
    assert "encoding: cp1252" in (ending.value.mend or "")


def test_encodings_that_differ_in_personal_cells_only(tmp_path: Path) -> None:
    """What is not counted needs no question, and is not shown."""
    rows = [record(request_id=f"N-{n}", subject="père") for n in range(4)]
    found = read(tmp_path, as_csv(rows).encode("cp1252"))
    assert (len(found.records), found.faults) == (4, ())


def test_a_few_bad_bytes_are_no_encoding(tmp_path: Path) -> None:
    """They may be a slip in a log of UTF-8: each costs its row, and the mend names the key."""
    rows = [record(request_id=f"N-{n}", legal_basis="x") for n in range(20)]
    content = as_csv(rows).encode().replace(b",x", b",\xff", 2)
    found = read(tmp_path, content)
    assert found.places == [(2, "legal_basis", "bad_encoding"), (3, "legal_basis", "bad_encoding")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_foreign_header(tmp_path: Path, delimiter: str) -> None:
    """The one that cuts all rows alike, though the header has more of another; no word of it is ours."""
    names = {"request_id": "Nr, alt; neu | Tab", "received_at": "Eingang", "country": "Land"}
    rows = [{names.get(name, name.upper()): cell for name, cell in one.items()} for one in records(3)]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    columns = {name: names.get(name, name.upper()) for name in record()}
    assert len(read(tmp_path, text.getvalue(), columns=columns).records) == 3


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "above", [["Requests of 2025"], ["Export", "", 'by "us", today', "a,b,c,d"], ["", ",,,"]]
)
def test_a_header_that_starts_lower_down(tmp_path: Path, above: list[str], line_end: str) -> None:
    """What stands above it is no row; lines stay those of the file."""
    rows = [*records(2), record(country="XQ", subject="a\nb"), record(request_id="N-9", country="XQ")]
    content = line_end.join([*above, as_csv(rows, line_end)])
    found = read(tmp_path, content)
    first = len(above) + 4
    assert [fault.line for fault in found.faults] == [first, first + 2]
    assert (found.counts[0].read, found.counts[0].accepted) == (4, 2)


def test_lines_to_skip_and_a_header_of_the_configuration(tmp_path: Path) -> None:
    """A register without a header row: the first record stands right behind the lines to skip."""
    rows = [*records(2), record(country="XQ")]
    body = as_csv(rows).split("\n", 1)[1]
    settings = {"skip_lines": 2, "header": list(record())}
    found = read(tmp_path, "Updated: today\n\n" + body + "too,short\n", csv=settings)
    assert found.places == [(5, "country", "unknown_country"), (6, "", "malformed_row")]
    assert "than the 9 of `csv.header`" in found.faults[1].reason
    assert found.counts[0].read == 4


def test_a_log_that_was_cut_off(tmp_path: Path) -> None:
    """The record that it ends in is rejected, and the reason says so."""
    found = read(tmp_path, as_csv(records(3))[:-40])
    assert found.places == [(4, "", "malformed_row")]
    assert "the log ends in the middle of it" in found.faults[0].reason


CELL = st.text(st.sampled_from("ab ,;|\t\"\n'é"), max_size=5).filter(lambda cell: cell == cell.strip())


@settings(
    deadline=None,
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(CELL, min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quote=st.booleans(),
    above=st.lists(st.sampled_from(["Export of 2025", "", "a b", "by; us"]), max_size=3),
)
def test_one_table_in_every_layout(  # noqa: PLR0913 - as many as a layout has sides
    tmp_path: Path,
    texts: list[str],
    delimiter: str,
    encoding: str,
    line_end: str,
    quote: bool,
    above: list[str],
) -> None:
    """The same records come at the lines where they start."""
    rows = [record(request_id=f"N-{n}", legal_basis=text, country="XQ") for n, text in enumerate(texts)]
    sound = [record(request_id=f"S-{n}", legal_basis=text) for n, text in enumerate(texts)]
    names = [*record(), "legal_basis"]

    def line_of(cells: list[str]) -> str:
        marks = (delimiter, '"', "\n", "\r")
        quoted = (quote or any(mark in cell for mark in marks) for cell in cells)
        pairs = zip(cells, quoted, strict=True)
        written = ('"' + cell.replace('"', '""') + '"' if in_quotes else cell for cell, in_quotes in pairs)
        return delimiter.join(written) + line_end

    content = "".join(line + line_end for line in above) + line_of(names)
    lines = []
    for row in (*rows, *sound):
        lines.append(_line_ends(content) + 1)
        content += line_of([row[name] for name in names])
    log = {"csv": {"encoding": "cp1252"}} if encoding == "cp1252" else {}
    found = read(tmp_path, content.encode(encoding), **log)
    assert [fault.line for fault in found.faults] == lines[: len(rows)]
    assert found.column("legal_basis") == [text.strip() or None for text in texts]


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
