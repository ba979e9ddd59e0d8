"""The preview shows what `build` would publish, keeps what was counted, and writes nothing into the site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from pellucid.confidentiality.leaks.persons import values_in
from pellucid.errors import ConfidentialityBreach, ConfigurationFaults, UsageError
from pellucid.run.periods import Wish
from pellucid.run.preview import Preview, Question
from pellucid.run.progress import Notes, Silence
from tests.cli.running import MARKS, call, project, published, requests
from tests.intake.reading import as_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pellucid.confidentiality.leaks.persons import Published, Starts
    from pellucid.engine import Reader
    from pellucid.intake.staged import Staged

TODAY = date(2026, 1, 15)
FORMATS = ["html", "csv", "json", "xlsx"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with templates of its own: none yet."""
    project(tmp_path, report={"formats": FORMATS, "templates": "own"}, confidentiality={"threshold": 3})
    (tmp_path / "own").mkdir()
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Preview]:
    """A preview of the project's last quarter."""
    made = previewed(folder)
    yield made
    made.close()


def previewed(folder: Path) -> Preview:
    """Open a preview."""
    question = Question(folder / "transparency.yaml", Wish(), lambda _: TODAY)
    return Preview(question, Silence())


def setting(folder: Path, **report: object) -> None:
    """Change keys of the configuration's report."""
    path = folder / "transparency.yaml"
    values = yaml.safe_load(path.read_text())
    values["report"] |= report
    path.write_text(yaml.safe_dump(values))


def own(folder: Path, block: str) -> None:
    """Write a template that replaces one block."""
    text = f'{{% extends "builtin/release.html" %}}{{% block contents %}}{block}{{% endblock %}}'
    (folder / "own/release.html").write_text(text)


def test_it_shows_what_would_be_published(folder: Path, preview: Preview) -> None:
    """File by file and byte by byte; and nothing has been written into the site by then."""
    assert preview.refresh()
    shown = {path: preview.file(path) for path in ("index.html", "2025-Q4/index.html")}
    assert not (folder / "public").exists()
    assert call(folder, "build").code == 0
    site = published(folder)
    for path, content in shown.items():
        assert content == site[path]
    for path in site:
        if not path.endswith("manifest.json"):
            assert preview.file(path) == site[path], path
    assert preview.file("2025-Q4/nowhere.html") is None


def test_a_changed_template_is_not_counted_for(folder: Path, preview: Preview) -> None:
    """It is on the page at the next look."""
    preview.refresh()
    own(folder, "<p>Our own contents</p>")
    assert not preview.refresh()
    assert b"Our own contents" in (preview.file("2025-Q4/index.html") or b"")


def test_a_changed_title_is_not_counted_for(folder: Path, preview: Preview) -> None:
    """What is said anew needs no figure anew."""
    preview.refresh()
    setting(folder, title="What they asked for")
    assert not preview.refresh()
    assert b"What they asked for" in (preview.file("2025-Q4/countries/FR.html") or b"")


def test_a_changed_log_is_counted(folder: Path, preview: Preview) -> None:
    """So is a rule that figures depend on."""
    preview.refresh()
    before = preview.file("2025-Q4/data/legal_requests.csv")
    rows = requests()
    more = [rows[-1] | {"request_id": f"LR-1{number}"} for number in range(5)]
    (folder / "logs/requests.csv").write_text(as_csv([*rows, *more]))
    assert preview.refresh()
    assert preview.file("2025-Q4/data/legal_requests.csv") != before
    values = yaml.safe_load((folder / "transparency.yaml").read_text())
    (folder / "transparency.yaml").write_text(yaml.safe_dump(values | {"confidentiality": {"threshold": 1}}))
    assert preview.refresh()


def test_nobody_is_shown_what_would_not_be_published(folder: Path, preview: Preview) -> None:
    """A person's address in a template ends a build, and keeps the page from being shown."""
    preview.refresh()
    own(folder, "Ask jane@other.example")
    preview.refresh()
    with pytest.raises(ConfidentialityBreach):
        preview.file("2025-Q4/index.html")
    own(folder, "Ask us")
    preview.refresh()
    assert b"Ask us" in (preview.file("2025-Q4/index.html") or b"")


def test_what_was_found_sound_is_not_searched_again(
    folder: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a page whose words are as they were nothing is sought in the logs; of another the new words are."""
    sought: list[set[str]] = []

    def seek(
        reader: Reader, files: Iterable[Staged], published: Published, kept: Starts
    ) -> dict[str, Staged]:
        sought.append(set(published.texts))
        return values_in(reader, files, published, kept)

    monkeypatch.setattr("pellucid.confidentiality.leaks.scan.values_in", seek)
    preview.refresh()
    preview.file("2025-Q4/index.html")
    own(folder, "<p>Some words of ours</p>")
    preview.refresh()
    preview.file("2025-Q4/index.html")
    own(folder, "<div>Some words of ours</div>")
    preview.refresh()
    preview.file("2025-Q4/index.html")
    first, second = sought
    assert "messenger" in " ".join(first)
    assert second == {"some words of ours"}


def test_values_of_personal_columns_are_found_in_new_words(folder: Path, preview: Preview) -> None:
    """Where nothing of the logs was read again for the words before, it is for these."""
    preview.refresh()
    for page in ("2025-Q4/index.html", "index.html", "2025-Q4/countries/FR.html"):
        assert preview.file(page)
    own(folder, f"<p>We were asked for {MARKS[1]} No 3 again</p>")
    preview.refresh()
    for _ in range(2):
        with pytest.raises(ConfidentialityBreach, match="column"):
            preview.file("2025-Q4/index.html")


def test_what_a_build_notes_is_noted(folder: Path) -> None:
    """Once, and again where it is another: a log that ends long before the period does."""
    said: list[str] = []
    question = Question(folder / "transparency.yaml", Wish(("2026-Q1",)), lambda _: date(2026, 5, 1))
    made = Preview(question, Notes(said.append))
    made.refresh()
    setting(folder, title="What they asked for")
    made.refresh()
    made.close()
    assert len([one for one in said if "is the log whole?" in one]) == 1


def test_a_withheld_figure_is_withheld(preview: Preview) -> None:
    """The tables are those that protection has left."""
    preview.refresh()
    assert b",suppressed" in (preview.file("2025-Q4/data/legal_requests.csv") or b"")


def test_faults_end_with_their_correction(folder: Path, preview: Preview) -> None:
    """Of the configuration and of a template; what was counted is kept meanwhile."""
    preview.refresh()
    setting(folder, no_such_key=1)
    with pytest.raises(ConfigurationFaults):
        preview.refresh()
    path = folder / "transparency.yaml"
    path.write_text(path.read_text().replace("  no_such_key: 1\n", ""))
    own(folder, "{{ nothing.here }}")
    assert not preview.refresh()
    with pytest.raises(UsageError, match="nothing"):
        preview.file("2025-Q4/index.html")
    own(folder, "here")
    assert not preview.refresh()
    assert preview.file("2025-Q4/index.html")


def test_a_change_is_seen(folder: Path, preview: Preview) -> None:
    """Of a template, a log, the configuration, a picture; and which of them is to be counted for."""
    preview.refresh()
    before = preview.look()
    assert preview.look() == before
    own(folder, "x")
    after = preview.look()
    assert (after.logs, after.words) == (before.logs, before.words)
    assert after.dress != before.dress
    (folder / "logs/more.csv").write_text("x")
    assert preview.look().logs != after.logs


def test_earlier_releases_are_shown_as_they_are(folder: Path, preview: Preview) -> None:
    """The front page leads to them; nothing outside of the site is shown."""
    assert call(folder, "build", "--period", "2025-Q3").code == 0
    preview.refresh()
    assert b"2025-Q3/index.html" in (preview.file("index.html") or b"")
    assert preview.file("2025-Q3/index.html") == published(folder)["2025-Q3/index.html"]
    assert preview.file("../transparency.yaml") is None
    assert preview.file("2025-Q3/../../logs/requests.csv") is None


def test_a_build_may_go_on_beside_it(folder: Path, preview: Preview) -> None:
    """Each has a work folder of its own; a second preview is told of the first."""
    preview.refresh()
    assert call(folder, "build").code == 0
    other = previewed(folder)
    with pytest.raises(UsageError, match="another preview"):
        other.refresh()
    preview.close()
    assert other.refresh()
    other.close()
