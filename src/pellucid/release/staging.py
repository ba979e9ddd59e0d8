"""Takes the site and the work folder; gives a folder to make a release ready in, one rename from the site.

It lies in the work folder where that is possible: a rename reaches the site only from the same mount. Next
come a hidden folder beside the site and, where the site is a mount of its own, one inside it. What a killed
build left in any of the three is put back or cleared away first.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pellucid.errors import EnvironmentFailure, UsageError
from pellucid.release.failures import FORBIDDEN, FORBIDDEN_MEND, naming

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW = "new"  # holds a release that is being written
OLD = "old"  # holds a release that is being replaced, on systems that can't exchange two folders


def prepare(site: Path, work: Path) -> None:
    """See, before anything is counted, that the site can be written; clear away what a killed build left.

    Raises:
        UsageError: the work folder lies in the site and would be published.
        EnvironmentFailure: a folder can't be made or written.

    """
    _keep_apart(site.resolve(), work.resolve())
    with staging(site, work):
        as_who = {"effective_ids": os.access in os.supports_effective_ids}
        if not os.access(site, os.W_OK | os.X_OK, **as_who):
            with naming(site):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(site))


@contextmanager
def staging(site: Path, work: Path) -> Iterator[Path]:
    """Lend an empty folder from which a rename reaches the site; it is gone afterwards."""
    site = site.resolve()
    places = _places(site, work.resolve())
    with naming(site):
        site.mkdir(parents=True, exist_ok=True)
        for place in places:
            _clear(place, site)
        found = next((place for place in places if _reaches(place, site)), None)
    if found is None:
        reason = "it can't be written, neither from the work folder nor from beside it"
        raise EnvironmentFailure(reason, where=str(site), mend=FORBIDDEN_MEND)
    try:
        yield found
    finally:
        with naming(found):
            _clear(found, site)


def _places(site: Path, work: Path) -> tuple[Path, ...]:
    # Several sites may share a work folder: what was left of one must never be put into another.
    key = hashlib.sha256(os.fsencode(site)).hexdigest()[:12]
    return work / "staging" / key, site.parent / f".{site.name}-staging", site / ".staging"


def _reaches(place: Path, site: Path) -> bool:
    """Whether a folder can be made there and moved into the site by one rename."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        if place.stat().st_dev == site.stat().st_dev and _on_one_mount(place, site):
            return True
        place.rmdir()
    except OSError as error:
        if error.errno not in FORBIDDEN:
            raise
    return False


def _on_one_mount(place: Path, site: Path) -> bool:
    """Ask for a rename of nothing: Linux compares the mounts before it misses the file."""
    try:
        (place / "nothing").rename(site / "nothing")
    except OSError as error:
        return error.errno != errno.EXDEV
    return True


def _clear(place: Path, site: Path) -> None:
    """Put back a release whose replacement was cut off between two renames, then remove the folder."""
    if not os.path.lexists(place):
        return
    for kept in sorted((place / OLD).glob("*")):
        cut_off = (place / NEW / kept.name).exists() and not os.path.lexists(site / kept.name)
        if cut_off:
            kept.rename(site / kept.name)
    for folder in (
        place / OLD,
        place / NEW,
        place,
    ):  # the new one last: it tells that a replacement was cut off
        if os.path.lexists(folder):
            shutil.rmtree(folder)


def _keep_apart(site: Path, work: Path) -> None:
    if site == work or site in work.parents:
        raise UsageError(
            "the work folder lies in the site, so what must never be published would be uploaded",
            where="output.work",
            got=str(work),
            mend=f"name a folder outside {site}",
        )
