"""report.json is what its published JSON Schema says, and the schema says everything that is in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pellucid.render.data.report_schema import report_schema


@pytest.fixture(scope="module")
def report(files: dict[str, bytes]) -> dict[str, Any]:
    """Read report.json."""
    content: dict[str, Any] = json.loads(files["data/report.json"])
    return content


def test_the_schema_is_one() -> None:
    """It is valid itself."""
    Draft202012Validator.check_schema(report_schema())


def test_the_schema_lies_beside_the_report(files: dict[str, bytes], report: dict[str, Any]) -> None:
    """`$schema` names it, relative to the report."""
    assert json.loads(files[f"data/{report['$schema']}"]) == report_schema()


def test_the_report_follows_it(report: dict[str, Any]) -> None:
    """With no key that it does not describe."""
    schema = report_schema()
    assert [error.message for error in Draft202012Validator(schema).iter_errors(report)] == []
    assert set(report) == set(schema["properties"])


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"title": 5},
        {"period": {"name": "2025-Q4"}},
        {"cells": {"legal_requests": {"columns": ["period"], "rows": []}}},
        {"breakdowns": None},
    ],
)
def test_another_report_does_not(report: dict[str, Any], change: dict[str, Any]) -> None:
    """The schema is not so loose that anything would pass."""
    assert not Draft202012Validator(report_schema()).is_valid({**report, **change})


def test_translations_are_described(report: dict[str, Any]) -> None:
    """What is said in a further language has the form of what is said in the first."""
    validator = Draft202012Validator(report_schema())
    assert validator.is_valid({**report, "translations": {"fr": {"title": "Rapport de transparence"}}})
    assert not validator.is_valid({**report, "translations": {"fr": {"title": 5}}})
