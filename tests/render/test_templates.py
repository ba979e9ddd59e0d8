"""Templates: faults are named by file and line, the publisher's own take the built-in ones' place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pellucid.errors import UsageError
from pellucid.render.data.tables import number_text
from pellucid.render.formats import render
from pellucid.render.look import Look
from pellucid.render.templates import eject, environment, fill, templates_folder
from tests.render.fixture import publication


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


def test_one_block_is_replaced(tmp_path: Path) -> None:
    """A folder of one file of three lines; all else is as it was."""
    text = '{% extends "builtin/release.html" %}\n{% block contents %}<p>Ask us.</p>\n{% endblock %}\n'
    changed = render(publication(), ("html",), Look(own(tmp_path, release=text)))["index.html"].decode()
    before = render(publication(), ("html",))["index.html"].decode()
    start = before.index('<nav class="contents"')
    end = before.index("</nav>\n", start) + len("</nav>\n")
    assert changed == before[:start] + "<p>Ask us.</p>\n" + before[end:]


def test_a_block_of_every_page(tmp_path: Path) -> None:
    """What `base.html` has changes on all of them; what was there can be kept."""
    text = '{% extends "builtin/base.html" %}{% block imprint %}{{ super() }}<p>Reg. 123</p>{% endblock %}'
    files = render(publication(), ("html",), Look(own(tmp_path, base=text)))
    assert all(b"Reg. 123" in content for name, content in files.items() if name.endswith(".html"))


def test_a_block_within_a_loop_knows_what_it_is_about(tmp_path: Path) -> None:
    """Each section of the release, one after the other."""
    text = '{% extends "builtin/release.html" %}{% block section %}<b>{{ section.id }}</b>{% endblock %}'
    page = render(publication(), ("html",), Look(own(tmp_path, release=text)))["index.html"].decode()
    assert "<b>summary</b><b>countries</b>" in page


def test_a_fault_in_a_block_is_named_there(tmp_path: Path) -> None:
    """By the publisher's own file, and the line in it."""
    text = '{% extends "builtin/release.html" %}\n{% block hero %}\n{{ report.nothing }}\n{% endblock %}'
    with pytest.raises(UsageError, match="nothing") as ending:
        render(publication(), ("html",), Look(own(tmp_path, release=text)))
    assert ending.value.where == f"{tmp_path / 'release.html'}:3"


@pytest.mark.parametrize(
    "name", ["base", "release", "country", "method", "front", "site_country", "compare", "pdf"]
)
def test_the_blocks_are_listed(name: str) -> None:
    """The page on looks names every block of every template."""
    document = (Path(__file__).parents[2] / "docs/themes.md").read_text(encoding="utf-8")
    rows = {row[0]: row[1] for line in document.splitlines() if len(row := line.strip("| ").split("|")) == 2}
    where = " every web page" if name == "base" else f" `{name}.html`"
    listed = next(text for title, text in rows.items() if title.strip() == where.strip())
    source = (templates_folder() / f"{name}.html").read_text(encoding="utf-8")
    found = set(re.findall(r"{% block (\w+)", source))
    shared = {"title", "description", "head", "main", "links", "up"} if name not in {"base", "pdf"} else set()
    assert found - shared <= set(re.findall(r"`(\w+)`", listed))


def test_a_mistyped_block_is_a_fault(tmp_path: Path) -> None:
    """It would be shown nowhere; the nearest name is given, with file and line."""
    text = '{% extends "builtin/release.html" %}\n{% block foter %}x{% endblock %}'
    folder = own(tmp_path, release=text)
    with pytest.raises(UsageError, match="no block 'foter'") as ending:
        environment(Look(folder))
    assert ending.value.where == f"{folder / 'release.html'}:2"
    assert ending.value.mend == "did you mean footer?"


def test_a_block_inside_of_another_may_be_new(tmp_path: Path) -> None:
    """It is shown with the one around it; a template that extends none may have any."""
    inner = "{% block footer %}{% block mine %}x{% endblock %}{% endblock %}"
    text = f'{{% extends "builtin/release.html" %}}\n{inner}'
    environment(Look(own(tmp_path, release=text, other="{% block any %}{% endblock %}")))
