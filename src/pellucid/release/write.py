"""Takes bytes per file name; puts them into the site so that a release is there whole or not at all.

No other module writes below the site. Everything goes to a staging folder first, is forced to disk, and is
put in place by a rename: a build killed at any moment leaves the site as it was, or with the whole release.
"""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pellucid.errors import EnvironmentFailure
from pellucid.release.exchange import exchange
from pellucid.release.failures import naming
from pellucid.release.manifest import MANIFEST
from pellucid.release.staging import NEW, OLD, staging

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def publish(
    site: Path, work: Path, folder: str, files: Mapping[str, bytes], assets: Mapping[str, bytes]
) -> None:
    """Put a release into the site, or in the place of the one that is there, in one step.

    files: names relative to the release, `manifest.json` among them.
    assets: names relative to the site, each with its content's hash in it; what is there stays untouched.

    Raises:
        EnvironmentFailure: the site can't be written; it is as it was.

    """
    _check_names((folder, *files, *assets))
    with staging(site, work) as place, naming(site / folder):
        _put_files(place, site.resolve(), assets)
        staged = place / NEW / folder
        _write_tree(staged, files)
        _put_in_place(staged, site.resolve() / folder, place / OLD / folder)


def publish_root(site: Path, work: Path, files: Mapping[str, bytes], assets: Mapping[str, bytes]) -> None:
    """Put the site's own pages into its root, one by one; a page that would not change stays untouched.

    Raises:
        EnvironmentFailure: the site can't be written.

    """
    _check_names((*files, *assets))
    with staging(site, work) as place, naming(site):
        _put_files(place, site.resolve(), {**assets, **files})


def _check_names(names: tuple[str, ...]) -> None:
    for name in names:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or any(part.startswith(".") for part in parts):
            raise ValueError(f"{name!r} is not a name below the site")


def _put_files(place: Path, root: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        target = root / name
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = place / "file"
        _write_file(staged, content)
        staged.replace(target)
        _make_durable(target.parent)


def _write_tree(root: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_file(path, content)
    for folder, _, _ in os.walk(root, topdown=False):
        _make_durable(folder)


def _write_file(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_durable(folder: Path | str) -> None:
    """Force a folder's list of names to disk: a rename is safe from a power cut only then."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _put_in_place(staged: Path, target: Path, aside: Path) -> None:
    if not os.path.lexists(target):
        staged.rename(target)
    else:
        _refuse_strangers(target)
        if not exchange(staged, target):
            _replace_in_two_steps(staged, target, aside)
    _make_durable(target.parent)


def _replace_in_two_steps(staged: Path, target: Path, aside: Path) -> None:
    """Replace where the system can't exchange; when it is killed in between, the next `staging` mends it."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    target.rename(aside)
    staged.rename(target)


def _refuse_strangers(target: Path) -> None:
    """Replace nothing but a release: a publisher may keep a folder `2025` of their own in the site."""
    folder = target.is_dir() and not target.is_symlink()
    if not folder or (any(target.iterdir()) and not (target / MANIFEST).exists()):
        raise EnvironmentFailure(
            f"what is there is not a release of Pellucid: it has no {MANIFEST}",
            where=str(target),
            mend="move it out of the site, then build again",
        )
