"""Proposed entries in; a commented transparency.yaml out, with a line for all that is left to decide."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pellucid.config.starter import starter_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pellucid.intake.propose.draft import Entry

DECIDE = "# To decide: "
_BLOCK = re.compile(r"^#?(\w+):", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][\w./%-]*(?: [\w./%-]+)*")
_NOT_TEXT = frozenset(("null", "~", "yes", "no", "true", "false", "on", "off", "y", "n"))
_WIDE = 96
_SHOWN_UNREAD = 12
_PARTS = {
    "sheet": "The sheet of the workbook that is the log.",
    "table": "The table of the database that is the log.",
    "records": "The keys of the document that lead to its records; one in braces is any key, and a column.",
    "section": "The table of the file that is the log: the one below these titles.",
}
# What the sample says of an invented publisher is nothing that another one may publish.
_SWITCHED_OFF = ("policies", "data_held")


def write_configuration(entries: Sequence[tuple[Entry, Sequence[str]]], period: str) -> str:
    """The sample configuration, with these logs in the place of its own."""
    blocks = _blocks(starter_yaml())
    blocks["publisher"] = _publisher(blocks["publisher"])
    blocks["periods"] = blocks["periods"].replace("kind: quarter", f"kind: {period}")
    blocks["logs"] = "\n".join(("logs:", *(line for one in entries for line in _entry(*one)), "", ""))
    own_types = {code: own for entry, _ in entries for code, own in entry.own_types.items()}
    if own_types:
        blocks["request_types"] = _own_types(blocks["request_types"], own_types)
    own_offences = {code: label for entry, _ in entries for code, label in entry.own_offences.items()}
    if own_offences:
        blocks["offence_categories"] = _own_offences(own_offences)
    for name in _SWITCHED_OFF:
        blocks[name] = _off(blocks[name])
    return re.sub(r"\n{3,}", "\n\n", "".join(blocks.values()))


def to_decide(text: str) -> tuple[tuple[int, str], ...]:
    """Line and words of every mark in a written configuration."""
    return tuple(
        (number, line.strip().removeprefix(DECIDE))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip().startswith(DECIDE)
    )


def _blocks(text: str) -> dict[str, str]:
    """The parts of the sample by their key, each with the comment above it."""
    lines = text.splitlines(keepends=True)
    found: dict[str, str] = {}
    name, waiting = "", ""
    for line in lines:
        key = _BLOCK.match(line)
        if key:
            name = key[1]
            found[name] = found.get(name, "") + waiting + line
            waiting = ""
        elif line.startswith("# ") or not line.strip("# \n"):
            waiting += line
        else:
            found[name] = found[name] + waiting + line
            waiting = ""
    return found


def _publisher(block: str) -> str:
    return block.replace("publisher:\n", f"publisher:\n  {DECIDE}your own name, address and contact\n", 1)


def _off(block: str) -> str:
    return "".join(
        line if line.lstrip().startswith("#") or not line.strip() else re.sub(r"^( *)", r"\1#", line)
        for line in block.splitlines(keepends=True)
    )


def _own_types(block: str, own: Mapping[str, tuple[str, str]]) -> str:
    head = block.split("#request_types:", maxsplit=1)[0]
    lines = [
        f"  {code}: {{label: {_text(label)}, family: {family}}}" for code, (label, family) in own.items()
    ]
    mark = f"{DECIDE}the family of each type that the log has and the built-in list lacks"
    return "\n".join((f"{head}request_types:", f"  {mark}", *lines, "", ""))


def _own_offences(own: Mapping[str, str]) -> str:
    mark = f"{DECIDE}whether these are offences of their own, or names for one on the built-in list"
    lines = [f"  {code}: {{label: {_text(label)}}}" for code, label in own.items()]
    above = "# Offence categories of your own, over the built-in list."
    return "\n".join((above, "offence_categories:", f"  {mark}", *lines, "", ""))


def _entry(entry: Entry, paths: Sequence[str]) -> Iterator[str]:
    yield "    # What the rows are; the other kinds: `pellucid schema logs`."
    yield f"  - kind: {entry.kind}"
    if entry.of:
        yield "    # Whose measures the figures are."
        yield f"    of: {entry.of}"
    yield "    # The files, as paths or patterns relative to this file."
    yield f"    paths: {_list(paths)}"
    yield from _part(entry)
    yield from _marks(entry, "columns", "    ")
    if entry.columns:
        yield "    # Ours: the log's own. Columns that the log calls as we do need no line."
        yield "    columns:"
        for name, theirs in entry.columns.items():
            yield from _marks(entry, name, "      ")
            yield f"      {name}: {_value(theirs)}"
    else:
        yield "    # The log calls its columns as we do. `columns: {ours: theirs}` says where it doesn't."
    lost = [name for name in entry.marks if not _has_place(entry, name)]
    for name in lost:
        yield from _marks(entry, name, "    ")
    if entry.breakdowns:
        yield "    # Further columns that split the figures."
        yield f"    breakdowns: {_list(entry.breakdowns)}"
    if entry.rows:
        yield "    # Which rows are records, by the log's own columns."
        yield from _marks(entry, "rows", "    ")
        yield "    rows:"
        for key, texts in entry.rows.items():
            yield f"      {key}: {{{', '.join(f'{_text(w)}: {_list(t)}' for w, t in texts.items())}}}"
    yield from _values(entry)
    yield from _dates(entry)
    if entry.csv:
        yield "    # How the file is written."
        yield from _marks(entry, "csv", "    ")
        yield f"    csv: {{{', '.join(f'{key}: {_value(value)}' for key, value in entry.csv.items())}}}"
    if entry.unread:
        shown = ", ".join(entry.unread[:_SHOWN_UNREAD])
        more = len(entry.unread) - _SHOWN_UNREAD
        yield f"    # Not read: {shown}{f' and {more} more' if more > 0 else ''}."


def _part(entry: Entry) -> Iterator[str]:
    for key, value in entry.part.items():
        yield f"    # {_PARTS[key]}"
        yield from _marks(entry, "part", "    ")
        yield f"    {key}: {_value(value)}"


def _has_place(entry: Entry, key: str) -> bool:
    places = {
        "columns",
        "part",
        "date_format",
        *entry.columns,
        *(f"values.{name}" for name in _valued(entry)),
    }
    return key in places or (key == "rows" and bool(entry.rows)) or (key == "csv" and bool(entry.csv))


def _valued(entry: Entry) -> tuple[str, ...]:
    marked = [key.removeprefix("values.") for key in entry.marks if key.startswith("values.")]
    return tuple(dict.fromkeys((*entry.values, *marked)))


def _values(entry: Entry) -> Iterator[str]:
    names = _valued(entry)
    if not names:
        return
    yield "    # By column of ours, the log's own spellings and what they stand for, theirs: ours."
    if entry.values:
        yield "    values:"
    for name in names:
        for line in _marks(entry, f"values.{name}", "      "):
            yield line if name in entry.values else line.replace(DECIDE, f"{DECIDE}{name}: ")
        if name not in entry.values:
            continue
        pairs = [f"{_text(theirs)}: {_text(ours)}" for theirs, ours in entry.values[name].items()]
        line = f"      {name}: {{{', '.join(pairs)}}}"
        if len(line) <= _WIDE:
            yield line
        else:
            yield f"      {name}:"
            yield from (f"        {pair}" for pair in pairs)


def _dates(entry: Entry) -> Iterator[str]:
    if entry.date_format or "date_format" in entry.marks:
        yield "    # How dates are written."
    yield from _marks(entry, "date_format", "    ")
    yield from (f"    #date_format: {_value(reading)}" for reading in entry.readings)
    if entry.date_format:
        yield f'    date_format: "{entry.date_format}"'


def _marks(entry: Entry, key: str, indent: str) -> Iterator[str]:
    return (f"{indent}{DECIDE}{' '.join(text.split())}" for text in entry.marks.get(key, ()))


def _value(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_value(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, tuple | list):
        return _list([str(one) for one in value])
    return str(value) if isinstance(value, int) else _text(str(value))


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    """Plain where YAML can't take it for anything else, else in quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)
