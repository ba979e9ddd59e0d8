"""A publisher's own request types in; the built-in list with these laid over it out, each with its family.

The family decides what a type counts towards: totals and rates are over `data_request` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pellucid.vocabulary.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA_REQUEST = "data_request"
PRESERVATION = "preservation"
NATIONAL_SECURITY = "national_security"
OTHER = "other"
FAMILIES = (DATA_REQUEST, PRESERVATION, NATIONAL_SECURITY, OTHER)


@dataclass(frozen=True)
class RequestType:
    """A type of request: its code, its label in sentence case, its family, its meaning in a sentence."""

    code: str
    label: str
    family: str = DATA_REQUEST
    meaning: str = ""

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            message = f"{self.family!r} is no family of request types; the families are {', '.join(FAMILIES)}"
            raise ValueError(message)


def _built_in() -> tuple[RequestType, ...]:
    rows = sorted(read_table("request_types.csv"), key=lambda row: int(row["order"]))
    return tuple(RequestType(row["code"], row["label"], row["family"], row["meaning"]) for row in rows)


BUILT_IN = _built_in()


def request_types(own: Mapping[str, tuple[str, str]] | None = None) -> Mapping[str, RequestType]:
    """Lay a publisher's own types (code: (label, family)) over the built-in list, in the order for showing.

    A built-in code keeps its place and takes the publisher's label and family; new codes come last.
    """
    types = {built_in.code: built_in for built_in in BUILT_IN}
    for code, (label, family) in (own or {}).items():
        types[code] = RequestType(code, label, family)
    return MappingProxyType(types)
