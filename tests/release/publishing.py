"""A site, a period and a text -> a small release published there; run as a program, one after the other."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from pellucid.release.manifest import MANIFEST, LogHash, Origin, manifest_bytes, manifest_of
from pellucid.release.write import publish, publish_root
from pellucid.vocabulary.periods import Period


def origin(period: str = "2026-Q3", version: str = "0.1.0") -> Origin:
    """Name what the release was made from."""
    return Origin(Period.parse(period), version, "c" * 64, (LogHash("legal_requests", "a" * 64),))


def release_of(text: str, count: int = 3) -> dict[str, bytes]:
    """Make up a release's files: each says `text`."""
    pages = {f"countries/{number:03}.html": f"{text} {number}".encode() for number in range(count)}
    return {"index.html": text.encode(), "data/report.json": f'"{text}"'.encode(), **pages}


def assets_of(text: str) -> dict[str, bytes]:
    """Make up a style sheet, named after its content."""
    content = f"/* {text} */".encode()
    return {f"assets/screen-{hashlib.sha256(content).hexdigest()[:8]}.css": content}


def put(place: Path, text: str, period: str = "2026-Q3", count: int = 3) -> bytes:
    """Publish a release in `place`/public, then the front page, as a build does; give the manifest."""
    site, work = place / "public", place / "work"
    folder, files, assets = Period.parse(period).folder, release_of(text, count), assets_of(text)
    before = site / folder / MANIFEST
    replaced = before.read_bytes() if before.exists() else None
    manifest = manifest_bytes(manifest_of(origin(period), files, assets, replaced))
    publish(site, work, folder, {**files, MANIFEST: manifest}, assets)
    publish_root(site, work, {"index.html": text.encode(), "latest/index.html": folder.encode()}, assets)
    return manifest


def content(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":  # publish without end: the tests kill it
    number = 0
    while True:
        put(Path(sys.argv[1]), f"text {number}", count=int(sys.argv[2]))
        number += 1
