"""A folder with logs and a configuration; what a build makes of it, read back from the files it wrote."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pellucid.config import load_config
from pellucid.run.build import Built, Order, build
from pellucid.run.periods import Wish
from pellucid.run.progress import Silence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Record = dict[str, str]
Key = tuple[str, str, str, str]  # period, country, request type, measure

PROGRAM = Path(sys.executable).with_name("pellucid")
TODAY = date(2026, 2, 10)
FIRST, LAST = date(2024, 11, 5), date(2026, 1, 20)
COLUMNS = (
    *("request_id", "received_at", "closed_at", "country", "request_type", "authority_type"),
    *("offence_category", "legal_review", "outcome", "accounts_specified", "accounts_disclosed"),
    *("data_disclosed", "subject"),
)
SETTINGS: dict[str, Any] = {
    "publisher": {"name": "Messenger", "url": "https://m.example", "contact": "t@m.example"},
    "counting": {"history": 4},
    "policies": [
        {
            "version": "2025",
            "effective_from": date(2025, 1, 1),
            "title": "Any criminal case",
            "may_disclose": ["ip_address"],
            "requires": {"authority_type": ["judicial"], "legal_review": ["valid"]},
        }
    ],
    "data_held": [{"category": "ip_address", "purpose": "against spam", "retention": "12 months"}],
}


def requests(number: int, seed: int = 1) -> list[Record]:
    """Make up sound requests from FIRST to LAST; the first and the last day have one each."""
    chance = random.Random(seed)  # noqa: S311 - test data
    days = [
        FIRST,
        LAST,
        *(FIRST + timedelta(chance.randrange((LAST - FIRST).days)) for _ in range(number - 2)),
    ]
    return [_request(chance, place, day) for place, day in enumerate(days)]


def _request(chance: random.Random, place: int, day: date) -> Record:
    outcome = chance.choice(["disclosed_full", "disclosed_partial", "no_data", "rejected", "pending"])
    disclosed = outcome.startswith("disclosed")
    accounts = chance.randrange(1, 9)
    return {
        "request_id": f"R-{place:04}",
        "received_at": day.isoformat(),
        "closed_at": "" if outcome == "pending" else (day + timedelta(chance.randrange(20))).isoformat(),
        "country": chance.choice(["FR", "FR", "FR", "DE", "IS"]),
        "request_type": chance.choice(["court_order", "court_order", "emergency", "preservation"]),
        "authority_type": chance.choice(["judicial", "judicial", "police"]),
        "offence_category": chance.choice(["fraud", "terrorism"]),
        "legal_review": chance.choice(["valid", "invalid"]),
        "outcome": outcome,
        "accounts_specified": str(accounts),
        "accounts_disclosed": str(chance.randint(1, accounts)) if disclosed else "0",
        "data_disclosed": chance.choice(["ip_address", "content|ip_address"]) if disclosed else "",
        "subject": f"person {place}",
    }


def as_csv(records: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> str:
    """Write records as the text of a log."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(records)
    return stream.getvalue()


@dataclass(frozen=True)
class Project:
    """A folder with a configuration and logs."""

    folder: Path

    @property
    def site(self) -> Path:
        """Where the releases are."""
        return self.folder / "public"

    def write(self, logs: Mapping[str, Mapping[str, str]], /, **settings: Any) -> None:  # noqa: ANN401 - YAML
        """Write the files of each kind of log, and a configuration."""
        entries = []
        for kind, files in logs.items():
            for name, text in files.items():
                (self.folder / name).write_text(text, encoding="utf-8", newline="")
            entries.append({"kind": kind, "paths": list(files), **LOG_KEYS.get(kind, {})})
        text = yaml.safe_dump({**SETTINGS, "logs": entries, **settings})
        (self.folder / "transparency.yaml").write_text(text, encoding="utf-8")

    def build(self, *periods: str, every: bool = False, formats: tuple[str, ...] = ("csv", "json")) -> Built:
        """Build releases within this process."""
        config = load_config(self.folder / "transparency.yaml")
        return build(config, Order(Wish(periods, every=every), formats, config.site), TODAY, Silence())

    def run(self, *arguments: str, **environment: str) -> None:
        """Run the installed program in this folder; it must end well."""
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1770681600", **environment}  # 2026-02-10 in UTC
        done = subprocess.run(
            [PROGRAM, "-q", *arguments], cwd=self.folder, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def text(self, name: str) -> str:
        """Read a file of the site."""
        return (self.site / name).read_text(encoding="utf-8")

    def rows(self, period: str, table: str = "legal_requests") -> list[Record]:
        """Read a published table."""
        return list(csv.DictReader(io.StringIO(self.text(f"{period.replace('/', '_')}/data/{table}.csv"))))

    def values(self, period: str, table: str = "legal_requests") -> dict[Key, str]:
        """Give the published values, empty where there is none."""
        return {
            (row["period"], row["country"], row["request_type"], row["measure"]): row["value"]
            for row in self.rows(period, table)
        }

    def json(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Read a JSON file of the site."""
        return json.loads(self.text(name))

    def accounts(self) -> dict[str, dict[str, Any]]:
        """Read where the rows of each file went."""
        text = (self.folder / ".pellucid" / "reconciliation.json").read_text(encoding="utf-8")
        return {account["file"]: account for account in json.loads(text)["logs"]}

    def files(self) -> dict[str, bytes]:
        """Read every file of the site."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in self.site.rglob("*")
            if path.is_file()
        }


LOG_KEYS: dict[str, dict[str, Any]] = {
    "user_reports": {"values": {"country": {"": "_U"}}},
    "counts": {"of": "removal_orders"},
}
