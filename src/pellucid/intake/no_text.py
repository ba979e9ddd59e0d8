"""What stands where bytes are no text in their encoding, so that reading goes on."""

from __future__ import annotations

import codecs

MARK = "pellucid-mark"  # the name by which a decoder knows what to do with them
NO_TEXT = "\udcff"
_NO_UTF_8 = b"\xff"


def _mark(error: UnicodeError) -> tuple[str | bytes, int]:
    """Go on after bytes that are no text; surrogateescape can't where one of them is below 128.

    What so became no text stays none when it is encoded.
    """
    if isinstance(error, UnicodeDecodeError):
        return NO_TEXT, error.end
    if isinstance(error, UnicodeEncodeError):
        return _NO_UTF_8 * (error.end - error.start), error.end
    raise error


codecs.register_error(MARK, _mark)
