"""The sample of a messenger in, the pictures of the README and the manual out: `make pictures`.

Each is taken of what a build of the working copy gives, in a browser and of the PDF, always in the same size.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SAMPLE = ROOT / "sample_data/messenger"
PROGRAM = Path(sys.executable).with_name("pellucid")
PERIOD, TODAY = "2025-Q4", "2026-01-15"
LANGUAGES = "[en, ar]"
THEME = """\
  theme:
    accent: "#8a1f5c"
    ink: "#2b1a10"
    background: "#fffaf2"
"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLOURS = 128  # of a picture: flat colours need no more, and it stays small
GROUND, GAP = "#d9dde1", 24


@dataclass(frozen=True)
class Shot:
    """A page as a browser shows it."""

    page: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1


@dataclass(frozen=True)
class Made:
    """What the pictures are taken of: a site as the sample has it, and one with a theme."""

    site: Path
    themed: Path
    browser: Browser


def report(made: Made) -> Image.Image:
    """The release's page from its top."""
    return _taken(made, made.site, Shot(f"{PERIOD}/index.html", 1200, 1540))


def phones(made: Made) -> Image.Image:
    """The front page, a country in dark mode, and the report in Arabic, on a phone."""
    shots = (
        Shot("index.html", 375, 760, scale=1.5),
        Shot(f"{PERIOD}/countries/FR.html", 375, 760, "dark", scale=1.5),
        Shot(f"{PERIOD}/ar/index.html", 375, 760, scale=1.5),
    )
    return _beside([_taken(made, made.site, shot) for shot in shots])


def paper(made: Made) -> Image.Image:
    """Pages of the PDF: its cover and the first with figures."""
    document = pypdfium2.PdfDocument(made.site / PERIOD / "report.pdf")
    return _beside([document[number].render(scale=1.1).to_pil() for number in (0, 2, 3)])


def theme(made: Made) -> Image.Image:
    """The same page in a publisher's colours, light and dark."""
    shots = (
        Shot(f"{PERIOD}/index.html", 800, 760),
        Shot(f"{PERIOD}/index.html", 800, 760, "dark"),
    )
    return _beside([_taken(made, made.themed, shot) for shot in shots])


# A new picture is a function and a line here.
PICTURES: dict[str, Callable[[Made], Image.Image]] = {
    "report.png": report,
    "phones.png": phones,
    "paper.png": paper,
    "theme.png": theme,
}


def main() -> None:
    """Build, take every picture, and write it into docs/."""
    with tempfile.TemporaryDirectory(prefix="pellucid-pictures-") as folder, sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        if path is None:
            sys.exit("Chromium is needed: `make test` says how to install it")
        site = _built(Path(folder, "plain"), "html,pdf,csv,json")
        themed = _built(Path(folder, "themed"), "html,csv,json", THEME)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        made = Made(site, themed, browser)
        for name, taken in PICTURES.items():
            (DOCS / name).write_bytes(_png(taken(made)))
            sys.stdout.write(f"docs/{name}\n")
        browser.close()


def _built(folder: Path, formats: str, more: str = "") -> Path:
    """Build the sample in a copy of it, in several languages."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("public", ".pellucid"))
    configuration = folder / "transparency.yaml"
    text = configuration.read_text(encoding="utf-8").replace("languages: [en]", f"languages: {LANGUAGES}")
    configuration.write_text(text.replace("\nreport:\n", f"\nreport:\n{more}"), encoding="utf-8")
    command = ("build", "--period", PERIOD, "--today", TODAY, "--formats", formats)
    subprocess.run([PROGRAM, "-q", "-c", configuration, *command], check=True)  # noqa: S603 - our own program
    return folder / "public"


def _taken(made: Made, site: Path, shot: Shot) -> Image.Image:
    context = made.browser.new_context(
        color_scheme=shot.scheme,
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto((site / shot.page).as_uri())
    tab.evaluate("document.fonts.ready.then(() => null)")
    picture = tab.screenshot(animations="disabled", caret="hide")
    context.close()
    return Image.open(BytesIO(picture)).convert("RGB")


def _beside(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures side by side on a quiet ground."""
    width = sum(one.width + GAP for one in pictures) + GAP
    whole = Image.new("RGB", (width, max(one.height for one in pictures) + 2 * GAP), GROUND)
    left = GAP
    for one in pictures:
        whole.paste(one, (left, GAP))
        left += one.width + GAP
    return whole


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    main()
