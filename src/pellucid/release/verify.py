"""Takes a site; gives every published file that is not as its release's manifest says."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pellucid.release.failures import naming
from pellucid.release.manifest import MANIFEST, InvalidManifest, Manifest, PublishedFile, read_manifest
from pellucid.release.read import release_folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Trouble(StrEnum):
    """What is wrong with a file."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    BROKEN_MANIFEST = "broken_manifest"


SENTENCES = {
    Trouble.CHANGED: "is not the file that was published",
    Trouble.MISSING: "was published and is not there",
    Trouble.EXTRA: "is there and was never published",
    Trouble.BROKEN_MANIFEST: "does not say what was published",
}


@dataclass(frozen=True)
class Difference:
    """A file that is not as the manifest says; `path` is relative to the site, `reason` goes into detail."""

    release: str
    path: str
    trouble: Trouble
    reason: str | None = None

    def __str__(self) -> str:
        detail = f": {self.reason}" if self.reason else ""
        return f"{self.path} {SENTENCES[self.trouble]}{detail}"


def verify(site: Path) -> tuple[Difference, ...]:
    """Compare every release of a site, and the assets that it uses, with its manifest.

    Raises:
        UsageError: there is no such site.
        EnvironmentFailure: a file is there and can't be read.

    """
    with naming(site):
        return tuple(found for folder in release_folders(site) for found in _differences(site, folder))


def _differences(site: Path, folder: str) -> Iterator[Difference]:
    try:
        manifest = _manifest(site, folder)
    except (InvalidManifest, FileNotFoundError) as error:
        reason = str(error) if isinstance(error, InvalidManifest) else "it is missing"
        yield Difference(folder, f"{folder}/{MANIFEST}", Trouble.BROKEN_MANIFEST, reason)
        return
    for path, file in _expected(manifest):
        trouble = _trouble(site / path, file)
        if trouble:
            yield Difference(folder, path, trouble)
    known = {path for path, _ in _expected(manifest)} | {f"{folder}/{MANIFEST}"}
    for path in sorted(_present(site, folder) - known):
        yield Difference(folder, path, Trouble.EXTRA)


def _manifest(site: Path, folder: str) -> Manifest:
    manifest = read_manifest((site / folder / MANIFEST).read_bytes())
    if manifest.folder != folder:
        raise InvalidManifest(f"it belongs to {manifest.period}")
    return manifest


def _expected(manifest: Manifest) -> Iterator[tuple[str, PublishedFile]]:
    for file in manifest.files:
        yield f"{manifest.folder}/{file.name}", file
    for file in manifest.assets:
        yield file.name, file


def _trouble(path: Path, file: PublishedFile) -> Trouble | None:
    if path.is_symlink():  # what it leads to may change without a build
        return Trouble.CHANGED
    if not path.is_file():
        return Trouble.MISSING
    same = path.stat().st_size == file.size and _digest(path) == file.sha256
    return None if same else Trouble.CHANGED


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _present(site: Path, folder: str) -> set[str]:
    """Every file of a release, and every link to a folder: neither is followed."""
    found = set[str]()
    for above, folders, files in os.walk(site / folder):
        links = [name for name in folders if os.path.islink(os.path.join(above, name))]  # noqa: PTH114, PTH118 - os.walk gives text
        found.update(os.path.relpath(os.path.join(above, name), site) for name in (*files, *links))  # noqa: PTH118
    return found
