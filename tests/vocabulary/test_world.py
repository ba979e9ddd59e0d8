"""The areas of the map of the world."""

from __future__ import annotations

import re

from pellucid.vocabulary.countries import country_codes
from pellucid.vocabulary.world import has_code, world


def test_every_country_is_on_the_map() -> None:
    """Each code of ISO 3166-1 and Kosovo's, but for Antarctica, has an outline or at least a point."""
    codes = {code for code in world().areas if has_code(code)}
    assert country_codes() - codes == {"AQ"}
    assert codes <= country_codes()


def test_each_can_be_seen() -> None:
    """What has no outline, or hardly any, has a place for a circle."""
    for outline in world().areas.values():
        assert outline.at or outline.coarse
        assert outline.fine or outline.at


def test_outlines_lie_on_the_map() -> None:
    """Each begins on the sheet, and is closed."""
    for outline in world().areas.values():
        for path, size in ((outline.fine, 1), (outline.coarse, world().grid)):
            for x, y in re.findall(r"M(-?\d+)[ ]?(-?\d+)", path):
                assert 0 <= int(x) * size <= world().width
                assert 0 <= int(y) * size <= world().height
            assert path.count("M") == path.count("z")


def test_circles_lie_where_their_countries_do() -> None:
    """On the sheet; Gibraltar west of Malta, Tokelau north of Samoa, the Cocos south-west of Christmas."""
    places = {code: outline.at for code, outline in world().areas.items() if outline.at}
    assert all(0 <= x <= world().width and 0 <= y <= world().height for x, y in places.values())
    gibraltar, malta, tokelau, samoa, cocos, christmas = (
        places[code] for code in ("GI", "MT", "TK", "WS", "CC", "CX")
    )
    assert abs(gibraltar[1] - malta[1]) < 50
    assert gibraltar[0] < malta[0]
    assert (abs(tokelau[0] - samoa[0]) < 100, tokelau[1] < samoa[1]) == (True, True)
    assert (cocos[0] < christmas[0], cocos[1] > christmas[1]) == (True, True)


def test_parts_are_parts_of_areas() -> None:
    """An overseas territory is drawn with its country where there is no figure of its own."""
    parts = {code: outline.within for code, outline in world().areas.items() if outline.within}
    assert parts["RE"] == "FR"
    assert set(parts.values()) <= set(world().areas)
