"""Nothing in; a start and an end of the program in which Python does not look for garbage, out.

What is imported stays until the end: to look through all of it again and again, and once more when the
program ends, takes a small build a fifth of its time.
"""

from __future__ import annotations

import gc


def leave_lie() -> None:
    """Look for no garbage while the libraries are imported."""
    gc.disable()


def look_again() -> None:
    """From here on look for garbage, where that was put off, but not in what has been imported."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def leave_all() -> None:
    """Let what is there go with the process."""
    gc.freeze()
