"""Which files a log is, and which column of ours stands in which of theirs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pellucid.config import load_config
from pellucid.errors import ConfigurationFaults, UsageError
from pellucid.intake.source import LogSet, log_sets, place_columns
from tests.intake.reading import as_csv, configured, put, read, read_rows, reading, record, records


def files(folder: Path, *paths: str) -> list[str]:
    """Name the files that the patterns find."""
    return [file.name for file in log_set(folder, paths=list(paths)).files]


def log_set(folder: Path, **log: object) -> LogSet:
    """Resolve the only log of a configuration."""
    (found,) = log_sets(configured(folder, None, **log))
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a few logs."""
    names = ["logs/b.csv", "logs/a.csv", "logs/2025/c.csv", "logs/d[1].csv", "logs/e.txt"]
    put(tmp_path, dict.fromkeys(names, as_csv([record()])))
    return tmp_path


def test_patterns(folder: Path) -> None:
    """Files by name within a pattern, the patterns in their order, each file once."""
    assert files(folder, "logs/*.csv") == ["logs/a.csv", "logs/b.csv", "logs/d[1].csv"]
    assert files(folder, "logs/b.csv", "logs/*.csv") == ["logs/b.csv", "logs/a.csv", "logs/d[1].csv"]
    assert files(folder, "logs/2025/../a.csv", "logs/**/c.csv")[-1] == "logs/2025/c.csv"


def test_a_plain_path_is_no_pattern(folder: Path) -> None:
    """Brackets in a name that is there are part of the name."""
    assert files(folder, "logs/d[1].csv") == ["logs/d[1].csv"]


def test_the_engine_takes_no_path_for_a_pattern(folder: Path) -> None:
    """The rows are those of the file that is named, not of one that the name would match."""
    put(folder, {"logs/d1.csv": as_csv([record(request_id="other")])})
    found = read(folder, {}, paths=["logs/d[1].csv"])
    assert found.column("request_id") == ["LR-1"]


def test_folders_that_look_like_columns(folder: Path) -> None:
    """Logs that another program has parted by key=value."""
    put(folder, {"logs/c0=5/a.csv": as_csv([record()])})
    found = read(folder, {}, paths=["logs/c0=5/a.csv"])
    assert found.column("request_id") == ["LR-1"]


def test_absolute_paths(folder: Path) -> None:
    """They work as well, and files below the configuration are shown without the way to it."""
    assert files(folder, f"{folder}/logs/*.txt") == ["logs/e.txt"]


def test_file_names_with_quotes(tmp_path: Path) -> None:
    """The engine gets them as they are."""
    found = read(tmp_path, {'logs/o\'b "x".csv': as_csv([record()])})
    assert found.counts[0].accepted == 1


def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    """A name in another encoding, as old systems leave them, is read and can be written down."""
    folder = tmp_path / "logs"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xe9.csv")).write_text(as_csv([record(country="XQ")]))
    found = read(tmp_path, {})
    assert [(fault.file, fault.line) for fault in found.faults] == [("logs/\\xe9.csv", 2)]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("logs/missing.csv", "no log found"),
        ("logs/*.tsv", "no log found"),
        ("logs", "this is a folder"),
        ("logs/**.csv", "pattern can't be read"),
        ("ftp://host/log.csv", "ftp:// can't be read"),
    ],
)
def test_paths_that_lead_nowhere(folder: Path, path: str, says: str) -> None:
    """The key of the configuration, the path, and a mend."""
    with pytest.raises(UsageError, match=says) as ending:
        files(folder, "logs/a.csv", path)
    assert (ending.value.where, ending.value.got) == ("logs[0].paths[1]", path)
    assert ending.value.mend


@pytest.mark.parametrize("key", ["columns", "values"])
def test_a_column_that_the_kind_lacks(folder: Path, key: str) -> None:
    """It is named with its line and the nearest right name."""
    given = {"contry": "Country" if key == "columns" else {"UK": "GB"}}
    with pytest.raises(ConfigurationFaults) as ending:
        log_set(folder, **{key: given})
    (fault,) = ending.value.faults
    assert (fault.key, fault.mend) == (f"logs[0].{key}.contry", "did you mean `country`?")
    assert fault.line


def places(folder: Path, header: str, **log: object) -> dict[str, int]:
    """Place the columns of a header."""
    return place_columns(log_set(folder, **log), "logs/a.csv", tuple(header.split(",")))


HEADER = "request_id,received_at,country,request_type,outcome,accounts_specified"


def test_columns_are_found_by_name_and_by_mapping(folder: Path) -> None:
    """In any order; what the kind does not know is passed over."""
    found = places(folder, HEADER.replace("request_id", "Note,Ticket"), columns={"request_id": "Ticket"})
    assert (found["request_id"], found["received_at"]) == (1, 2)
    assert "Note" not in found


def test_a_column_that_the_mapping_claims_is_not_read_twice(folder: Path) -> None:
    """Where `requests` holds what we call requests_disclosed, nothing is known of requests."""
    put(folder, {"logs/a.csv": "period_start,period_end,country,requests\n2025-01-01,2025-03-31,FR,5\n"})
    columns = {"requests_disclosed": "requests", "request_type": {"constant": "court_order"}}
    found = read(folder, {}, kind="counts", paths=["logs/a.csv"], columns=columns)
    assert found.column("requests_disclosed") == [5]
    assert "requests" not in found.records[0]


def test_a_required_column_that_is_missing(folder: Path) -> None:
    """The message names the column, the file, what is there, and how to map it."""
    with pytest.raises(UsageError) as ending:
        places(folder, HEADER.replace("country", "Country of request"))
    assert ending.value.where == "logs/a.csv:1"
    assert "lacks `country`" in ending.value.reason
    assert "`Country of request`" in (ending.value.got or "")
    assert "logs[0].columns" in (ending.value.mend or "")


def test_the_nearest_word_of_the_header_is_suggested(folder: Path) -> None:
    """A mapped column that is not there, beside one that is spelled nearly the same."""
    with pytest.raises(UsageError, match="lacks `Ticket`, which stands for `request_id`") as ending:
        places(folder, HEADER.replace("request_id", "Tickets"), columns={"request_id": "Ticket"})
    assert "request_id: Tickets" in (ending.value.mend or "")


def test_a_log_without_its_header_shows_nobody(folder: Path) -> None:
    """The first line is a record then; its cells may be personal, so none is shown."""
    with pytest.raises(UsageError) as ending:
        places(folder, "LR-1,2025-01-05,FR,court_order,no_data,1,suspect@mail.example")
    assert "suspect" not in str(ending.value)
    assert "7 cells" in (ending.value.got or "")


def test_two_columns_of_one_name(folder: Path) -> None:
    """It can't be told which of the two counts."""
    with pytest.raises(UsageError, match="`country` 2 times") as ending:
        places(folder, HEADER + ",country")
    assert ending.value.where == "logs/a.csv:1"


def test_two_columns_of_one_name_that_is_not_ours(folder: Path) -> None:
    """Nobody reads them, so they do no harm."""
    assert places(folder, HEADER + ",note,note")["country"] == 2


def test_a_constant_stands_in_for_a_column(tmp_path: Path) -> None:
    """Also the code for an unknown country, which no cell of a log may hold by itself."""
    row = record()
    del row["country"], row["request_type"]
    columns = {"country": {"constant": "_U"}, "request_type": {"constant": "subpoena"}}
    found = read_rows(tmp_path, [row], columns=columns)
    assert (found.column("country"), found.column("request_type")) == (["_U"], ["subpoena"])


def test_a_constant_that_is_no_code(tmp_path: Path) -> None:
    """Every row is rejected at the column, and what the constant says is shown."""
    row = record()
    del row["country"]
    found = read_rows(tmp_path, [row], columns={"country": {"constant": "Atlantis"}})
    assert found.places == [(2, "country", "unknown_country")]
    assert found.faults[0].value == "Atlantis"


def test_a_file_that_is_named_in_several_ways_is_read_once(tmp_path: Path) -> None:
    """By way of `..`, from the root, through a linked folder and by a link: its counts are not added up."""
    (tmp_path / "linked").symlink_to(tmp_path / "logs")
    ways = ["logs/*.csv", "logs/../logs/log.csv", f"{tmp_path}/logs/log.csv", "linked/*.csv", "link.csv"]
    (tmp_path / "link.csv").symlink_to(tmp_path / "logs" / "log.csv")
    found = read(tmp_path, as_csv(records(3)), paths=ways)
    assert found.places == []
    assert [counts.read for counts in found.counts] == [3]


def test_a_pattern_from_the_root_in_a_configuration_that_is_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for at the root, and not below the folder in which the program runs."""
    put(tmp_path, {"logs/log.csv": as_csv(records(2))})
    configured(tmp_path, paths=[f"{tmp_path}/logs/*.csv"])
    monkeypatch.chdir(tmp_path)
    with reading(load_config(Path("transparency.yaml"))) as (_, clean):
        assert [counts.read for counts in clean.counts.values()] == [2]
