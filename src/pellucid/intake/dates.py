"""The text of a date or a time in; the local day and the instant out, as expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from pellucid.engine import Engine

ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"
ISO_LOCAL = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$"
ISO_ZONE = r" ?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$"
ISO_ZONED = rf"^\d{{4}}-\d{{2}}-\d{{2}}[T ]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,9}})?)?{ISO_ZONE}"


@dataclass(frozen=True)
class Moment:
    """A time as two expressions, null where the text is no date.

    day: the date that calendars in the report's time zone show. utc: the instant, as UTC without a zone.
    """

    day: ir.DateValue
    utc: ir.TimestampValue


@dataclass(frozen=True)
class DateReader:
    """How a log writes its dates: by a strftime pattern, else ISO 8601; without a zone they are in `zone`."""

    engine: Engine
    zone: str
    pattern: str | None

    @property
    def words(self) -> str:
        """The form, for an error's text."""
        return self.pattern or "2025-12-31 or 2025-12-31T23:59:59+01:00"

    def read(self, text: ir.StringValue, written: ir.StringValue | None = None) -> Moment:
        """Day and instant of a stripped text; `written`, as it stands in the log, may be quicker to read."""
        if self.pattern is None:
            return self._iso(text) if written is None else self._quick(text, written)
        if "%z" in self.pattern.lower():
            # The engine gives an instant where the pattern has a zone.
            utc = self.engine.time_by_pattern(text, self.pattern).cast("timestamp('UTC')").cast("timestamp")
            return Moment(self.engine.local(utc, self.zone).date(), utc)
        local = self.engine.time_by_pattern(text, self.pattern)
        return Moment(local.date(), self.engine.instant(local, self.zone))

    def _quick(self, text: ir.StringValue, written: ir.StringValue) -> Moment:
        """A day that says again what is written needs no pattern, which costs ten times as much."""
        day, slow = written.try_cast("date"), self._iso(text)
        said_again = day.cast("string") == written
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


def _cast_where(
    text: ir.StringValue, pattern: str, to: str, spelled: ir.StringValue | None = None
) -> ir.Value:
    """Cast what has the form, or what it is spelled as; a cast alone takes 2025-1-5 and other guesses."""
    cast = (text if spelled is None else spelled).try_cast(to)
    return ibis.ifelse(text.re_search(pattern), cast, ibis.null(to))


def _with_seconds(text: ir.StringValue) -> ir.StringValue:
    """The engine casts a time with a zone only where it has seconds, and no blank before the zone."""
    return text.re_replace(rf"^(.{{16}}){ISO_ZONE}", r"\1:00\2").re_replace(ISO_ZONE, r"\1")
