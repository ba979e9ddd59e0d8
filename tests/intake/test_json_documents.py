"""A JSON document -> records, each with its line; a fault costs its record, or all where it must."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import Ending, LogUnreadable, UsageError
from pellucid.intake.formats.in_json.text import Broken, JsonText
from pellucid.intake.formats.in_json.walk import find_records
from tests.intake.reading import Read, as_csv, read, record, records
from tests.intake.test_formats import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pellucid.intake.formats.in_json.walk import Found

COUNT = {"from": "20240101", "to": "20240331", "users": 17}
COLUMNS = {
    "period_start": "from",
    "period_end": "to",
    "request_type": {"constant": "court_order"},
    "requests": "users",
}


def counts(tmp_path: Path, document: object, way: Sequence[str], **log: object) -> Read:
    """Read figures by country."""
    content = document if isinstance(document, str | bytes) else json.dumps(document, indent=1)
    given = {"kind": "counts", "paths": ["logs/a.json"], "records": list(way), "columns": COLUMNS} | log
    return read(tmp_path, {"logs/a.json": content}, **given)  # type: ignore[arg-type]


def requests(tmp_path: Path, content: str, **log: object) -> Read:
    """Read records of requests."""
    return read(tmp_path, {"logs/a.json": content}, **{"paths": ["logs/a.json"]} | log)  # type: ignore[arg-type]


# Where the records are


def test_keys_that_are_cells(tmp_path: Path) -> None:
    """As many levels as there are; the same as a table with a column for each."""
    document = {
        "made": "2025-01-01",
        "data": {
            "FRA": {"20240331": [{"from": "20240101", "users": 4}, {"from": "20240201", "users": 5}]},
            "DE": {"20240331": [{"from": "20240101", "users": 6}], "20240630": []},
        },
    }
    found = counts(tmp_path, document, ["data", "{country}", "{to}"])
    rows = [("FR", 4), ("FR", 5), ("DE", 6)]
    assert [(row["country"], row["requests"]) for row in found.records] == [
        (country, pytest.approx(number)) for country, number in rows
    ]
    assert {str(row["period_end"]) for row in found.records} == {"2024-03-31"}


def test_faults_under_keys_stand_at_the_line_of_the_record(tmp_path: Path) -> None:
    """Also where the cell at fault is the key above it."""
    document = (
        '{\n  "FRA": [\n    {"from": "20240101", "to": "20240331", "users": 4},\n'
        '    {\n      "from": "20240401",\n      "to": "20240630",\n      "users": "many"\n    }\n  ],\n'
        '  "FRU": [\n\n {"from": "20240101", "to": "20240331", "users": 4}]\n}'
    )
    found = counts(tmp_path, document, ["{country}"])
    assert found.places == [(4, "requests", "not_a_number"), (12, "country", "unknown_country")]
    assert found.faults[1].value == "FRU"


def test_records_without_a_list(tmp_path: Path) -> None:
    """Each under a key that is its number, or the document itself."""
    rows = records(3)
    table = {row["request_id"]: {name: row[name] for name in row if name != "request_id"} for row in rows}
    found = requests(tmp_path, json.dumps(table), records=["{request_id}"])
    assert found.column("request_id") == ["N-1", "N-2", "N-3"]
    assert requests(tmp_path, json.dumps(rows[0], indent=2), records=[]).counts[0].accepted == 1


def test_several_documents_in_one_file(tmp_path: Path) -> None:
    """Lists, or records over several lines, one after the other as programs append them."""
    first, second, third = records(3)
    found = requests(tmp_path, json.dumps([first]) + "\n" + json.dumps([second, third]))
    assert found.column("request_id") == ["N-1", "N-2", "N-3"]
    text = "\n".join(json.dumps(row, indent=2) for row in (first, second | {"country": "??"}, third))
    found = requests(tmp_path, text)
    assert found.column("request_id") == ["N-1", "N-3"]
    assert found.places == [(len(first) + 3, "country", "unknown_country")]


def test_which_list_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    """The message lists them as they are to be written."""
    document = json.dumps({"requests": records(2), "people": [{"who": "x"}], "version": 3})
    with pytest.raises(UsageError, match="must be said where") as ending:
        requests(tmp_path, document)
    assert ending.value.got == "records under `requests`, under `people`"
    assert "records: [requests]" in (ending.value.mend or "")
    assert requests(tmp_path, document, records=["requests"]).counts[0].accepted == 2
    with pytest.raises(UsageError, match="no record under `request`") as ending:
        requests(tmp_path, document, records=["request"])
    assert "records under `requests`" in (ending.value.got or "")
    with pytest.raises(UsageError, match="must be said where") as ending:
        counts(tmp_path, {"FRA": [COUNT], "DEU": [COUNT]}, [], records=None)
    assert 'records: ["{key}"]' in (ending.value.mend or "")


def test_several_records_in_a_line(tmp_path: Path) -> None:
    """Each counts as a row of its own, under its first fault; again from the cache."""
    rows = records(6)
    rows[1] |= {"country": "??"}
    rows[2] |= {"country": "?!", "outcome": "none"}
    rows[4] = rows[3]
    content = json.dumps([*rows, 5, 6, {"country": {"code": "FR"}}])
    for _ in range(2):
        found = requests(tmp_path, content)
        count = found.counts[0]
        assert (count.read, count.accepted, count.rejected, count.duplicates) == (9, 3, 5, 1)
        assert count.rejected_by_code == {"malformed_row": 3, "unknown_country": 2}


def test_lines_name_records_also_where_several_stand_in_one(tmp_path: Path) -> None:
    """Each has a name of its own, the same for what is read again to tell copies apart."""
    rows = [{name: row[name] for name in row if name != "request_id"} for row in records(3)]
    columns = {"request_id": {"text": "{@file}:{@line}"}}
    found = requests(tmp_path, json.dumps([*rows[:2], 5, rows[2]]), columns=columns)
    assert found.column("request_id") == ["a.json:1", "a.json:1.2", "a.json:1.3"]
    found = requests(tmp_path, json.dumps(rows, indent=1), columns=columns)
    assert found.column("request_id") == ["a.json:2", "a.json:12", "a.json:22"]


def test_members_that_are_no_records(tmp_path: Path) -> None:
    """Nothing is as good as an empty list; anything else is a reject, unless the rows leave it out."""
    document = {"made": "2025-01-01", "FRA": [COUNT], "DEU": None, "by": {"x": 1}, "ITA": [], "pages": [3]}
    found = counts(tmp_path, document, ["{country}"])
    assert [place[0] for place in found.places if place[2] == "malformed_row"] == [2, 16]
    assert (found.counts[0].read, found.counts[0].accepted, found.counts[0].rejected) == (4, 1, 3)
    left_out = {"leave_out": {"country": ["made", "by", "pages"]}}
    found = counts(tmp_path, {**document, "pages": 3}, ["{country}"], rows=left_out)
    assert not found.faults
    assert (found.counts[0].read, found.counts[0].accepted, found.counts[0].set_aside) == (4, 1, 3)
    found = counts(tmp_path, {**document, "pages": 3}, ["{country}"], rows={"keep": {"country": ["FRA"]}})
    assert not found.faults


def test_a_key_with_a_brace(tmp_path: Path) -> None:
    """It is doubled, as in the texts of columns."""
    assert requests(tmp_path, json.dumps({"{x}": records(2), "y": []}), records=["{{x}}"]).counts[0].read == 2


@pytest.mark.parametrize(
    ("way", "says"),
    [(["a{b}"], "a key or a column"), (["{a"], "a brace stands alone"), (["{a}", "{a}"], "twice")],
)
def test_a_way_that_is_none(tmp_path: Path, way: list[str], says: str) -> None:
    """The configuration is at fault, at its line."""
    with pytest.raises(Ending, match=says):
        requests(tmp_path, "[]", records=way)


# Values and texts


def test_values_encodings_and_packing(tmp_path: Path) -> None:
    """Numbers and flags as CSV has them; with a byte order mark, in UTF-16, and with any line ends."""
    row = record() | {"accounts_specified": 3.0, "accounts_disclosed": 2, "user_notified": True}
    want = plain(read(tmp_path, as_csv([record(user_notified="true")])))
    text = json.dumps([row], indent=2)
    for content in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace("\n", "\r\n").encode()):
        assert plain(read(tmp_path, {"logs/a.json": content}, paths=["logs/a.json"])) == want


def test_text_that_is_none(tmp_path: Path) -> None:
    """NUL bytes and bytes that are no UTF-8 are faults of their record, in keys too."""
    rows = [json.dumps(row) for row in records(3)]
    rows[0] = rows[0].replace("FR", "F\0R")
    content = ("[\n" + ",\n".join(rows) + "\n]").encode().replace(b"N-3", b"N-\xff")
    found = read(tmp_path, {"logs/a.json": content}, paths=["logs/a.json"])
    assert found.places == [(2, "", "malformed_row"), (4, "request_id", "bad_encoding")]
    assert "NUL" in found.faults[0].value
    content = json.dumps({"FR": [COUNT], "DE": [COUNT]}).encode().replace(b"DE", b"D\xff")
    found = counts(tmp_path, content, ["{country}"])
    assert found.places == [(1, "country", "bad_encoding")]


def test_a_personal_key_is_never_shown(tmp_path: Path) -> None:
    """A document by suspect has no suspect in its rejects, nor in what is kept of it."""
    rows = {f"suspect{number}@mail.example": [row] for number, row in enumerate(records(2, country="??"))}
    content = json.dumps(rows).replace('"subject": "suspect@mail.example"', '"other": 1')
    found = requests(tmp_path, content, records=["{subject}"])
    assert len(found.faults) == 2
    assert "suspect" not in str(found.faults)
    for path in (tmp_path / ".pellucid").rglob("*"):
        assert path.is_dir() or b"suspect" not in path.read_bytes()
    one = {"suspect7@mail.example": records(2), "other": records(1, "removal_orders")}
    for document in (content, json.dumps(one)):
        with pytest.raises(UsageError) as ending:
            requests(tmp_path, document)
        assert "suspect" not in str(vars(ending.value))


# Faults of the document


def test_records_that_are_none(tmp_path: Path) -> None:
    """Each is a reject at its line, and the rest is read."""
    good, other = (json.dumps(row) for row in records(2))
    lines = [
        good, "[1, 2]", "5", '"text"', "null", '{"country": {"code": "FR"}}', '{"country": [["FR"]]}',
        '{"country": NaN}', '{"country": "FR", "country": "DE"}', '{"country": "FR}', '{"country": "FR"', "}",
        '"country": "FR"}', '{"country" "FR"}', "{country: 'FR'}", other,
    ]  # fmt: skip
    found = requests(tmp_path, "[\n" + ",\n".join(lines) + "\n]")
    assert found.places == [(line, "", "malformed_row") for line in (*range(3, 13), 14, 15, 16)]
    assert found.column("request_id") == ["N-1", "N-2"]
    assert found.counts[0].read == 15
    assert "at character 18 of line 11" in found.faults[8].value


@pytest.mark.parametrize("cut", ["", ",", ',\n{"request_id', "]"])
def test_a_document_that_is_cut_off(tmp_path: Path, cut: str) -> None:
    """What was whole counts, and the end is a reject, also where it is cut between records."""
    content = "[\n" + ",\n".join(json.dumps(row) for row in records(2)) + cut
    found = requests(tmp_path, content)
    assert found.counts[0].accepted == 2
    assert [fault.code for fault in found.faults] == ([] if cut == "]" else ["malformed_row"])


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    """Programs would take the last; here its records are rejects."""
    found = counts(tmp_path, '{"FR": [%s],\n"FR": [%s]}' % ((json.dumps(COUNT),) * 2), ["{country}"])
    assert found.places == [(2, "", "malformed_row")]
    assert found.counts[0].accepted == 1


def test_where_nothing_is_sure_nothing_is_read(tmp_path: Path) -> None:
    """A list that is not closed could give its records to the key before."""
    document = json.dumps({"FR": [COUNT, COUNT | {"users": 3}], "DE": [COUNT]}).replace('}], "DE"', '}, "DE"')
    with pytest.raises(LogUnreadable) as ending:
        counts(tmp_path, document, ["{country}"])
    assert ending.value.where == "logs/a.json:1"
    assert "from character" in str(ending.value)
    assert ending.value.mend


DATA = {
    country: [
        {"id": f"{country}{number}", "at": "x, y", "n": number, "tags": ["a", "b"]} for number in (1, 2, 3)
    ]
    for country in ("FR", "DE", "US")
}
LINES = ",\n".join(
    f'  "{country}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]"
    for country, rows in DATA.items()
)
LAYOUTS = {
    "one line": json.dumps(DATA),
    "a key a line": json.dumps(DATA, indent=2),
    "without indents": json.dumps(DATA, indent=0),
    "a record a line": "{\n" + LINES + "\n}\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("put_in", ["", '"', "{", "}", ",", "]", "["])
def test_no_slip_of_the_hand_gives_a_record_to_another_key(layout: str, put_in: str) -> None:
    """Nor swallows one silently: any character is taken out, or another one put in anywhere."""
    text, right = LAYOUTS[layout], _by_key(_found(LAYOUTS[layout]))
    assert len(right) == 9
    for place in range(1, len(text)):
        try:
            found = _found(text[:place] + put_in + text[place + (not put_in) :])
        except Broken:
            continue
        now = _by_key(found)
        wrong = {one for one in now if one not in right}
        assert not {row for key, row in wrong if key in DATA} & {row for _, row in right}, text[
            place - 9 : place + 9
        ]
        faults = sum(one.problem is not None for one in found)
        assert len(right - now) <= len(wrong) + faults, text[place - 9 : place + 9]


def _found(text: str) -> list[Found]:
    return list(find_records(JsonText(io.StringIO(text)), (("", "key"),)))


def _by_key(found: list[Found]) -> set[tuple[str, str]]:
    return {(one.keys["key"], str(one.values)) for one in found if not one.problem}


def test_memory_does_not_grow_with_the_document() -> None:
    """Of 20 MB, with many keys and a long list, no more is held than a window."""
    row = json.dumps(record())
    text = '{"a": [' + ",".join([row] * 80_000) + '], "b": 1}'
    source = io.StringIO(text)
    tracemalloc.start()
    try:
        assert sum(1 for _ in find_records(JsonText(source), (("a", ""),))) == 80_000
        assert tracemalloc.get_traced_memory()[1] < len(text) / 4
    finally:
        tracemalloc.stop()
