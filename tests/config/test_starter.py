"""What `init` writes: a configuration that loads, also with all settings on, and a log that fits it."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from pellucid.config.schema import config_schema
from pellucid.config.starter import STARTER_LOG_PATH, starter_log, starter_yaml
from pellucid.vocabulary import codes
from pellucid.vocabulary.countries import country_code
from pellucid.vocabulary.periods import PeriodKind, last_complete
from pellucid.vocabulary.request_types import BUILT_IN
from tests.config.reading import add_brand, config_of

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 24)
NOT_YET = {"remote", "master"}  # only spoken of: this version refuses them
DISCLOSED = {"disclosed_full", "disclosed_partial"}


def records(today: date = TODAY) -> list[dict[str, str]]:
    """Read the sample log."""
    return list(csv.DictReader(starter_log(today).splitlines()))


def test_the_starter_loads(tmp_path: Path) -> None:
    """It needs no change, and finds the sample log where `init` puts it."""
    (log,) = config_of(tmp_path, starter_yaml()).logs
    assert PurePath(STARTER_LOG_PATH).match(*log.paths)


def test_the_starter_loads_with_all_settings_on(tmp_path: Path) -> None:
    """A line that is switched off is right when its # is taken away."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text/summary.md").write_text("Words.\n", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    add_brand(tmp_path)
    config = config_of(tmp_path, re.sub(r"^( *)#(?=\S)", r"\1", starter_yaml(), flags=re.MULTILINE))
    assert config.periods.fiscal_year_start == 4
    assert [log.kind for log in config.logs] == ["legal_requests", "counts"]
    assert config.report.attribution


def test_the_starter_has_every_key_with_a_line_on_it() -> None:
    """Whoever writes a configuration needs no other page."""
    text = starter_yaml()
    keys = {key for record in _records() for key in record["properties"]} - NOT_YET
    assert not [
        key for key in sorted(keys) if not re.search(rf"\b{key}: ", text + " ") and f"{key}:\n" not in text
    ]


def test_every_setting_is_explained_where_it_first_stands() -> None:
    """The line above a key says what it is for."""
    lines = starter_yaml().splitlines()
    setting = re.compile(r" +(?:- )?#?(?:- )?(\w+):(?: |$)")
    first = {
        match[1]: place for place in reversed(range(len(lines))) if (match := setting.match(lines[place]))
    }
    assert {"kind", "threshold", "formats", "base_url", "of", "note"} <= set(first)
    bare = [key for key, place in first.items() if not lines[place - 1].lstrip().startswith("# ")]
    assert bare == ["stalking", "garda_letter"]  # the publisher's own codes; the section says what they are


def _records() -> list[dict[str, Any]]:
    schema = config_schema()
    return [schema, *schema["$defs"].values()]


def test_the_log_is_the_same_for_the_same_day() -> None:
    """Two people who begin on one day see one report."""
    assert starter_log(TODAY) == starter_log(TODAY)
    assert len(records()) == 40


@given(st.dates(date(1971, 1, 1), date(2199, 12, 31)))
def test_records_lie_in_the_four_quarters_that_have_ended(today: date) -> None:
    """Whenever `init` runs, its report has figures, a history, and no record in the future."""
    newest = last_complete(PeriodKind.QUARTER, today)
    quarters = [*newest.history(3), newest]
    days = [date.fromisoformat(record["received_at"]) for record in records(today)]
    assert [sum(quarter.contains(day) for day in days) for quarter in quarters] == [8, 9, 11, 12]
    closed = [date.fromisoformat(record["closed_at"]) for record in records(today) if record["closed_at"]]
    assert max(closed) <= newest.end


def test_records_agree_with_themselves() -> None:
    """Closed after received, open only when pending, accounts disclosed only when something was."""
    for record in records():
        assert (record["closed_at"] == "") == (record["outcome"] == "pending")
        assert not record["closed_at"] or record["closed_at"] >= record["received_at"]
        assert (int(record["accounts_disclosed"]) > 0) == (record["outcome"] in DISCLOSED)
        assert int(record["accounts_disclosed"]) <= int(record["accounts_specified"])
        assert (record["data_disclosed"] != "") == (record["outcome"] in DISCLOSED)


def test_records_use_codes_of_the_lists() -> None:
    """No row of the sample would be rejected for a code."""
    types = {known.code for known in BUILT_IN}
    for record in records():
        assert country_code(record["country"]) == record["country"]
        assert record["request_type"] in types
        assert record["authority_type"] in codes.AUTHORITY_TYPES
        assert record["offence_category"] in codes.OFFENCE_CATEGORIES
        assert record["legal_review"] in codes.LEGAL_REVIEWS
        assert record["outcome"] in codes.OUTCOMES
        assert all(part in codes.DATA_CATEGORIES for part in record["data_disclosed"].split("|") if part)


def test_disclosures_keep_the_starters_policy(tmp_path: Path) -> None:
    """The first report that a newcomer sees names no breach."""
    (policy,) = config_of(tmp_path, starter_yaml()).policies
    disclosed = [record for record in records() if record["outcome"] in DISCLOSED]
    assert {record["legal_review"] for record in disclosed} <= set(policy.requires.legal_review)
    given_out = {part for record in disclosed for part in record["data_disclosed"].split("|")}
    assert given_out == set(policy.may_disclose)
