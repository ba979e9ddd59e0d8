"""A configuration in; nothing out, or the names in it that no kind of its logs has."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pellucid.cube.measures import measures_of
from pellucid.errors import ConfigurationFaults
from pellucid.intake.kinds import kind_of
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.config import Config
    from pellucid.errors import ConfigFault


def check_names(config: Config) -> None:
    """Hold the names of dates and measures against the kinds of the logs.

    Raises:
        ConfigurationFaults: one of them is none.

    """
    faults = tuple(_faults(config))
    if faults:
        raise ConfigurationFaults(faults)


def _faults(config: Config) -> Iterator[ConfigFault]:
    dates = [
        column.name
        for log in config.logs
        for column in kind_of(log.kind, log.of, log.breakdowns).columns
        if column.type is Type.DATE and log.kind != "counts"
    ]
    # Counts bring their periods with them, and `received_at` is only the default.
    if dates and config.counting.period_by not in {*dates, "received_at"}:
        words = "none of the logs has such a date"
        yield _fault(config, ("counting", "period_by"), words, config.counting.period_by, dates)
    measures = [one.code for log in config.logs for one in measures_of(log.measured_kind, "decided")]
    for place, cut in enumerate(config.breaks):
        for index, code in enumerate(cut.measures):
            if code not in measures:
                key = ("breaks", place, "measures", index)
                yield _fault(config, key, "none of the logs has such a measure", code, measures)


def _fault(
    config: Config, key: tuple[str | int, ...], reason: str, got: str, names: Iterable[str]
) -> ConfigFault:
    known = list(dict.fromkeys(names))
    near = difflib.get_close_matches(got, known, n=1)
    mend = f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(known)}"
    return config.fault(key, reason, got, mend)
