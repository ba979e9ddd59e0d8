"""Templates: faults are named by file and line, the publisher's own take the built-in ones' place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from pellucid.render.formats import render
from pellucid.render.look import Look
from pellucid.render.tables import number_text
from pellucid.render.templates import eject, environment, fill
from tests.render.fixture import publication

if TYPE_CHECKING:
    from pathlib import Path


def own(folder: Path, **templates: str) -> Path:
    """Write templates of a publisher; `a__b` is a/b.html."""
    for name, text in templates.items():
        path = folder / (name.replace("__", "/") + ".html")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("one\n{% if %}", 2, "can't be read"),
        ("one\ntwo\n{{ nothing.here }}", 3, "'nothing' is undefined"),
        ("{{ words.nothing }}", 1, "has no attribute 'nothing'"),
        ("\n{{ 1 + 'a' }}", 2, "unsupported operand"),
        ("\n\n{{ 1 // 0 }}", 3, "division"),
        ("{{ 'x' | no_filter }}", 1, "no_filter"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    """A publisher finds the place without a traceback."""
    folder = own(tmp_path, method=text)
    with pytest.raises(UsageError, match=words) as ending:
        render(publication(), ("html",), Look(folder))
    assert ending.value.where == f"{folder / 'method.html'}:{line}"


def test_a_fault_in_an_included_block_is_named_there(tmp_path: Path) -> None:
    """The innermost template is the one to mend."""
    folder = own(tmp_path, blocks__text="\n{{ block.paragraph }}")
    with pytest.raises(UsageError, match="no attribute 'paragraph'") as ending:
        render(publication(), ("html",), Look(folder))
    assert ending.value.where == f"{folder / 'blocks/text.html'}:2"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    """An include that leads nowhere."""
    folder = own(tmp_path, method='{% include "blocks/nowhere.html" %}')
    with pytest.raises(UsageError, match="no such template") as ending:
        render(publication(), ("html",), Look(folder))
    assert ending.value.got == "blocks/nowhere.html"


def test_a_fault_of_the_program_is_not_blamed_on_the_template(tmp_path: Path) -> None:
    """What a function of ours raises comes out as it is."""
    folder = own(tmp_path, page="{{ ours('no number') }}")
    with pytest.raises(ArithmeticError):
        fill(environment(Look(folder)), "page.html", {"ours": number_text})


def test_own_templates_replace_one_at_a_time(tmp_path: Path) -> None:
    """What is not in the publisher's folder is built in, and can be extended."""
    folder = own(
        tmp_path,
        method='{% extends "builtin/method.html" %}{% block title %}Ours{% endblock %}',
    )
    files = render(publication(), ("html",), Look(folder))
    assert b"<title>Ours</title>" in files["method.html"]
    assert b"Records left out" in files["method.html"]
    assert b"<title>Transparency report, Q4 2025" in files["index.html"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """report.templates must name a folder."""
    with pytest.raises(UsageError, match="not there"):
        render(publication(), ("html",), Look(tmp_path / "nowhere"))


def test_what_is_printed_is_escaped(tmp_path: Path) -> None:
    """A name with markup in it stays a name."""
    folder = own(tmp_path, method="{{ '<script>' }}")
    assert render(publication(), ("html",), Look(folder))["method.html"] == b"&lt;script&gt;"


def test_ejected_templates_give_the_same_pages(tmp_path: Path) -> None:
    """A copy changes nothing until it is changed."""
    target = tmp_path / "mine"
    written = eject(target)
    assert target / "assets" / "paper.css" in written
    assert render(publication(), ("html",), Look(target)) == render(publication(), ("html",))


def test_eject_overwrites_nothing(tmp_path: Path) -> None:
    """A folder with something in it is refused."""
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        eject(tmp_path)
