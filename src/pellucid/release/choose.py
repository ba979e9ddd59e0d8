"""Takes a site's releases and the periods asked for; gives the releases of these periods, oldest first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pellucid.errors import UsageError
from pellucid.vocabulary.periods import InvalidPeriod, Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pellucid.release.read import PublishedRelease


def chosen_releases(
    site: Path, newest_first: Sequence[PublishedRelease], periods: Sequence[str]
) -> tuple[PublishedRelease, ...]:
    """Find the releases of the periods; without periods, those of the newest one's kind and year.

    Raises:
        UsageError: a text that is no period, a period with no release, or a site with none at all.

    """
    if not newest_first:
        raise UsageError("the site has no release", where=str(site), mend="make one with `pellucid build`")
    names = {_name(text) for text in periods} or _newest_year(newest_first)
    found = {release.period.name: release for release in newest_first}
    if missing := sorted(names - found.keys()):
        raise UsageError(
            f"there is no release about {' or '.join(missing)}",
            where=str(site),
            mend=f"the site has {', '.join(sorted(found))}",
        )
    return tuple(sorted((found[name] for name in names), key=lambda release: release.period))


def overlap(releases: Sequence[PublishedRelease]) -> tuple[PublishedRelease, PublishedRelease] | None:
    """Find two releases whose periods share a day, in which a request would count twice."""
    return next((pair for pair in pairwise(releases) if pair[1].period.start <= pair[0].period.end), None)


def _name(text: str) -> str:
    try:
        return Period.parse(text).name
    except InvalidPeriod as error:
        raise UsageError(str(error), where="--period") from error


def _newest_year(newest_first: Sequence[PublishedRelease]) -> set[str]:
    newest = newest_first[0]
    return {
        release.period.name
        for release in newest_first
        if release.period.kind is newest.period.kind and release.year == newest.year
    }
