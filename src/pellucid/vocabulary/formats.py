"""Nothing in; the formats that a release can be written in, by the names that users give them, out."""

from __future__ import annotations

from typing import Literal, get_args

Format = Literal["html", "pdf", "csv", "json", "xlsx", "parquet", "sdmx"]
FORMATS: tuple[Format, ...] = get_args(Format)
