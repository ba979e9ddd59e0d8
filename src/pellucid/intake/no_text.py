"""What stands where bytes are no text in their encoding, so that reading goes on."""

from __future__ import annotations

import codecs

MARK = "pellucid-mark"  # the name by which a decoder knows what to do with them
NO_TEXT = "\udcff"


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Go on after bytes that are no text; surrogateescape can't where one of them is below 128."""
    if isinstance(error, UnicodeDecodeError):
        return NO_TEXT, error.end
    raise error


codecs.register_error(MARK, _mark)
