"""`init`: a folder in; a commented transparency.yaml in it out, with a small sample log or for given logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.config.model import FILE_NAME
from pellucid.config.starter import STARTER_LOG_PATH, starter_log, starter_yaml
from pellucid.errors import UsageError
from pellucid.intake.propose import propose
from pellucid.release.failures import naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from pellucid.intake.propose import Proposal


def init(folder: Path, today: date) -> tuple[Path, ...]:
    """Write the two files; nothing that is there is written over.

    Raises:
        UsageError: one of them is there already.
        EnvironmentFailure: the folder can't be written.

    """
    texts = {folder / FILE_NAME: starter_yaml(), folder / STARTER_LOG_PATH: starter_log(today)}
    _write(texts)
    return tuple(texts)


def init_from(folder: Path, logs: Sequence[Path]) -> tuple[Path, Proposal]:
    """Write a configuration that is proposed for logs; nothing that is there is written over.

    Raises:
        UsageError: there is one already.
        LogUnreadable: a log can't be read.
        EnvironmentFailure: the folder can't be written.

    """
    path = folder / FILE_NAME
    _refuse((path,))
    proposal = propose(folder, logs)
    _write({path: proposal.text})
    return path, proposal


def _refuse(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists():
            raise UsageError(
                "it is there already", where=str(path), mend="move it away, or name another folder"
            )


def _write(texts: Mapping[Path, str]) -> None:
    _refuse(texts)
    for path, text in texts.items():
        with naming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
