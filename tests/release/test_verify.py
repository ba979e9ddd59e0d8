"""`verify` finds every way in which a site can differ from what was published, and nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from pellucid.release.verify import Difference, Trouble, verify
from tests.release.publishing import assets_of, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = next(iter(assets_of("two")))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site with two releases."""
    put(tmp_path, "one", period="2026-Q2")
    put(tmp_path, "two", period="2026-Q3")
    return tmp_path / "public"


def test_a_site_as_it_was_published(site: Path) -> None:
    """Nothing differs; the publisher's own files beside the releases are not Pellucid's matter."""
    (site / "robots.txt").write_text("User-agent: *")
    (site / "blog").mkdir()
    (site / "blog/index.html").write_text("Hello")
    (site / ".well-known").mkdir()

    assert verify(site) == ()


def _link(path: Path, moved: Path) -> None:
    path.rename(moved)
    path.symlink_to(moved)


DAMAGES: dict[str, tuple[Callable[[Path], object], str, Trouble]] = {
    "a byte more": (
        lambda site: (site / "2026-Q3/index.html").write_bytes(b"two "),
        "2026-Q3/index.html",
        Trouble.CHANGED,
    ),
    "a byte other": (
        lambda site: (site / "2026-Q3/index.html").write_bytes(b"tWo"),
        "2026-Q3/index.html",
        Trouble.CHANGED,
    ),
    "a link to the same bytes": (
        lambda site: _link(site / "2026-Q3/index.html", site / "moved"),
        "2026-Q3/index.html",
        Trouble.CHANGED,
    ),
    "gone": (
        lambda site: (site / "2026-Q3/data/report.json").unlink(),
        "2026-Q3/data/report.json",
        Trouble.MISSING,
    ),
    "put there": (
        lambda site: (site / "2026-Q3/data/raw.csv").write_bytes(b"secret"),
        "2026-Q3/data/raw.csv",
        Trouble.EXTRA,
    ),
    "put there and hidden": (
        lambda site: (site / "2026-Q3/.htaccess").write_bytes(b"Deny"),
        "2026-Q3/.htaccess",
        Trouble.EXTRA,
    ),
    "a folder linked to": (
        lambda site: (site / "2026-Q3/more").symlink_to("../2026-Q2"),
        "2026-Q3/more",
        Trouble.EXTRA,
    ),
    "style sheet changed": (lambda site: (site / SHEET).write_bytes(b"x"), SHEET, Trouble.CHANGED),
    "style sheet gone": (lambda site: (site / SHEET).unlink(), SHEET, Trouble.MISSING),
    "manifest gone": (
        lambda site: (site / "2026-Q3/manifest.json").unlink(),
        "2026-Q3/manifest.json",
        Trouble.BROKEN_MANIFEST,
    ),
    "manifest cut off": (
        lambda site: (site / "2026-Q3/manifest.json").write_bytes(b'{"period":'),
        "2026-Q3/manifest.json",
        Trouble.BROKEN_MANIFEST,
    ),
    "another release's": (
        lambda site: shutil.copy(site / "2026-Q2/manifest.json", site / "2026-Q3/manifest.json"),
        "2026-Q3/manifest.json",
        Trouble.BROKEN_MANIFEST,
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_is_found_and_named(site: Path, damage: str) -> None:
    """One damage, one difference, at its file."""
    do, path, trouble = DAMAGES[damage]
    do(site)

    assert [(found.path, found.trouble) for found in verify(site)] == [(path, trouble)]


def test_a_difference_is_a_sentence() -> None:
    """What a reader of the log sees."""
    found = Difference("2026-Q3", "2026-Q3/manifest.json", Trouble.BROKEN_MANIFEST, "it belongs to 2026-Q2")

    assert str(found) == "2026-Q3/manifest.json does not say what was published: it belongs to 2026-Q2"


def test_no_such_site(tmp_path: Path) -> None:
    """A wrong path is a fault of usage, not a site without differences."""
    with pytest.raises(UsageError, match="no such folder"):
        verify(tmp_path / "pubilc")
