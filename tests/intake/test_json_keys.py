"""JSON lines -> rows by key: as keys are written, late ones, and words that only look like one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pellucid.intake.formats.in_json import keys
from pellucid.intake.formats.in_json.values import as_record
from tests.intake.reading import read, record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text, None),
        (lambda text: text.replace('"country"', '" country\\t"'), None),
        (lambda text: f"  {text} \r", None),
        (lambda text: text.replace('"FR"', "null"), "missing_value"),
        (lambda text: text.replace('"FR"', "false"), "unknown_country"),
        (lambda text: text.replace('"country"', '"country": "DE", "country"'), "malformed_row"),
        (lambda text: text.replace('"country"', '"country": "DE", "country "'), "malformed_row"),
        (lambda text: text.replace('"FR"', '{"country": "FR"}'), "malformed_row"),
        (lambda text: text.replace('"FR"', '"F\\u0000R"'), "malformed_row"),
        (lambda text: text.replace('"FR"', '"\\ud800"'), "bad_encoding"),
        (lambda text: f"{text} {text}", "malformed_row"),
        (lambda text: f"{text} x", "malformed_row"),
        (lambda text: f"{text}\N{NO-BREAK SPACE}", "malformed_row"),
    ],
)
def test_a_line_is_a_record_or_is_not(tmp_path: Path, change: object, problem: str | None) -> None:
    """Whatever stands around it, in its keys or in its values; the lines beside it stay what they are."""
    lines = [json.dumps(record(request_id=f"N-{number}")) for number in range(3)]
    lines[1] = change(lines[1])  # type: ignore[operator]
    found = read(tmp_path, {"log.jsonl": "\n".join(lines)}, paths=["log.jsonl"])
    assert [(line, code) for line, _, code in found.places] == ([(2, problem)] if problem else [])
    assert {"N-0", "N-2"} <= set(found.column("request_id"))
    assert [row["country"] for row in found.records] == ["FR"] * len(found.records)


@pytest.mark.parametrize("between", ["", " \t ", "\r"])
@pytest.mark.parametrize("block", [1, 7, 1 << 22])
def test_a_late_key(tmp_path: Path, between: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that the log should have is found however late it comes, and wherever the file is cut for it."""
    monkeypatch.setattr(keys, "_LOOK_AHEAD", 1)
    monkeypatch.setattr(keys, "_BLOCK", block)
    late = json.dumps(record(request_id="N-2", legal_basis="mlat"))
    content = (
        json.dumps(record(request_id="N-1")) + "\n" + late.replace('"legal_basis"', f'"legal_basis"{between}')
    )
    found = read(tmp_path, {"log.jsonl": content}, paths=["log.jsonl"])
    assert found.column("legal_basis") == [None, "mlat"]


def test_a_word_that_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that is spelled like a column does not have the whole log parsed for its keys."""
    monkeypatch.setattr(keys, "_LOOK_AHEAD", 1)
    parsed: list[object] = []

    def counting(value: object) -> dict[str, object]:
        parsed.append(value)
        return as_record(value)

    monkeypatch.setattr("pellucid.intake.formats.json_lines.as_record", counting)
    rows = [record(request_id=f"N-{number}", request_type="emergency") for number in range(50)]
    content = "\n".join(map(json.dumps, rows))
    found = read(tmp_path, {"log.jsonl": content}, paths=["log.jsonl"])
    assert len(found.records) == 50
    assert len(parsed) <= 52
