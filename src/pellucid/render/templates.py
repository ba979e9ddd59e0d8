"""A folder of templates in, the environment that fills them out; a fault in a template names file and line.

The folder is the publisher's own (`report.templates`), where a file that is missing there is taken from the
built-in templates, or the built-in ones alone. A publisher's template extends a built-in one as
`{% extends "builtin/release.html" %}`.
"""

from __future__ import annotations

import shutil
import traceback
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from pellucid.errors import UsageError
from pellucid.render.look import BUILT_IN, Look
from pellucid.render.template_blocks import check_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE = Path(__file__).resolve().parents[1]

# What a template can raise through no fault of the program: the expressions in it are the publisher's.
FAULTS = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


def templates_folder() -> Path:
    """Find the built-in templates: inside the package in a wheel, at the repository's root in a checkout."""
    packaged = Path(str(resources.files("pellucid") / "report_templates"))
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "report_templates"


def eject(target: Path) -> tuple[Path, ...]:
    """Copy the built-in templates to `target`, which must be new or empty; gives the files."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError("the folder is not empty", where=str(target), mend="name a new folder")
    shutil.copytree(templates_folder(), target, dirs_exist_ok=True)
    return tuple(sorted(path for path in target.rglob("*") if path.is_file()))


def folders(look: Look) -> tuple[Path, ...]:
    """Where a template or an asset is looked up, in this order."""
    own = look.templates
    if own is None:
        return (templates_folder(),)
    if not own.is_dir():
        raise UsageError("the folder of templates is not there", where="report.templates", got=str(own))
    return (own, templates_folder())


def environment(look: Look = BUILT_IN) -> Environment:
    """Templates that escape what they print and fail on a name that is not there.

    The built-in ones are compiled once; files may come and go in a folder of the publisher's own.
    """
    return _built_in() if look == BUILT_IN else _environment(look)


@cache
def _built_in() -> Environment:
    return _environment(BUILT_IN)


def _environment(look: Look) -> Environment:
    builtin = FileSystemLoader(templates_folder())
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(folders(look)), PrefixLoader({"builtin": builtin})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["logo"] = look.theme.logo
    if look.templates is not None:
        check_blocks(made, look.templates)
    return made


def fill(templates: Environment, name: str, values: Mapping[str, Any]) -> str:
    """Fill a template in.

    Raises:
        UsageError: the template, or one that it includes, has a fault.

    """
    with _faults_named(name):
        return templates.get_template(name).render(values)


@contextmanager
def _faults_named(name: str) -> Iterator[None]:
    try:
        yield
    except TemplateSyntaxError as fault:
        where = f"{fault.filename or fault.name}:{fault.lineno}"
        raise UsageError(f"the template can't be read: {fault.message}", where=where, mend=_MEND) from fault
    except TemplateNotFound as fault:
        raise UsageError("there is no such template", where=name, got=str(fault.name)) from fault
    except FAULTS as fault:
        line = _template_line(fault)
        if line is None:
            raise
        raise UsageError(f"the template can't be filled in: {fault}", where=line, mend=_MEND) from fault


_MEND = "correct the template; `pellucid templates eject DIR` writes the built-in ones for comparison"


def _template_line(fault: Exception) -> str | None:
    """File and line of the template that the fault arose in; None when it arose in the program."""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if not frame.filename.endswith(".py"):
            return f"{frame.filename}:{frame.lineno}"
        if Path(frame.filename).is_relative_to(PACKAGE) and Path(frame.filename) != Path(__file__):
            return None
    return None
