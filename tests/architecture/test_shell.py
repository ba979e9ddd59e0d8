"""Clock, environment and streams are touched in named places only; the rest is a matter of what goes in."""

from __future__ import annotations

import ast
from fnmatch import fnmatch

import pytest

from tests.architecture.modules import MODULES

CLOCK = {
    "date.today",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.gmtime",
    "time.localtime",
    "time.monotonic",
    "time.perf_counter",
    "time.strftime",
    "time.time",
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.getcwd", "Path.cwd", "Path.home", "os.putenv"}
STREAMS = {"print", "input", "sys.argv", "sys.exit", "sys.stdin", "sys.stdout", "sys.stderr", "click.echo"}

# Who may touch what. A line here needs a reason.
ALLOWED = {
    "clock": (CLOCK, ["pellucid.cli.*"]),  # today goes down as an argument
    # Fontconfig learns from the environment alone that the machine's fonts are not wanted.
    # Spark finds Java by JAVA_HOME; what is missing is said before it starts.
    "environment": (
        ENVIRONMENT,
        ["pellucid.cli", "pellucid.cli.*", "pellucid.render.pdf.fonts", "pellucid.engine.spark_session"],
    ),
    "streams": (STREAMS, ["pellucid.cli", "pellucid.cli.*"]),  # everybody else returns or raises
}


def touched(tree: ast.Module, names: set[str]) -> set[str]:
    """Name those of `names` that a module uses or imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found & names


@pytest.mark.parametrize("what", ALLOWED)
def test_the_outside_is_touched_in_named_places_only(what: str) -> None:
    """A module that is not named for it touches neither clock nor environment nor streams."""
    names, places = ALLOWED[what]
    others = (name for name in MODULES if not any(fnmatch(name, place) for place in places))
    found = {name: touched(MODULES[name].tree, names) for name in others}
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_touching_is_seen() -> None:
    """A use, a call and an import are each seen for what they are."""
    module = ast.parse("from os import environ\nprint(datetime.now(tz=UTC), today)")
    assert touched(module, CLOCK | ENVIRONMENT | STREAMS) == {"datetime.now", "os.environ", "print"}
