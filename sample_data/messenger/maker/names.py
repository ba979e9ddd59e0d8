"""Takes chance, gives invented names: authorities, people, search words. None of them exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maker.chance import Chance

TOWNS = (
    *(
        "Aldermoor",
        "Brackwell",
        "Cindermouth",
        "Dunharrow",
        "Eastervale",
        "Fennmark",
        "Gullhaven",
        "Hartsmere",
    ),
    *("Ironby", "Jasperfield", "Kestrelton", "Larkhythe", "Mossgate", "Norhaven", "Oxenford", "Pellbrook"),
    *(
        "Quarrymouth",
        "Ravenholt",
        "Saltmere",
        "Thornwick",
        "Umberley",
        "Vellingham",
        "Wexcombe",
        "Yarrowdale",
    ),
)
OFFICES = {
    "judicial": "{town} District Court {number}",
    "prosecutor": "{town} Prosecutor {number}",
    "police": "{town} Police Unit {number}",
    "intelligence": "State Security Desk {number}",
    "regulator": "{town} Media Office {number}",
    "private": "{town} Law Chambers {number}",
    "other": "{town} Council {number}",
}
BIRDS = (
    *("avocet", "bunting", "curlew", "dunlin", "egret", "fulmar", "godwit", "hoopoe", "jackdaw", "kittiwake"),
    *("lapwing", "merlin", "nuthatch", "ouzel", "pipit", "redstart", "siskin", "turnstone", "whimbrel"),
)
ADJECTIVES = (
    *("amber", "blue", "crooked", "dusty", "early", "folded", "gentle", "hollow", "ivory", "jolly"),
    *("knitted", "little", "mellow", "narrow", "orange", "patient", "quiet", "round", "silver", "tidy"),
)
NOUNS = (
    *("acorn", "basket", "candle", "drawer", "envelope", "fiddle", "garden", "hammock", "inkwell", "jigsaw"),
    *("kettle", "lantern", "mitten", "notebook", "orchard", "pillow", "quilt", "rowboat", "saucer", "teapot"),
)


def authority_name(authority_type: str, chance: Chance) -> str:
    """Give the invented authority behind a request."""
    return OFFICES[authority_type].format(town=chance.one_of(TOWNS), number=chance.between(1, 99))


def handle(chance: Chance) -> str:
    """Give the invented account that a request asks about."""
    return f"@{chance.one_of(BIRDS)}{chance.between(1000, 99999)}"


def search_words(chance: Chance) -> str:
    """Give the harmless words that stand in for a reported search term."""
    return f"{chance.one_of(ADJECTIVES)} {chance.one_of(NOUNS)}"
