"""A log as somebody keeps it -> the proposed configuration: right but for two keys at most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml

from pellucid.config import load_config
from pellucid.config.logs import CountedKind
from pellucid.intake.kinds import kind_of
from pellucid.intake.propose import propose
from pellucid.intake.propose.tables import rows_of
from pellucid.intake.schema import Type
from pellucid.vocabulary.codes import CLOSED_LISTS
from pellucid.vocabulary.request_types import BUILT_IN
from tests.cli.running import call

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
LOGS = HERE / "logs"
SAMPLES = Path(__file__).parents[3] / "sample_data"
RIGHT = yaml.safe_load((HERE / "right.yaml").read_text(encoding="utf-8"))
MOST = 2

Leaves = dict[str, Any]


def leaves(entry: Mapping[str, Any]) -> Leaves:
    """Give an entry as single statements, without those that the program would read so anyway."""
    kind = kind_of(entry["kind"], entry.get("of"), tuple(entry.get("breakdowns") or ()))
    found: Leaves = {"kind": entry["kind"], "of": kind.of}
    found |= {
        f"columns.{ours}": theirs for ours, theirs in (entry.get("columns") or {}).items() if ours != theirs
    }
    for name, spelled in (entry.get("values") or {}).items():
        column = kind.column(name)
        found |= {
            f"values.{name}.{theirs}": ours
            for theirs, ours in spelled.items()
            if not (column.type is Type.CODE and theirs.casefold() == ours)
            and not (not theirs and column.default)
        }
    found |= {
        f"rows.{key}.{word}": set(texts)
        for key, chosen in (entry.get("rows") or {}).items()
        for word, texts in chosen.items()
    }
    found |= {f"csv.{key}": value for key, value in (entry.get("csv") or {}).items() if value != "utf-8"}
    found |= {"date_format": entry.get("date_format"), "breakdowns": set(entry.get("breakdowns") or ())}
    return found


def corrections(proposed: Mapping[str, Any], right: Mapping[str, Any]) -> list[str]:
    """Name what a person must add, change or take out."""
    ours, theirs = leaves(proposed), leaves(right)
    wrong = {key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)}
    # One column of theirs under another name of ours is one line to change.
    moved = {
        key
        for key in wrong - set(theirs)
        if key.startswith("columns.") and any(ours[key] == theirs.get(other) for other in wrong - set(ours))
    }
    return sorted(wrong - moved)


def proposed(tmp_path: Path, *logs: Path) -> dict[str, Any]:
    """Let a configuration be proposed, and read it both ways."""
    text = propose(tmp_path, logs).text
    (tmp_path / "transparency.yaml").write_text(text, encoding="utf-8")
    load_config(tmp_path / "transparency.yaml")
    values: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts, as the program reads them
    return values


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_real_logs(tmp_path: Path, name: str) -> None:
    """Public files of many shapes."""
    right = RIGHT[name]
    values = proposed(tmp_path, LOGS / name)
    (entry,) = values["logs"]
    wrong = corrections(entry, right)
    wrong += [
        f"request_types.{code}"
        for code in right.get("own", ())
        if code not in values.get("request_types", {})
    ]
    assert len(wrong) + right.get("more", 0) <= MOST, wrong


SAMPLE_LOGS = [
    ("messenger", ["logs/legal_requests/2023-Q1.csv", "logs/legal_requests/2024-Q1.csv"], 0),
    ("messenger", ["logs/removal_orders.csv"], 1),
    ("messenger", ["logs/user_reports.csv"], 2),
    ("telegram", ["counts.csv"], 0),
    ("takedowns", ["log.csv"], 0),
]


@pytest.mark.parametrize(("sample", "names", "place"), SAMPLE_LOGS)
def test_sample_logs(tmp_path: Path, sample: str, names: list[str], place: int) -> None:
    """The logs of the samples, held against the samples' own configurations."""
    configuration = (SAMPLES / sample / "transparency.yaml").read_text(encoding="utf-8")
    right = yaml.load(configuration, Loader=yaml.BaseLoader)  # noqa: S506
    values = proposed(tmp_path, *(SAMPLES / sample / name for name in names))
    (entry,) = values["logs"]
    seen = {
        text
        for name in names
        for text in (SAMPLES / sample / name).read_text(encoding="utf-8").replace("\n", ";").split(";")
    }
    wanted = right["logs"][place]
    wanted["values"] = {
        column: {theirs: ours for theirs, ours in spelled.items() if theirs in seen}
        for column, spelled in wanted.get("values", {}).items()
    }
    wrong = corrections(entry, wanted)
    assert len(wrong) <= MOST, wrong
    assert set(right.get("request_types", {})) == set(values.get("request_types", {}))


@pytest.mark.parametrize(("sample", "names", "place"), SAMPLE_LOGS)
def test_then_check(tmp_path: Path, sample: str, names: list[str], place: int) -> None:
    """The whole loop: propose, then check; what is rejected are the few rows that are wrong."""
    del place  # of the entry in the sample's configuration
    options = [word for name in names for word in ("--from", str(SAMPLES / sample / name))]
    assert call(tmp_path, "init", *options).code == 0
    ended = call(tmp_path, "check", "--today", "2026-11-24")
    assert ended.code in {0, 1}, ended.said
    rejects = (tmp_path / ".pellucid/rejects.csv").read_text(encoding="utf-8").splitlines()
    assert len(rejects) <= 30


def test_words_say_what_codes_they_are() -> None:
    """Each word of the table of synonyms belongs to a code that there is."""
    known = {name: set(codes.names) for name, codes in CLOSED_LISTS.items()}
    known["request_type"] = {one.code for one in BUILT_IN}
    for row in rows_of("synonyms.csv"):
        assert row["list"] not in known or row["code"] in known[row["list"]], row


def test_header_words_name_columns_that_there_are() -> None:
    """Each row of the table of header words is for a column of a kind, or for what columns are made of."""
    columns = {
        c.name
        for name in ("legal_requests", "removal_orders", "user_reports", "statements_of_reasons")
        for c in kind_of(name).columns
    }
    columns |= {c.name for of in get_args(CountedKind) for c in kind_of("counts", of).columns}
    parts = {
        "id",
        "count",
        "period",
        "year",
        "half",
        "quarter",
        "month",
        "day",
        "metric",
        "level",
        "personal",
        "service",
    }
    assert {row["column"] for row in rows_of("words.csv")} <= columns | parts


def test_twice_the_same(tmp_path: Path) -> None:
    """The same logs give the same text."""
    logs = [LOGS / "google_removals/counts.csv", LOGS / "apple_requests/counts.csv"]
    assert propose(tmp_path, logs) == propose(tmp_path, logs)
