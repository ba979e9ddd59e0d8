"""A wheel -> a fresh virtual environment with that wheel and what it declares, and nothing else.

Downloading every dependency again would take a minute and need a network. Instead, the packages that the
wheel *declares*, and those that these declare in turn, are linked from the environment the tests run in: the
same locked versions. A package that the program imports without declaring it is not there: the tests fail.
"""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from email.parser import BytesParser
from importlib.metadata import Distribution, distribution
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def make_environment(folder: Path, wheel: Path) -> Path:
    """Make the environment and return its Python."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    packages = next(folder.glob("lib/python*/site-packages"))
    for dependency in dependencies(requirements(wheel)):
        _link(dependency, packages)
    pip(python, "install", "--no-deps", "--no-index", str(wheel))
    return python


def pip(python: Path, *arguments: str) -> None:
    """Run the tests' own pip on another environment."""
    command = [sys.executable, "-m", "pip", "--quiet", "--python", str(python), *arguments]
    subprocess.run(command, check=True)


def requirements(wheel: Path) -> Iterable[str]:
    """Read what a wheel declares."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        declared = BytesParser().parsebytes(archive.read(metadata)).get_all("Requires-Dist")
    return declared or []


def dependencies(declared: Iterable[str]) -> Iterable[Distribution]:
    """Follow what is declared to its end, extras included."""
    found: dict[tuple[str, str], Distribution] = {}
    waiting = list(_wanted(declared, ""))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = distribution(key[0])
            waiting += _wanted(found[key].requires or [], key[1])
    return {package.name: package for package in found.values()}.values()


def _wanted(declared: Iterable[str], extra: str) -> Iterator[tuple[str, str]]:
    for requirement in map(Requirement, declared):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from ((requirement.name, wanted) for wanted in ("", *requirement.extras))


def _link(package: Distribution, packages: Path) -> None:
    tops = {file.parts[0] for file in package.files or []} - {"..", "__pycache__"}
    for top in tops:
        if not (packages / top).exists():
            (packages / top).symlink_to(str(package.locate_file(top)))
