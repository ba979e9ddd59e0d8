"""A misspelt name -> the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.config.keys import keys_at
from pellucid.config.nearest import nearest

if TYPE_CHECKING:
    from pellucid.config.origin import KeyPath

PLACES: list[KeyPath] = [
    (),
    ("logs", 0),
    ("policies", 0),
    ("policies", 0, "requires"),
    ("confidentiality",),
    ("report",),
]


@given(st.sampled_from(PLACES), st.data())
def test_a_long_key_with_a_letter_lost_is_found(place: KeyPath, data: st.DataObject) -> None:
    """A slip of one letter leads back to the key."""
    keys = list(keys_at(place))
    key = data.draw(st.sampled_from([key for key in keys if len(key) > 4]))
    lost = data.draw(st.integers(0, len(key) - 1))
    assert nearest(key[:lost] + key[lost + 1 :], keys) == key


@pytest.mark.parametrize(("name", "right"), [("Half-Year", "half_year"), ("YEAR", "year"), ("decade", None)])
def test_capitals_and_hyphens_are_no_difference(name: str, right: str | None) -> None:
    """A name that is like none gets no suggestion."""
    assert nearest(name, ("month", "quarter", "half_year", "year")) == right


@pytest.mark.parametrize(
    ("place", "some"),
    [
        ((), {"publisher", "logs", "engine"}),
        (("logs", 3), {"kind", "paths", "csv"}),
        (("logs", 0, "csv"), {"delimiter"}),
        (("logs", 0, "columns", "country"), {"constant"}),
        (("request_types", "label"), {"label", "family"}),
        (("confidentiality", "national_security"), {"option"}),
        (("logs", 0, "values", "country"), set()),
        (("report", "title"), set()),
    ],
)
def test_the_keys_of_a_place_are_read_off_the_records(place: KeyPath, some: set[str]) -> None:
    """Also below lists, below keys that the publisher chooses, and below what may be left out."""
    assert set(keys_at(place)) >= some
    assert bool(keys_at(place)) == bool(some)
