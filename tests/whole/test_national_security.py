"""National-security process: in a table of its own, in bands, when the law permits it, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pellucid.audit.attack import Rule
from pellucid.config import load_config
from pellucid.errors import DataProblems
from pellucid.run.audit import audit_site
from pellucid.run.build import Order, build
from pellucid.run.periods import Wish
from pellucid.run.progress import Silence
from tests.whole.project import COLUMNS, TODAY, Project, Record, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "national_security"
ALL = (*COLUMNS, "requests", "nondisclosure_order", "embargo_until", "new_platform")
SPARK = {"name": "spark", "master": "local[1]"}
QUICK = "--conf spark.sql.adaptive.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell"


def asked(option: int) -> dict[str, Any]:
    """Give the configuration's keys for an option."""
    return {"confidentiality": {TABLE: {"option": option}}}


def process(request_type: str, received: str, number: int, accounts: int, **cells: str) -> Record:
    """Make a record of process, as many letters or orders in one."""
    return {
        **requests(2)[0],
        "request_id": f"{request_type}-{received}-{number}-{accounts}",
        "received_at": received,
        "closed_at": received,
        "country": "US",
        "request_type": request_type,
        "authority_type": "intelligence",
        "outcome": "disclosed_full",
        "accounts_specified": str(accounts),
        "accounts_disclosed": "0",
        "requests": str(number),
        "nondisclosure_order": "yes",
        **cells,
    }


SECRET = [
    process("nsl", "2025-01-01", 300, 400),
    process("nsl", "2025-06-30", 199, 100),
    process("nsl", "2025-07-01", 500, 1),
    process("nsl", "2025-12-31", 499, 12_344),
    process("nsl", "2026-01-01", 7000, 7000),
    process("fisa_content", "2024-12-31", 1, 177_600),
    process("fisa_content", "2025-02-01", 750, 75_600),
    process("fisa_content", "2025-08-01", 9000, 9000),
    process("fisa_noncontent", "2025-06-01", 1, 1),
]


def log(secret: list[Record]) -> dict[str, dict[str, str]]:
    """Put process among ordinary requests."""
    plain = [{**one, "requests": "1"} for one in requests(40)]
    return {"legal_requests": {"log.csv": as_csv([*plain, *secret], ALL)}}


def bands(project: Project, release: str) -> dict[tuple[str, str, str], str]:
    """Read the published bands by period, type and measure."""
    rows = project.rows(release, TABLE)
    assert {(row["country"], row["value"], row["status"]) for row in rows} == {("_T", "", "banded")}
    return {
        (row["period"], row["request_type"], row["measure"]): f"{row['lower']}-{row['upper']}" for row in rows
    }


@pytest.mark.parametrize("engine", [{"name": "duckdb"}, SPARK], ids=["duckdb", "spark"])
def test_the_bands(project: Project, engine: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters up to the end of the release, FISA process of the half-year before, in bands of 500."""
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", QUICK)
    project.write(log(SECRET), engine=engine, **asked(2))
    project.build(every=True)
    assert {path.parent.parent.name for path in project.site.glob(f"*/data/{TABLE}.csv")} == {
        *("2024-Q4", "2025-Q2", "2025-Q4"),
    }
    assert bands(project, "2025-Q4") == {
        ("2025-H2", "nsl", "requests"): "500-999",  # 999
        ("2025-H2", "nsl", "accounts_specified"): "12000-12499",  # 12,345
        ("2025-H1", "fisa_content", "requests"): "500-999",
        ("2025-H1", "fisa_content", "accounts_specified"): "75500-75999",
        ("2025-H1", "fisa_noncontent", "requests"): "0-499",
        ("2025-H1", "fisa_noncontent", "accounts_specified"): "0-499",
    }
    assert bands(project, "2025-Q2") == {
        ("2025-H1", "nsl", "requests"): "0-499",  # 499
        ("2025-H1", "nsl", "accounts_specified"): "500-999",  # 500
        ("2024-H2", "fisa_content", "requests"): "0-499",
        ("2024-H2", "fisa_content", "accounts_specified"): "177500-177999",
        ("2024-H2", "fisa_noncontent", "requests"): "0-499",
        ("2024-H2", "fisa_noncontent", "accounts_specified"): "0-499",
    }
    # The log starts in November 2024: of the first half of that year it says nothing, which is not 0.
    assert {key[:2] for key in bands(project, "2024-Q4")} == {("2024-H2", "nsl")}


def test_combined(project: Project) -> None:
    """Option 3 adds up all process of a half-year; option 4 that of the year before the last."""
    project.write(log(SECRET), **asked(3))
    project.build("2025-H1", "2025-Q4")
    assert bands(project, "2025-H1") == {
        ("2025-H1", "_T", "requests"): "1250-1499",  # 499 + 750 + 1
        ("2025-H1", "_T", "accounts_specified"): "76000-76249",  # 500 + 75,600 + 1
    }
    assert bands(project, "2025-Q4")["2025-H2", "_T", "requests"] == "9750-9999"  # 999 + 9000
    project.write(log([one for one in SECRET if one["received_at"] < "2025-02"]), **asked(4))
    project.build("2025", "2025-H1")
    assert bands(project, "2025") == {
        ("2024", "_T", "requests"): "0-99",
        ("2024", "_T", "accounts_specified"): "177600-177699",
    }
    assert not (project.site / "2025-H1" / "data" / f"{TABLE}.csv").exists()


def test_the_same_in_every_format_and_in_words(project: Project) -> None:
    """In report.json, in the workbook, in the schema and as a section that says what it is."""
    project.write(log(SECRET), **asked(2))
    project.build("2025-Q4", formats=("csv", "json", "html", "xlsx", "parquet"))
    report = project.json("2025-Q4/data/report.json")
    assert [row[3] for row in report["cells"][TABLE]["rows"]] == ["_T"] * 6
    named = {one["code"]: one["label"] for one in report["request_types"]}
    assert (named["nsl"], named["fisa_content"]) == ("National security letter", "FISA order for content")
    assert any(name.endswith(f"{TABLE}.parquet") for name in project.files())
    page = project.text("2025-Q4/index.html")
    start = page.index("National-security process</h2>")
    said = page[start : page.index("</section>", start)]
    for words in (
        *("1874(a)(2)", "bands of 500", "second half of 2025", "first half of 2025", "500\N{EN DASH}999"),
        *("75,500\N{EN DASH}75,999", "180 days", "540 days", "in no other table"),
    ):
        assert words in said, words
    assert said.count("<table") == 2
    assert "2025-H2" not in report["cells"]["legal_requests"]["columns"]


@pytest.mark.parametrize("option", [2, 3, 4])
def test_within_a_band_no_byte_changes(tmp_path: Path, option: int) -> None:
    """More process within the same bands changes no file, and no other table knows whether there is any."""
    more = [
        process("nsl", "2025-07-02", 0, 100),
        process("fisa_content", "2025-03-01", 3, 40),
        process("fisa_noncontent", "2025-03-01", 50, 51),
        process("nsl", "2023-03-01", 5000, 5000),
        process("fisa_content", "2024-12-30", 0, 10),
    ]
    less = {3: [SECRET[5]], 4: [SECRET[5]]}.get(option, SECRET)
    grown = {3: [more[4], more[3]], 4: [more[4], more[3]]}.get(option, more)
    sites = []
    for name, secret in (("less", less), ("more", [*less, *grown])):
        (tmp_path / name).mkdir()
        project = Project(tmp_path / name)
        project.write(log(secret), **asked(option))
        project.build("2025-Q4", "2025-Q3", "2025", formats=("csv", "json", "html", "xlsx", "parquet"))
        sites.append(project.files())
    assert sites[0].keys() == sites[1].keys()
    different = {name for name in sites[0] if sites[0][name] != sites[1][name]}
    assert different == {"2025-Q3/manifest.json", "2025-Q4/manifest.json", "2025/manifest.json"}
    for name in different:
        one, other = (json.loads(site[name]) for site in sites)
        assert one.pop("logs") != other.pop("logs")
        assert one == other


@pytest.mark.parametrize("threshold", [1, 4])
def test_no_other_table_changes_with_the_option(tmp_path: Path, threshold: int) -> None:
    """All other tables are those of a log without process, and of a report without the section."""
    tables = []
    for name, secret, option in (("plain", [], {}), ("banded", SECRET, {TABLE: {"option": 2}})):
        (tmp_path / name).mkdir()
        project = Project(tmp_path / name)
        project.write(log(secret), confidentiality={"threshold": threshold, **option})
        for period in (("2024-Q4", "2025-Q2"), ("2025-Q1", "2025-Q3", "2025-Q4"), ("2025",)):
            project.build(*period)
        tables.append({name: content for name, content in project.files().items() if name.endswith(".csv")})
    own = {name for name in tables[1] if TABLE in name}
    assert len(own) == 4
    assert {name: content for name, content in tables[1].items() if name not in own} == tables[0]


def test_a_new_platform_waits(project: Project) -> None:
    """540 days from its receipt an order on a new platform is in no band; a letter does not wait."""
    day = TODAY - timedelta(days=540)  # 2024-08-19: counts from today on
    first = {
        **requests(1)[0],
        "request_id": "R-first",
        "received_at": "2024-01-01",
        "closed_at": "2024-01-01",
    }
    secret = [
        first,
        process("fisa_content", day.isoformat(), 600, 1, new_platform="yes"),
        process("fisa_content", (day + timedelta(days=1)).isoformat(), 5000, 5000, new_platform="yes"),
        process("fisa_noncontent", (day + timedelta(days=1)).isoformat(), 5000, 5000, new_platform="no"),
        process("nsl", "2025-06-30", 5000, 5000, new_platform="yes"),
    ]
    project.write(log(secret), **asked(2))
    project.build("2025-Q2")
    found = bands(project, "2025-Q2")
    assert found["2024-H2", "fisa_content", "requests"] == "500-999"
    assert found["2024-H2", "fisa_noncontent", "requests"] == "5000-5499"
    assert found["2025-H1", "nsl", "requests"] == "5000-5499"


def test_a_band_may_hold_what_an_order_keeps_secret(project: Project) -> None:
    """An order not to tell is what the bands are for; a day until which nothing may be told is kept."""
    secret = [
        process("nsl", "2025-08-01", 500, 0),
        process("nsl", "2025-08-02", 5000, 5000, embargo_until="2026-02-11"),
        process("nsl", "2025-08-03", 500, 0, embargo_until="2026-02-10"),
    ]
    project.write(log(secret), **asked(2))
    project.build("2025-Q4")
    assert bands(project, "2025-Q4")["2025-H2", "nsl", "requests"] == "1000-1499"


def test_process_of_no_known_kind(project: Project) -> None:
    """It has no row where kinds are told apart, and nothing is published."""
    project.write(log([process("national_security", "2025-08-01", 1, 1)]), **asked(1))
    with pytest.raises(DataProblems, match="option 3 or 4"):
        project.build("2025-Q4")
    assert not list(project.site.glob("2025*"))
    project.write(log([process("national_security", "2025-08-01", 260, 1)]), **asked(3))
    project.build("2025-Q4")
    assert bands(project, "2025-Q4")["2025-H2", "_T", "requests"] == "250-499"


def test_letters_that_are_secret_no_longer(project: Project) -> None:
    """They raise the floor of their half-year's band from their day on, never above what there is."""
    project.write(log([process("nsl", "2025-08-01", 30, 900)]))
    letters = {"period": "2025-H2", "type": "nsl", "requests": 14}
    released = [
        letters | {"date": date(2026, 2, 10)},
        letters | {"requests": 7, "accounts": 20, "date": date(2025, 3, 1)},
        letters | {"requests": 5, "date": date(2026, 2, 11)},
    ]
    for number, expected in ((2, "21-499"), (3, "21-249")):
        project.write(
            log([process("nsl", "2025-08-01", 30, 900)]),
            confidentiality={TABLE: {"option": number, "released": released}},
        )
        project.build("2025-Q4" if number == 2 else "2025-H2", formats=("csv", "json", "html"))
        found = bands(project, "2025-Q4" if number == 2 else "2025-H2")
        code = "nsl" if number == 2 else "_T"
        assert found["2025-H2", code, "requests"] == expected
        assert found["2025-H2", code, "accounts_specified"] == ("500-999" if number == 2 else "750-999")
    assert "begins no lower than the number" in project.text("2025-Q4/index.html")
    released.append(letters | {"requests": 10, "date": date(2025, 3, 1)})
    project.write(
        log([process("nsl", "2025-08-01", 30, 900)]),
        confidentiality={TABLE: {"option": 2, "released": released}},
    )
    with pytest.raises(DataProblems, match="more national-security process is said to be released"):
        project.build("2025-Q4")


COUNTS = "period_start,period_end,country,request_type,requests,accounts_specified\n"
HALVES = {
    "2025-H1": "2025-01-01,2025-06-30",
    "2025-H2": "2025-07-01,2025-12-31",
}


@pytest.mark.parametrize(
    ("option", "rows", "expected"),
    [
        (  # Apple, 2016 H2
            3,
            [("2025-H2", "national_security", "5750-5999", "4750-4999")],
            {("2025-H2", "_T"): ["4750-4999", "5750-5999"]},
        ),
        (  # Apple, 2025 H1, and Google's FISA orders for content and raised floor of letters
            2,
            [
                ("2025-H1", "fisa_content", "0-499", "177500-177999"),
                ("2025-H1", "fisa_noncontent", "500-999", "62500-62999"),
                ("2025-H2", "nsl", "21-499", "500-999"),
            ],
            {
                ("2025-H2", "nsl"): ["500-999", "21-499"],
                ("2025-H1", "fisa_content"): ["177500-177999", "0-499"],
                ("2025-H1", "fisa_noncontent"): ["62500-62999", "500-999"],
            },
        ),
        (  # GitHub, 2024 Jul-Dec
            3,
            [("2025-H2", "national_security", "750-999", "1500-1749")],
            {("2025-H2", "_T"): ["1500-1749", "750-999"]},
        ),
        (3, [("2025-H2", "national_security", "3", "260")], {("2025-H2", "_T"): ["250-499", "0-249"]}),
        (2, [("2025-H2", "nsl", "0-499", "")], {("2025-H2", "nsl"): ["0-499"]}),
    ],
)
def test_bands_that_the_source_has(
    project: Project, option: int, rows: list[tuple[str, ...]], expected: dict[tuple[str, str], list[str]]
) -> None:
    """Aggregated figures that are bands already are published as they are; they are in no total either."""
    lines = [f"{HALVES[half]},US,{','.join(rest)}" for half, *rest in rows]
    lines += [f"{days},FR,civil,7,8" for days in HALVES.values()]
    project.write(
        {"counts": {"counts.csv": COUNTS + "\n".join(lines) + "\n"}},
        logs=[{"kind": "counts", "of": "legal_requests", "paths": ["counts.csv"]}],
        **asked(option),
    )
    project.build("2025-H2")
    found: dict[tuple[str, str], list[str]] = {}
    for (period, code, _), span in bands(project, "2025-H2").items():
        found.setdefault((period, code), []).append(span)
    assert found == expected
    assert project.values("2025-H2", "counts")["2025-H2", "_T", "_T", "requests"] == "7"
    assert {row["request_type"] for row in project.rows("2025-H2", "counts")} == {"_T", "civil"}


@dataclass
class Notes(Silence):
    """Keeps what the build says on its way."""

    said: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        """Keep it."""
        self.said.append(words)


def notes(project: Project, *periods: str, today: date = TODAY) -> str:
    """Build, and give the notes."""
    config = load_config(project.folder / "transparency.yaml")
    told = Notes()
    build(config, Order(Wish(periods), ("csv", "json"), config.site), today, told)
    return "\n".join(told.said)


def test_a_change_of_structure_is_warned_of(project: Project) -> None:
    """The bands of two halves and those of their year narrow each other; the build goes on."""
    project.write(log(SECRET), **asked(2))
    assert notes(project, "2025-Q2", "2025-Q4") == ""
    assert notes(project, "2025-Q4") == ""
    project.write(log(SECRET), **asked(3))
    told = notes(project, "2025-Q4")
    assert "2025-H2 is public under another structure, and that of 2025-H2" in told
    assert len(told.splitlines()) == 1
    project.write(log(SECRET), **asked(4))
    told = notes(project, "2025-Q4")
    assert "2024-H2 is public under another structure, and that of 2024" in told


def test_the_audit_sees_halves_and_their_year(project: Project) -> None:
    """A band that others narrow is a finding; a band that a correction moved is none, nor one of a part."""
    early = [process("nsl", "2024-12-01", 40, 40)]
    project.write(log(early), **asked(2))
    project.build("2024-Q4", "2025-Q4")
    project.write(log([*early, process("nsl", "2025-08-01", 600, 600)]), **asked(3))
    project.build("2025-Q4", "2025-Q2")
    found = audit_site(project.site, Rule(5))
    assert not found.disclosed
    assert not found.doubts
    project.write(log(early), **asked(3))
    project.build("2024-Q4")
    project.write(log(early), **asked(4))
    project.build("2025")
    told = [one.sentence for one in audit_site(project.site, Rule(5)).disclosed]
    assert told
    assert all("2024" in sentence for sentence in told)


def test_two_bands_that_narrow_each_other_are_warned_of(project: Project) -> None:
    """A floor that was raised, and a top of another width: what both leave is said."""
    project.write(log(SECRET), **asked(2))
    project.build("2025-Q4")
    name = f"2025-Q4/data/{TABLE}.csv"
    published = project.text(name)
    nsl = "2025-H2,2025-07-01,2025-12-31,_T,nsl,requests,,"
    assert f"{nsl}500,999," in published
    (project.site / name).write_text(published.replace(f"{nsl}500,999", f"{nsl}800,1099"), encoding="utf-8")
    assert "knows that it is 800\N{EN DASH}999" in notes(project, "2025-H2")
