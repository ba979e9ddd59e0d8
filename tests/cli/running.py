"""A command line -> what it printed and how it ended; by the installed program, or within this process."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest
import yaml

from pellucid.cli import main
from tests.intake.reading import PUBLISHER, as_csv, put, record

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = Path(sys.executable).with_name("pellucid")
NOW = "1768435200"  # 2026-01-15, so that 2025-Q4 is the last complete quarter
MARKS = ("suspect-7f3a", "Court-9b1c")  # what stands in the personal cells, and must stand nowhere else


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that it printed."""
        return self.out + self.err


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """Run the installed program in a process of its own."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": NOW} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return _looked_at(Ended(done.returncode, done.stdout, done.stderr), arguments)


def call(folder: Path, *arguments: str, **environment: str) -> Ended:
    """Run the command line within this process: the same code, but for the start of Python."""
    out, err = io.StringIO(), io.StringIO()
    changed = {"SOURCE_DATE_EPOCH": NOW} | environment
    with (
        mock.patch.dict(os.environ, changed),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        main(list(arguments))
    return _looked_at(Ended(int(end.value.code or 0), out.getvalue(), err.getvalue()), arguments)


def _looked_at(ended: Ended, arguments: tuple[str, ...]) -> Ended:
    """Hold what every end must fulfil: a code of the contract, no traceback unasked, nothing personal."""
    assert ended.code in range(5)
    assert "-v" in arguments or "Traceback" not in ended.said
    assert not any(mark in ended.said for mark in MARKS)
    return ended


def requests() -> list[dict[str, str]]:
    """Make 24 sound requests: two a month of 2025, from four countries."""
    countries = ["FR", "FR", "DE", "US", "FR", "BR"]
    return [
        record(
            request_id=f"LR-{number:03}",
            received_at=f"2025-{number // 2 + 1:02}-{number % 2 * 10 + 5:02}",
            closed_at=f"2025-{number // 2 + 1:02}-28",
            country=countries[number % 6],
            authority=f"{MARKS[1]} No {number}",
            subject=f"{MARKS[0]}-{number}@mail.example",
        )
        for number in range(24)
    ]


def project(folder: Path, log: str | bytes | None = None, **settings: object) -> Path:
    """Write a configuration and a log; `log` instead of the sound one, `settings` over its keys."""
    values: Mapping[str, object] = {
        "publisher": PUBLISHER,
        "logs": [{"kind": "legal_requests", "paths": ["logs/*.csv"]}],
        "report": {"formats": ["csv", "json"]},
    } | settings
    put(
        folder,
        {
            "transparency.yaml": yaml.safe_dump(values, allow_unicode=True, sort_keys=False),
            "logs/requests.csv": as_csv(requests()) if log is None else log,
        },
    )
    return folder


def published(folder: Path) -> dict[str, bytes]:
    """Give every file of the site."""
    site = folder / "public"
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
