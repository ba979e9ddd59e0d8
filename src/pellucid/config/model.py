"""The records of transparency.yaml: every key with its type, default and description.

Nothing is read here or held against the disk: `load` and `check` make a Config, `schema` prints what stands
under the keys.
"""

# ruff: noqa: TC001, TC003 - pydantic reads the annotations of this module

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, PrivateAttr

from pellucid.config.logs import LogConfig
from pellucid.config.origin import KeyPath, Origin
from pellucid.config.own_text import OwnText
from pellucid.config.record import Record
from pellucid.config.scalars import (
    BaseUrl,
    Code,
    Day,
    MemoryLimit,
    NoRepeats,
    Text,
    TimeZone,
    WebAddress,
    WholeNumber,
    on_list,
)
from pellucid.config.theme import Theme
from pellucid.errors import ConfigFault
from pellucid.vocabulary.formats import Format
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.periods import PeriodKind
from pellucid.vocabulary.request_types import DATA_REQUEST, FAMILIES

FILE_NAME = "transparency.yaml"
ANY = "any"
TITLE = message("Transparency report")
BANDS = "national_security"  # a section only of reports that have its table
RESTATED = "restatements"  # a section only of reports that restate something

ReportPeriod = Literal[PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR]
Corrections = Literal["stop", "withhold", "publish"]
Appendix = Literal["countries_by_type", "countries_by_period"]
SectionName = Literal[
    "summary",
    "countries",
    "request_types",
    "outcomes",
    "policy",
    "data_held",
    "search_reports",
    "removals",
    "national_security",
    "restatements",
    "method",
]


class Publisher(Record):
    """Who publishes the report."""

    name: OwnText = Field(examples=["Example Messenger"])
    """The publisher's name, as readers know it."""
    url: WebAddress = Field(examples=["https://messenger.example"])
    """The publisher's web site."""
    contact: Text = Field(examples=["transparency@messenger.example"])
    """Where readers can ask: an e-mail address or a web address."""


class Periods(Record):
    """The calendar spans that reports are about."""

    kind: ReportPeriod = Field(default=PeriodKind.QUARTER, examples=["quarter"])
    """How long a reporting period is: month, quarter, half_year or year."""
    timezone: TimeZone = Field(default="UTC", examples=["UTC", "Europe/Paris"])
    """The time zone that days are counted in, by its IANA name. Dates with no zone of their own are in it."""
    fiscal_year_start: WholeNumber = Field(default=1, ge=1, le=12, examples=[1, 4])
    """The month that years, halves and quarters start from: 1 is January."""


class OwnRequestType(Record):
    """A type of request of the publisher's own."""

    label: OwnText = Field(examples=["Garda letter", {"en": "Garda letter", "fr": "Lettre de la Garda"}])
    """The type's name in the report. Here, and in every other text that the report shows, a mapping may give
    the text of each language."""
    family: Annotated[str, AfterValidator(on_list(FAMILIES))] = Field(
        default=DATA_REQUEST, examples=["data_request"], json_schema_extra={"enum": list(FAMILIES)}
    )
    """What the type belongs to. Totals and rates are over data_request alone."""


class OwnOffenceCategory(Record):
    """An offence category of the publisher's own."""

    label: OwnText = Field(examples=["Stalking"])
    """The category's name in the report."""


class OpenLabels(Record):
    """What codes are called in the report that stand on no list: a code as the logs have it, and its name."""

    legal_basis: Mapping[Text, OwnText] = Field(
        default_factory=dict, examples=[{"CrPC 91": {"en": "CrPC section 91", "fr": "Article 91 du CrPC"}}]
    )
    """Legal bases."""
    category: Mapping[Text, OwnText] = Field(
        default_factory=dict, examples=[{"register_notice": "Notice from a register"}]
    )
    """Categories of orders, of reports by users and of statements of reasons."""
    data_disclosed: Mapping[Text, OwnText] = Field(
        default_factory=dict, examples=[{"payment_card": "Payment cards"}]
    )
    """Categories of data, those of the built-in list included."""


class Counting(Record):
    """How records become figures."""

    period_by: Code = Field(default="received_at", examples=["received_at", "closed_at"])
    """The date column that decides which period a record belongs to."""
    rate_of: Literal["received", "decided"] = Field(default="received", examples=["received"])
    """What the disclosure rate is a share of: all requests, or without pending and withdrawn ones."""
    history: WholeNumber = Field(default=8, ge=0, le=40, examples=[8])
    """How many earlier periods the trends show."""


class Requires(Record):
    """What a version of the policy demands before data is disclosed; `[any]` demands nothing."""

    authority_type: tuple[Text, ...] = Field(default=(ANY,), min_length=1, examples=[["judicial"]])
    """The authorities that may ask."""
    legal_review: tuple[Text, ...] = Field(default=(ANY,), min_length=1, examples=[["valid"]])
    """The results of the legal review that allow a disclosure."""
    offence_category: tuple[Text, ...] = Field(
        default=(ANY,), min_length=1, examples=[["terrorism"], ["any"]]
    )
    """The offences that a request may be about."""


class Policy(Record):
    """A version of the disclosure policy: what was allowed from a day on."""

    version: Text = Field(examples=["2024-09-23"])
    """The version's name."""
    effective_from: Day = Field(examples=["2024-09-23"])
    """The first day on which the version is in force."""
    title: OwnText = Field(examples=["Any criminal case that breaks our terms"])
    """The version in one line."""
    url: WebAddress | None = Field(default=None, examples=["https://messenger.example/privacy"])
    """Where its text can be read."""
    may_disclose: tuple[Text, ...] = Field(default=(), examples=[["ip_address", "phone_number"]])
    """The categories of data that may be disclosed."""
    requires: Requires = Requires()
    """What a request must fulfil."""
    note: OwnText | None = Field(
        default=None, examples=["The terms were widened after the arrest in August."]
    )
    """A remark that is shown with the version."""


class DataHeld(Record):
    """A category of data that is held: shown beside what was disclosed."""

    category: Text = Field(examples=["ip_address"])
    """The category, as in the logs' data_disclosed."""
    purpose: OwnText = Field(examples=["spam and abuse"])
    """Why it is collected."""
    retention: OwnText = Field(examples=["12 months"])
    """How long it is kept."""


class Event(Record):
    """A dated event on the time line."""

    date: Day = Field(examples=["2024-08-24"])
    """The day."""
    label: OwnText = Field(examples=["Founder detained in France"])
    """What happened, in a few words."""
    url: WebAddress | None = Field(default=None, examples=["https://news.example/article"])
    """Where it can be read."""


class Break(Record):
    """A change of method: it cuts trend lines, and no change across it is computed."""

    date: Day = Field(examples=["2025-07-01"])
    """The first day of the new method."""
    measures: Annotated[tuple[Code, ...], NoRepeats] = Field(min_length=1, examples=[["accounts_specified"]])
    """The measures that it changes."""
    reason: OwnText = Field(examples=["Accounts are counted once a request"])
    """What changed, in a sentence for readers."""


class Released(Record):
    """National-security process of a period that may be told of as such: its secrecy has been lifted."""

    period: Text = Field(examples=["2025-H2"])
    """The half-year, or year, that the option reports."""
    type: Literal["nsl", "fisa_content", "fisa_noncontent"] = Field(examples=["nsl"])
    """The kind of process."""
    requests: WholeNumber = Field(ge=0, examples=[21])
    """How many letters or orders."""
    accounts: WholeNumber = Field(default=0, ge=0, examples=[30])
    """How many accounts they targeted."""
    date: Day = Field(examples=["2027-03-01"])
    """The day of their release; before it they raise no band."""


class NationalSecurity(Record):
    """The structure of 50 U.S.C. § 1874(a) that is reported by; bands and delays follow from it."""

    option: WholeNumber = Field(ge=1, le=4, examples=[2])
    """The paragraph of § 1874(a): 1 bands of 1000 and 2 bands of 500, national security letters and FISA
    orders apart; 3 bands of 250, all process combined; 4 bands of 100, all combined, a year late."""
    released: tuple[Released, ...] = Field(
        default=(),
        examples=[[{"period": "2025-H2", "type": "nsl", "requests": 21, "date": "2027-03-01"}]],
    )
    """Process that is secret no longer: a band of its period begins no lower than their number."""


class Confidentiality(Record):
    """What is withheld."""

    threshold: WholeNumber = Field(default=1, ge=1, examples=[1, 5])
    """Counts from 1 to just below this are withheld; 1 publishes everything."""
    width: WholeNumber | None = Field(default=None, ge=1, examples=[5])
    """No withheld count may be narrowed to an interval shorter than this. Default: the threshold."""
    insider: bool = Field(default=False, examples=[False])
    """Whether counts are protected also against one authority that knows its own requests."""
    corrections: Corrections = Field(default="stop", examples=["stop"])
    """What to do where a correction of a published count would show a small difference."""
    allow: tuple[Text, ...] = Field(default=(), examples=[["press@partner.example", "@partner.example"]])
    """What the build may find in its own output: e-mail addresses, or all of a domain (@partner.example),
    phone numbers, IP addresses or networks, and texts that a personal column of a log holds too."""
    national_security: NationalSecurity | None = Field(default=None, examples=[{"option": 2}])
    """How national-security process is reported. Without it, such process is in no table at all."""


class PdfConfig(Record):
    """What the report on paper holds besides the sections."""

    appendices: Annotated[tuple[Appendix, ...], NoRepeats] = Field(
        default=get_args(Appendix), examples=[["countries_by_period"], []]
    )
    """Long tables at its end: every figure by country and type, and by country and period. What is left out
    is in the data files all the same."""


class ReportConfig(Record):
    """What the report looks like."""

    title: OwnText = Field(default=TITLE, examples=["Transparency report"])
    """The report's title. The default is there in every language."""
    languages: Annotated[tuple[Text, ...], NoRepeats] = Field(
        default=("en",), min_length=1, examples=[["en"]]
    )
    """The languages that the report is written in, the first at the release's root: en, or any that
    docs/languages.md names."""
    formats: Annotated[tuple[Format, ...], NoRepeats] = Field(
        default=("html", "pdf", "csv", "json"), min_length=1, examples=[["html", "pdf", "csv", "json"]]
    )
    """The file formats of a release."""
    sections: Annotated[tuple[SectionName, ...], NoRepeats] = Field(
        default=tuple(name for name in get_args(SectionName) if name not in {BANDS, RESTATED}),
        min_length=1,
        examples=[["summary", "countries", "method"]],
    )
    """The sections of the report, in order. national_security and restatements come last where they aren't
    listed."""
    pdf: PdfConfig = PdfConfig()
    """The report on paper."""
    templates: Text | None = Field(default=None, examples=["templates"])
    """A folder of changed templates, made by `pellucid templates eject`."""
    theme: Theme | None = None
    """The publisher's own colours, logo and typeface."""
    narrative: Mapping[SectionName, Text] = Field(
        default_factory=dict, examples=[{"summary": "text/summary.md"}]
    )
    """The publisher's own words: a Markdown file for a section. text/summary.fr.md beside text/summary.md has
    them in French."""
    attribution: tuple[OwnText, ...] = Field(default=(), examples=[["Figures: Example Archive, CC-BY 4.0"]])
    """Credit lines for sources that ask for one, shown at the foot of the report."""


class Output(Record):
    """Where the results go; paths are relative to this file."""

    site: Text = Field(default="public", examples=["public"])
    """The folder of all releases: what is uploaded."""
    work: Text = Field(default=".pellucid", examples=[".pellucid"])
    """The folder for what must never be published: rejects, reconciliation, cache."""
    base_url: BaseUrl | None = Field(default=None, examples=["https://transparency.messenger.example/"])
    """The site's address, for the feed and for links to it. It ends with a slash."""


class Engine(Record):
    """What does the counting."""

    name: Literal["duckdb", "spark"] = Field(default="duckdb", examples=["duckdb"])
    """The engine's name. spark is for logs that one machine can't count: see docs/spark.md."""
    remote: Text | None = Field(default=None, examples=["sc://host:15002"])
    """For spark: the address of a Spark Connect server."""
    memory_limit: MemoryLimit | None = Field(default=None, examples=["2GB"])
    """For duckdb: how much it may hold in memory; what is more goes to the work folder's disk, encrypted.
    Default: most of the machine's memory."""
    master: Text | None = Field(default=None, examples=["local[2]"])
    """For spark: the master that runs the job; local[*], all cores of this machine, if neither is given."""


class Config(Record):
    """transparency.yaml: what a publisher's reports are made of."""

    publisher: Publisher
    """Who publishes the report."""
    periods: Periods = Periods()
    """The calendar spans that reports are about."""
    logs: tuple[LogConfig, ...] = Field(min_length=1)
    """The logs that are counted."""
    request_types: Mapping[Code, OwnRequestType] = Field(
        default_factory=dict,
        examples=[{"garda_letter": {"label": "Garda letter", "family": "data_request"}}],
        json_schema_extra={"additionalProperties": False},
    )
    """The publisher's own types of request, over the built-in list."""
    offence_categories: Mapping[Code, OwnOffenceCategory] = Field(
        default_factory=dict,
        examples=[{"stalking": {"label": "Stalking"}}],
        json_schema_extra={"additionalProperties": False},
    )
    """The publisher's own offence categories, over the built-in list."""
    labels: OpenLabels = OpenLabels()
    """Names of codes that stand on no list, by column. Without one, a code is shown by its own words."""
    counting: Counting = Counting()
    """How records become figures."""
    policies: tuple[Policy, ...] = ()
    """What was allowed when: the versions of the disclosure policy, in order of date once checked."""
    data_held: tuple[DataHeld, ...] = ()
    """What data is collected, why, and how long it is kept."""
    events: tuple[Event, ...] = ()
    """Dated events on the time line and on the trends."""
    breaks: tuple[Break, ...] = ()
    """Changes of method: they cut trend lines, and no change across them is computed."""
    confidentiality: Confidentiality = Confidentiality()
    """What is withheld."""
    report: ReportConfig = ReportConfig()
    """What the report looks like."""
    output: Output = Output()
    """Where the results go."""
    engine: Engine = Engine()
    """What does the counting."""

    _origin: Origin = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401 - pydantic's signature
        """Keep the origin that the validation was given as its context."""
        self._origin = context

    def counted_by(self, engine: str | None) -> Config:
        """The configuration with another engine; the addresses are Spark's."""
        if engine is None or engine == self.engine.name:
            return self
        return self.model_copy(update={"engine": Engine.model_validate({"name": engine})})

    @property
    def path(self) -> Path:
        """The configuration file."""
        return self._origin.path

    @property
    def root(self) -> Path:
        """The folder that the configuration's paths are relative to."""
        return self._origin.root

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes."""
        return self._origin.sha256

    @property
    def lines(self) -> Mapping[KeyPath, int]:
        """The line of every key and list item, by its path in the file."""
        return self._origin.lines

    @property
    def site(self) -> Path:
        """The folder of all releases."""
        return self.root / self.output.site

    @property
    def work(self) -> Path:
        """The folder for what must never be published."""
        return self.root / self.output.work

    def fault(
        self, key_path: KeyPath, reason: str, got: str | None = None, mend: str | None = None
    ) -> ConfigFault:
        """Make a fault at a key of the file, with the line of the nearest key that stands there."""
        return self._origin.fault(key_path, reason, got, mend)
