"""A release is put into the site whole; what was there is replaced at once; a failure leaves it as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pellucid.errors import EnvironmentFailure, UsageError
from pellucid.release import exchange, write
from pellucid.release.staging import prepare
from pellucid.release.verify import verify
from pellucid.release.write import publish, publish_root
from tests.release.publishing import assets_of, content, put, release_of

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system of its own on Linux


def hidden(place: Path) -> list[str]:
    """Name what must not be left anywhere around the site."""
    return [
        str(path) for path in place.rglob("*") if path.name.startswith(".") or "staging" in path.parts[:-1]
    ]


def test_a_release_is_published_as_it_was_given(tmp_path: Path) -> None:
    """Every file is there with its bytes, and nothing else is."""
    publish(tmp_path / "public", tmp_path / "work", "2026-Q3", release_of("one"), assets_of("one"))

    expected = {f"2026-Q3/{name}": text for name, text in release_of("one").items()} | assets_of("one")
    assert content(tmp_path / "public") == expected
    assert hidden(tmp_path) == []


def test_a_release_is_replaced_whole(tmp_path: Path) -> None:
    """Files of the replaced release that the new one lacks are gone, and the manifest is right."""
    put(tmp_path, "one", count=9)
    put(tmp_path, "two", count=2)

    assert "countries/008.html" not in content(tmp_path / "public/2026-Q3")
    assert verify(tmp_path / "public") == ()
    assert hidden(tmp_path) == []


def test_a_page_that_stays_the_same_is_not_written_again(tmp_path: Path) -> None:
    """Assets and front pages that would get the same bytes keep their file: an upload need not send them."""
    put(tmp_path, "one")
    names = [next(iter(assets_of("one"))), "index.html"]
    before = [(tmp_path / "public" / name).stat().st_ino for name in names]
    put(tmp_path, "one")

    assert [(tmp_path / "public" / name).stat().st_ino for name in names] == before


def test_a_damaged_asset_is_mended(tmp_path: Path) -> None:
    """An asset whose bytes are not those of its name is put right by the next build."""
    put(tmp_path, "one")
    (tmp_path / "public" / next(iter(assets_of("one")))).write_bytes(b"cut o")
    put(tmp_path, "one")

    assert verify(tmp_path / "public") == ()


def test_assets_of_other_releases_stay(tmp_path: Path) -> None:
    """A release that is not built again keeps the style sheet that its pages name."""
    put(tmp_path, "one", period="2026-Q2")
    put(tmp_path, "two", period="2026-Q3")

    assert verify(tmp_path / "public") == ()


@pytest.mark.parametrize("offered", [True, False])
def test_replacing_works_with_and_without_an_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offered: bool
) -> None:
    """Where the system can't exchange two folders, two renames do."""
    if not offered:
        monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    put(tmp_path, "one")
    put(tmp_path, "two")

    assert content(tmp_path / "public/2026-Q3")["index.html"] == b"two"
    assert hidden(tmp_path) == []


def test_a_replacement_cut_off_between_two_renames_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build killed after the old release was moved aside: the next start puts the old one back."""
    put(tmp_path, "one")
    before = content(tmp_path / "public/2026-Q3")

    def killed(_staged: Path, target: Path, aside: Path) -> None:
        aside.parent.mkdir(parents=True)
        target.rename(aside)
        os._exit(9)

    monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    monkeypatch.setattr(write, "_replace_in_two_steps", killed)
    child = os.fork()
    if not child:
        put(tmp_path, "two")
    os.waitpid(child, 0)
    assert not (tmp_path / "public/2026-Q3").exists()

    prepare(tmp_path / "public", tmp_path / "work")
    assert content(tmp_path / "public/2026-Q3") == before
    assert hidden(tmp_path) == []


@pytest.mark.skipif(not os.access(MEMORY, os.W_OK), reason="no second file system here")
def test_work_folder_and_site_on_two_file_systems(tmp_path: Path) -> None:
    """No rename leads from the one to the other: the release is made ready beside the site instead."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as memory:
        site, files = Path(memory) / "public", release_of("one")
        assert site.parent.stat().st_dev != tmp_path.stat().st_dev
        for text in ("one", "two"):
            publish(site, tmp_path / "work", "2026-Q3", {**release_of(text), "manifest.json": b""}, {})

        assert set(content(site / "2026-Q3")) == {*files, "manifest.json"}
        assert list(Path(memory).iterdir()) == [site]


@pytest.mark.skipif(not os.access(MEMORY, os.W_OK), reason="no second file system here")
def test_site_that_is_a_mount_of_its_own(tmp_path: Path) -> None:
    """A site such as /site in a container: neither the work folder nor one beside will do."""
    site = MEMORY  # what lies beside it is on another file system
    folder = f"2026-Q3-{tmp_path.name}-{os.getpid()}"
    try:
        publish(site, tmp_path / "work", folder, release_of("one"), {})
        assert content(site / folder) == release_of("one")
        assert not (site / ".staging").exists()
    finally:
        subprocess.run(["rm", "-r", site / folder], check=True)


def test_a_site_that_is_a_link_stays_one(tmp_path: Path) -> None:
    """A site folder that is a link to elsewhere is followed, not replaced."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").symlink_to("elsewhere")
    put(tmp_path, "one")

    assert (tmp_path / "public").is_symlink()
    assert verify(tmp_path / "elsewhere") == ()


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "a/../../b", "", ".hidden/x"])
def test_a_name_that_leads_out_of_the_site_is_refused(tmp_path: Path, name: str) -> None:
    """Names come from the program; one that would leave the site is a fault in it."""
    with pytest.raises(ValueError, match="is not a name below the site"):
        publish(tmp_path / "public", tmp_path / "work", "2026-Q3", {name: b""}, {})


# ------------------------------------------------------------- failures


def test_output_that_is_a_file(tmp_path: Path) -> None:
    """The message names the file and says what to do."""
    (tmp_path / "public").write_text("mine")
    with pytest.raises(EnvironmentFailure) as failure:
        prepare(tmp_path / "public", tmp_path / "work")

    assert failure.value.where == str(tmp_path / "public")
    assert "file where a folder must be" in failure.value.reason
    assert failure.value.mend
    assert (tmp_path / "public").read_text() == "mine"


def test_output_below_a_file(tmp_path: Path) -> None:
    """A folder on the way that is a file is named as well."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(EnvironmentFailure, match="file where a folder must be"):
        prepare(tmp_path / "file/public", tmp_path / "work")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try it as somebody else")
@pytest.mark.parametrize("owned", ["site", "parent"])
def test_output_that_may_not_be_written(owned: str) -> None:
    """Another user's folder: the message names it, and the exit code is that of the environment."""
    with tempfile.TemporaryDirectory() as place:
        site, work = Path(place) / "up/public", Path(place) / "work"
        (site if owned == "site" else site.parent).mkdir(parents=True)
        work.mkdir()
        for path in (place, work):
            os.chown(path, 65534, 65534)
        Path(place).chmod(0o755)
        with _as_nobody(), pytest.raises(EnvironmentFailure) as failure:
            prepare(site, work)

        assert failure.value.where == str(site)
        assert failure.value.exit_code == 4
        assert "right to write" in str(failure.value)


class _as_nobody:  # noqa: N801 - reads as a word in the test
    def __enter__(self) -> None:
        os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        os.seteuid(0)


def test_a_site_that_can_be_written_though_nothing_beside_it_can() -> None:
    """The work folder on the same file system will do."""
    if os.geteuid() != 0:
        pytest.skip("only root can try it as somebody else")
    with tempfile.TemporaryDirectory() as place:
        site, work = Path(place) / "up/public", Path(place) / "work"
        for path in (site, work):
            path.mkdir(parents=True)
            os.chown(path, 65534, 65534)
        Path(place).chmod(0o755)
        with _as_nobody():
            publish(site, work, "2026-Q3", release_of("one"), {})
        assert content(site / "2026-Q3") == release_of("one")


SMALL_DISK = f"""
import resource, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.release.publishing import put
from pellucid.errors import EnvironmentFailure
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    put(Path(sys.argv[1]), "two" * 100)
except EnvironmentFailure as failure:
    sys.exit(str(failure))
"""


def test_a_write_that_fails_half_way_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """A file that the system refuses to let grow, as a full disk does: the old release stays."""
    put(tmp_path, "one")
    before = content(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, tmp_path], capture_output=True, text=True, check=False
    )

    assert str(tmp_path / "public/2026-Q3") in ended.stderr
    assert "mend:" in ended.stderr
    assert content(tmp_path) == before
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_no_release_is_not_replaced(tmp_path: Path, kind: str) -> None:
    """A publisher's own folder `2025` in the site survives a build of the year 2025."""
    site = tmp_path / "public"
    (site / "mine").mkdir(parents=True)
    (site / "mine/photo.jpg").write_bytes(b"photo")
    if kind == "folder":
        (site / "mine").rename(site / "2025")
    elif kind == "file":
        (site / "2025").write_bytes(b"photo")
    else:
        (site / "2025").symlink_to("mine")
    before = content(site)
    with pytest.raises(EnvironmentFailure, match="not a release"):
        publish(site, tmp_path / "work", "2025", release_of("one"), {})

    assert content(site) == before


@pytest.mark.parametrize("work", ["public", "public/work"])
def test_a_work_folder_inside_the_site_is_refused(tmp_path: Path, work: str) -> None:
    """Rejects and reconciliation would be uploaded with the site."""
    with pytest.raises(UsageError, match="would be uploaded"):
        prepare(tmp_path / "public", tmp_path / work)


def test_a_page_in_the_root_can_be_renewed(tmp_path: Path) -> None:
    """The front page, the feed and the page in `latest` are replaced one by one."""
    for text in (b"one", b"two"):
        publish_root(
            tmp_path / "public", tmp_path / "work", {"latest/index.html": text, "feed.xml": text}, {}
        )

    assert content(tmp_path / "public") == {"latest/index.html": b"two", "feed.xml": b"two"}
