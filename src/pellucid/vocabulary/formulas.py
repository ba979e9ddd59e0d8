"""A text in; the text as no spreadsheet takes it for a formula out."""

from __future__ import annotations

# Characters with which a spreadsheet starts a formula, full-width forms included (OWASP, "CSV Injection").
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001


def inert(text: str) -> str:
    """Put an apostrophe in front of a text that would run."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
