"""Takes an error of the operating system; gives the ending that names the path and says how to mend it."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pellucid.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = "free some space, then build again; what was published before is untouched"
FORBIDDEN_MEND = "give the user who builds the right to write there, or name another folder in output"
_NO_FOLDER = "move the file away, or name another folder in output"

MENDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "raise the limit on the size of files (ulimit -f), then build again",
    errno.EACCES: FORBIDDEN_MEND,
    errno.EPERM: FORBIDDEN_MEND,
    errno.EROFS: "mount the file system for writing, or name another folder in output",
    errno.EXDEV: "remove what is there (in a container it may belong to the image), then build again",
    errno.EEXIST: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
}


FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTDIR})


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """End the run with a path and a mend when the system refuses something.

    Raises:
        EnvironmentFailure: an OSError inside; the path that the system named goes before `path`.

    """
    try:
        yield
    except OSError as error:
        named = error.filename2 or error.filename  # of a rename: the target before the source
        where = named if isinstance(named, str) else str(path)
        raise EnvironmentFailure(_reason(error), where=where, mend=MENDS.get(error.errno or 0)) from error


def _reason(error: OSError) -> str:
    if error.errno in _IN_THE_WAY:
        return "there is a file where a folder must be"
    text = error.strerror or type(error).__name__
    return text[0].lower() + text[1:]
