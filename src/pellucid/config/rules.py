"""A Config whose single keys are right in; what is wrong between keys, or with the files they name, out."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pellucid.config.contrast import readable_theme
from pellucid.config.model import ANY
from pellucid.config.origin import Breach, KeyPath
from pellucid.config.scalars import off_list
from pellucid.config.theme_files import Unfit, font, picture
from pellucid.vocabulary.codes import AUTHORITY_TYPES, LEGAL_REVIEWS, OFFENCE_CATEGORIES
from pellucid.vocabulary.periods import InvalidPeriod, Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pellucid.config.model import Config

_WILDCARDS = frozenset("*?[")


def distinct_policies(config: Config) -> Iterator[Breach]:
    """Find versions of the policy that have one name or begin on one day."""
    versions = [policy.version for policy in config.policies]
    days = [policy.effective_from.isoformat() for policy in config.policies]
    for place in _repeated(versions):
        mend = "give each version a name of its own"
        yield Breach(("policies", place, "version"), "another version has this name", versions[place], mend)
    for place in _repeated(days):
        mend = "let each version begin on a day of its own"
        path = ("policies", place, "effective_from")
        yield Breach(path, "another version begins on this day", days[place], mend)


def known_requirements(config: Config) -> Iterator[Breach]:
    """Find required codes that no log can have."""
    own = tuple(config.offence_categories)
    codes = {
        "authority_type": AUTHORITY_TYPES.names,
        "legal_review": LEGAL_REVIEWS.names,
        "offence_category": OFFENCE_CATEGORIES.names + own,
    }
    for place, policy in enumerate(config.policies):
        for column, allowed in codes.items():
            path = ("policies", place, "requires", column)
            yield from _requirement(path, getattr(policy.requires, column), (*allowed, ANY))


def _requirement(path: KeyPath, required: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[Breach]:
    for place, code in enumerate(required):
        if code not in allowed:
            reason, mend = off_list(code, allowed)
            yield Breach((*path, place), reason, code, mend)
    if ANY in required and len(required) > 1:
        mend = f"write [{ANY}] alone, or leave it out"
        yield Breach(path, f"{ANY} leaves nothing for the others to say", ", ".join(required), mend)


def narrative_files(config: Config) -> Iterator[Breach]:
    """Find sections whose own words aren't a file in the configuration's folder or below it."""
    for section, name in config.report.narrative.items():
        path = ("report", "narrative", section)
        file = _real(config.root / name)
        if not file.is_relative_to(_real(config.root)):
            mend = "move the file beside the configuration, or below it"
            yield Breach(path, "the file lies outside the configuration's folder", name, mend)
        elif not _stands(file.is_file):
            yield Breach(path, "there is no such file", name, "write it, or leave the key out")


def templates_folder(config: Config) -> Iterator[Breach]:
    """Find out whether the publisher's own templates are there."""
    name = config.report.templates
    if name is not None and not _stands((config.root / name).is_dir):
        mend = f"make it with `pellucid templates eject {name}`, or leave the key out"
        yield Breach(("report", "templates"), "there is no such folder", name, mend)


def theme_files(config: Config) -> Iterator[Breach]:
    """Find logos and fonts that aren't there, or can't be published as they are."""
    theme = config.report.theme
    if theme is None:
        return
    logo, typeface = theme.logo, theme.font
    wanted = {
        ("logo", "file"): (logo.file if logo else None, picture),
        ("logo", "dark"): (logo.dark if logo else None, picture),
        ("font", "regular"): (typeface.regular if typeface else None, font),
        ("font", "bold"): (typeface.bold if typeface else None, font),
    }
    for keys, (name, check) in wanted.items():
        if name is not None and (reason := _unfit(config, name, check)):
            yield Breach(("report", "theme", *keys), reason, name, "name another file, or leave the key out")


def _unfit(config: Config, name: str, check: Callable[[bytes], object]) -> str | None:
    """Say why a file of the theme can't be published; None where it can."""
    file = _real(config.root / name)
    if not file.is_relative_to(_real(config.root)):
        return "the file lies outside the configuration's folder"
    if not _stands(file.is_file):
        return "there is no such file"
    try:
        check(file.read_bytes())
    except OSError as error:
        return f"the file can't be read: {error.strerror}"
    except Unfit as error:
        return str(error)
    return None


def released_process(config: Config) -> Iterator[Breach]:
    """Find process whose secrecy was lifted, of a period that no option reports."""
    asked = config.confidentiality.national_security
    for place, one in enumerate(asked.released if asked else ()):
        path = ("confidentiality", "national_security", "released", place, "period")
        try:
            kind = Period.parse(one.period, config.periods.fiscal_year_start).kind
        except InvalidPeriod as error:
            yield Breach(path, error.reason, one.period, "write a half-year such as 2025-H2, or a year")
            continue
        if kind not in {PeriodKind.HALF_YEAR, PeriodKind.YEAR}:
            reason = "national-security process is reported by half-year, or with option 4 by year"
            yield Breach(path, reason, one.period, "write a half-year such as 2025-H2, or a year")


def separate_folders(config: Config) -> Iterator[Breach]:
    """Find out whether the site holds what must not be published: the work folder or the configuration."""
    root, site, work = _real(config.root), _real(config.site), _real(config.work)
    for key, folder in (("site", site), ("work", work)):
        if root.is_relative_to(folder):
            mend = f"name a folder of its own, for example {type(config.output).model_fields[key].default}"
            reason = "this folder holds the configuration itself"
            yield Breach(("output", key), reason, getattr(config.output, key), mend)
            return
    if site.is_relative_to(work) or work.is_relative_to(site):
        mend = "name two folders side by side, for example site: public and work: .pellucid"
        reason = "site and work must be separate folders, neither inside the other"
        got = f"site {config.output.site}, work {config.output.work}"
        yield Breach(("output", "work"), reason, got, mend)


def logs_outside_site(config: Config) -> Iterator[Breach]:
    """Find logs that lie where they would be published."""
    site = _real(config.site)
    if _real(config.root).is_relative_to(site):
        return  # the whole project lies in it, which separate_folders says
    for place, log in enumerate(config.logs):
        for number, name in enumerate(log.paths):
            if _local(name) and _real(config.root / _fixed_part(name)).is_relative_to(site):
                mend = "move the log out of the site, or name another folder as output.site"
                reason = "this log lies in the site and would be published"
                yield Breach(("logs", place, "paths", number), reason, name, mend)


RULES: tuple[Callable[[Config], Iterable[Breach]], ...] = (
    distinct_policies,
    known_requirements,
    narrative_files,
    templates_folder,
    theme_files,
    readable_theme,
    released_process,
    separate_folders,
    logs_outside_site,
)


def _repeated(values: list[str]) -> list[int]:
    """Give the places of values that stood before."""
    often = {value for value, times in Counter(values).items() if times > 1}
    return [place for place, value in enumerate(values) if value in often and value in values[:place]]


def _real(path: Path) -> Path:
    """Follow links as far as they go, so that two names of one folder are seen to be one."""
    with suppress(OSError, RuntimeError):
        return path.resolve()
    return path.absolute()


def _stands(test: Callable[[], bool]) -> bool:
    """Ask the disk; a name that it can't even look up isn't there."""
    try:
        return test()
    except OSError:
        return False


def _local(name: str) -> bool:
    return "://" not in name


def _fixed_part(name: str) -> Path:
    """Give the part of a pattern that comes before its first wildcard."""
    parts = Path(name).parts
    wild = next((place for place, part in enumerate(parts) if _WILDCARDS.intersection(part)), len(parts))
    return Path(*parts[:wild])
