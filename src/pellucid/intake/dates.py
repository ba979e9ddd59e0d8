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
ISO_ZONED = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)? ?(Z|[+-]\d{2}(:?\d{2})?)$"


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

    def read(self, text: ir.StringValue) -> Moment:
        """Day and instant of a stripped text."""
        if self.pattern is None:
            return self._iso(text)
        if "%z" in self.pattern.lower():
            utc = self.engine.time_by_pattern(text, self.pattern)
            return Moment(self.engine.local(utc, self.zone).date(), utc)
        local = self.engine.time_by_pattern(text, self.pattern)
        return Moment(local.date(), self.engine.instant(local, self.zone))

    def _iso(self, text: ir.StringValue) -> Moment:
        """Patterns are held against the text first: casts alone take 2025-1-5 and other guesses."""
        is_day = text.re_search(ISO_DAY)
        is_local = text.re_search(ISO_LOCAL)
        is_zoned = text.re_search(ISO_ZONED)
        only_day = ibis.ifelse(is_day, text, ibis.null(str)).try_cast("date")
        local = ibis.ifelse(is_local | is_day, text, ibis.null(str)).try_cast("timestamp")
        zoned = ibis.ifelse(is_zoned, text, ibis.null(str)).try_cast("timestamp('UTC')").cast("timestamp")
        day = ibis.cases(
            (is_day, only_day),
            (is_local, local.date()),
            (is_zoned, self.engine.local(zoned, self.zone).date()),
            else_=ibis.null("date"),
        )
        utc = ibis.ifelse(is_zoned, zoned, self.engine.instant(local, self.zone))
        return Moment(day, utc)
