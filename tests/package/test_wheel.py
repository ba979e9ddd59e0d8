"""What is shipped works: the wheel, in a fresh environment outside the repository, builds a report."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

from tests.package.conftest import ROOT, build
from tests.package.environment import pip


def run(python: Path, folder: Path, *command: str) -> str:
    """Run a program of the environment in a folder, with none of the repository in sight."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PELLUCID"))}
    program = str(python.with_name(command[0]))
    answer = subprocess.run(
        [program, *command[1:]], cwd=folder, env=clean, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def contents(wheel: Path) -> dict[str, bytes]:
    """Read every file of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_builds_a_report(python: Path, tmp_path: Path) -> None:
    """`pellucid init` and `pellucid build` give pages, a PDF and data from the installed wheel alone."""
    run(python, tmp_path, "pellucid", "-q", "init")
    run(python, tmp_path, "pellucid", "-q", "build", "--all")
    front = tmp_path / "public" / "index.html"
    assert "<h1" in front.read_text(encoding="utf-8")
    releases = [page.parent for page in front.parent.glob("*/index.html") if page.parent.name != "latest"]
    assert releases
    for release in releases:
        assert (release / "report.pdf").read_bytes().startswith(b"%PDF-")
        assert (release / "data" / "legal_requests.csv").read_text(encoding="utf-8").startswith("period,")


def test_the_wheel_declares_what_it_needs(python: Path, tmp_path: Path) -> None:
    """No declared dependency is missing or of a version that another one refuses."""
    pip(python, "check")
    origin = run(python, tmp_path, "python", "-c", "import pellucid; print(pellucid.__file__)")
    assert not Path(origin.strip()).is_relative_to(ROOT)


def test_the_wheel_carries_templates_and_data(wheel: Path) -> None:
    """Every template and every data file of the source tree is in the wheel."""
    shipped = set(contents(wheel))
    trees = {ROOT / "report_templates": "pellucid/report_templates", ROOT / "src" / "pellucid": "pellucid"}
    files = {
        f"{inside}/{path.relative_to(tree).as_posix()}"
        for tree, inside in trees.items()
        for path in tree.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sorted(files - shipped) == []


def test_the_sdist_builds_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    """The source archive gives the very wheel that was built from the repository."""
    subprocess.run(["tar", "-xzf", str(sdist), "-C", str(tmp_path)], check=True)
    source = tmp_path / sdist.name.removesuffix(".tar.gz")
    again = build(source, "wheel", tmp_path / "again")
    assert again.name == wheel.name
    assert contents(again) == contents(wheel)
