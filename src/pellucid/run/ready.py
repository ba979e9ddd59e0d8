"""Rendered releases in; what a build is about to put into the site, as one value, out; and put there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pellucid import __version__
from pellucid.confidentiality.leaks.scan import refuse_leaks
from pellucid.release.all_periods import AllPeriods, WholeSite
from pellucid.release.read import earlier_releases, with_coming
from pellucid.release.site import front_pages
from pellucid.release.write import publish, publish_root
from pellucid.render.look import Look, look_of
from pellucid.render.pages.assets import assets
from pellucid.render.pages.front import site_pages
from pellucid.render.program_words import program_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pellucid.config import Config
    from pellucid.release.read import Coming, PublishedRelease
    from pellucid.run.examine import Examined


@dataclass(frozen=True)
class Earlier:
    """What a site says that no word of the configuration changes.

    releases: those that are there, and stay. coming: the files of those that will be there.
    """

    config: Config
    site: Path
    coming: Coming
    releases: tuple[PublishedRelease, ...]

    @classmethod
    def of(cls, config: Config, site: Path, coming: Coming) -> Earlier:
        """Read a site, and what is about to be published.

        Raises:
            EnvironmentFailure: a release's report.json can't be read back.

        """
        return cls(config, site, coming, earlier_releases(site, coming))

    @cached_property
    def whole(self) -> AllPeriods:
        """The figures of all of them."""
        every = with_coming(self.releases, self.site, self.coming)
        return AllPeriods.of(self.site, every, self.coming, self.config.periods.fiscal_year_start)


def site_files(
    config: Config, site: Path, look: Look, coming: Coming, earlier: Earlier
) -> dict[str, Callable[[], bytes]]:
    """Give what writes each of the site's own pages and data, of everything published or about to be."""
    program = f"Pellucid {__version__}"
    every = with_coming(earlier.releases, site, coming)
    fronts = front_pages(site, config.output.base_url, program, every, coming)
    if not fronts:
        return {}
    whole = WholeSite(config, earlier.whole)
    pages = [site_pages(whole.with_pages(front), look) for front in fronts]
    return {path: made for one in (*pages, whole.files()) for path, made in one.items()}


@dataclass
class Ready:
    """The files of each release by its folder, manifests included, and the assets that their pages use."""

    config: Config
    site: Path
    releases: dict[str, Mapping[str, bytes]] = field(default_factory=dict)
    used: Mapping[str, bytes] = field(default_factory=dict)
    front: Mapping[str, bytes] = field(default_factory=dict)

    def make_front(self) -> None:
        """Make the front page of everything that is published or about to be."""
        earlier = Earlier.of(self.config, self.site, self.releases)
        made = site_files(self.config, self.site, self._look, self.releases, earlier)
        self.front = {path: maker() for path, maker in made.items()}

    def refuse_leaks(self, examined: Examined) -> None:
        """End the run where one of the files holds somebody's data.

        Raises:
            ConfidentialityBreach: it does.

        """
        logs = [file for log in examined.logs for file in log.files.values()]
        engine = examined.logs[0].engine
        languages = self.config.report.languages
        refuse_leaks(self.config, engine, logs, dict(self._files()), lambda: program_texts(languages))

    def publish_release(self, folder: str) -> None:
        """Put a release into the site."""
        publish(self.site, self.config.work, folder, self.releases[folder], self.used)

    def publish_front(self) -> None:
        """Put the site's own pages into its root."""
        if self.front:
            publish_root(self.site, self.config.work, self.front, assets(self._look))

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for folder, files in self.releases.items():
            yield from ((f"{folder}/{name}", content) for name, content in files.items())
        yield from self.front.items()
        built_in = assets()
        yield from ((name, content) for name, content in self._assets() if name not in built_in)

    def _assets(self) -> Iterator[tuple[str, bytes]]:
        yield from (assets(self._look) if self.front else self.used).items()

    @property
    def _look(self) -> Look:
        return look_of(self.config)
