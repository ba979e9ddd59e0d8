"""Nothing in, the areas of a map of the world out: outlines, places of circles; see world_source.txt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Outline:
    """An area as it is drawn.

    fine: an SVG path in the units of the map; empty where the area is a point.
    coarse: the same for a small map, in units of its grid.
    at: where a circle stands for an area that is hardly seen.
    within: the area that it was drawn as a part of, and looks like where there is nothing to say of it.
    """

    fine: str = ""
    coarse: str = ""
    at: tuple[int, int] | None = None
    within: str | None = None


@dataclass(frozen=True)
class World:
    """The map: its size, the units that a step of the coarse outlines takes, and its areas by code."""

    width: int
    height: int
    grid: int
    areas: Mapping[str, Outline]


@cache
def world() -> World:
    """Give the map; codes of ISO 3166-1, and names that begin with x- of areas without a code."""
    found = json.loads(files(__package__ or "").joinpath("world.json").read_text(encoding="utf-8"))
    areas = {
        code: Outline(
            area.get("d", ""),
            area.get("coarse", ""),
            tuple(area["at"]) if "at" in area else None,
            area.get("within"),
        )
        for code, area in found["areas"].items()
    }
    return World(found["width"], found["height"], found["grid"], MappingProxyType(areas))


def has_code(name: str) -> bool:
    """Say whether an area's name is a code, so that there may be figures of it."""
    return not name.startswith("x-")
