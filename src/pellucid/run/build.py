"""`build`: logs in, releases in the site out, each whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pellucid import __version__
from pellucid.confidentiality.leaks.pdf import load_libraries
from pellucid.confidentiality.protect import with_national_security
from pellucid.config.bare_numbers import bare_numbers
from pellucid.config.narratives import untranslated
from pellucid.errors import DataProblems
from pellucid.intake.checks import AMBIGUOUS_DATE
from pellucid.release.lock import one_build_at_a_time
from pellucid.release.manifest import MANIFEST, LogHash, Origin, manifest_bytes, manifest_of
from pellucid.release.staging import prepare
from pellucid.release.versions import kept_versions
from pellucid.render.look import look_of
from pellucid.render.pages.assets import assets
from pellucid.render.parallel import renderers
from pellucid.render.publication import Publication
from pellucid.report.build import build_reports
from pellucid.report.numbers.lookup import Lookup
from pellucid.run.account import write_account
from pellucid.run.bands import bands_of, narrowed
from pellucid.run.examine import examine
from pellucid.run.gate import refuse_disclosures
from pellucid.run.periods import Wish, choose, ended_early
from pellucid.run.protect import protected_figures, rules_of
from pellucid.run.ready import Ready
from pellucid.run.restated import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.config import Config
    from pellucid.cube.figures import Coverage
    from pellucid.intake.faults import Fault
    from pellucid.render.parallel import Renderers
    from pellucid.report.build import Lookups
    from pellucid.run.examine import Examined
    from pellucid.run.progress import Progress
    from pellucid.run.protect import Protected
    from pellucid.vocabulary.periods import Period


TABLES = "csv"  # the format that later builds, and whoever attacks the site, read


@dataclass(frozen=True)
class Order:
    """What a build is asked for. site: where the releases go."""

    wish: Wish
    formats: tuple[str, ...]
    site: Path
    strict: bool = False
    dry_run: bool = False
    cached: bool = True


@dataclass(frozen=True)
class Built:
    """What came of a build: the releases, and what was left out of them."""

    site: Path
    releases: tuple[str, ...]
    rejected: int
    lapses: int
    contradictions: int
    files: int
    kept: int = 0  # small counts that stay published, as they were before they were confidential


def build(config: Config, order: Order, today: date, progress: Progress) -> Built:
    """Make the releases that are asked for, and the site's front page.

    Raises:
        DataProblems: dates can be read in two ways; or `strict`, and rows would be left out.
        ConfidentialityBreach: a small count can't be protected against what is public.

    """

    def chosen(covered: Mapping[str, Coverage]) -> tuple[Period, ...]:
        return choose(config, order.wish, covered, today)

    config = with_formats(config, order.formats)
    order = replace(order, formats=config.report.formats)
    for warning in told_beside(config):
        progress.note(warning)
    with one_build_at_a_time(config.work, progress.note):
        if not order.dry_run:
            prepare(order.site, config.work)
        questions = refuse_open_questions
        with (
            renderers(order.formats, look_of(config)) as renders,
            examine(config, today, chosen, progress, cached=order.cached, refuse=questions) as examined,
        ):
            _refuse(config, order, examined)
            for warning in ended_early(examined.covered, examined.periods or ()):
                progress.note(warning)
            files, kept = _releases(config, order, examined, renders, today, progress)
    return Built(
        order.site,
        tuple(period.name for period in examined.periods or ()),
        examined.rejected,
        len({(lapse.file, lapse.line) for lapse in examined.lapses}),
        len(examined.reconciliation.contradictions),
        files,
        kept,
    )


def told_beside(config: Config) -> tuple[str, ...]:
    """What a publisher should know of a configuration that can be built."""
    missing = "{name} is not there: in its language the section says what the figures say"
    return (*bare_numbers(config), *(missing.format(name=name) for name in untranslated(config)))


def with_formats(config: Config, formats: tuple[str, ...]) -> Config:
    """Give the configuration with the formats that are asked for: pages link no file that isn't made.

    Tables are among them wherever something may be withheld: later builds and `audit` read them.
    """
    if config.confidentiality.threshold > 1 and TABLES not in formats:
        formats = (*formats, TABLES)
    return config.model_copy(update={"report": config.report.model_copy(update={"formats": formats})})


def refuse_open_questions(faults: Sequence[Fault]) -> None:
    """A date that can be read in two ways is a question to the publisher, and no record to be left out."""
    unclear = [fault for fault in faults if fault.code == AMBIGUOUS_DATE.code]
    if unclear:
        raise DataProblems(
            f"{len(unclear)} dates can be read in two ways, so nothing was published; the first is here, "
            "all are in rejects.csv",
            where=f"{unclear[0].file}:{unclear[0].line}: {unclear[0].column}",
            got=f"{unclear[0].value}: {unclear[0].other}",
            mend=unclear[0].mend,
        )


def _releases(  # noqa: PLR0913 - one of them is what renders
    config: Config, order: Order, examined: Examined, renders: Renderers, today: date, progress: Progress
) -> tuple[int, int]:
    """Protect, say and render each release, look at all, and only then publish.

    Gives the number of files, and of small counts that stay published.
    """
    periods = examined.periods or ()
    progress.releases(len(periods))
    bands = bands_of(config, examined, today)
    guarded = _protected(config, order, examined)
    figures = (one.figures for one in guarded)
    for warning in narrowed(order.site, bands):
        progress.note(warning)
    whole = (with_national_security(one, bands.get(one.period)) for one in figures)
    publications = _publications(config, order, examined, whole, today)
    ready = Ready(config, order.site, used=assets(look_of(config)) if "html" in order.formats else {})
    for publication, rendered in renders.render_all(publications):
        period = publication.figures.period
        ready.releases[period.folder] = _with_manifest(config, order, examined, period, rendered, ready.used)
    progress.step("playing the attacker")
    refuse_disclosures(config, order.site, guarded, ready.releases)
    ready.make_front()
    progress.step("looking for what must not be published")
    ready.refuse_leaks(examined)
    if not order.dry_run:
        for period in periods:
            ready.publish_release(period.folder)
            progress.release_done(period.name)
        ready.publish_front()
    return sum(len(files) for files in ready.releases.values()), sum(one.kept for one in guarded)


def _protected(config: Config, order: Order, examined: Examined) -> Iterable[Protected]:
    """Give the figures of each release as they may be published; where counts are withheld, all at once."""
    found = protected_figures(config, examined, order.site)
    if config.confidentiality.threshold <= 1:
        return found
    releases = list(found)
    write_account(config.work, rules_of(config), releases)
    return releases


def _refuse(config: Config, order: Order, examined: Examined) -> None:
    """Nothing is left out where that is not wanted."""
    if order.strict and examined.rejected:
        raise DataProblems(
            f"{examined.rejected} rows would be left out, so nothing was published (--strict)",
            where=str(config.work / "rejects.csv"),
            mend="mend the rows that are listed there, or build without --strict",
        )


def publications(  # noqa: PLR0913 - one of them may be kept
    config: Config,
    site: Path,
    examined: Examined,
    figures: Iterable[ProtectedFigures],
    today: date,
    lookup: Lookups = Lookup,
) -> Iterator[Publication]:
    """Say each release, in every language."""
    comparison = Comparison(site, examined.periods or ())
    for one in figures:
        facts = replace(examined.facts, restated=comparison.of(one))
        report, *translations = build_reports(one, facts, config, today, lookup)
        yield Publication(report, one, tuple(translations))


def _publications(
    config: Config, order: Order, examined: Examined, figures: Iterable[ProtectedFigures], today: date
) -> Iterator[Publication]:
    """Say each release; once all are being rendered, load what is to read their PDFs."""
    yield from publications(config, order.site, examined, figures, today)
    if "pdf" in order.formats:
        load_libraries()


def _with_manifest(  # noqa: PLR0913 - all that a manifest names
    config: Config,
    order: Order,
    examined: Examined,
    period: Period,
    files: Mapping[str, bytes],
    used: Mapping[str, bytes],
) -> Mapping[str, bytes]:
    """Add a release's manifest to its files."""
    origin = Origin(period, __version__, config.sha256, _logs(examined))
    files = {**files, **kept_versions(order.site / period.folder, files)}
    manifest = manifest_of(origin, files, used, _manifest_in_place(order.site, period))
    return {**files, MANIFEST: manifest_bytes(manifest)}


def _logs(examined: Examined) -> tuple[LogHash, ...]:
    return tuple(LogHash(account.kind, account.sha256) for account in examined.reconciliation.logs)


def _manifest_in_place(site: Path, period: Period) -> bytes | None:
    path = site / period.folder / MANIFEST
    return path.read_bytes() if path.is_file() else None
