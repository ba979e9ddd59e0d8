"""Rendering on several cores: the same bytes in the same order, and no process that outlives its block."""

from __future__ import annotations

import multiprocessing
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from pellucid.render.formats import render
from pellucid.render.look import Look
from pellucid.render.parallel import renderers
from tests.render.fixture import publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pellucid.render.publication import Publication


def titled(title: str) -> Publication:
    """The release under another title."""
    made = publication()
    return replace(made, report=replace(made.report, title=title))


def test_the_files_are_those_of_one_process() -> None:
    """Whichever process has laid out the PDF; releases come in the order in which they were given."""
    given = [titled("First"), titled("Second")]
    formats = ("html", "pdf", "csv")
    with renderers(formats) as ready:
        found = list(ready.render_all(iter(given)))
    assert [one.report.title for one, _ in found] == ["First", "Second"]
    assert [list(files) for _, files in found] == [sorted(files) for _, files in found]
    assert found[1][1] == render(given[1], formats)
    assert len({files["report.pdf"] for _, files in found}) == len(given)


def test_without_a_pdf_no_process_is_started() -> None:
    """What is left takes less than the start of one."""
    with renderers(("html", "csv")) as ready:
        assert multiprocessing.active_children() == []
        ((_, files),) = ready.render_all([publication()])
        assert multiprocessing.active_children() == []
    assert files == render(publication(), ("html", "csv"))


def test_a_fault_in_a_template_is_the_publishers(tmp_path: Path) -> None:
    """It comes from the other process as it is, with the place."""
    (tmp_path / "pdf.html").write_text("{{ nowhere }}")
    with pytest.raises(UsageError, match="nowhere"), renderers(("pdf",), Look(tmp_path)) as ready:
        list(ready.render_all([publication()]))


def test_a_stop_ends_the_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, whatever they are about, and no temporary file of theirs stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def stopped() -> Iterator[Publication]:
        yield from (titled(str(number)) for number in range(2))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), renderers(("pdf",)) as ready:
        list(ready.render_all(stopped()))
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []
