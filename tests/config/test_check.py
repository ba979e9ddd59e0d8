"""Each fault that a configuration can have -> its line, its key, and words that a reader can act on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from pellucid.config.logs import Constant
from pellucid.vocabulary.periods import PeriodKind
from tests.config.reading import CONTRACT, LEAST, config_of, faults_of, only_fault

if TYPE_CHECKING:
    from pathlib import Path

# What is added after the four lines of LEAST | the fault's line | its key | words of its message.
FAULTS = [
    # unknown keys
    ("confidentiality: {treshold: 5}", 5, "confidentiality.treshold", "did you mean threshold?"),
    ("confidentiality:\n  width: 1\n  treshold: 5", 7, "confidentiality.treshold", "no such key"),
    ("confidentialty: {}", 5, "confidentialty", "did you mean confidentiality?"),
    ("threshold: 5", 5, "threshold", "threshold belongs under confidentiality"),
    ("engine: {zzz: 1}", 5, "engine.zzz", "the keys here are name, remote, memory_limit, master"),
    ("    path: x", 5, "logs[0].path", "did you mean paths?"),
    ("    csv: {delimeter: x}", 5, "logs[0].csv.delimeter", "did you mean delimiter?"),
    ("    columns: {country: {const: _U, constant: _U}}", 5, "logs[0].columns.country.const", "constant?"),
    # missing keys
    ("  - kind: counts", 5, "logs[1].paths", "this key is missing"),
    ("events: [{date: 2024-08-24}]", 5, "events[0].label", "add it: for example label: Founder"),
    ("    columns: {country: {}}", 5, "logs[0].columns.country.constant", "this key is missing"),
    ("data_held:\n  - category: x\n    purpose: y", 6, "data_held[0].retention", "for example retention: 12"),
    # types
    ("counting: {history: eight}", 5, "counting.history", "a whole number is wanted"),
    ("counting: {history: 8.0}", 5, "counting.history", "a whole number is wanted"),
    ("counting: {history: [8]}", 5, "counting.history", "a whole number is wanted"),
    ("counting: 8", 5, "counting", "its keys are period_by, rate_of, history"),
    ("report: {title: [a, b]}", 5, "report.title", "text is wanted here\n  found: [a, b]"),
    ("report: {title: ' '}", 5, "report.title", "text is wanted here, and there is none"),
    ('report: {title: "a\\0b"}', 5, "report.title", "can't be shown\n  found: a\\x00b"),
    ("report: {formats: html}", 5, "report.formats", "put it in brackets: [html]"),
    ("report: {formats: []}", 5, "report.formats", "something must stand in this list"),
    ("report: {narrative: text.md}", 5, "report.narrative", "`key: value` is wanted"),
    ("data_held: {category: x}", 5, "data_held", "begin each item with a dash"),
    ("  - just text", 5, "logs[1]", "its keys are kind, paths"),
    ("  -", 5, "logs[1]", "found: nothing"),
    ("    values: {country: {UK: }}", 5, "logs[0].values.country.UK", "text is wanted here"),
    ("events: [{date: 24.08.2024, label: x}]", 5, "events[0].date", "write year-month-day"),
    ("events: [{date: 2024-02-30, label: x}]", 5, "events[0].date", "not in the calendar"),
    ("events: [{date: 20240824, label: x}]", 5, "events[0].date", "a date is wanted"),
    ("events: [{date: , label: x}]", 5, "events[0].date", "this key is missing"),
    # closed lists
    ("periods: {kind: decade}", 5, "periods.kind", "not one of month, quarter, half_year, year"),
    ("periods: {kind: interval}", 5, "periods.kind", "not one of month, quarter, half_year, year"),
    ("periods: {kind: Quarter}", 5, "periods.kind", "did you mean quarter?"),
    ("periods: {kind: half-year}", 5, "periods.kind", "did you mean half_year?"),
    ("    duplicates: lastest", 5, "logs[0].duplicates", "did you mean latest?"),
    ("    csv: {decimal: ;}", 5, "logs[0].csv.decimal", 'not one of ".", ","'),
    ("counting: {rate_of: recieved}", 5, "counting.rate_of", "did you mean received?"),
    ("report: {formats: [html, docx]}", 5, "report.formats[1]", "html, pdf, csv, json, xlsx, parquet, sdmx"),
    ("report:\n  sections:\n    - summary\n    - sumary", 8, "report.sections[1]", "did you mean summary?"),
    ("report: {narrative: {sumary: x.md}}", 5, "report.narrative.sumary", "did you mean summary?"),
    ("engine: {name: ducktb}", 5, "engine.name", "did you mean duckdb?"),
    ("request_types: {x: {label: X, family: data}}", 5, "request_types.x.family", "preservation"),
    ("  - {kind: legal_request, paths: [x]}", 5, "logs[1].kind", "did you mean legal_requests?"),
    (
        "  - {kind: counts, paths: [x], of: statements_of_reasons}",
        5,
        "logs[1].of",
        "legal_requests, removal_orders",
    ),
    # ranges and forms
    (
        "confidentiality: {threshold: 0}",
        5,
        "confidentiality.threshold",
        "smallest number that is allowed here is 1",
    ),
    ("confidentiality: {width: 0}", 5, "confidentiality.width", "smallest number that is allowed here is 1"),
    ("counting: {history: -1}", 5, "counting.history", "smallest number that is allowed here is 0"),
    ("counting: {history: 41}", 5, "counting.history", "largest number that is allowed here is 40"),
    ("periods: {fiscal_year_start: 0}", 5, "periods.fiscal_year_start", "is 1"),
    ("periods: {fiscal_year_start: 13}", 5, "periods.fiscal_year_start", "is 12"),
    ("periods: {timezone: Europe/Pariss}", 5, "periods.timezone", "did you mean Europe/Paris?"),
    ("periods: {timezone: ../etc}", 5, "periods.timezone", "no time zone has this name"),
    ("request_types: {Garda-letter: {label: G}}", 5, "request_types.Garda-letter", "small letters"),
    ("offence_categories: {_T: {label: G}}", 5, "offence_categories._T", "small letters"),
    ("    date_format: DD.MM.YYYY", 5, "logs[0].date_format", 'write "%d.%m.%Y"'),
    ("    date_format: '%m/%Y'", 5, "logs[0].date_format", "it has no day (%d)"),
    ("    date_format: '%d. %Q %Y'", 5, "logs[0].date_format", "%Q is no part of a date"),
    ("    date_format: '%d.%m.%'", 5, "logs[0].date_format", "no part of a date"),
    ("    csv: {encoding: cp12511}", 5, "logs[0].csv.encoding", "did you mean cp1251?"),
    ("    csv: {delimiter: ';;'}", 5, "logs[0].csv.delimiter", "a single character"),
    ("output: {base_url: 'https://a.example'}", 5, "output.base_url", "write https://a.example/"),
    ("output: {base_url: 'a.example/'}", 5, "output.base_url", "begin with https://"),
    ("report: {formats: [csv, json, csv]}", 5, "report.formats", "csv stands in this list twice"),
    # keys that only counts have
    ("    of: legal_requests", 5, "logs[0].of", "only a log of kind counts takes `of`"),
    ("    breakdowns: [reason]", 5, "logs[0].breakdowns", "only a log of kind counts takes `breakdowns`"),
    # what this version refuses
    (
        "confidentiality: {national_security: {option: 5}}",
        5,
        "confidentiality.national_security.option",
        "4",
    ),
    ("engine: {name: spark, master: local, remote: 'sc://a'}", 5, "engine.master", "leave one of the two"),
    ("engine: {master: 'local[2]'}", 5, "engine.master", "leave it out"),
    ("engine: {name: spark, master: 'spark://host'}", 5, "engine.master", "spark://host:7077"),
    ("engine: {name: spark, remote: 'host:15002'}", 5, "engine.remote", "sc://host:15002"),
    (
        (
            "confidentiality: {national_security: {option: 2, released: [{period: 2025-Q4, type: nsl, "
            "requests: 1, date: 2026-01-01}]}}"
        ),
        5,
        "confidentiality.national_security.released[0].period",
        "write a half-year such as 2025-H2",
    ),
    ("report: {languages: [en, frr]}", 5, "report.languages[1]", "did you mean fr?"),
]


@pytest.mark.parametrize(("added", "line", "key", "words"), FAULTS)
def test_a_fault_names_line_key_and_mend(tmp_path: Path, added: str, line: int, key: str, words: str) -> None:
    """One thing wrong is one fault, at the line where it stands, with the way out."""
    fault = only_fault(tmp_path, LEAST + added + "\n")
    assert (fault.file, fault.line, fault.key) == (str(tmp_path / "transparency.yaml"), line, key)
    assert words in str(fault)
    assert fault.mend


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("", "", "the file is empty"),
        ("# nothing but a remark\n", "", "the file is empty"),
        ("- a\n", "", "keys such as `publisher:` and `logs:` are wanted"),
        ("just text\n", "", "keys such as `publisher:` and `logs:` are wanted"),
        (LEAST.partition("\n")[2], "publisher", "add it: its keys are name, url, contact"),
        (LEAST.partition("\n")[0], "logs", "add it: its keys are kind, paths"),
        (LEAST.partition("\n")[0] + "\nlogs: []\n", "logs", "something must stand in this list"),
        (LEAST.replace("contact: t@blind.example", "contact: "), "publisher.contact", "this key is missing"),
        (LEAST.replace("https://blind", "ftp://blind"), "publisher.url", "begin with https://"),
    ],
)
def test_what_every_configuration_needs(tmp_path: Path, text: str, key: str, words: str) -> None:
    """A file without keys, without a publisher or without logs says what to write."""
    fault = only_fault(tmp_path, text)
    assert fault.key == key
    assert words in str(fault)


def test_the_least_configuration_has_the_contracts_defaults(tmp_path: Path) -> None:
    """Publisher and logs are enough."""
    config = config_of(tmp_path, LEAST)
    assert (config.periods.kind, config.periods.timezone) == (PeriodKind.QUARTER, "UTC")
    assert config.periods.fiscal_year_start == 1
    assert (config.counting.period_by, config.counting.rate_of) == ("received_at", "received")
    assert config.counting.history == 8
    assert (config.confidentiality.threshold, config.confidentiality.width) == (1, None)
    assert config.report.languages == ("en",)
    assert config.report.formats == ("html", "pdf", "csv", "json")
    assert " ".join(config.report.sections) == (
        "summary countries request_types outcomes policy data_held search_reports removals method"
    )
    assert (config.site, config.work) == (tmp_path / "public", tmp_path / ".pellucid")
    assert config.engine.name == "duckdb"
    assert config.logs[0].duplicates == "reject"


def test_the_contracts_example_is_understood(tmp_path: Path) -> None:
    """Every key of the contract says what the contract says it says."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text/summary.md").write_text("Words.\n", encoding="utf-8")
    config = config_of(tmp_path, CONTRACT)
    (log,) = config.logs
    assert log.columns == {"request_id": "Ticket", "received_at": "Date received"}
    assert log.values == {"country": {"UK": "GB"}, "request_type": {"Search warrant": "search_warrant"}}
    assert (log.csv.delimiter, log.csv.encoding, log.csv.decimal) == (";", "cp1251", ",")
    assert (log.date_format, log.duplicates, log.of) == ("%d.%m.%Y", "latest", None)
    (policy,) = config.policies
    assert (policy.version, policy.effective_from) == ("2024-09-23", date(2024, 9, 23))
    assert policy.requires.authority_type == ("judicial",)
    assert config.events[0].date == date(2024, 8, 24)
    assert config.breaks[0].measures == ("accounts_specified",)
    assert config.confidentiality.width == 5
    assert config.report.narrative == {"summary": "text/summary.md"}
    assert config.output.base_url == "https://transparency.messenger.example/"


def test_a_key_with_nothing_behind_it_is_left_out(tmp_path: Path) -> None:
    """A section whose keys are all commented out has its defaults."""
    config = config_of(tmp_path, LEAST + "    csv:\nconfidentiality:\n  # threshold: 1\nevents:\n")
    assert config.confidentiality.threshold == 1
    assert config.events == ()
    assert config.logs[0].csv.delimiter is None


def test_norway_and_versions_keep_their_spelling(tmp_path: Path) -> None:
    """YAML 1.1 would read NO as false and 1.10 as 1.1."""
    added = "    values: {country: {NO: NO, '': _U}}\npolicies:\n"
    policy = "  - {version: 1.10, effective_from: 2024-01-01, title: 2024}\n"
    config = config_of(tmp_path, LEAST + added + policy)
    assert config.logs[0].values == {"country": {"NO": "NO", "": "_U"}}
    assert (config.policies[0].version, config.policies[0].title) == ("1.10", "2024")


def test_counts_are_of_legal_requests_unless_said(tmp_path: Path) -> None:
    """`of` has its default for counts alone."""
    counts = "  - {kind: counts, paths: [x.csv]}\n  - {kind: counts, paths: [y.csv], of: removal_orders}\n"
    logs = config_of(tmp_path, LEAST + counts).logs
    assert [log.of for log in logs] == [None, "legal_requests", "removal_orders"]
    assert [log.measured_kind for log in logs] == ["legal_requests", "legal_requests", "removal_orders"]


def test_a_column_may_be_a_constant(tmp_path: Path) -> None:
    """`{constant: value}` stands for every row."""
    config = config_of(tmp_path, LEAST + "    columns: {country: {constant: _U}, outcome: constant}\n")
    assert config.logs[0].columns == {"country": Constant(constant="_U"), "outcome": "constant"}


def test_policies_come_in_order_of_date(tmp_path: Path) -> None:
    """However they are written."""
    policies = """policies:
  - {version: new, effective_from: 2024-09-23, title: b}
  - {version: old, effective_from: 2018-08-28, title: a}
"""
    assert [policy.version for policy in config_of(tmp_path, LEAST + policies).policies] == ["old", "new"]


def test_a_configuration_cannot_be_changed(tmp_path: Path) -> None:
    """Rooms can hand it on without fear."""
    config = config_of(tmp_path, LEAST)
    with pytest.raises(ValidationError):
        config.report.title = "Other"


def test_other_rooms_report_faults_with_their_line(tmp_path: Path) -> None:
    """A key that stands there has its line; one that doesn't, the line of what it belongs under."""
    config = config_of(tmp_path, LEAST + "    columns: {land: Land}\n")
    fault = config.fault(("logs", 0, "columns", "land"), "no such column", "land", "did you mean country?")
    assert (fault.line, fault.key) == (5, "logs[0].columns.land")
    assert str(fault).endswith("no such column\n  found: land\n  mend:  did you mean country?")
    assert config.fault(("logs", 0, "values", "country"), "missing").line == 3


def test_faults_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """A reader mends from top to bottom."""
    text = LEAST + "zzz: 1\ncounting: {history: x}\nzzz: 2\nperiods: {kind: week}\n"
    faults = faults_of(tmp_path, text)
    assert [(fault.line, fault.key) for fault in faults] == [
        (5, "zzz"),
        (6, "counting.history"),
        (7, "zzz"),
        (8, "periods.kind"),
    ]
