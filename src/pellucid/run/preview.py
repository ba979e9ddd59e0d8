"""`preview`: a configuration in; each file of the site as `build` would publish it now, out, one at a time.

What was counted is kept for as long as neither the logs nor what counting depends on change. Then a change of
a template, of the words or of the theme takes no longer than the page that is looked at. Nothing is
published: it works in a folder of its own below the work folder, and of the site it reads only.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from pellucid.confidentiality.leaks.scan import Before, refuse_leaks
from pellucid.confidentiality.protect import with_national_security
from pellucid.config import load_config
from pellucid.errors import EnvironmentFailure, UsageError
from pellucid.release.lock import one_build_at_a_time
from pellucid.render.formats import render, rendering
from pellucid.render.look import Look, look_of
from pellucid.render.pages.assets import assets
from pellucid.render.pages.html import pages
from pellucid.render.program_words import program_texts
from pellucid.render.publication import Worked
from pellucid.report.numbers.lookup import Lookup
from pellucid.run.bands import bands_of, narrowed
from pellucid.run.build import publications, refuse_open_questions, told_beside, with_formats
from pellucid.run.examine import examine
from pellucid.run.gate import refuse_disclosures
from pellucid.run.periods import Wish, choose, ended_early
from pellucid.run.protect import protected_figures
from pellucid.run.ready import Earlier, site_files
from pellucid.run.watch import Seen, look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.config import Config
    from pellucid.cube.figures import Coverage
    from pellucid.render.publication import Publication
    from pellucid.run.examine import Examined
    from pellucid.run.progress import Progress
    from pellucid.run.protect import Protected
    from pellucid.vocabulary.periods import Period

FOLDER = "preview"  # below the work folder
# What no figure depends on: a change of it is said anew, and not counted anew.
TOLD = ("publisher", "labels", "data_held", "events", "report")
PLACES = {"base_url", "work"}
PAGES = "html"
DOCUMENT, DOCUMENT_FORMAT = "report.pdf", "pdf"
DATA = "data/"


@dataclass(frozen=True)
class Question:
    """What is to be shown. path: the configuration. engine: what counts instead of its own."""

    path: Path
    wish: Wish
    today: Callable[[Config], date]
    engine: str | None = None


@dataclass(frozen=True, eq=False)
class Counted:
    """What the logs gave, and of what configuration and files. figures: as they may be published."""

    settings: Mapping[str, object]
    seen: Seen
    examined: Examined
    guarded: tuple[Protected, ...]
    figures: tuple[ProtectedFigures, ...]
    worked: Mapping[Period, Worked] = field(default_factory=lambda: defaultdict(Worked))
    lookups: dict[Period, Lookup] = field(default_factory=dict)

    def lookup(self, figures: ProtectedFigures, rate_of: str) -> Lookup:
        """Give the numbers of a release's figures by their codes."""
        if figures.period not in self.lookups:
            self.lookups[figures.period] = Lookup(figures, rate_of)
        return self.lookups[figures.period]


@dataclass
class Shown:
    """A site as it would be: what writes each of its files, and those that were asked for."""

    config: Config
    look: Look
    figures_of: tuple[object, ...]  # what is told of all periods depends on it
    said_of: tuple[object, ...]  # what the releases say depends on it
    searched_of: tuple[object, ...]  # and what counts as somebody's data
    searched: Before = field(default_factory=Before)
    releases: dict[str, Publication] = field(default_factory=dict)
    makers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    front: Mapping[str, Callable[[], bytes]] | None = None  # of the site's own files, once one is asked for
    earlier: Earlier | None = None  # what the site says besides, once somebody has asked for one of its files
    files: dict[str, bytes] = field(default_factory=dict)  # looked through, and found to hold nobody's data


class Preview:
    """Keeps what was counted, and shows what would be published."""

    def __init__(self, question: Question, progress: Progress) -> None:
        self._question = question
        self._progress = progress
        self._counting = ExitStack()
        self._config: Config | None = None
        self._counted: Counted | None = None
        self._shown: Shown | None = None
        self._noted: tuple[str, ...] = ()
        self._before: Shown | None = None  # the last that could be shown

    def close(self) -> None:
        """Let go of the engine and of the lock."""
        self._counting.close()
        self._counted = None

    def look(self) -> Seen:
        """How the files of the report stand now."""
        return look(self._question.path, self._config)

    def refresh(self) -> bool:
        """Bring everything up to date; say whether the logs were counted for it.

        Raises:
            Ending: what stands in a file would end a build.

        """
        self._before, self._shown = self._shown or self._before, None
        config = load_config(self._question.path).counted_by(self._question.engine)
        config = with_formats(config, config.report.formats)
        self._config = config
        counting = not self._still_holds(config)
        if counting:
            self._count(config)
        self._shown = self._said(config, self._before)
        self._note(config)
        return counting

    def _note(self, config: Config) -> None:
        """Say what a build would say of the configuration: each word once."""
        found = told_beside(config)
        for one in found:
            if one not in self._noted:
                self._progress.note(one)
        self._noted = found

    def file(self, path: str) -> bytes | None:
        """Give a file of the site; None where there would be none.

        Raises:
            Ending: it could not be made, or holds what must not be published.

        """
        shown = self._shown
        if shown is None or self._counted is None:
            raise EnvironmentFailure("there is nothing to show yet")
        if path not in shown.files:
            content = self._made(shown, path)
            if content is None:
                return None
            self._refuse_leaks(shown, {path: content})
            shown.files[path] = content
        return shown.files[path]

    # ------------------------------------------------------------ counting

    def _still_holds(self, config: Config) -> bool:
        """Whether what was counted is what would be counted now."""
        found = self._counted
        return (
            found is not None and found.settings == _settings(config) and found.seen.logs == self.look().logs
        )

    def _count(self, config: Config) -> None:
        self.close()
        seen, question = self.look(), self._question
        settings, config = _settings(config), _apart(config)
        today = question.today(config)

        def chosen(covered: Mapping[str, Coverage]) -> tuple[Period, ...]:
            return choose(config, question.wish, covered, today)

        stack = ExitStack()
        try:
            stack.enter_context(one_build_at_a_time(config.work, _refuse))
            examined = stack.enter_context(
                examine(config, today, chosen, self._progress, refuse=refuse_open_questions)
            )
            bands = bands_of(config, examined, today)
            guarded = tuple(protected_figures(config, examined, config.site))
            figures = tuple(
                with_national_security(one.figures, bands.get(one.figures.period)) for one in guarded
            )
            self._refuse_disclosures(config, examined, guarded, figures)
            for warning in (
                *ended_early(examined.covered, examined.periods or ()),
                *narrowed(config.site, bands),
            ):
                self._progress.note(warning)
        except BaseException:
            stack.close()
            raise
        self._counting = stack
        self._counted = Counted(settings, seen, examined, guarded, figures)

    def _refuse_disclosures(
        self,
        config: Config,
        examined: Examined,
        guarded: Iterable[Protected],
        figures: Iterable[ProtectedFigures],
    ) -> None:
        """Let the attacker at the tables: they depend on nothing but what was counted."""
        if config.confidentiality.threshold <= 1:
            return
        made = publications(config, config.site, examined, figures, self._question.today(config))
        tables = {one.figures.period.folder: render(one, ("csv",)) for one in made}
        refuse_disclosures(config, config.site, guarded, tables)

    # ------------------------------------------------------------- showing

    def _said(self, config: Config, before: Shown | None) -> Shown:
        """Say the releases, where nothing says that they are as they were; and find what writes each page."""
        counted, today = self._counted, self._question.today(config)
        if counted is None:
            raise EnvironmentFailure("nothing was counted")
        own_texts = frozenset(one for one in self.look().words if one[0] != str(self._question.path))
        shown = Shown(
            config,
            look_of(config),
            figures_of=(counted, today),
            said_of=(_told(config), own_texts, counted, today),
            searched_of=(_publisher(config), counted),
        )
        if before and before.figures_of == shown.figures_of:
            shown.earlier = before.earlier
        if before and before.searched_of == shown.searched_of:
            shown.searched = before.searched
        said: Iterable[Publication]
        if before and before.said_of == shown.said_of:
            said = before.releases.values()
        else:
            said = publications(config, config.site, counted.examined, counted.figures, today, counted.lookup)
            said = (replace(one, worked=counted.worked[one.figures.period]) for one in said)
        tools = rendering(shown.look)
        for one in said:
            folder = one.figures.period.folder
            shown.releases[folder] = one
            if PAGES in config.report.formats:
                found = pages(one, tools)
                shown.makers |= {f"{folder}/{path}": made for path, made in found.items()}
        return shown

    def _made(self, shown: Shown, path: str) -> bytes | None:
        if path in shown.makers:
            return shown.makers[path]()
        folder, _, name = path.partition("/")
        if folder in shown.releases and name:
            return _beside(shown, folder, name)
        if path.startswith("assets/"):
            return assets(shown.look).get(path) or _published(shown.config, path)
        made = self._front(shown).get(path)
        return made() if made else _published(shown.config, path)

    def _front(self, shown: Shown) -> Mapping[str, Callable[[], bytes]]:
        """What writes the site's own pages, with the releases that are there already."""
        if shown.front is None:
            coming = {}
            for folder, one in shown.releases.items():
                made = {path.partition("/")[2] for path in shown.makers if path.startswith(f"{folder}/")}
                linked = {link.href for report in one.reports for link in report.downloads}
                coming[folder] = {**dict.fromkeys(made | linked, b""), **render(one, ())}
            config, site = shown.config, shown.config.site
            shown.earlier = shown.earlier or Earlier.of(config, site, coming)
            shown.front = site_files(config, site, shown.look, coming, shown.earlier)
        return shown.front

    def _refuse_leaks(self, shown: Shown, files: Mapping[str, bytes]) -> None:
        """Look for somebody's data, as a build does."""
        counted = self._counted
        built_in = assets()
        files = {path: content for path, content in files.items() if built_in.get(path) != content}
        if not files or counted is None:
            return
        logs = [file for log in counted.examined.logs for file in log.files.values()]
        languages = shown.config.report.languages
        engine = counted.examined.logs[0].engine
        refuse_leaks(shown.config, engine, logs, files, lambda: program_texts(languages), shown.searched)


def _beside(shown: Shown, folder: str, name: str) -> bytes | None:
    """A release's data, or its document: made when somebody asks for it."""
    formats = set(shown.config.report.formats)
    if name.rpartition("/")[2] == DOCUMENT:  # of any language
        wanted = formats & {DOCUMENT_FORMAT}
    elif name.startswith(DATA):
        wanted = formats - {PAGES, DOCUMENT_FORMAT}
    else:
        return None
    return render(shown.releases[folder], wanted, shown.look).get(name) if wanted else None


def _published(config: Config, path: str) -> bytes | None:
    """A file of an earlier release, which is public already."""
    root = config.site.resolve()
    file = (root / path).resolve()
    if not file.is_relative_to(root) or not file.is_file():
        return None
    return file.read_bytes()


def _settings(config: Config) -> dict[str, object]:
    return config.model_dump(exclude={**dict.fromkeys(TOLD, True), "output": PLACES})


def _told(config: Config) -> dict[str, object]:
    """All that a release says what it says of: its look is no part of that."""
    return config.model_dump(exclude={"report": {"theme", "templates"}})


def _publisher(config: Config) -> dict[str, object]:
    """What a publisher names of itself, besides all that figures depend on: what it says is no leak."""
    names = config.model_dump(include={**dict.fromkeys(TOLD, True), "report": {"languages"}})
    return {**names, "base_url": config.output.base_url}


def _apart(config: Config) -> Config:
    """The same with a work folder of its own, so that a build may go on beside it."""
    output = config.output.model_copy(update={"work": str(config.work / FOLDER)})
    return config.model_copy(update={"output": output})


def _refuse(_words: str) -> NoReturn:
    raise UsageError("another preview of this project is running", mend="end it first")
