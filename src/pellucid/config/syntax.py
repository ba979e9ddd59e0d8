"""What PyYAML or the decoder finds wrong in; a fault with line, column and a plain reason out."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from pellucid.config.origin import visible
from pellucid.errors import ConfigFault, UsageError

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# What PyYAML's problem or context holds -> why not, and how to mend it.
_REASONS: tuple[tuple[str, str, str], ...] = (
    ("'\\t'", "a tab stands where YAML takes blanks only", "indent with blanks"),
    ("unknown escape", "this backslash means nothing in double quotes", "write \\\\, or use single quotes"),
    ("quoted scalar", "a quotation mark is never closed", "close it, and double the ones inside the text"),
    ("flow sequence", "a list in [ ] has no comma or no closing bracket", "close it with ]"),
    ("flow mapping", "a mapping in { } has no comma or no closing brace", "close it with }"),
    ("mapping values", "a colon stands where no key can be", "indent the key alike, or quote the text"),
    ("expected ':'", "this line is no `key: value`", "write a colon and a blank after the key"),
    ("expected <block end>", "this line fits to none of the ones above it", "indent it like its neighbours"),
    ("undefined alias", "this refers to a name that is nowhere defined", "quote text that begins with *"),
    ("cannot start any token", "text can't begin with this character", "put the text in quotes"),
    ("single document", "a second document begins here", "keep one, and leave the --- out"),
    ("duplicate anchor", "this name is defined twice", "quote text that begins with &"),
)
_OTHER_REASON = ("this is not YAML", "compare the line with the ones above it")
_NEVER_ENDED = ("end of stream", "stream end", "could not find expected ':'")


@dataclass(frozen=True)
class SyntaxFault(ConfigFault):
    """A place in the file's text, before anything is known of keys."""

    column: int = 1

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return str(UsageError(self.reason, where=where, got=self.got, mend=self.mend))


def syntax_fault(file: str, text: str, error: yaml.YAMLError) -> SyntaxFault:
    """Say in plain words where and why a text isn't YAML."""
    if isinstance(error, yaml.reader.ReaderError):
        reason, mend = "this character can't stand in a text file", "delete it; it may be invisible"
        line, column = _place(text, error.position)
        return SyntaxFault(file, line, "", reason, f"U+{ord(text[error.position]):04X}", mend, column)
    mark = _mark(error)
    reason, mend = _reason(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return SyntaxFault(file, line, "", reason, _line_of(text, line), mend, column)


def not_unicode(file: str, error: UnicodeDecodeError) -> SyntaxFault:
    """Say where the bytes of a file aren't UTF-8."""
    data, position = error.object, error.start
    before = data[:position].decode("utf-8")
    line, column = _place(before, len(before))
    kind = "UTF-16" if data.startswith(_UTF_16_MARKS) else f"byte 0x{data[position]:02X}"
    return SyntaxFault(
        file, line, "", "the file is not UTF-8", kind, "save it as UTF-8 in your editor", column
    )


def _reason(error: yaml.YAMLError) -> tuple[str, str]:
    said = f"{getattr(error, 'context', None)} {getattr(error, 'problem', None)}"
    return next(((reason, mend) for fragment, reason, mend in _REASONS if fragment in said), _OTHER_REASON)


def _mark(error: yaml.YAMLError) -> yaml.Mark | None:
    """Give the place of the fault; of what is never ended, the place where it began."""
    names = ["problem_mark", "context_mark"]
    if any(fragment in str(getattr(error, "problem", None)) for fragment in _NEVER_ENDED):
        names.reverse()
    return next((mark for name in names if (mark := getattr(error, name, None))), None)


def _place(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _line_of(text: str, line: int) -> str | None:
    lines = text.splitlines()
    return visible(lines[line - 1].strip()) or None if line <= len(lines) else None
