"""What pydantic finds wrong with a document in; a plain sentence at each key out, in none of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pellucid.config.keys import belongs, example, keys_at
from pellucid.config.nearest import did_you_mean
from pellucid.config.origin import Breach, KeyPath
from pellucid.config.scalars import CODE_MEND, WRONG, off_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from pellucid.config.load import Plain

_LONGEST = 80  # characters of a value that a message shows
_QUOTED = re.compile(r"'([^']*)'")

_REASONS: Mapping[str, str] = {
    "string_type": "text is wanted here",
    "string_too_short": "text is wanted here, and there is none",
    "int_type": "a whole number is wanted here",
    "int_parsing_size": "this number is too large",
    "date_type": "a date is wanted here",
    "tuple_type": "a list is wanted here",
    "too_short": "something must stand in this list",
    "dict_type": "a mapping of `key: value` is wanted here",
    "model_type": "a mapping of `key: value` is wanted here",
}
_LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("smallest", "ge"),
    "less_than_equal": ("largest", "le"),
}
_WITH_DASHES = "begin each item with a dash and a blank"
_OTHER_REASON = "this can't stand here"


def breaches(error: ValidationError, values: Plain) -> tuple[Breach, ...]:
    """Say what is wrong, one breach for each error."""
    details = error.errors(include_url=False)
    return tuple(_breach(detail, values) for detail in details if not _follows(detail))


def _follows(detail: ErrorDetails) -> bool:
    """Tell a list that is too short only because its items are at fault."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _breach(detail: ErrorDetails, values: Plain) -> Breach:
    path = _key_path(detail, values)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return Breach(path, "this key is missing", mend=f"add it: {_like(path)}")
    if kind == "extra_forbidden":
        return _unknown_key(path)
    reason, mend = _reason(kind, context, detail["input"], path)
    return Breach(path, reason, shown(detail["input"]), mend)


def _reason(kind: str, context: Mapping[str, Any], found: object, path: KeyPath) -> tuple[str, str | None]:
    if kind == WRONG:
        return context["reason"], context["mend"] or _like(path)
    if kind == "literal_error":
        return off_list(str(found), tuple(_QUOTED.findall(context["expected"])))
    if kind in _LIMITS:
        words, limit = _LIMITS[kind]
        return f"the {words} number that is allowed here is {context[limit]}", _like(path)
    if kind == "string_pattern_mismatch":
        return "a code is wanted here", CODE_MEND
    if kind == "tuple_type":
        return _REASONS[kind], f"put it in brackets: [{found}]" if isinstance(found, str) else _WITH_DASHES
    return _REASONS.get(kind, _OTHER_REASON), _like(path)


def _unknown_key(path: KeyPath) -> Breach:
    *place, key = path
    known = keys_at(tuple(place))
    mend = did_you_mean(str(key), known) or _elsewhere(str(key)) or f"the keys here are {', '.join(known)}"
    return Breach(path, "there is no such key here", str(key), mend)


def _elsewhere(key: str) -> str | None:
    home = belongs(key)
    return f"{key} belongs under {home}" if home else None


def _like(path: KeyPath) -> str:
    """Write an example of the nearest key on the path that has one, else the keys that may stand there."""
    if keys := keys_at(path) or keys_at((*path, 0)):
        return f"its keys are {', '.join(keys)}"
    found = next((text for end in range(len(path), 0, -1) if (text := example(path[:end]))), None)
    return f"for example {found}"


def shown(value: object) -> str:
    """Write what stands in the file, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, list | tuple):
        text = f"[{', '.join(map(_in_list, value))}]"
    elif isinstance(value, dict):
        text = f"a mapping with {', '.join(map(str, value)) or 'no keys'}"
    else:
        text = str(value) or "an empty text"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _in_list(item: object) -> str:
    return item if isinstance(item, str) else "…"


def _key_path(detail: ErrorDetails, values: Plain) -> KeyPath:
    """Give the path in the file: pydantic's own, less the steps that name a choice of types."""
    path: list[str | int] = []
    here = values
    for step in detail["loc"]:
        if isinstance(here, dict) and step in here:
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
        elif not (detail["type"] == "missing" and step == detail["loc"][-1]):
            continue
        path.append(step)
    return tuple(path)
