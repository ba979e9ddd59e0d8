"""A release's counts and what was public before in; all that a reader can set against each other out.

An earlier release whose figures are still those of the log says the same as the new one. One whose figures
have changed since, by records that came late or were corrected, is counted from another vintage of the log:
its counts are others, and what a reader sees of the difference is itself a count of few records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.confidentiality.completion import complete
from pellucid.confidentiality.counts import NO_COUNTS, Choice, Count
from pellucid.confidentiality.keys import DIFFERENCE
from pellucid.confidentiality.links import Link
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pellucid.confidentiality.keys import CellKey, EarlierNumber, EarlierRelease
    from pellucid.vocabulary.periods import Period

_KNOWN = frozenset({Status.PUBLISHED, Status.DERIVED, Status.AT_LEAST})


@dataclass(frozen=True)
class LogAtHand:
    """What the log at hand has for the counts of earlier releases.

    linking: gives the links between counts of one log. threshold: what a small count is below.
    """

    truth: Mapping[CellKey, int]
    linking: Callable[[Collection[CellKey]], Iterable[Link]]
    threshold: int


@dataclass
class Together:
    """All counts that hang together, and the links between vintages.

    repeated: figures of earlier periods, as they were published. corrected: counts that were published and
    are now, or differ now by, a small number that nothing can hide.
    """

    counts: dict[CellKey, Count]
    links: list[Link] = field(default_factory=list)
    repeated: dict[CellKey, EarlierNumber] = field(default_factory=dict)
    corrected: list[CellKey] = field(default_factory=list)


def together(
    own: Mapping[CellKey, Count],
    period: Period,
    earlier: Iterable[EarlierRelease],
    log: LogAtHand,
    *,
    repeat: bool,
) -> Together:
    """Lay everything that is public beside a release's own counts.

    period: the release's own. repeat: whether figures of earlier periods stay as they were published,
    whatever has come late.
    """
    found = Together(dict(own))
    releases = sorted(earlier, key=lambda one: one.name)
    stale = [one for one in releases if _changed(one, log.truth)]
    for release in releases:
        if release not in stale:
            _lay_same(found, release, log.truth)
    for release in stale:
        linked = _lay_changed(found, release, log)
        for key, number in release.numbers.items():
            elsewhere = key.period != period.name and release.period.name == key.period
            if repeat and release.current and elsewhere:
                _repeat(found, key, number, log.truth)
            elif key in own:
                _restate(found, key, number, log, linked=linked)
    return found


def _counted(release: EarlierRelease) -> Iterable[tuple[CellKey, int | None]]:
    """Give its counts, None for a withheld one; rates and medians are no counts."""
    for key, number in release.numbers.items():
        if key.measure in NO_COUNTS:
            continue
        if number.status is Status.SUPPRESSED:
            yield key, None
        elif number.status in _KNOWN and number.value is not None:
            yield key, round(number.value)


def _changed(release: EarlierRelease, truth: Mapping[CellKey, int]) -> bool:
    return any(value is not None and key in truth and truth[key] != value for key, value in _counted(release))


def _lay_same(found: Together, release: EarlierRelease, truth: Mapping[CellKey, int]) -> None:
    """A count that was published stays published; one that was withheld stays withheld."""
    for key, value in _counted(release):
        if value is not None:
            found.counts[key] = Count(value, Choice.PUBLIC)
            continue
        old = found.counts.get(key)
        if old is not None and old.choice is not Choice.PUBLIC:
            found.counts[key] = Count(old.value, Choice.WITHHELD)
        elif old is None and key in truth:
            found.counts[key] = Count(truth[key], Choice.WITHHELD)


def _lay_changed(found: Together, release: EarlierRelease, log: LogAtHand) -> bool:
    """Lay a release of another vintage beside the counts, linked by what has come late.

    A reader may well take it that records were only added. Where a published figure has fallen, or none of
    the earlier logs that can be meant is inside the one at hand, there is nothing to reckon with: False.
    """
    truth = log.truth
    values = {key: value for key, value in _counted(release) if key in truth}
    before = complete(values, truth, log.linking)
    if before is None:
        return False
    for key, value in before.items():
        old, late = key._replace(vintage=release.name), key._replace(vintage=DIFFERENCE + release.name)
        choice = Choice.PUBLIC if values[key] is not None else Choice.WITHHELD
        found.counts[old] = Count(value, choice)
        found.counts[late] = Count(truth[key] - value, Choice.UNSEEN)
        found.counts.setdefault(key, Count(truth[key], Choice.UNSEEN))
        found.links.append(Link(((key, 1), (old, -1), (late, -1))))
    return True


def _repeat(found: Together, key: CellKey, number: EarlierNumber, truth: Mapping[CellKey, int]) -> None:
    """Say again what was said of an earlier period: the figure at hand is not published."""
    found.repeated[key] = number
    if key in truth:
        found.counts[key] = Count(truth[key], Choice.UNSEEN)
    else:
        found.counts.pop(key, None)


def _restate(found: Together, key: CellKey, number: EarlierNumber, log: LogAtHand, *, linked: bool) -> None:
    """Of a count that is published anew: what was withheld stays so, what is the same stays published."""
    now = found.counts[key].value
    if number.status is Status.SUPPRESSED:
        found.counts[key] = Count(now, Choice.WITHHELD if now else Choice.PUBLIC)
    elif number.value == now:
        found.counts[key] = Count(now, Choice.PUBLIC)
    elif number.value is not None and (
        0 < now < log.threshold or (not linked and abs(number.value - now) < log.threshold)
    ):
        found.corrected.append(key)
