"""The catalogue of what can be wrong with a cell or a row: code, reason and mend in one place."""

from __future__ import annotations

from pellucid.intake.schema import Check

MISSING = Check(
    "missing", "missing_value", "`{column}` is empty, and every record needs it", "fill the cell in the log"
)
NOT_A_DATE = Check(
    "not_a_date",
    "not_a_date",
    "not a date that exists, in the form {allowed}",
    "correct the date, or set the log's date_format to the form it is written in; a zone is written as an "
    "offset, such as +01:00",
)
NOT_A_PERIOD = Check(
    "not_a_period",
    "not_a_date",
    "not a period that is understood, such as {allowed}",
    "correct it, or say under `values: {{period: …}}` of this log which one it is",
)
AMBIGUOUS_DATE = Check(
    "ambiguous_date",
    "ambiguous_date",
    "this date can be read in two ways, as all dates of the file that have its form: {other}",
    "set the log's `date_format` to the one that is meant: {allowed}",
)
IN_THE_FUTURE = Check(
    "in_the_future",
    "in_the_future",
    "the date lies after today ({allowed})",
    "correct the date; a record can't be received or closed before it happens",
)
TOO_EARLY = Check(
    "too_early",
    "out_of_range",
    "the date lies before 1970",
    "correct the year; two-digit years are not understood",
)
NOT_A_COUNT = Check(
    "not_a_count",
    "not_a_number",
    "not a whole number",
    "write digits only, such as 3, without a unit or decimals; a part of a record is no count",
)
NOT_A_BAND = Check(
    "not_a_band",
    "not_a_number",
    "neither a whole number nor a band such as 0-249",
    "write digits only, or the lower and upper end of the band with a hyphen between",
)
NEGATIVE = Check(
    "negative", "out_of_range", "a count can't be negative", "correct the number; a count starts at 0"
)
TOO_LARGE = Check(
    "too_large",
    "out_of_range",
    "larger than 999,999,999,999",
    "correct the number; no log counts that many",
)
UNKNOWN_CODE = Check(
    "unknown_code",
    "unknown_code",
    "not a code of `{column}`",
    "use one of {allowed}, or map the word under `values` of this log{nearest}",
)
UNKNOWN_COUNTRY = Check(
    "unknown_country",
    "unknown_country",
    "not a country code or English country name that is known",
    "use the ISO 3166-1 code, or map the word under `values: {{country: …}}` of this log{nearest}",
)
NOT_A_FLAG = Check(
    "not_a_flag", "unknown_code", "neither yes nor no", "write yes or no (or true, false, 1, 0)"
)
TOO_LONG = Check(
    "too_long",
    "out_of_range",
    "longer than 80 characters",
    "shorten it: this column is published as a code or label, not as prose",
)
MALFORMED = Check(
    "malformed",
    "malformed_row",
    "the row can't be read: {value}",
    "correct the row in the log; a cell with a delimiter, quote or line break must stand in quotes",
)
BAD_ENCODING = Check(
    "bad_encoding",
    "bad_encoding",
    "the row has bytes that are not {allowed}",
    "name the file's encoding under `csv: {{encoding: …}}`, or save the file as UTF-8",
)
DUPLICATE = Check(
    "duplicate",
    "duplicate",
    "the same record stands at {other}; that one counts",
    "nothing to do, unless this is a record of its own: then give it an id of its own",
)
UPDATED = Check(
    "updated",
    "duplicate",
    "a later record of the same id, at {other}, says something else ({allowed}); that one counts",
    "nothing to do: it is an update, and the log's `duplicates: latest` takes it as one",
)
NOT_THE_FIRST = Check(
    "not_the_first",
    "duplicate",
    "the first record of the same id, at {other}, says something else ({allowed}); that one counts",
    "nothing to do, unless this is an update: then choose `duplicates: latest` for this log",
)
CONTRADICTING = Check(
    "contradicting",
    "contradicting_duplicate",
    "the record at {other} has the same id and says something else",
    "correct or remove one of them, or choose `duplicates: latest` or `first` for this log",
)

# With these nobody knows what the cell says.
UNREAD = frozenset({NOT_A_DATE, NOT_A_PERIOD, AMBIGUOUS_DATE, NOT_A_COUNT, NOT_A_BAND})
CELL_CHECKS = (
    MISSING,
    NOT_A_DATE,
    NOT_A_PERIOD,
    AMBIGUOUS_DATE,
    IN_THE_FUTURE,
    TOO_EARLY,
    NOT_A_COUNT,
    NOT_A_BAND,
    NEGATIVE,
    TOO_LARGE,
    UNKNOWN_CODE,
    UNKNOWN_COUNTRY,
    NOT_A_FLAG,
    TOO_LONG,
    MALFORMED,
    BAD_ENCODING,
    DUPLICATE,
    UPDATED,
    NOT_THE_FIRST,
    CONTRADICTING,
)
