"""The Data Package: Frictionless's own validator reads it, and every table that it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frictionless import Package

if TYPE_CHECKING:
    from pathlib import Path


def test_its_own_validator_accepts_it(files: dict[str, bytes], tmp_path: Path) -> None:
    """Fields, types, keys, hashes and sizes are those of the files."""
    for name in ("datapackage.json", "legal_requests.csv", "breakdowns.csv"):
        (tmp_path / name).write_bytes(files[f"data/{name}"])
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["title", "description", "note"]) == []
    assert report.valid


def test_a_changed_table_is_noticed(files: dict[str, bytes], tmp_path: Path) -> None:
    """The validator does look."""
    for name in ("datapackage.json", "legal_requests.csv", "breakdowns.csv"):
        (tmp_path / name).write_bytes(files[f"data/{name}"])
    path = tmp_path / "legal_requests.csv"
    path.write_bytes(path.read_bytes().replace(b"13308", b"many"))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid
