"""Configurations as text -> the Config, or the faults, that they give when they stand in a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pellucid.config import Config, load_config
from pellucid.errors import ConfigFault, ConfigurationFaults

# Four lines, so that what is added begins on line 5: a key of the log when indented, else one of the file.
LEAST = """\
publisher: {name: Blind Messenger, url: "https://blind.example", contact: t@blind.example}
logs:
  - kind: legal_requests
    paths: ["logs/*.csv"]
"""

# The contract's example, but for what this version refuses.
CONTRACT = """\
publisher: {name: Example Messenger, url: "https://messenger.example", contact: t@messenger.example}
periods: {kind: quarter, timezone: UTC, fiscal_year_start: 1}
logs:
  - kind: legal_requests
    paths: ["logs/legal_requests/*.csv"]
    columns: {request_id: Ticket, received_at: Date received}       # ours: theirs
    values: {country: {UK: GB}, request_type: {Search warrant: search_warrant}}
    date_format: "%d.%m.%Y"
    csv: {delimiter: ";", encoding: cp1251, decimal: ","}
    duplicates: latest
request_types:
  garda_letter: {label: Garda letter, family: data_request}
counting: {period_by: received_at, rate_of: received, history: 8}
policies:
  - version: "2024-09-23"
    effective_from: 2024-09-23
    title: Any criminal case that breaks our terms
    url: https://messenger.example/privacy
    may_disclose: [ip_address, phone_number]
    requires: {authority_type: [judicial], legal_review: [valid], offence_category: [any]}
data_held:
  - {category: ip_address, purpose: spam and abuse, retention: 12 months}
events:
  - {date: 2024-08-24, label: Founder detained in France, url: "https://…"}
breaks:
  - {date: 2025-07-01, measures: [accounts_specified], reason: Accounts are counted once a request}
confidentiality:
  threshold: 1
  width: 5
report:
  title: Transparency report
  languages: [en]
  formats: [html, pdf, csv, json]
  sections: [summary, countries, request_types, outcomes, policy, data_held, search_reports, removals, method]
  templates: null
  narrative: {summary: text/summary.md}
output: {site: public, work: .pellucid, base_url: "https://transparency.messenger.example/"}
engine: {name: duckdb}
"""


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30">'
    '<path d="M0 0h120v30H0z" fill="#0b5cad"/></svg>'
)
FONTS = Path(__file__).parents[2] / "report_templates/assets"


def add_brand(folder: Path) -> None:
    """Put the files of a theme into a folder: logos and fonts."""
    brand = folder / "brand"
    brand.mkdir()
    for name in ("logo.svg", "logo-dark.svg"):
        (brand / name).write_text(LOGO, encoding="utf-8")
    for name, weight in (("regular", 400), ("bold", 700)):
        shutil.copy(FONTS / f"inter-{weight}.woff2", brand / f"sans-{name}.woff2")


def written(folder: Path, text: str | bytes) -> Path:
    """Write a configuration file."""
    path = folder / "transparency.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def config_of(folder: Path, text: str) -> Config:
    """Load a configuration that must have no fault."""
    return load_config(written(folder, text))


def faults_of(folder: Path, text: str | bytes) -> tuple[ConfigFault, ...]:
    """Give the faults of a configuration that must have some."""
    with pytest.raises(ConfigurationFaults) as ending:
        load_config(written(folder, text))
    assert ending.value.exit_code == 2
    return ending.value.faults


def only_fault(folder: Path, text: str | bytes) -> ConfigFault:
    """Give the one fault of a configuration."""
    (fault,) = faults_of(folder, text)
    return fault
