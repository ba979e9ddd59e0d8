"""YAML text -> values as text, each with its line; and what keeps a file from being YAML."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pellucid.config.load import read_yaml
from pellucid.config.syntax import SyntaxFault
from pellucid.errors import ConfigurationFaults, UsageError
from tests.config.reading import only_fault, written

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("NO", "NO"),
        ("1.10", "1.10"),
        ("2024-09-23", "2024-09-23"),
        ("007", "007"),
        ("12:30", "12:30"),
        ("~", None),
        ("null", None),
        ("", None),
        ("'null'", "null"),
        ("!!str 5", "5"),
    ],
)
def test_a_scalar_stays_as_it_is_written(tmp_path: Path, scalar: str, value: str | None) -> None:
    """Norway is not false, a version is not a number, and only nothing is nothing."""
    assert read_yaml(written(tmp_path, f"key: {scalar}\n")).values == {"key": value}


@given(values)
def test_all_values_are_read(expected: object) -> None:
    """Whatever PyYAML writes is read back, value for value."""
    with TemporaryDirectory() as folder:
        text = yaml.safe_dump({"key": expected}, allow_unicode=True)
        assert read_yaml(written(Path(folder), text)).values == {"key": expected}


@given(st.binary(max_size=40) | st.text("a: -[]{}&*!|>'\"\n\t#%@`\\", max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No file makes the reader fail in any other way than with a message."""
    with TemporaryDirectory() as folder:
        path = written(Path(folder), data)
        with suppress(ConfigurationFaults):
            assert read_yaml(path).origin.path == path


def test_every_key_and_item_has_its_line(tmp_path: Path) -> None:
    """Lines are those of keys and of list items, also where several share one."""
    text = "# a remark\na:\n  b: 1\n\n  c:\n    - x\n    - {d: 2,\n       e: 3}\n"
    assert read_yaml(written(tmp_path, text)).lines == {
        (): 1,
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "c"): 5,
        ("a", "c", 0): 6,
        ("a", "c", 1): 7,
        ("a", "c", 1, "d"): 7,
        ("a", "c", 1, "e"): 8,
    }


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: 'x\n", "2:4", "quotation mark"),
        ("a: 1\nb: [1,\nc: 2\n", "2:4", "no closing bracket"),
        ("a: {x: 1\nb: 2\n", "2:2", "no closing brace"),
        ("a: 1\nb: c: d\n", "2:5", "a colon stands where no key can be"),
        ("a:\n\tb: 1\n", "2:1", "a tab"),
        ("a:\n  - x\n c: 1\n", "3:2", "fits to none of the ones above it"),
        ("a: 1\nb\n", "2:1", "no `key: value`"),
        ("a: *x\n", "1:4", "nowhere defined"),
        ("a: @x\n", "1:4", "can't begin with this character"),
        ('a: "\\q"\n', "1:6", "backslash"),
        ("a: 1\n---\nb: 2\n", "2:1", "second document"),
        ("a: 1\nb: \a\n", "2:4", "can't stand in a text file"),
    ],
)
def test_what_is_not_yaml_is_named_by_line_and_column(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    """An editor can jump to the place, and the reason is in plain words."""
    fault = only_fault(tmp_path, text)
    assert isinstance(fault, SyntaxFault)
    assert str(fault).startswith(f"{tmp_path / 'transparency.yaml'}:{place}: ")
    assert words in fault.reason
    assert fault.got
    assert fault.mend


@pytest.mark.parametrize(
    ("data", "place", "found"),
    [
        ("a: 1\nb: Žižek\n".encode("cp1250"), "2:4", "byte 0x8E"),
        ("a: 1".encode("utf-16"), "1:1", "UTF-16"),
        (b"\xef\xbb\xbfa: \xff", "1:4", "byte 0xFF"),
    ],
)
def test_another_encoding_is_named(tmp_path: Path, data: bytes, place: str, found: str) -> None:
    """A file that isn't UTF-8 is told from one that is, with the place of the first wrong byte."""
    fault = only_fault(tmp_path, data)
    assert f":{place}: the file is not UTF-8" in str(fault)
    assert fault.got == found


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    assert read_yaml(written(tmp_path, "\ufeffa: 1\n")).values == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a", "stands on line 1 already"),
        ("a:\n  b: 1\n  b: 2\n", 3, "a.b", "stands on line 2 already"),
        ("a: 1\n? [b]\n: 2\n", 2, "", "a single name"),
        ("a: 1\nb: !include other.yaml\n", 2, "b", "tags"),
    ],
)
def test_what_plain_yaml_hides_is_a_fault(tmp_path: Path, text: str, line: int, key: str, words: str) -> None:
    """A key that stands twice would silently lose a value, a tag its meaning."""
    (fault,) = read_yaml(written(tmp_path, text)).faults
    assert (fault.line, fault.key) == (line, key)
    assert words in fault.reason


@pytest.mark.parametrize("text", ["a: &x [*x]\n", "[" * 3000])
def test_bottomless_nesting_is_a_fault(tmp_path: Path, text: str) -> None:
    """A file that holds itself, or thousands of brackets, is refused and not descended into."""
    assert "nested too deeply" in only_fault(tmp_path, text).reason


def test_a_missing_file_says_what_makes_one(tmp_path: Path) -> None:
    """The first thing that a newcomer meets."""
    with pytest.raises(UsageError, match=r"transparency\.yaml: there is no configuration") as ending:
        read_yaml(tmp_path / "transparency.yaml")
    assert "`pellucid init`" in str(ending.value)
    assert not isinstance(ending.value, ConfigurationFaults)


def test_a_folder_is_not_a_configuration(tmp_path: Path) -> None:
    """`-c .` is answered with the file's name."""
    with pytest.raises(UsageError, match=r"a folder, not a configuration(?s:.)*transparency\.yaml"):
        read_yaml(tmp_path)
