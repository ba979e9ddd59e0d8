"""The path of transparency.yaml in; its values as text, each with its line, out. No key is known here.

Scalars stay the text that stands in the file: `NO` is not false, `2024-09` is not a date, `1.10` is not 1.1.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from pellucid.config.model import FILE_NAME
from pellucid.config.origin import KeyPath, Origin, dotted
from pellucid.config.syntax import not_unicode, syntax_fault
from pellucid.errors import ConfigFault, ConfigurationFaults, EnvironmentFailure, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

_YAML = "tag:yaml.org,2002:"
_NULL = f"{_YAML}null"
_TAGS = frozenset(
    f"{_YAML}{name}" for name in ("str", "int", "float", "bool", "timestamp", "null", "seq", "map")
)


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values; `faults` are what is wrong with it whatever its keys mean."""

    values: Plain
    origin: Origin
    text: str
    faults: tuple[ConfigFault, ...] = ()

    @property
    def lines(self) -> Mapping[KeyPath, int]:
        """The line of every key and list item, by its path."""
        return self.origin.lines


def read_yaml(path: Path) -> Document:
    """Read a YAML file, or end with what keeps it from being one.

    What can be said without ending, such as a key that stands there twice, is in the document's faults.
    """
    data = _bytes(path)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        root = yaml.compose(text, Loader=_TextLoader)
    except UnicodeDecodeError as error:
        raise ConfigurationFaults((not_unicode(str(path), error),)) from error
    except yaml.YAMLError as error:
        raise ConfigurationFaults((syntax_fault(str(path), text, error),)) from error
    except RecursionError as error:
        raise ConfigurationFaults((_too_deep(path),)) from error
    return _document(path, data, text, root)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        mend = f"`pellucid init` writes a {FILE_NAME}; -c names another file"
        raise UsageError("there is no configuration here", where=str(path), mend=mend) from error
    except IsADirectoryError as error:
        mend = f"name the file in it, for example {path / FILE_NAME}"
        raise UsageError("this is a folder, not a configuration file", where=str(path), mend=mend) from error
    except OSError as error:
        raise EnvironmentFailure(f"the file can't be read: {error.strerror}", where=str(path)) from error


def _document(path: Path, data: bytes, text: str, root: yaml.Node | None) -> Document:
    walk = _Walk(str(path))
    try:
        values = walk.values(root, ()) if root else None
    except RecursionError as error:
        raise ConfigurationFaults((_too_deep(path),)) from error
    origin = Origin(path, hashlib.sha256(data).hexdigest(), walk.lines)
    return Document(values, origin, text, tuple(walk.faults))


def _too_deep(path: Path) -> ConfigFault:
    mend = "no key stands more than five levels deep; look for a reference (*name) to itself"
    return ConfigFault(str(path), None, "", "the file is nested too deeply", mend=mend)


def _null_alone() -> dict[str, list[Any]]:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    return {first: [known for known in knows if known[0] == _NULL] for first, knows in resolvers.items()}


class _TextLoader(yaml.SafeLoader):
    """Leaves every plain scalar a text, but for null."""


_TextLoader.yaml_implicit_resolvers = _null_alone()


@dataclass(frozen=True)
class _Walk:
    """Turns nodes into values, and notes lines and faults on the way."""

    file: str
    lines: dict[KeyPath, int] = field(default_factory=lambda: {(): 1})
    faults: list[ConfigFault] = field(default_factory=list)

    def values(self, node: yaml.Node, path: KeyPath) -> Plain:
        self.lines.setdefault(path, _line(node))
        if node.tag not in _TAGS:
            tag = node.tag.replace(_YAML, "!!")
            self._fault(node, path, "YAML tags are not understood here", tag, "leave the tag out")
        if isinstance(node, yaml.SequenceNode):
            return [self.values(item, (*path, place)) for place, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return None if node.tag == _NULL else str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> Plain:
        values: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(
                    key, path, "a key is a single name", "a list or a mapping", "write a name as the key"
                )
                continue
            inside = (*path, key.value)
            if key.value in values:
                reason = f"this key stands on line {self.lines[inside]} already"
                self._fault(key, inside, reason, key.value, "keep one of the two")
                continue
            self.lines[inside] = _line(key)
            values[key.value] = self.values(value, inside)
        return values

    def _fault(self, node: yaml.Node, path: KeyPath, reason: str, got: str, mend: str) -> None:
        self.faults.append(ConfigFault(self.file, _line(node), dotted(path), reason, got, mend))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
