"""The two samples of real figures hold what their SOURCE.md says, and load."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict

import pytest

from pellucid.config import load_config
from tests.samples.reading import SAMPLES, settings

Row = dict[str, str]
Figures = tuple[int, int]


def rows(file: str) -> list[Row]:
    """Read a CSV file of the samples."""
    with (SAMPLES / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def last_table(sample: str) -> list[list[str]]:
    """Read the last table of a sample's SOURCE.md, header included, numbers without their remarks."""
    text = (SAMPLES / sample / "SOURCE.md").read_text(encoding="utf-8")
    read = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if line.startswith("|")]
    start = max(at for at, row in enumerate(read) if set(row[0]) == {"-"}) - 1
    return [read[start], *read[start + 2 :]]


def spans(country_rows: list[Row]) -> dict[str, Figures]:
    """Give the figures of one country by span of days."""
    return {
        f"{row['period_start']}/{row['period_end']}": (int(row["requests"]), int(row["accounts"]))
        for row in country_rows
    }


def quarters_of(known: dict[str, Figures]) -> dict[str, Figures]:
    """Give the quarters that are published, and the last of 2024 where it is the year less nine months."""
    ends = {"01-01": ("03-31", 1), "04-01": ("06-30", 2), "07-01": ("09-30", 3), "10-01": ("12-31", 4)}
    found = {
        f"{year} Q{number}": known[span]
        for year in (2024, 2025, 2026)
        for start, (end, number) in ends.items()
        if (span := f"{year}-{start}/{year}-{end}") in known
    }
    year_2024, nine_months = known.get("2024-01-01/2024-12-31"), known.get("2024-01-01/2024-09-30")
    if "2024 Q4" not in found and year_2024 and nine_months:
        found["2024 Q4"] = (year_2024[0] - nine_months[0], year_2024[1] - nine_months[1])
    return found


def test_telegrams_quarters_add_up_to_the_table() -> None:
    """Countries, requests and accounts of each quarter are those of SOURCE.md."""
    by_country = defaultdict(list)
    for row in rows("telegram/counts.csv"):
        by_country[row["country_alpha2"]].append(row)
    found = defaultdict(list)
    for country_rows in by_country.values():
        for quarter, figures in quarters_of(spans(country_rows)).items():
            found[quarter].append(figures)
    assert len(by_country) == 83
    assert {
        quarter: [len(all_), sum(r for r, _ in all_), sum(a for _, a in all_)]
        for quarter, all_ in found.items()
    } == {row[0]: [int(cell.split()[0]) for cell in row[1:]] for row in last_table("telegram")[1:]}


def test_telegrams_one_contradiction_is_there() -> None:
    """Great Britain's accounts of 2024 are 7 and 292 in parts, 293 as a whole."""
    known = spans([row for row in rows("telegram/counts.csv") if row["country_alpha2"] == "GB"])
    parts = known["2024-01-01/2024-09-30"], known["2024-10-01/2024-12-31"]
    assert tuple(map(sum, zip(*parts, strict=True))) == (142, 299)
    assert known["2024-01-01/2024-12-31"] == (142, 293)


def test_notices_are_those_of_the_table() -> None:
    """Notices by year and country are those of SOURCE.md."""
    counted = Counter((row["received_at"][:4], row["country"]) for row in rows("takedowns/log.csv"))
    header, *years = last_table("takedowns")
    listed = {
        (year, country): int(count)
        for year, *counts in years
        for country, count in zip(header[1:-1], counts[:-1], strict=True)
        if count != "0"
    }
    assert counted == listed
    assert sum(int(row[-1]) for row in years) == counted.total() == 109


@pytest.mark.parametrize("sample", ["messenger", "telegram", "takedowns"])
def test_the_configuration_loads(sample: str) -> None:
    """Each sample's configuration has no fault, and the texts and logs that it names are there."""
    config = load_config(SAMPLES / sample / "transparency.yaml")
    assert all((config.root / text).is_file() for text in config.report.narrative.values())
    assert all(any(config.root.glob(path)) for log in config.logs for path in log.paths)


@pytest.mark.parametrize(("sample", "company"), [("telegram", "Telegram"), ("takedowns", "GitHub")])
def test_nobody_takes_it_for_the_companys_own(sample: str, company: str) -> None:
    """Publisher, title and summary say that the company didn't publish these figures."""
    read = settings(sample)
    summary = (SAMPLES / sample / read["report"]["narrative"]["summary"]).read_text(encoding="utf-8")
    names, titles = read["publisher"]["name"], read["report"]["title"]
    assert names["en"].startswith("Public record of ")
    assert f"not by {company}" in titles["en"]
    assert summary.startswith(f"{company} did not publish this report.")
    for language in set(names) - {"en"}:
        own = (SAMPLES / sample / f"text/summary.{language}.md").read_text(encoding="utf-8")
        assert all(company in text for text in (names[language], titles[language], own.splitlines()[0]))


def test_telegrams_figures_are_credited() -> None:
    """The report names who collected the figures and under which licence, as that licence asks."""
    (credit,) = settings("telegram")["report"]["attribution"]
    assert "Te-k and contributors" in credit["en"]
    assert all("Te-k" in told and "CC-BY 4.0" in told for told in credit.values())
