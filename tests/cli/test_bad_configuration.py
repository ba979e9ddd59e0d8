"""Configurations that can't be: the file, the line, what stands there, the mend; nothing is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Ended, call, project, published, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def changed(folder: Path, change: Callable[[str], str], *command: str) -> Ended:
    """Run a command on a project whose configuration was changed."""
    path = project(folder) / "transparency.yaml"
    text = path.read_text()
    path.write_text(change(text))
    assert path.read_text() != text
    ended = call(folder, *(command or ("build",)))
    assert not published(folder)
    return ended


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda text: text + "confidentialty: {}\n",
            ["transparency.yaml:", "did you mean", "confidentiality"],
        ),
        (lambda text: text.replace("kind: legal", "knd: legal"), ["logs[0].knd", "kind"]),
        (lambda text: text + "periods: {kind: decade}\n", ["periods.kind", "quarter", "decade"]),
        (lambda text: text + "periods: {timezone: Mars/Base}\n", ["periods.timezone", "Mars/Base"]),
        (lambda text: text + "  : : :\n - x", ["transparency.yaml:"]),
        (lambda text: text + "publisher: {}\n", ["publisher", "already"]),
        (lambda text: text.replace("formats:", "formats: [docx]\n  x:"), ["report.formats[0]", "docx"]),
        (lambda text: text + "confidentiality: {threshold: 0}\n", ["threshold", "1"]),
        (lambda text: text + "confidentiality: {national_security: {option: 0}}\n", ["national_security"]),
        (lambda text: text + "engine: {name: duckdb, master: local}\n", ["engine.master", "leave it out"]),
        (lambda text: text + "output: {site: x, work: x/y}\n", ["output.work", "separate"]),
        (lambda text: text.replace("formats:", "templates: none\n  formats:"), ["report.templates", "eject"]),
        (lambda _: "", ["transparency.yaml", "empty", "init"]),
        (lambda _: "- a\n", ["transparency.yaml", "publisher"]),
        (lambda text: text.replace("logs/*.csv", "elsewhere/*.csv"), ["logs[0].paths[0]", "elsewhere/*.csv"]),
    ],
)
def test_faults_of_the_configuration(tmp_path: Path, change: Callable[[str], str], says: list[str]) -> None:
    """Exit code 2; each word that the reader needs is there."""
    ended = changed(tmp_path, change)
    assert (ended.code, ended.out) == (2, "")
    assert all(word in ended.err for word in says), ended.err
    assert "mend:" in ended.err


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Whoever corrects one does not find the next one in the next run."""
    ended = changed(tmp_path, lambda text: text + "one: 1\ntwo: 2\nperiods: {kind: decade}\n")
    assert ended.code == 2
    assert ended.err.count("transparency.yaml:") == 3


@pytest.mark.parametrize("command", [("build",), ("check",), ("query", "FR"), ("verify",)])
def test_no_configuration(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Each command that needs one says how to get one."""
    ended = call(tmp_path, *command)
    assert (ended.code, ended.out) == (2, "")
    assert "transparency.yaml: there is no configuration here" in ended.err
    assert "pellucid init" in ended.err


def test_a_folder_for_a_configuration(tmp_path: Path) -> None:
    """The file in it is suggested."""
    project(tmp_path)
    ended = call(tmp_path, "-c", ".", "check")
    assert ended.code == 2
    assert "folder" in ended.err
    assert "transparency.yaml" in ended.err


def test_the_configuration_by_option_and_by_environment(tmp_path: Path) -> None:
    """Paths in it are relative to it; the option wins over the variable."""
    project(tmp_path / "one")
    for ended in (
        call(tmp_path, "-c", "one/transparency.yaml", "check", PELLUCID_CONFIG="missing.yaml"),
        run(tmp_path, "check", PELLUCID_CONFIG="one/transparency.yaml"),
    ):
        assert ended.code == 0, ended.err
        assert "logs/requests.csv: 24 rows read, 24 accepted" in ended.out
    assert (tmp_path / "one/.pellucid/rejects.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one"]


@pytest.mark.parametrize("epoch", ["soon", "1e9", ""])
def test_a_clock_that_is_none(tmp_path: Path, epoch: str) -> None:
    """SOURCE_DATE_EPOCH stands in for now; what is no number is named."""
    ended = call(project(tmp_path), "check", SOURCE_DATE_EPOCH=epoch)
    assert ended.code == 2
    assert ended.err.startswith("pellucid: SOURCE_DATE_EPOCH: not a number")
    assert "mend:" in ended.err
