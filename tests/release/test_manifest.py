"""manifest.json: what it says, when it restates, and that the same gives the same."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.release.manifest import (
    InvalidManifest,
    LogHash,
    Origin,
    manifest_bytes,
    manifest_of,
    read_manifest,
)
from pellucid.vocabulary.periods import Period
from tests.release.publishing import origin

FILES = {"index.html": b"<p>1</p>", "data/report.json": b"{}"}
ASSETS = {"assets/screen-1.css": b"p {}"}
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1).filter(
    lambda name: name not in {".", "..", "manifest.json"}
)
FOLDERS = st.dictionaries(NAMES, st.binary(max_size=40), max_size=5)


def made(files: dict[str, bytes], replaced: bytes | None = None, made_from: Origin | None = None) -> bytes:
    """Make a manifest's bytes."""
    return manifest_bytes(manifest_of(made_from or origin(), files, ASSETS, replaced))


def test_what_a_manifest_says() -> None:
    """Period, program, the hashes of configuration and logs, and hash and size of every file."""
    assert json.loads(made(FILES)) == {
        "period": {"name": "2026-Q3", "start": "2026-07-01", "end": "2026-09-30"},
        "program": {"name": "Pellucid", "version": "0.1.0"},
        "configuration": {"sha256": "c" * 64},
        "logs": [{"kind": "legal_requests", "sha256": "a" * 64}],
        "files": [
            {"name": "data/report.json", "sha256": hashlib.sha256(b"{}").hexdigest(), "size": 2},
            {"name": "index.html", "sha256": hashlib.sha256(b"<p>1</p>").hexdigest(), "size": 8},
        ],
        "assets": [{"name": "assets/screen-1.css", "sha256": hashlib.sha256(b"p {}").hexdigest(), "size": 4}],
        "restates": None,
    }


def test_order_does_not_matter() -> None:
    """Logs and files in another order give the same bytes."""
    logs = (LogHash("legal_requests", "b" * 64), LogHash("counts", "d" * 64))
    one, other = (Origin(Period.parse("2025"), "0.1.0", "c", order) for order in (logs, logs[::-1]))

    assert made(FILES, made_from=one) == made(dict(reversed(FILES.items())), made_from=other)


def test_the_first_release_restates_nothing_and_the_next_one_it() -> None:
    """Other files in the same place: the new manifest holds the hash of the replaced one."""
    first = made(FILES)
    second = made({**FILES, "index.html": b"<p>2</p>"}, first)

    assert read_manifest(first).restates is None
    assert read_manifest(second).restates == hashlib.sha256(first).hexdigest()


def test_building_a_restatement_again_gives_the_same_bytes() -> None:
    """What the replaced manifest restated is kept when its files were the same."""
    first = made(FILES)
    second = made({"index.html": b"<p>2</p>"}, first)

    assert made({"index.html": b"<p>2</p>"}, second) == second


def test_a_remark_in_the_configuration_restates_nothing() -> None:
    """The same files from another configuration: nothing that was published has changed."""
    changed = Origin(Period.parse("2026-Q3"), "0.1.0", "e" * 64, origin().logs)

    assert read_manifest(made(FILES, made(FILES), changed)).restates is None


def test_a_broken_manifest_is_restated_by_its_bytes() -> None:
    """What stood there can't be compared, but named."""
    assert read_manifest(made(FILES, b"{broken")).restates == hashlib.sha256(b"{broken").hexdigest()


@given(FOLDERS, FOLDERS)
def test_a_manifest_is_read_back_as_it_was_written(files: dict[str, bytes], assets: dict[str, bytes]) -> None:
    """For every name that a file may have, and every content."""
    manifest = manifest_of(origin(), files, assets, None)

    assert read_manifest(manifest_bytes(manifest)) == manifest


@given(FOLDERS, FOLDERS)
def test_restating_is_settled_by_the_files(before: dict[str, bytes], now: dict[str, bytes]) -> None:
    """A release restates the one before exactly when a file differs; a second build changes nothing."""
    old = made(before)
    new = made(now, old)

    assert (read_manifest(new).restates is None) == (before == now)
    assert made(now, new) == new


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"period": "2026"}',
        made(FILES).replace(b'"size": 2', b'"length": 2'),
        made(FILES).replace(b'"data/report.json"', b'"../../etc/passwd"'),
        made(FILES).replace(b'"assets/screen-1.css"', b'"/etc/passwd"'),
        made(FILES).replace(b'"restates": null', b'"restates": 7'),
        made(FILES).replace(b'"size": 2', b'"size": "2"'),
    ],
)
def test_what_is_no_manifest(content: bytes) -> None:
    """Not JSON, not the fields, or a name that leads out of the release."""
    with pytest.raises(InvalidManifest):
        read_manifest(content)
