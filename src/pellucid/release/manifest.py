"""Takes a release's files and what they were made from; gives manifest.json, and reads one back.

It names no path of the publisher's and no record: logs stand in it by kind and SHA-256 only.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pellucid.release.records import record_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pellucid.vocabulary.periods import Period

MANIFEST = "manifest.json"


class InvalidManifest(ValueError):
    """Bytes that are no manifest; the message says why not."""


@dataclass(frozen=True)
class PublishedFile:
    """A file by name (relative to the release; of an asset, to the site), hash and size."""

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> PublishedFile:
        """Describe a file by its content."""
        return cls(name, sha256(content), len(content))


@dataclass(frozen=True, order=True)
class LogHash:
    """A log file that was read."""

    kind: str
    sha256: str


@dataclass(frozen=True)
class Origin:
    """What a release was made from."""

    period: Period
    version: str  # of the program
    config_sha256: str
    logs: tuple[LogHash, ...]


@dataclass(frozen=True)
class Manifest:
    """What was published for a period, from what, and instead of what.

    restates: the SHA-256 of the manifest that stood here before with other files; None for a first release.
    """

    period: str
    start: str
    end: str
    program: str
    config_sha256: str
    logs: tuple[LogHash, ...]
    files: tuple[PublishedFile, ...]
    assets: tuple[PublishedFile, ...]
    restates: str | None = None

    @property
    def folder(self) -> str:
        """The release's folder in the site."""
        return self.period.replace("/", "_")


def manifest_of(
    origin: Origin, files: Mapping[str, bytes], assets: Mapping[str, bytes], replaced: bytes | None
) -> Manifest:
    """Describe a release about to be published; `replaced` is the manifest.json that stands in its place."""
    period = origin.period
    manifest = Manifest(
        period=period.name,
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        program=origin.version,
        config_sha256=origin.config_sha256,
        logs=tuple(sorted(origin.logs)),
        files=_described(files),
        assets=_described(assets),
    )
    return replace(manifest, restates=_restated(manifest, replaced))


def manifest_bytes(manifest: Manifest) -> bytes:
    """Write the manifest as it is published; the same manifest gives the same bytes."""
    fields = asdict(manifest)
    shown = {
        "period": {"name": manifest.period, "start": manifest.start, "end": manifest.end},
        "program": {"name": "Pellucid", "version": manifest.program},
        "configuration": {"sha256": manifest.config_sha256},
        **{name: fields[name] for name in ("logs", "files", "assets", "restates")},
    }
    return (json.dumps(shown, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest back.

    Raises:
        InvalidManifest: it is not one that `manifest_bytes` could have written.

    """
    try:
        manifest = record_from(Manifest, _flat(json.loads(content)))
    except (ValueError, LookupError, TypeError) as error:
        raise InvalidManifest(f"it can't be read: {error or type(error).__name__}") from error
    for file in (*manifest.files, *manifest.assets):
        _check_name(file.name)
    return manifest


def sha256(content: bytes) -> str:
    """Give the SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _described(files: Mapping[str, bytes]) -> tuple[PublishedFile, ...]:
    return tuple(PublishedFile.of(name, files[name]) for name in sorted(files) if name != MANIFEST)


def _restated(manifest: Manifest, replaced: bytes | None) -> str | None:
    """Name the manifest restated: the replaced one or, if its files were the same, what it restated."""
    if replaced is None:
        return None
    try:
        earlier = read_manifest(replaced)
    except InvalidManifest:
        return sha256(replaced)
    return earlier.restates if earlier.files == manifest.files else sha256(replaced)


def _flat(shown: Any) -> dict[str, object]:  # noqa: ANN401 - whatever JSON holds
    """Undo what `manifest_bytes` has nested."""
    return {
        **shown,
        "period": shown["period"]["name"],
        "start": shown["period"]["start"],
        "end": shown["period"]["end"],
        "program": shown["program"]["version"],
        "config_sha256": shown["configuration"]["sha256"],
    }


def _check_name(name: str) -> None:
    """Refuse a name that leads out of the release, or to nothing: `verify` would open it."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or str(path) != name or "\0" in name:
        raise InvalidManifest(f"{name!r} is not a name below the release")
