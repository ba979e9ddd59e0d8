"""Every way a run can end early: one class each, with its exit code.

A message has four parts: where, what stood there, why it is wrong, how to mend it.
Call sites pass values; the classes here write the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class Ending(Exception):
    """A reason to end the run, with the exit code that the contract gives it."""

    exit_code: ClassVar[int] = 4

    def __init__(
        self,
        reason: str,
        *,
        where: str | None = None,
        got: str | None = None,
        mend: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where
        self.got = got
        self.mend = mend

    def __str__(self) -> str:
        first = f"{self.where}: {self.reason}" if self.where else self.reason
        lines = [first]
        if self.got is not None:
            lines.append(f"  found: {self.got}")
        if self.mend is not None:
            lines.append(f"  mend:  {self.mend}")
        return "\n".join(lines)


class DataProblems(Ending):
    """The data has faults that the caller asked not to overlook (exit 1)."""

    exit_code = 1


class UsageError(Ending):
    """The command line or the configuration asks for something that cannot be (exit 2)."""

    exit_code = 2


@dataclass(frozen=True)
class ConfigFault:
    """One thing wrong in transparency.yaml; `key` is a dotted path such as ``logs[0].kind``."""

    file: str
    line: int | None
    key: str
    reason: str
    got: str | None = None
    mend: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        ending = UsageError(
            self.reason, where=f"{where}: {self.key}" if self.key else where, got=self.got, mend=self.mend
        )
        return str(ending)


class ConfigurationFaults(UsageError):
    """All faults of a configuration at once."""

    def __init__(self, faults: tuple[ConfigFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class ConfidentialityBreach(Ending):
    """Publishing would break a confidentiality rule; nothing was published (exit 3)."""

    exit_code = 3


class EnvironmentFailure(Ending):
    """Disk, file or engine failed (exit 4)."""

    exit_code = 4


class LogUnreadable(EnvironmentFailure):
    """A log as a whole can't be read: missing, empty, binary, without a required column."""
