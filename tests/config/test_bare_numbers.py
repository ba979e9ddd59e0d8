"""Numbers that are typed into the publisher's own words are told of, with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.config.bare_numbers import bare_numbers
from tests.report.figures import config

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, text: str) -> list[str]:
    """The places and numbers that are told of."""
    (folder / "summary.md").write_text(text, encoding="utf-8")
    told = bare_numbers(config(folder, report={"narrative": {"summary": "summary.md"}}))
    return [warning.partition(" is typed")[0].replace(": the number", "") for warning in told]


@pytest.mark.parametrize("number", ["7", "1,234", "12.5%", "1 234", "62 %"])
def test_a_number_is_told_of(tmp_path: Path, number: str) -> None:
    """With the line that it stands in."""
    assert found(tmp_path, f"# Summary\n\nWe received {number} requests.\n") == [f"summary.md:3 {number}"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2025 we received {{ fig.requests.total }} requests.",
        "Since 23 September 2024, and September 24, 2024, and 2024-09-23, and le 1er janvier 2025.",
        "1. First\n2. Second",
        "See [the law](https://law.example/12/34), `18 U.S.C. 2703`, https://a.example/7 and Q3 or H2O.",
        "Under § 12 of the act.",
    ],
)
def test_what_is_no_figure_is_left_alone(tmp_path: Path, text: str) -> None:
    """Years, dates, places to fill in, lists, addresses, code, paragraphs."""
    assert found(tmp_path, text) == []
