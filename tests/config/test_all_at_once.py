"""Several things wrong at once -> all of them, each at its line, and nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.config.reading import LEAST, faults_of

# A line of the file -> the keys at which it is at fault. They are independent, whatever their order.
LINES = {
    "periods: {kind: week, timezone: Mars}": {"periods.kind", "periods.timezone"},
    "confidentiality: {treshold: 1, threshold: 0}": {
        "confidentiality.treshold",
        "confidentiality.threshold",
    },
    "engine: {name: duckdb, master: local, zzz: 1}": {"engine.master", "engine.zzz"},
    "report: {title: [x], languages: [xx], templates: none}": {
        "report.title",
        "report.languages[0]",
        "report.templates",
    },
    "output: {site: out, work: out/work, base_url: x}": {"output.work", "output.base_url"},
    "counting: {history: 99}": {"counting.history"},
    "events: [{date: 2024-01-01, label: x}, {date: soon}]": {"events[1].date", "events[1].label"},
    "zzz:": {"zzz"},
    "request_types: {A: {label: A}, b: {label: []}}": {"request_types.A", "request_types.b.label"},
    "offence_categories: {b: x}": {"offence_categories.b"},
    "data_held: text": {"data_held"},
    "breaks: [2025]": {"breaks[0]"},
}

POLICIES = """policies:
  - {version: a, effective_from: never, title: t}
  - {version: b, effective_from: 2024-01-01, title: t, requires: {legal_review: [vaild]}}
  - {version: b, effective_from: 2024-01-01, title: t, zzz: 1}
"""

PYDANTIC = (
    "input",
    "valid ",
    "type=",
    "pydantic",
    "field",
    "literal",
    "tuple",
    "dict",
    "extra",
    "validation",
)


@given(st.lists(st.sampled_from(sorted(LINES)), unique=True, min_size=1))
def test_every_fault_is_named_and_no_other(lines: list[str]) -> None:
    """Faults don't hide one another: what is between keys is checked although other keys are wrong."""
    text = LEAST + "\n".join(lines) + "\n"
    expected = {(number, key) for number, line in enumerate(lines, 5) for key in LINES[line]}
    with TemporaryDirectory() as folder:
        faults = faults_of(Path(folder), text)
    assert sorted((fault.line, fault.key) for fault in faults) == sorted(expected)


@given(st.sets(st.sampled_from(sorted(LINES)), min_size=1))
def test_no_message_speaks_pydantic(lines: set[str]) -> None:
    """Messages are written for people who have never heard of the library."""
    with TemporaryDirectory() as folder:
        words = " ".join(
            f"{fault.reason} {fault.mend}" for fault in faults_of(Path(folder), LEAST + "\n".join(lines))
        )
    assert not [word for word in PYDANTIC if word in words.lower()]


def test_faults_between_the_items_of_a_list_keep_their_places(tmp_path: Path) -> None:
    """A faulty first item doesn't shift the lines of the others."""
    faults = faults_of(tmp_path, LEAST + POLICIES)
    assert [(fault.line, fault.key) for fault in faults] == [
        (6, "policies[0].effective_from"),
        (7, "policies[1].requires.legal_review[0]"),
        (8, "policies[2].zzz"),
        (8, "policies[2].version"),
        (8, "policies[2].effective_from"),
    ]


def test_a_wrong_publisher_and_wrong_logs_hide_nothing(tmp_path: Path) -> None:
    """The two sections that must be there may both be wrong."""
    text = "publisher: me\nlogs: [{kind: counts}]\nconfidentiality: {threshold: 0}\n"
    assert [fault.key for fault in faults_of(tmp_path, text)] == [
        "publisher",
        "logs[0].paths",
        "confidentiality.threshold",
    ]
