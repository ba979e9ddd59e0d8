"""`templates eject`, builds with changed templates, and templates with a fault: file and line are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tests.cli.running import call, project, published, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose report uses templates of its own, as they were ejected."""
    project(tmp_path, report={"formats": ["html"]})
    ended = call(tmp_path, "templates", "eject", "own")
    assert (ended.code, ended.out) == (0, "")
    assert "files to own" in ended.err
    path = tmp_path / "transparency.yaml"
    values = yaml.safe_load(path.read_text())
    values["report"]["templates"] = "own"
    path.write_text(yaml.safe_dump(values))
    return tmp_path


def pages(folder: Path) -> dict[str, bytes]:
    """Give the pages of the site; the manifest tells of the configuration, which differs."""
    return {name: content for name, content in published(folder).items() if name.endswith((".html", ".css"))}


def test_ejected_templates_give_the_same_pages(folder: Path, tmp_path: Path) -> None:
    """They are the built-in ones."""
    assert call(folder, "build").code == 0
    other = project(tmp_path / "other", report={"formats": ["html"]})
    assert call(other, "build").code == 0
    assert pages(folder) == pages(other)


def test_a_change_shows(folder: Path) -> None:
    """A template that extends the built-in one; what is missing in the folder is taken from there."""
    own = folder / "own"
    kept = next(own.glob("release.html"))
    for path in sorted(own.rglob("*"), reverse=True):
        if path != kept:
            path.unlink() if path.is_file() else path.rmdir()
    kept.write_text('{% extends "builtin/release.html" %}{% block title %}Changed & new{% endblock %}')
    assert call(folder, "build").code == 0
    assert any(b"Changed & new" in content for content in pages(folder).values())


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("{% if %}", "the template can't be read"),
        ("{% endblok %}", "endblok"),
        ("{{ report.nothing_of_that_name }}", "nothing_of_that_name"),
        ("{{ nothing_at_all }}", "'nothing_at_all' is undefined"),
        ("{{ 1 / 0 }}", "division by zero"),
        ('{% include "gone.html" %}', "gone.html"),
    ],
)
def test_a_template_with_a_fault(folder: Path, fault: str, says: str) -> None:
    """Exit code 2, the file and the line of the template, nothing published."""
    template = folder / "own/method.html"
    lines = template.read_text().splitlines()
    block = next(number for number, line in enumerate(lines) if "{% block main" in line)
    template.write_text("\n".join([*lines[: block + 1], fault, *lines[block + 1 :]]))
    ended = call(folder, "build")
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert says in ended.err
    if "gone" not in says:
        assert f"own/method.html:{block + 2}: " in ended.err
    assert not published(folder)


def test_a_fault_is_named_from_another_process(folder: Path) -> None:
    """Several releases are rendered on several cores; the message is the same."""
    template = folder / "own/method.html"
    template.write_text("{% extends 'base.html' %}\n\n{{ oh no }}\n")
    ended = run(folder, "build", "--period", "2025-Q3", "--period", "2025-Q4")
    assert (ended.code, ended.out) == (2, "")
    assert "own/method.html:3: the template can't be read" in ended.err
    assert not published(folder)


def test_a_folder_that_is_there(folder: Path) -> None:
    """Nothing is written over; an empty folder is as good as a new one."""
    (folder / "own/release.html").write_text("mine")
    ended = call(folder, "templates", "eject", "own")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("pellucid: own: the folder is not empty")
    assert (folder / "own/release.html").read_text() == "mine"
    (folder / "empty").mkdir()
    assert call(folder, "templates", "eject", "empty").code == 0


def test_below_a_file(folder: Path) -> None:
    """The environment's fault, so 4."""
    ended = call(folder, "templates", "eject", "transparency.yaml/own")
    assert (ended.code, ended.out) == (4, "")
    assert "there is a file where a folder must be" in ended.err
