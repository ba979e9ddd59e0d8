"""A window on a JSON document with a record that can't be read in; where it ends out, if that is sure.

A text can't go on over the end of its line, so that a quote which is missing does no harm beyond that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.intake.formats.in_json.values import DECODER

if TYPE_CHECKING:
    from collections.abc import Iterator

SPAN = 1 << 18  # characters in which the end is looked for
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|[\[\]{}]')
_NEXT = re.compile(r",\s*(?=\{)")
_LINE_START = re.compile(r"\n([ \t]*)([{\]}])")
_BEHIND = re.compile(r"\s*(?:[,\]{}]|\Z)")
_LIST = re.compile(r"\[\s*\{")  # of records
_OPENED_BY = {"]": "[", "}": "{"}


def end_of_record(window: str, start: int, at: int, indent: str | None) -> int | None:
    """Find the end by brackets, by lines, or by the next record that can be read.

    at: the place of the fault. indent: the blanks before the record, if it stands first in its line.
    """
    limit = min(start + SPAN, len(window))
    by_lines = _by_lines(window, start, limit, indent)
    closed, is_sure = _by_brackets(window, start, limit if by_lines is None else by_lines[1])
    if is_sure:
        return closed
    others = (by_lines[0] if by_lines else None, *_by_next(window, start, at, limit), closed)
    return next((end for end in others if end is not None and _is_of_one(window[start:end])), None)


def _is_of_one(piece: str) -> bool:
    """Whether a piece can't hold the beginning of another record, or of another list of them."""
    if "{" in piece[1:] or piece.rstrip().endswith(("[", ":")):
        return False
    return piece.startswith("{") or piece.count("[") <= piece.count("]")


def _by_brackets(window: str, start: int, limit: int) -> tuple[int | None, bool]:
    """Where as many brackets are closed as opened, and whether that is sure; else before the list's own."""
    whole = window[start] in "{["
    opened = [] if whole else ["{"]  # the record's brace is missing
    for token in _TOKEN.finditer(window, start, limit):
        mark = token[0][0]
        if mark in "[{":
            opened.append(mark)
        elif mark in _OPENED_BY:
            if opened.pop() != _OPENED_BY[mark]:
                return (token.start() if mark == "]" and not opened else None), False
            if not opened:
                is_sure = (
                    whole
                    and _BEHIND.match(window, token.end())
                    and not _LIST.search(window, start, token.end())
                )
                return token.end(), bool(is_sure)
    return None, False


def _by_lines(window: str, start: int, limit: int, indent: str | None) -> tuple[int, int] | None:
    """Where the next record or the list's end stands in a line as the record does, and that line's start."""
    if indent is None:
        return None
    for line in _LINE_START.finditer(window, start, limit):
        if line[2] == "{" and line[1] == indent:
            text = window[start : line.start()].rstrip()
            return start + len(text.removesuffix(",")), line.start()
        if line[2] != "{" and len(line[1]) <= len(indent):
            own = line[2] == "}" and line[1] == indent
            return (line.end(), line.end()) if own else (line.start(), line.start())
    return None


def _by_next(window: str, start: int, at: int, limit: int) -> Iterator[int]:
    """Before the next record that can be read, if no list ends before it."""
    for comma in _NEXT.finditer(window, start + 1, limit):
        if "]" in window[at : comma.start()]:
            return
        if comma.end() >= at and _is_record(window, comma.end()):
            yield comma.start()


def _is_record(window: str, place: int) -> bool:
    try:
        value, end = DECODER.raw_decode(window, place)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and bool(_BEHIND.match(window, end))
