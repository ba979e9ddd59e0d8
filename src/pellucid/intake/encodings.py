"""A log's bytes that are no UTF-8 in; the encodings in which they read as words, likeliest first, out.

A reading is judged by its words: letters of one script, capitals where capitals stand, marks where marks
stand, and all letters from one language's alphabet. Few bytes prove nothing: then there is no answer.
"""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from collections import Counter
from functools import cache
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Opener = Callable[[], IO[bytes]]

# In this order where the readings of all that counts are the same.
CANDIDATES = ("cp1252", "cp1251", "shift_jis", "cp932", "cp1250", "koi8_r", "mac_roman")
_BLOCK = 1 << 22
_FIRST_BEYOND_ASCII = 0x80
_MOST_TOKENS = 20_000
_FEWEST = 3  # tokens; fewer may be slips of any encoding
_PLAUSIBLE = 0.9
_MOSTLY_UTF_8 = 0.1
# Blanks and cells' marks, between which tokens stand. Bytes of two-byte characters are none of these.
_BETWEEN_TOKENS = bytes(byte <= ord(" ") or byte in b',;"' for byte in range(256))
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_LETTERS = frozenset("’‘-·")  # noqa: RUF001 - as they are written
_AT_EDGES = frozenset("’‘“”„«»–—…§°№•€£©®ºª¿¡´·\u00a0、。・「」（）ー")  # noqa: RUF001
_ORDINALS = str.maketrans("", "", "ªº")  # letters to Unicode, but marks behind numbers: n.º 12, 3ª
_ALONE = frozenset("àéèôóáíÀÉ")
_CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")
_JAPANESE = ("CJK", "HIRAGANA", "KATAKANA")
_WESTERN = (
    frozenset("àâæçéèêëîïôœùûüÿ"),
    frozenset("äöüß"),
    frozenset("áéíñóúü"),
    frozenset("àáâãçéêíóôõúü"),
    frozenset("àèéìíîòóù"),
    frozenset("åäöéæøü"),
    frozenset("áéëïíóöúü"),
    frozenset("áðéíóúýþæö"),
)
_CENTRAL = (
    frozenset("ąćęłńóśźż"),
    frozenset("áčďéěíňóřšťúůýž"),
    frozenset("áäčďéíĺľňóôŕšťúýž"),
    frozenset("áéíóöőúüű"),
    frozenset("čćđšž"),
    frozenset("ăâîşţ"),
)


def utf_16_without_mark(start: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: all in every other place, as digits and line ends have them."""
    low, high = start[0::2].count(0), start[1::2].count(0)
    units = max(len(start) // 2, 1)
    if min(low, high) or max(low, high) < units / 10:
        return None
    return "utf-16-le" if high else "utf-16-be"


def decodes(opener: Opener, encoding: str) -> bool:
    """Whether all of the log is text in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with opener() as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def likely_encodings(opener: Opener) -> tuple[str, ...]:
    """The encodings in which a log that is no UTF-8 reads as words; none where that is not certain."""
    tokens = _tokens(opener)
    torn = sum(count for token, count in tokens.items() if not _is_utf_8(token))
    if torn < _FEWEST or tokens.total() - torn > torn * _MOSTLY_UTF_8:
        return ()
    readings = {name: found for name in CANDIDATES if (found := _reading(tokens, name)) is not None}
    fit = {name: words for name, words in readings.items() if _share_of_words(words) >= _PLAUSIBLE}
    by_language = [name for name, words in fit.items() if _of_one_language(words)]
    return tuple(name for name in by_language or fit if decodes(opener, name))


def _tokens(opener: Opener) -> Counter[bytes]:
    found: Counter[bytes] = Counter()
    with opener() as file:
        rest = b""
        while (block := file.read(_BLOCK)) and len(found) < _MOST_TOKENS:
            block = rest + block
            cut = max(block.rfind(b"\n"), block.rfind(b"\r")) + 1 or len(block)
            rest = block[cut:]
            found.update(_tokens_of(block[:cut]))
        found.update(_tokens_of(rest))
    return found


def _tokens_of(block: bytes) -> Iterator[bytes]:
    """The tokens that are not ASCII."""
    import numpy as np  # noqa: PLC0415 - a pattern takes ten times as long

    octets = np.frombuffer(block, np.uint8)
    bounds = np.flatnonzero(np.frombuffer(_BETWEEN_TOKENS, np.bool_)[octets])
    number = np.unique(np.searchsorted(bounds, np.flatnonzero(octets >= _FIRST_BEYOND_ASCII)))
    starts = np.concatenate([[0], bounds + 1])[number].tolist()
    ends = np.concatenate([bounds, [len(block)]])[number].tolist()
    return (block[start:end] for start, end in zip(starts, ends, strict=True))


def _is_utf_8(token: bytes) -> bool:
    try:
        token.decode()
    except UnicodeDecodeError:
        return False
    return True


def _reading(tokens: Iterable[bytes], encoding: str) -> list[str] | None:
    try:
        return [token.decode(encoding) for token in tokens]
    except UnicodeDecodeError:
        return None


def _share_of_words(texts: list[str]) -> float:
    good = sum(_reads_as_words(text) for text in texts)
    return good / len(texts)


def _reads_as_words(text: str) -> bool:
    text = text.translate(_ORDINALS)
    for place, character in enumerate(text):
        if character.isascii() or character.isalpha():
            continue
        inside = text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
        if character not in _AT_EDGES or (inside and _script(character) == "" and not _may_join(character)):
            return False
    return all(_is_word(word) for word in _WORD.findall(text) if not word.isascii())


def _may_join(character: str) -> bool:
    return character in _BETWEEN_LETTERS or unicodedata.east_asian_width(character) in "WF"


@cache
def _script(character: str) -> str:
    """Latin, Cyrillic, Japanese, or none of these."""
    name = unicodedata.name(character, "")
    if name.startswith(_JAPANESE):
        return "japanese"
    lower = character.lower()
    if lower in _CYRILLIC:
        return "cyrillic"
    known = character.isascii() or any(lower in letters for letters in (*_WESTERN, *_CENTRAL))
    return "latin" if character.isalpha() and known else ""


def _is_word(word: str) -> bool:
    scripts = {_script(letter) for letter in word}
    if scripts <= {"japanese", "latin"} and "japanese" in scripts:
        return not any(
            letter.islower() for letter in word
        )  # SMS stands between kanji, half of a word doesn't
    if len(scripts) != 1 or "" in scripts:
        return False
    if len(word) == 1:
        return "cyrillic" in scripts or word in _ALONE
    pairs = itertools.pairwise(word)
    if any(one.islower() and two.isupper() and not (one + two).isascii() for one, two in pairs):
        return False
    if word[1:].lower() != word[1:] and word.upper() != word and not _capitals_are_ascii(word):
        return False
    foreign = sum(not letter.isascii() for letter in word)
    return "cyrillic" in scripts or foreign * 2 <= len(word)


def _capitals_are_ascii(word: str) -> bool:
    return all(letter.isascii() for letter in word if letter.isupper())


def _of_one_language(texts: list[str]) -> bool:
    letters = {
        letter.lower()
        for text in texts
        for letter in text.translate(_ORDINALS)
        if letter.isalpha() and not letter.isascii()
    }
    if all(_script(letter) in {"cyrillic", "japanese"} for letter in letters):
        return True
    return any(letters <= alphabet for alphabet in (*_WESTERN, *_CENTRAL))
