"""A JSON document and the keys that lead to its records in; the records, each with its line, out.

A record that can't be read costs itself only, if it is sure where it ends. Where that is not sure nothing is
guessed: what comes behind might be taken for another key's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.intake.formats.in_json.ends import SPAN, end_of_record
from pellucid.intake.formats.in_json.text import OPENING, CutOff, NoJson
from pellucid.intake.formats.in_json.values import NO_RECORD, Malformed, as_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pellucid.intake.formats.in_json.text import JsonText

    Steps = Sequence[tuple[str, str]]

CUT_OFF = "the log ends in the middle of the document"
_CUT_IN_RECORD = "the log ends in the middle of it"
_TWICE = "its key stands twice in the document"
_MORE_BEHIND = "no JSON: there is no comma behind it"
_NO_COMMA = "no JSON: there is no comma before it"


@dataclass(frozen=True)
class Found:
    """What stands where a record should: at which line, below which keys that are cells, and what is wrong.

    stray: it is no record and stands where a list of records should.
    """

    line: int
    keys: Mapping[str, str]
    values: Mapping[str, object] = field(default_factory=dict)
    problem: str | None = None
    stray: bool = False


class _Ended(Exception):
    """The document ended in a record, which has been said."""


def find_records(text: JsonText, steps: Steps) -> Iterator[Found]:
    """All records in their order; of several documents one after the other, those of each.

    steps: from the outside in, the key to go by, or a column that any key is a cell of.

    Raises:
        Broken: from a place on it can't be told what is a record.

    """
    try:
        while text.mark():
            before = text.passed
            yield from _below(text, steps, {}, None)
            if text.passed == before:
                raise text.broken("no JSON: this belongs to nothing")
    except CutOff:
        yield Found(text.line, {}, problem=CUT_OFF)
    except _Ended:
        return


def _below(text: JsonText, steps: Steps, keys: Mapping[str, str], problem: str | None) -> Iterator[Found]:
    """The records of a value that some keys may still lead from."""
    first = text.mark()
    if not steps and first == "[":
        yield from _list(text, keys, problem)
    elif not steps and first == "{":
        yield from _one(text, keys, problem)
    elif first != "{":
        yield from _stray(text, keys)
    else:
        (wanted, column), *others = steps
        for key, twice in text.members():
            if column or key == wanted:
                here = {**keys, column: key} if column else keys
                yield from _below(text, others, here, _TWICE if twice else problem)
            else:
                text.skip()


def _stray(text: JsonText, keys: Mapping[str, str]) -> Iterator[Found]:
    """Something that is no record; nothing at all is as good as an empty list."""
    line = text.line
    if text.mark() in OPENING:
        text.skip()
    elif text.pass_plain() == "null":
        return
    yield Found(line, keys, problem=NO_RECORD, stray=True)


def _list(text: JsonText, keys: Mapping[str, str], problem: str | None) -> Iterator[Found]:
    text.pass_to(text.start + 1)
    mark, comma = text.mark(), True  # none is needed before the first
    while mark != "]":
        if not mark:
            raise CutOff
        yield from _one(text, keys, problem if comma else problem or _NO_COMMA)
        mark = text.mark()
        comma = mark == ","
        if comma:
            text.pass_to(text.start + 1)
            mark = text.mark()
    text.pass_to(text.start + 1)


def _one(text: JsonText, keys: Mapping[str, str], problem: str | None) -> Iterator[Found]:
    """The value at the place as a record; it is passed over also where it is none."""
    line = text.line
    if text.mark() != "{":
        yield Found(line, keys, problem=problem or NO_RECORD)
        _pass_other(text)
        return
    try:
        found = as_record(text.decode())
    except NoJson as error:
        if error.cut:
            yield Found(line, keys, problem=_CUT_IN_RECORD)
            raise _Ended from error
        _pass_over(text, text.indent, error.at)
        yield Found(line, keys, problem=problem or str(error))
    except Malformed as error:
        _pass_over(text, text.indent, text.start)
        yield Found(line, keys, problem=problem or str(error))
    else:
        if not _has_ended(text):
            problem = problem or _MORE_BEHIND
            _pass_over(text, None, text.start)
        yield Found(line, keys, {} if problem else found, problem)


def _has_ended(text: JsonText) -> bool:
    """Whether what stands behind a value is no part of it."""
    mark = text.mark()
    return not mark or mark in ",]{}"


def _pass_other(text: JsonText) -> None:
    """Pass over what is no record; a key with its value belongs to one that no brace stands before."""
    indent, mark = text.indent, text.mark()
    try:
        if mark in OPENING:
            text.decode()
        elif not text.pass_plain() and mark != ",":
            text.pass_to(text.start + 1)  # a bracket that belongs to nothing
    except NoJson as error:
        if error.cut:
            raise _Ended from error
        _pass_over(text, indent, error.at)
    except Malformed:
        _pass_over(text, indent, text.start)
    if not _has_ended(text):
        _pass_over(text, indent, text.start)


def _pass_over(text: JsonText, indent: str | None, at: int) -> None:
    """Go to where a record ends that can't be read. at: the fault in it."""
    ahead = at - text.start
    text.hold(SPAN)
    end = end_of_record(text.window, text.start, text.start + ahead, indent)
    if end is None:
        text.pass_to(text.start + ahead)
        raise text.broken("no JSON, and it can't be told where the record ends")
    text.pass_to(end)
