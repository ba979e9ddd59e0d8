"""`init`: a folder in; a commented transparency.yaml and a small sample log in it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.config.model import FILE_NAME
from pellucid.config.starter import STARTER_LOG_PATH, starter_log, starter_yaml
from pellucid.errors import UsageError
from pellucid.release.failures import naming

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def init(folder: Path, today: date) -> tuple[Path, ...]:
    """Write the two files; nothing that is there is written over.

    Raises:
        UsageError: one of them is there already.
        EnvironmentFailure: the folder can't be written.

    """
    texts = {folder / FILE_NAME: starter_yaml(), folder / STARTER_LOG_PATH: starter_log(today)}
    for path in texts:
        if path.exists():
            raise UsageError(
                "it is there already", where=str(path), mend="move it away, or name another folder"
            )
    for path, text in texts.items():
        with naming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tuple(texts)
