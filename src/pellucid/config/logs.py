"""The records of transparency.yaml's `logs`: which files, of which kind, and how they are to be read."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations of this module
from typing import Annotated, Literal, TypeVar

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator

from pellucid.config.record import Record
from pellucid.config.scalars import (
    DateFormat,
    Encoding,
    NoRepeats,
    OneCharacter,
    Pattern,
    Template,
    Text,
    Thousands,
    Way,
    WholeNumber,
    wrong,
)

LogKind = Literal["legal_requests", "removal_orders", "user_reports", "statements_of_reasons", "counts"]
CountedKind = Literal["legal_requests", "removal_orders", "user_reports"]


T = TypeVar("T")


class Constant(Record):
    """A value for every row of a log that has no such column."""

    constant: str = Field(examples=["_U"])
    """The value."""


class Composed(Record):
    """A value that is put together from cells of the row."""

    text: Template = Field(examples=["{year}-H{half}"])
    """Text with the log's columns in braces, and {@file}, the file's name, and {@line}, the row's line."""
    match: Pattern | None = Field(default=None, examples=["^(\\d{4}-\\d{2})"])
    """A regular expression: its first group, or all that it matches, is the value."""


class Sum(Record):
    """A number that is the sum of several of the log's columns."""

    sum: Annotated[tuple[Text, ...], NoRepeats] = Field(
        min_length=1, examples=[["content_provided", "other_data_provided"]]
    )
    """The columns to add up; where one of them is empty, so is the sum."""


def _shape(value: object) -> str:
    if isinstance(value, Constant | Composed | Sum):
        return f"({type(value).__name__.lower()})"
    if not isinstance(value, dict):
        return "(column)"
    return "(sum)" if "sum" in value else "(composed)" if {"text", "match"} & value.keys() else "(constant)"


TheirColumn = Annotated[
    Annotated[Text, Tag("(column)")]
    | Annotated[Constant, Tag("(constant)")]
    | Annotated[Composed, Tag("(composed)")]
    | Annotated[Sum, Tag("(sum)")],
    Discriminator(_shape),
]
_Texts = Annotated[tuple[str, ...], Field(min_length=1)]


def _how_many(value: object) -> str:
    return "(several)" if isinstance(value, list | tuple) else "(one)"


DateForms = Annotated[
    Annotated[DateFormat, Tag("(one)")]
    | Annotated[tuple[DateFormat, ...], Field(min_length=1), Tag("(several)")],
    Discriminator(_how_many),
]


class CsvConfig(Record):
    """How a CSV log is written; what is not said here is found out and reported."""

    delimiter: OneCharacter | None = Field(default=None, examples=[";"])
    """The character between cells."""
    encoding: Encoding | None = Field(default=None, examples=["cp1251"])
    """The text encoding of the file."""
    decimal: Literal[".", ","] | None = Field(default=None, examples=[","])
    """The decimal mark of numbers."""
    thousands: Thousands | None = Field(default=None, examples=[","])
    """The mark between groups of three digits: a comma, a point, an apostrophe or a blank."""
    skip_lines: WholeNumber = Field(default=0, ge=0, examples=[1])
    """How many lines at the beginning are neither header nor records."""
    header: Annotated[tuple[Text, ...], NoRepeats] = Field(
        default=(), examples=[["id", "date", "country", "type"]]
    )
    """The columns of a file that has no header row."""

    @field_validator("thousands")
    @classmethod
    def _not_the_decimal_mark(cls, thousands: str | None, info: ValidationInfo) -> str | None:
        if thousands and thousands == info.data.get("decimal"):
            raise wrong("this is the decimal mark too", "leave out the one that the log doesn't use")
        return thousands


class RowsConfig(Record):
    """Which rows are records; the others are set aside before anything in them is checked.

    By the log's own columns, with texts as they stand there; an empty text is an empty cell.
    """

    keep: Mapping[Text, _Texts] = Field(default_factory=dict, examples=[{"level": ["total"]}])
    """Rows that count: each of these columns holds one of its texts."""
    leave_out: Mapping[Text, _Texts] = Field(default_factory=dict, examples=[{"value": ["N/A", ""]}])
    """Rows that don't count: any of these columns holds one of its texts."""
    totals: Mapping[Text, _Texts] = Field(default_factory=dict, examples=[{"Month": ["Total", "Totals"]}])
    """Rows that repeat the sum of others: any of these columns holds one of its texts. They don't count, and
    `check` says where they differ from the rows that do."""

    @property
    def words(self) -> tuple[str, ...]:
        """The columns that are named."""
        return tuple(dict.fromkeys((*self.keep, *self.leave_out, *self.totals)))


class SectionConfig(Record):
    """Which of several tables below each other in a file of delimited text is the log."""

    after: tuple[Text, ...] = Field(min_length=1, examples=[["Legal", "Total"]])
    """First cells of rows above the table, from the top: the next row that is not empty is its header."""
    until: Text | None = Field(default=None, examples=["Total"])
    """The first cell of the first row below the table, where that is not a title alone in its row."""


class LogConfig(Record):
    """A set of files of one kind, with one record a row."""

    kind: LogKind = Field(examples=["legal_requests"])
    """What the rows are."""
    paths: tuple[Text, ...] = Field(min_length=1, examples=[["logs/legal_requests/*.csv"]])
    """The files, as paths or patterns relative to this file, or as addresses: see docs/logs.md."""
    sheet: Text | None = Field(default=None, examples=["Requests 2025"])
    """For workbooks (.xlsx): the sheet that is the log, where there are several."""
    table: Text | None = Field(default=None, examples=["requests"])
    """For databases: the table or view that is the log, where there are several."""
    records: Way | None = Field(default=None, examples=[["data", "{country}"]])
    """For JSON documents (.json): the keys that lead to the records, from the outside in. `{word}` is any
    key, which is a cell of the column `word`."""
    columns: Mapping[str, TheirColumn] = Field(
        default_factory=dict, examples=[{"request_id": "Ticket", "country": {"constant": "_U"}}]
    )
    """The log's own column names, as ours: theirs; `ours: {constant: value}` where it has none,
    `ours: {text: …}` or `ours: {sum: […]}` where it takes several."""
    section: SectionConfig | None = None
    """Which part of the file is the log, where tables stand below each other."""
    rows: RowsConfig = RowsConfig()
    """Which rows are records, where not all are."""
    values: Mapping[str, Mapping[str, str]] = Field(
        default_factory=dict, examples=[{"country": {"UK": "GB"}}]
    )
    """For a column of ours: the log's own spellings and the codes that they stand for, as theirs: ours."""
    date_format: DateForms | None = Field(default=None, examples=["%d.%m.%Y"])
    """How dates are written: a pattern, iso (2025-12-31), excel (a day's number), or a list of forms of which
    the first that fits counts. What is not said here is found out and reported."""
    csv: CsvConfig = CsvConfig()
    """How the CSV is written, where it shouldn't be found out."""
    duplicates: Literal["reject", "latest", "first", "add"] = Field(default="reject", examples=["latest"])
    """Which of several records with one id counts: reject (of exact copies one, of contradicting ones none),
    latest or first. For counts only, add: rows about the same are parts of one figure."""
    of: CountedKind | None = Field(default=None, validate_default=True, examples=["removal_orders"])
    """For counts only: the kind whose measures the rows hold. Default: legal_requests."""
    breakdowns: Annotated[tuple[Text, ...], NoRepeats] = Field(default=(), examples=[["reason", "product"]])
    """For counts only: further columns that split the figures."""

    @field_validator("of")
    @classmethod
    def _of_counts(cls, of: CountedKind | None, info: ValidationInfo) -> CountedKind | None:
        if info.data.get("kind") == "counts":
            return of or "legal_requests"
        return _of_counts_only(of, info)

    @field_validator("breakdowns")
    @classmethod
    def _breakdowns_of_counts(cls, breakdowns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return _of_counts_only(breakdowns, info)

    @field_validator("duplicates")
    @classmethod
    def _add_counts_only(cls, duplicates: str, info: ValidationInfo) -> str:
        if duplicates == "add":
            _of_counts_only(duplicates, info)
        return duplicates

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The forms of dates that are said."""
        return (self.date_format,) if isinstance(self.date_format, str) else self.date_format or ()

    @property
    def measured_kind(self) -> str:
        """The kind whose measures this log holds: its own, but for `counts`."""
        return self.of or self.kind


def _of_counts_only(value: T, info: ValidationInfo) -> T:
    kind = info.data.get("kind")
    if value and kind not in {None, "counts"}:
        taken = f"{info.field_name}: add" if value == "add" else info.field_name
        raise wrong(f"only a log of kind counts takes `{taken}`, and this one is {kind}", "leave it out")
    return value
