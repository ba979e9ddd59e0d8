"""Rules between keys, and between keys and the disk -> a fault when broken, none when kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.reading import LEAST, config_of, only_fault

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "policies:\n  - {version: a, effective_from: 2024-01-01, title: t, requires: %s}\n"


@pytest.mark.parametrize(
    ("output", "key", "words"),
    [
        ("{site: out, work: out}", "output.work", "separate folders"),
        ("{site: out, work: out/work}", "output.work", "separate folders"),
        ("{site: out/site, work: out}", "output.work", "separate folders"),
        ("{site: out, work: ./x/../out/}", "output.work", "separate folders"),
        ("{site: .}", "output.site", "holds the configuration itself"),
        ("{site: ..}", "output.site", "holds the configuration itself"),
        ("{work: .}", "output.work", "holds the configuration itself"),
        ("{site: link}", "output.site", "holds the configuration itself"),
        ("{site: logs}", "logs[0].paths[0]", "would be published"),
    ],
)
def test_nothing_private_lies_in_the_site(tmp_path: Path, output: str, key: str, words: str) -> None:
    """Whatever is in the site's folder gets uploaded: no log, no rejects, no configuration may be there."""
    (tmp_path / "link").symlink_to(tmp_path)
    fault = only_fault(tmp_path, f"{LEAST}output: {output}\n")
    assert (fault.line, fault.key) == (5, key) if key.startswith("output") else (4, key)
    assert words in fault.reason


@pytest.mark.parametrize("output", ["{site: out, work: outwork}", "{site: a/site, work: a/work}"])
def test_folders_side_by_side_are_separate(tmp_path: Path, output: str) -> None:
    """A common beginning of two names makes neither the other's folder."""
    assert config_of(tmp_path, f"{LEAST}output: {output}\n").site.parent.is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text/none.md", "there is no such file"),
        ("text", "there is no such file"),
        ("../outside.md", "outside the configuration's folder"),
        ("text/link.md", "outside the configuration's folder"),
        ("x" * 300, "there is no such file"),
    ],
)
def test_narrative_is_a_file_below_the_configuration(tmp_path: Path, name: str, words: str) -> None:
    """Only files that lie with the configuration are read into a report."""
    folder = tmp_path / "project"
    (folder / "text").mkdir(parents=True)
    (tmp_path / "outside.md").write_text("Not ours.\n", encoding="utf-8")
    (folder / "text/link.md").symlink_to(tmp_path / "outside.md")
    fault = only_fault(folder, f"{LEAST}report: {{narrative: {{summary: {name}}}}}\n")
    assert (fault.line, fault.key) == (5, "report.narrative.summary")
    assert words in fault.reason


def test_templates_are_a_folder(tmp_path: Path) -> None:
    """One that exists is taken, one that doesn't is answered with the command that makes it."""
    text = f"{LEAST}report: {{templates: mine}}\n"
    assert "pellucid templates eject mine" in str(only_fault(tmp_path, text))
    (tmp_path / "mine").mkdir()
    assert config_of(tmp_path, text).report.templates == "mine"


@pytest.mark.parametrize(
    ("requires", "key", "words"),
    [
        ("{authority_type: [judical]}", "authority_type[0]", "did you mean judicial?"),
        ("{legal_review: [valid, maybe]}", "legal_review[1]", "valid, invalid, pending, none, any"),
        ("{offence_category: [any, fraud]}", "offence_category", "write [any] alone"),
        ("{offence_category: [stalkng]}", "offence_category[0]", "did you mean stalking?"),
        ("{offence: [any]}", "offence", "did you mean offence_category?"),
        ("{offence_category: []}", "offence_category", "something must stand in this list"),
    ],
)
def test_a_policy_requires_codes_of_the_lists(tmp_path: Path, requires: str, key: str, words: str) -> None:
    """A requirement that no record can meet would make every disclosure a breach of policy."""
    own = "offence_categories: {stalking: {label: Stalking}}\n"
    fault = only_fault(tmp_path, LEAST + own + POLICY % requires)
    assert (fault.line, fault.key) == (7, f"policies[0].requires.{key}")
    assert words in str(fault)


def test_a_policy_may_require_the_publishers_own_offences(tmp_path: Path) -> None:
    """`offence_categories` extends the list."""
    own = "offence_categories: {stalking: {label: Stalking}}\n"
    config = config_of(tmp_path, LEAST + own + POLICY % "{offence_category: [stalking, fraud]}")
    assert config.policies[0].requires.offence_category == ("stalking", "fraud")
    assert config.policies[0].requires.authority_type == ("any",)


@pytest.mark.parametrize(
    ("second", "key"),
    [
        ("{version: a, effective_from: 2024-01-02, title: t}", "version"),
        ("{version: b, effective_from: 2024-01-01, title: t}", "effective_from"),
    ],
)
def test_versions_of_the_policy_are_told_apart(tmp_path: Path, second: str, key: str) -> None:
    """Two versions of one name or of one day would leave open which was in force."""
    fault = only_fault(tmp_path, f"{LEAST}{POLICY % '{}'}  - {second}\n")
    assert (fault.line, fault.key) == (7, f"policies[1].{key}")
