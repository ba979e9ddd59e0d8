"""Takes two paths on one file system; gives each the other's place in a single step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

AT_FDCWD = -100  # linux/fcntl.h: relative paths start at the current folder
RENAME_EXCHANGE = 2  # linux/fs.h

# Kernels and file systems without the exchange answer with one of these.
NOT_OFFERED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(one: Path, other: Path) -> bool:
    """Swap two paths atomically; False where the system does not offer it, and then nothing was done.

    Raises:
        OSError: the system offers it and refused.

    """
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _renameat2() -> Any:  # noqa: ANN401 - a C function, or None
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (
        AttributeError,
        OSError,
        TypeError,
    ):  # not Linux, or an old C library
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    function.restype = ctypes.c_int
    return function
