"""The characters of a JSON document in; its values one by one, and the line where each starts, out.

Other readers of JSON don't say at which line a value starts, and end at the first fault. Here the standard
library's decoder takes each record out of a window that goes along the document, so that a document needs no
more memory than its longest record.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pellucid.intake.formats.in_json.values import DECODER, TOO_DEEP, Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 18
_LONGEST_RECORD = 1 << 25  # characters
_LONGEST_INDENT = 256
_BLANKS = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r'[^\s,\[\]{}"]*')
OPENING = frozenset('{["')  # what a value begins with that the decoder takes as a whole
_MARKS = re.compile(r"[\[\]{},:]")


class Place(NamedTuple):
    """A place in the document: line and character, both from 1."""

    line: int
    character: int


class CutOff(Exception):
    """The document ends where it must go on."""


class Broken(Exception):
    """From a place on it can't be told what belongs to what."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.place = place


class NoJson(Malformed):
    """A value can't be decoded.

    at: where in the window. cut: whether the document ends in the middle of it.
    """

    def __init__(self, reason: str, at: int, *, cut: bool) -> None:
        super().__init__(reason)
        self.at = at
        self.cut = cut


class JsonText:
    """A document, and the place up to which it has been read.

    window, start: what is held of it, and where in that the place is. line: the place's line, from 1.
    """

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._ended = False
        self._cut = 0  # characters that are no longer held
        self._before = 0  # characters of the window's first line that are no longer held
        self.window = ""
        self.start = 0
        self.line = 1

    def mark(self) -> str:
        """Go to the next character that is no blank, and say it; empty at the end of the document."""
        while True:
            blanks = _BLANKS.match(self.window, self.start)
            if blanks and blanks.end() > self.start:
                self.pass_to(blanks.end())
            if self.start < len(self.window):
                return self.window[self.start]
            if not self._more():
                return ""

    def pass_to(self, end: int) -> None:
        """Go to a place in the window."""
        self.line += self.window.count("\n", self.start, end)
        self.start = end

    def hold(self, size: int) -> None:
        """Have as many characters behind the place in the window, if there are as many."""
        while len(self.window) - self.start < size and self._more():
            pass

    def place(self, at: int) -> Place:
        """Line and character of a place in the window."""
        line_end = self.window.rfind("\n", 0, at)
        before = self._before if line_end < 0 else 0
        return Place(self.line + self.window.count("\n", self.start, at), before + at - line_end)

    @property
    def passed(self) -> int:
        """How many characters stand before the place."""
        return self._cut + self.start

    @property
    def indent(self) -> str | None:
        """The blanks before the place, if nothing else stands before it in its line."""
        line_end = self.window.rfind("\n", 0, self.start)
        before = self.window[line_end + 1 : self.start]
        whole = line_end >= 0 or self._before == 0
        return before if whole and not before.strip(" \t") else None

    def decode(self) -> object:
        """Take the list, record or text that starts at the place.

        Raises:
            NoJson: it is none; the place stays where it is.
            Malformed: it is JSON that intake does not take.

        """
        while True:
            try:
                value, end = DECODER.raw_decode(self.window, self.start)
            except json.JSONDecodeError as error:
                cut = self._may_go_on(error)
                if cut and len(self.window) - self.start <= _LONGEST_RECORD and self._more():
                    continue
                raise NoJson(self._in_words(error), error.pos, cut=cut and self._ended) from error
            except RecursionError as error:
                raise NoJson(TOO_DEEP, self.start, cut=False) from error
            self.pass_to(end)
            return value

    def pass_plain(self) -> str:
        """Take a number, true, false, null or anything that is none of JSON's marks."""
        while True:
            found = _PLAIN.match(self.window, self.start)
            end = found.end() if found else self.start
            if end < len(self.window) or not self._more():
                break
        text = self.window[self.start : end]
        self.pass_to(end)
        return text

    def members(self) -> Iterator[tuple[str, bool]]:
        """The keys of the record at the place, and whether one came before; each value is to be taken then.

        Raises:
            CutOff: the document ends in it.
            Broken: it is no JSON.

        """
        self.pass_to(self.start + 1)
        seen: set[str] = set()
        while self._expect('"}') != "}":
            key = str(self.take()).strip()
            self._expect(":")
            self.pass_to(self.start + 1)
            self._expect("")
            yield key, key in seen
            seen.add(key)
            if self._expect(",}") == ",":
                self.pass_to(self.start + 1)
        self.pass_to(self.start + 1)

    def skip(self) -> None:
        """Pass over the value at the place.

        Raises:
            CutOff: the document ends in it.
            Broken: it is no JSON.

        """
        mark = self.mark()
        if mark == "{":
            for _ in self.members():
                self.skip()
        elif mark == "[":
            for _ in self.elements():
                self.take()
        elif mark == '"':
            self.take()
        elif not self.pass_plain():
            raise self.broken("a value is missing")

    def elements(self) -> Iterator[str]:
        """The first character of each element of the list at the place; each is to be taken then."""
        self.pass_to(self.start + 1)
        while (mark := self._expect("")) != "]":
            yield mark
            if self._expect(",]") == ",":
                self.pass_to(self.start + 1)
        self.pass_to(self.start + 1)

    def take(self) -> object:
        """Take the value at the place, whatever it is; of a number or a name nothing is given.

        Raises:
            CutOff: the document ends in it.
            Broken: it is no JSON.

        """
        if self.mark() not in OPENING:
            self.skip()
            return None
        try:
            return self.decode()
        except NoJson as error:
            if error.cut:
                raise CutOff from error
            raise Broken(self.place(error.at), str(error)) from error
        except Malformed as error:
            raise self.broken(str(error)) from error

    def broken(self, reason: str) -> Broken:
        """What ends the reading at the place."""
        return Broken(self.place(self.start), reason)

    def _expect(self, marks: str) -> str:
        """Go to the next mark, which must be one of these, if they are said."""
        mark = self.mark()
        if not mark:
            raise CutOff
        if marks and mark not in marks:
            raise self.broken(f"no JSON: {' or '.join(f'`{one}`' for one in marks)} is missing")
        return mark

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the fault may be only that the window ends."""
        unfinished = error.msg.startswith("Unterminated") or not _MARKS.search(self.window, error.pos)
        return unfinished or (not self._ended and len(self.window) - error.pos < len("false"))

    def _in_words(self, error: json.JSONDecodeError) -> str:
        if "\0" in self.window[self.start : error.pos + 1]:
            return "it has NUL bytes"
        line, character = self.place(error.pos)
        return f"no JSON: {error.msg.removesuffix(' at')} at character {character} of line {line}"

    def _more(self) -> bool:
        """Read on, at least as much as is held; say whether there was more."""
        text = "" if self._ended else self._source.read(max(_BLOCK, len(self.window) - self.start))
        if not text:
            self._ended = True
            return False
        line_start = self.window.rfind("\n", 0, self.start) + 1
        cut = line_start if line_start and self.start - line_start <= _LONGEST_INDENT else self.start
        before = self.window.rfind("\n", 0, cut)
        self._before = cut - before - 1 if before >= 0 else self._before + cut
        self.window = self.window[cut:] + text
        self.start -= cut
        self._cut += cut
        return True
