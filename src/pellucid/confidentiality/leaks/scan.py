"""What is about to be published, and the logs, in; the end of the run, where a person is told, out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.confidentiality.leaks.own import Own
from pellucid.confidentiality.leaks.pdf import BROKEN
from pellucid.confidentiality.leaks.persons import Published, Starts, source_of, standing_in, values_in
from pellucid.confidentiality.leaks.texts import NAME, FileTexts, is_data
from pellucid.confidentiality.leaks.words import words_of
from pellucid.config.own_text import in_every_language
from pellucid.errors import ConfidentialityBreach
from pellucid.vocabulary.contacts import EMAIL, contacts_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from pellucid.config import Config
    from pellucid.engine import Engine, Reader
    from pellucid.intake.staged import Staged

_MOST_SHOWN = 8
_MADE_UP = re.compile(r"urn:uuid:[0-9a-f-]{36}")  # identifiers of the feed, which begin like anything
_FIRST = 24  # characters of a text by which its line is found where it goes on over others
_MOST_SOUGHT = 3  # values whose record in the log is looked for


@dataclass(frozen=True)
class Leak:
    """Something that must not be published: what it is, masked, and the places where it stands."""

    what: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        more = len(self.places) - 1
        others = f" and {more} more {'place' if more == 1 else 'places'}" if more else ""
        return f"{self.what} in {self.places[0]}{others}"


@dataclass
class Output:
    """The different texts of what is about to be published, with the parts of files that hold them."""

    files: Mapping[str, bytes]  # path below the site -> content
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    cells: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Output:
        """Read every file; what is attached to a PDF is often a file of its own, and is known then."""
        output, reading = cls(files), FileTexts()
        for name, content in files.items():
            data = is_data(name)
            for part, text in reading.of(name, content):
                places = output.texts.setdefault(text, [])
                if not places or places[-1][0] != name:
                    places.append((name, part))
                if data:
                    output.cells.add(text)
        return output

    def places(self, text: str, wanted: str = "") -> tuple[str, ...]:
        """The files that hold a text, each with the part or line; `wanted` is what is sought in it."""
        return tuple(self._place(name, part, text, wanted) for name, part in self.texts[text])

    def _place(self, name: str, part: str, text: str, wanted: str) -> str:
        if part == NAME:
            return NAME  # which itself must not be told
        if part:
            return f"{name} ({part.removeprefix(BROKEN).strip()})"
        content = self.files[name].decode("utf-8", errors="replace")
        line = _line(content, text.strip()) or _line(content, wanted or text.strip()[:_FIRST])
        return f"{name}:{line}" if line else name


def _line(content: str, text: str) -> int | None:
    """The line in which a text begins, if it is written there as it is read."""
    place = content.find(text.partition("\n")[0])
    return content.count("\n", 0, place) + 1 if place >= 0 else None


def refuse_leaks(  # noqa: PLR0913 - the last one may be left out
    config: Config,
    engine: Engine,
    logs: Iterable[Staged],
    files: Mapping[str, bytes],
    said: Callable[[], Iterable[str]],
    before: Before | None = None,
) -> None:
    """End the run where a file holds somebody's data.

    Args:
        config: says what is the publisher's own.
        engine: reads the personal columns of the logs again.
        logs: every log file.
        files: what is about to be published, by path below the site.
        said: gives what the program itself says; words of it are no leak. Called where there is a doubt.
        before: what is known of the same logs, told by the same publisher; what is found is added to it.

    Raises:
        ConfidentialityBreach: something must not be published.

    """
    output = Output.of(files)
    leaks = [*_contacts(Own(config), output), *_values(config, engine, list(logs), output, said, before)]
    if leaks:
        shown = [str(leak) for leak in leaks[:_MOST_SHOWN]]
        if len(leaks) > _MOST_SHOWN:
            shown.append(f"and {len(leaks) - _MOST_SHOWN} more")
        raise ConfidentialityBreach(
            "what was about to be published holds somebody's data, so nothing was published",
            where=str(config.path),
            got="\n         ".join(shown),
            mend="take it out of the text, or map the log's column so that nothing personal is counted by; "
            "what may be public goes under `confidentiality: {allow: […]}`",
        )


@dataclass
class Before:
    """What earlier searches of the same logs found.

    sound: texts, each with whether it is a whole cell, in which no value of a personal column stands.
    starts: how these values begin, as numbers.
    """

    sound: set[tuple[str, bool]] = field(default_factory=set)
    starts: Starts = field(default_factory=Starts)


# ---------------------------------------------------------------- contacts


def _contacts(own: Own, output: Output) -> list[Leak]:
    found: dict[str, tuple[str, ...]] = {}
    for text, places in output.texts.items():
        part = places[0][1]
        if part.startswith(BROKEN):
            continue
        for contact in contacts_in(text):
            if not own.owns(contact, broken=part.startswith("page ")):
                what = f"{contact.what}, {_masked(contact.what, contact.value)},"
                found[what] = found.get(what, ()) + output.places(text, contact.written)
    return [Leak(what, tuple(dict.fromkeys(places))) for what, places in found.items()]


def _masked(what: str, value: str) -> str:
    """So much of a contact that who knows it finds it, and nobody else is told."""
    if what == EMAIL:
        local, _, domain = value.partition("@")
        return f"{local[:1]}…@{domain[:1]}….{domain.rpartition('.')[2]}"
    return f"{value[:2]}… ({len(value)} characters)"


# ------------------------------------------------------------------ values


class _Found(Exception):
    """Values of personal columns stand in the output; they are told, and never kept."""

    def __init__(self, leaks: list[Leak]) -> None:
        super().__init__()
        self.leaks = leaks


def _values(  # noqa: PLR0913 - those of the search
    config: Config,
    engine: Engine,
    logs: Sequence[Staged],
    output: Output,
    said: Callable[[], Iterable[str]],
    before: Before | None,
) -> list[Leak]:
    import pyarrow as pa  # noqa: PLC0415

    sound = before.sound if before else set()
    asked = {(text, text in output.cells) for text in output.texts} - sound
    texts = [text for text in output.texts if (text, text in output.cells) in asked]
    if not texts:
        return []
    words = words_of(engine.reader, [_MADE_UP.sub(" ", text) for text in texts])
    written = dict(zip(texts, words, strict=True))
    cells = frozenset(written[text] for text in texts if text in output.cells)
    published = Published(sorted(set(words)), cells)

    def nothing() -> pa.Table:
        values = values_in(engine.reader, logs, published, before.starts if before else None)
        explained = _explained(engine.reader, values, [*said(), *_own_words(config)]) if values else set()
        values = {one: file for one, file in values.items() if one not in explained}
        if values:
            raise _Found(list(_told(engine.reader, values, written, output)))
        return pa.table({"found": pa.array([], pa.int64())})

    try:
        # That nothing was found may be kept: it depends on the logs and on these texts alone.
        engine.results.recall(f"personal values {_digest(published)} {config.confidentiality.allow}", nothing)
    except _Found as found:
        return found.leaks
    sound |= asked
    return []


def _digest(published: Published) -> str:
    digest = hashlib.sha256()
    for one in (*published.texts, "", *sorted(published.cells)):
        digest.update(f"{one}\n".encode(errors="surrogatepass"))
    return digest.hexdigest()


def _explained(reader: Reader, values: Collection[str], known: Sequence[str]) -> set[str]:
    """Of the values those that the program or the publisher's own words say anyway."""
    return standing_in(words_of(reader, list(known)), values)


def _own_words(config: Config) -> Iterator[str]:
    """What a publisher names, but for sentences and titles: itself, codes and labels, what it allows."""
    yield from (*in_every_language(config.publisher.name), config.publisher.url, *Own(config).stated)
    for own in (config.request_types, config.offence_categories):
        for code, one in own.items():
            yield from (code, *in_every_language(one.label))
    for labels in (config.labels.legal_basis, config.labels.category, config.labels.data_disclosed):
        for code, label in labels.items():
            yield from (code, *in_every_language(label))
    yield from (one.category for one in config.data_held)
    for log in config.logs:
        for values in log.values.values():
            yield from (str(code) for code in values.values())


def _told(
    reader: Reader, values: Mapping[str, Staged], written: Mapping[str, str], output: Output
) -> Iterator[Leak]:
    for number, (words, file) in enumerate(sorted(values.items(), key=lambda one: (one[1].name, one[0]))):
        if number >= _MOST_SHOWN:  # where a whole column is published there are many
            yield Leak(f"a value of a personal column ({file.name})", ("a file",))
            continue
        texts = [text for text, own in written.items() if f" {words} " in f" {own} "]
        places = tuple(dict.fromkeys(place for text in texts for place in output.places(text)))
        length = f"{len(words)} characters"
        if number < _MOST_SOUGHT:
            source = source_of(reader, file, words)
            at = f"{source.file}:{source.line}" if source.line else source.file
            yield Leak(f"a value of the log's column `{source.column}` ({at}, {length})", places)
        else:
            yield Leak(f"a value of a personal column ({file.name}, {length})", places)
