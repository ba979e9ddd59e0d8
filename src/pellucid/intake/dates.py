"""The text of a date or a time in; the local day and the instant out, as expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from pellucid.engine import Reader

ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"
ISO_LOCAL = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$"
ISO_ZONE = r" ?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$"
ISO_ZONED = rf"^\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,9}})?)?{ISO_ZONE}"

ISO, EXCEL, EXCEL_1904 = "iso", "excel", "excel1904"
_IN_WORDS = {
    ISO: "2025-12-31 or 2025-12-31T23:59:59+01:00",
    EXCEL: "45658 (a day's number in Excel)",
    EXCEL_1904: "44196 (a day's number in Excel's calendar from 1904)",
}
# Day 0 of each calendar, as seconds from 1970; Excel's 1900 has a 29 February, so that it begins a day early.
_EXCEL_DAY_0 = {EXCEL: -25_569 * 86_400, EXCEL_1904: -24_107 * 86_400}
_NUMBER = r"^\d{1,6}(\.\d{1,12})?$"
_NAMED_ZONE = r"(^|[^A-Za-z])(UTC|GMT)([^A-Za-z]|$)"
_EIGHT_DIGITS = r"(^|\D)\d{8}(\D|$)"
EARLIEST = "1000-01-01"  # a year of two digits is no year of four
_FIRST_SURE_DAY = 61  # 1 March 1900


@dataclass(frozen=True)
class Moment:
    """A time as two expressions, null where the text is no date.

    day: the date that calendars in the report's time zone show. utc: the instant, as UTC without a zone.
    """

    day: ir.DateValue
    utc: ir.TimestampValue


@dataclass(frozen=True)
class DateReader:
    """How a log writes its dates; a time without a zone is in `zone`.

    forms: strftime patterns, or ISO, EXCEL or EXCEL_1904, of which the first that fits counts; none: ISO.
    rivals: two groups of forms that a file's dates fit alike; what they read as different days is not read.
    """

    engine: Reader
    zone: str
    forms: tuple[str, ...] = ()
    rivals: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """The forms, for an error's text."""
        forms = [*(self.forms or (() if self.rivals else (ISO,))), *(group[0] for group in self.rivals)]
        return " or ".join(_IN_WORDS.get(form, form) for form in forms)

    def read(self, text: ir.StringValue, written: ir.StringValue | None = None) -> Moment:
        """Day and instant of a stripped text; `written`, as it stands in the log, may be quicker to read."""
        moments = [
            self._quick(text, written) if form == ISO and written is not None else self.by_form(text, form)
            for form in self.forms or (() if self.rivals else (ISO,))
        ]
        if self.rivals:
            moments = [*map(_of_four_digits, moments), self._agreed(text)]
        return _first(moments)

    def is_ambiguous(self, text: ir.StringValue) -> ir.BooleanValue:
        """Whether a stripped text is one day by one of the rivals and another day by the other."""
        if not self.rivals:
            return ibis.literal(value=False)
        one, other = (self.by_forms(text, group) for group in self.rivals)
        return (one.day != other.day).fill_null(ibis.literal(value=False))

    def _agreed(self, text: ir.StringValue) -> Moment:
        one, other = (self.by_forms(text, group) for group in self.rivals)
        unclear = self.is_ambiguous(text)
        return Moment(
            ibis.ifelse(unclear, ibis.null("date"), ibis.coalesce(one.day, other.day)),
            ibis.ifelse(unclear, ibis.null("timestamp"), ibis.coalesce(one.utc, other.utc)),
        )

    def by_forms(self, text: ir.StringValue, forms: tuple[str, ...]) -> Moment:
        """Read by the first of several forms that fits."""
        return _first([self.by_form(text, form) for form in forms])

    def by_form(self, text: ir.StringValue, form: str) -> Moment:
        """Read by one form."""
        if form == ISO:
            return self._iso(text)
        if form in _EXCEL_DAY_0:
            return self._at_local(_by_number(text, _EXCEL_DAY_0[form]))
        if "%Y%m%d" in form:  # the engine takes 2025105 for 5 October
            text = ibis.ifelse(text.re_search(_EIGHT_DIGITS), text, ibis.null(str))
        if (
            "%Z" in form
        ):  # BST is British and Bangladeshi, IST Indian, Irish and Israeli, and no summer is known
            text = ibis.ifelse(text.re_search(_NAMED_ZONE), text, ibis.null(str))
        if "%z" in form.lower():
            # The engine gives an instant where the pattern has a zone.
            utc = self.engine.time_by_pattern(text, form).cast("timestamp('UTC')").cast("timestamp")
            return Moment(self.engine.local(utc, self.zone).date(), utc)
        return self._at_local(self.engine.time_by_pattern(text, form))

    def _at_local(self, local: ir.TimestampValue) -> Moment:
        return Moment(local.date(), self.engine.instant(local, self.zone))

    def _quick(self, text: ir.StringValue, written: ir.StringValue) -> Moment:
        """A day that says again what is written needs no pattern, which costs ten times as much."""
        day, slow = written.try_cast("date"), self._iso(text)
        # Of what the engine says alike, infinity and the year 12025 are no days to us.
        said_again = (day.cast("string") == written) & (written.length() == len("2025-12-31"))
        return Moment(
            ibis.ifelse(said_again, day, slow.day),
            ibis.ifelse(said_again, self.engine.instant(day.cast("timestamp"), self.zone), slow.utc),
        )

    def _iso(self, text: ir.StringValue) -> Moment:
        """A text of ten characters is a day, a longer one a time; a log mostly holds one of the two."""
        only_day = text.length() == len("2025-12-31")
        day, time = _cast_where(text, ISO_DAY, "date"), self._iso_time(text)
        return Moment(
            ibis.ifelse(only_day, day, time.day),
            ibis.ifelse(only_day, self.engine.instant(day.cast("timestamp"), self.zone), time.utc),
        )

    def _iso_time(self, text: ir.StringValue) -> Moment:
        local = _cast_where(text, ISO_LOCAL, "timestamp")
        zoned = _cast_where(text, ISO_ZONED, "timestamp('UTC')", _with_seconds(text)).cast("timestamp")
        day = ibis.coalesce(local.date(), self.engine.local(zoned, self.zone).date())
        return Moment(day, ibis.coalesce(self.engine.instant(local, self.zone), zoned))


def _first(moments: list[Moment]) -> Moment:
    """The first moment that there is."""
    if len(moments) == 1:
        return moments[0]
    return Moment(
        ibis.coalesce(*(moment.day for moment in moments)), ibis.coalesce(*(moment.utc for moment in moments))
    )


def _of_four_digits(moment: Moment) -> Moment:
    """The moment, unless its year was written with two digits: another form may read it."""
    old = (moment.day < ibis.date(EARLIEST)).fill_null(ibis.literal(value=False))
    return Moment(
        ibis.ifelse(old, ibis.null("date"), moment.day), ibis.ifelse(old, ibis.null("timestamp"), moment.utc)
    )


def _cast_where(
    text: ir.StringValue, pattern: str, to: str, spelled: ir.StringValue | None = None
) -> ir.Value:
    """Cast what has the form, or what it is spelled as; a cast alone takes 2025-1-5 and other guesses."""
    cast = (text if spelled is None else spelled).try_cast(to)
    return ibis.ifelse(text.re_search(pattern), cast, ibis.null(to))


def _with_seconds(text: ir.StringValue) -> ir.StringValue:
    """The engine casts a time with a zone only where it has seconds, and no blank before the zone."""
    return text.re_replace(rf"^(.{{16}}){ISO_ZONE}", r"\1:00\2").re_replace(ISO_ZONE, r"\1")


def _by_number(text: ir.StringValue, day_0: int) -> ir.TimestampValue:
    """The time that a number of days says, to the second."""
    days = ibis.ifelse(text.re_search(_NUMBER), text.try_cast("float64"), ibis.null("float64"))
    seconds = (days * 86_400).round().cast("int64") + day_0
    known = ibis.ifelse(days >= _FIRST_SURE_DAY, seconds, ibis.null("int64"))
    return ibis.timestamp("1970-01-01 00:00:00") + known.as_interval("s")
