"""The JSON Schema of the configuration: complete, described, with examples that the program takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pellucid.config.keys import example, keys_at
from pellucid.config.logs import LogConfig
from pellucid.config.model import Config
from pellucid.config.record import Record
from pellucid.config.schema import config_schema

if TYPE_CHECKING:
    from pellucid.config.origin import KeyPath

SCHEMA = config_schema()

# What the examples of the other keys need beside them.
LEAST: dict[type[Record], dict[str, object]] = {
    LogConfig: {"kind": "counts"},
    Config: {
        "publisher": {"name": "A", "url": "https://a.example", "contact": "a"},
        "logs": [{"kind": "counts", "paths": ["x.csv"]}],
    },
}


def records() -> list[type[Record]]:
    """Every record of the configuration."""
    return Record.__subclasses__()


def described(node: dict[str, Any]) -> str:
    """Give a key's description, its own or that of the record it refers to."""
    record = SCHEMA["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else {}
    return str(node.get("description") or record.get("description", ""))


@pytest.mark.parametrize("name", ["", *sorted(SCHEMA["$defs"])])
def test_every_key_is_described_and_no_other_is_allowed(name: str) -> None:
    """An editor shows a sentence for each key and marks what isn't one."""
    record = SCHEMA["$defs"][name] if name else SCHEMA
    assert record["additionalProperties"] is False
    assert not [key for key, node in record["properties"].items() if not described(node).endswith(".")]


@pytest.mark.parametrize("record", records())
def test_every_example_is_taken(record: type[Record]) -> None:
    """Examples also stand in messages, as what to write."""
    fields = record.model_fields
    least = {
        key: known.examples[0] for key, known in fields.items() if known.is_required() and known.examples
    }
    for key, known in fields.items():
        for given in known.examples or []:
            text = _as_text({**least, **LEAST.get(record, {}), key: given})
            assert getattr(record.model_validate(text), key) is not None


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    return [_as_text(inner) for inner in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    ("place", "key", "node"),
    [
        ("Periods", "kind", {"enum": ["month", "quarter", "half_year", "year"], "default": "quarter"}),
        ("Periods", "fiscal_year_start", {"minimum": 1, "maximum": 12, "type": "integer"}),
        ("Counting", "history", {"minimum": 0, "maximum": 40, "default": 8}),
        ("Confidentiality", "threshold", {"minimum": 1}),
        ("Event", "date", {"format": "date", "type": "string"}),
        (
            "OwnRequestType",
            "family",
            {"enum": ["data_request", "preservation", "national_security", "other"]},
        ),
        ("LogConfig", "duplicates", {"enum": ["reject", "latest", "first", "add"], "default": "reject"}),
    ],
)
def test_limits_and_lists_are_in_the_schema(place: str, key: str, node: dict[str, object]) -> None:
    """What the program checks, an editor can check while one writes."""
    assert SCHEMA["$defs"][place]["properties"][key].items() >= node.items()


def test_the_file_needs_a_publisher_and_logs() -> None:
    """Nothing else, and nothing of the program's own is a key."""
    assert SCHEMA["required"] == ["publisher", "logs"]
    assert not {"root", "path", "lines", "sha256"} & set(SCHEMA["properties"])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("confidentiality", "threshold"), "threshold: 1"),
        (("logs", 0, "paths"), "paths: [logs/legal_requests/*.csv]"),
        (("output", "base_url"), "base_url: 'https://transparency.messenger.example/'"),
        (("confidentiality",), None),
    ],
)
def test_an_example_is_written_as_in_the_file(path: KeyPath, text: str | None) -> None:
    """Messages quote it."""
    assert example(path) == text
    assert path[-1] in keys_at(path[:-1])
