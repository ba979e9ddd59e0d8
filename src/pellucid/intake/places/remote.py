"""Addresses in object storage or on the web in; files out, by fsspec and its drivers.

Who may read them is the environment's matter (AWS_ACCESS_KEY_ID and so on).
What an address holds beside the path, such as a signature, is used and never shown.
"""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from pellucid.errors import EnvironmentFailure, LogUnreadable, UsageError
from pellucid.intake.places.found import Found, is_left_beside, partition_of

if TYPE_CHECKING:
    from pellucid.intake.places.found import Pattern

# Protocol -> the extra that reads it.
EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gs",
    "gcs": "gs",
    "az": "az",
    "abfs": "az",
    "abfss": "az",
    "https": "https",
    "http": "https",
}
_BLOCK = 1 << 23
_WEB = {"https", "http"}  # a ? there begins the query, and is no pattern
# What servers say of one state of a file, by what drivers call it.
_STATE = ("size", "ETag", "etag", "generation", "LastModified", "Last-Modified", "last_modified", "mtime")
_GONE = {404, 410}
_REFUSED = {401, 403, 407}


@dataclass(frozen=True)
class Remote:
    """A file in a file system of fsspec. shown: its address without what is secret."""

    system: Any
    path: str
    shown: str
    _first: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its last name, without a query."""
        return PurePosixPath(urlsplit(self.path).path if "://" in self.path else self.path).name

    @cached_property
    def size(self) -> int:
        """As the server says it; -1 where it doesn't."""
        try:
            size = self.system.info(self.path)["size"]
        except Exception as error:  # noqa: BLE001 - each driver has errors of its own
            fail(error, self.shown)
        return -1 if size is None else int(size)

    def open_bytes(self) -> IO[bytes]:
        """Open it; a part is fetched when it is read.

        Raises:
            LogUnreadable: it is not there.
            EnvironmentFailure: the server does not answer, refuses, or has another file there than at first.

        """
        try:
            known = self.system.info(self.path)
            file = self.system.open(self.path, "rb", block_size=_BLOCK if self._in_parts else 0)
        except Exception as error:  # noqa: BLE001 - each driver has errors of its own
            fail(error, self.shown)
        state = tuple(str(known.get(key)) for key in _STATE)
        if self._first.setdefault(self.path, state) != state:
            file.close()
            raise _changed(self.shown)
        return io.BufferedReader(_Fetching(file, self.shown), _BLOCK)

    @cached_property
    def _in_parts(self) -> bool:
        """Whether the server gives parts of a file: all do but some on the web, which are asked for one."""
        if self.shown.partition("://")[0] not in _WEB:
            return True
        with self.system.open(self.path, "rb", block_size=_BLOCK) as file:
            try:
                file.seek(-1, io.SEEK_END)
                file.read(1)
            except ValueError:
                return False
        return True


def is_remote(text: str) -> bool:
    """Whether this is an address of a kind that may be read."""
    return "://" in text


def shown_address(text: str) -> str:
    """An address without user, password and query, which may be secret."""
    scheme, mark, rest = text.partition("://")
    if scheme in _WEB:
        rest = rest.partition("?")[0].partition("#")[0]
    host, slash, path = rest.partition("/")
    return (
        f"{scheme}{mark}{host.rpartition('@')[2] if scheme not in {'abfs', 'abfss'} else host}{slash}{path}"
    )


def remote_files(pattern: Pattern, text: str) -> list[Found]:
    """The files that an address names; a pattern's in order of name.

    Raises:
        UsageError: the driver is not installed, or there is no such file.
        EnvironmentFailure: the server does not answer, or refuses.

    """
    scheme = text.partition("://")[0].lower()
    if scheme not in EXTRAS:
        known = ", ".join(f"{name}://" for name in ("s3", "gs", "az", "https"))
        raise pattern.refused(f"{scheme}:// can't be read", f"use one of {known}, or a local path")
    _refuse_password(pattern, text)
    system, path = _connect(pattern, scheme, text)
    paths = [path] if scheme in _WEB else _matching(system, path, pattern)
    if not paths:
        raise pattern.refused("no log found", "correct the address, or put the log there")
    return [_found(system, scheme, one) for one in paths]


def _refuse_password(pattern: Pattern, text: str) -> None:
    host = text.partition("://")[2].partition("/")[0]
    if ":" in host.rpartition("@")[0]:
        mend = "take it out, and give it in the environment: see docs/logs.md"
        raise pattern.refused("a password has no place in the configuration", mend)


def _connect(pattern: Pattern, scheme: str, text: str) -> tuple[Any, str]:
    import fsspec  # noqa: PLC0415 - only where a log is elsewhere

    try:
        system, path = fsspec.core.url_to_fs(text, use_listings_cache=False)
    except ImportError:
        mend = f"pip install 'pellucid[{EXTRAS[scheme]}]'"
        raise UsageError(
            f"reading {scheme}:// needs a driver that is not installed",
            where=pattern.where,
            got=pattern.shown,
            mend=mend,
        ) from None
    except Exception as error:  # noqa: BLE001 - each driver has errors of its own
        fail(error, pattern.shown)
    return system, path


def _matching(system: Any, path: str, pattern: Pattern) -> list[str]:  # noqa: ANN401 - fsspec has no types
    is_pattern = any(mark in path for mark in "*?[")
    try:
        # A plain path is taken as it is, so that its brackets are no pattern.
        kind = _kind(system, path)
        if kind == "file":
            return [path]
        found = system.glob(path, detail=True) if is_pattern else {}
    except Exception as error:  # noqa: BLE001 - each driver has errors of its own
        fail(error, pattern.shown)
    if kind and not is_pattern:
        mend = f"name the files in it, such as {pattern.shown.rstrip('/')}/*.csv"
        raise pattern.refused("this is a folder, not a log", mend)
    return sorted(one for one, known in found.items() if known["type"] == "file" and not is_left_beside(one))


def _kind(system: Any, path: str) -> str | None:  # noqa: ANN401
    """Whether it is a file or a folder; None where nothing is."""
    with contextlib.suppress(FileNotFoundError):
        return str(system.info(path)["type"])
    return None


def _found(system: Any, scheme: str, path: str) -> Found:  # noqa: ANN401
    shown = shown_address(path if "://" in path else f"{scheme}://{path}")
    return Found(shown, Remote(system, path, shown), partition_of(shown.partition("://")[2]))


def fail(error: Exception, shown: str) -> NoReturn:
    """Say what the server said, by its kind alone: its words may hold an address with a signature."""
    cause = _cause(error)
    name, status = type(cause).__name__, getattr(cause, "status", None)
    if isinstance(cause, FileNotFoundError) or status in _GONE:
        raise LogUnreadable("the log is not there", where=shown, mend="correct `paths`") from None
    if name == "FileExpired":
        raise _changed(shown) from None
    if isinstance(cause, PermissionError) or "Credentials" in name or status in _REFUSED:
        mend = "set the environment's credentials for it: see docs/logs.md"
        raise EnvironmentFailure("the server refuses to give the log", where=shown, mend=mend) from None
    mend = "see that the address is right and the server can be reached, and run again"
    raise EnvironmentFailure(
        f"the log can't be fetched ({f'the server says {status}' if status else name})",
        where=shown,
        mend=mend,
    ) from None


def _cause(error: Exception) -> BaseException:
    """What really happened: the driver for the web says of everything that the file is not there."""
    cause = error.__cause__
    from_web = cause is not None and type(cause).__module__.startswith("aiohttp")
    return cause if cause is not None and from_web else error


def _changed(shown: str) -> EnvironmentFailure:
    return EnvironmentFailure("the log changed while it was being read", where=shown, mend="run again")


class _Fetching(io.RawIOBase):
    """A file whose driver's errors are said in our words."""

    def __init__(self, file: Any, shown: str) -> None:  # noqa: ANN401
        self._file = file
        self._shown = shown

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """Whether the server gives parts."""
        return self._file.size is not None

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a byte."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """Where it stands."""
        return int(self._file.tell())

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there are room for."""
        view = memoryview(buffer)
        try:
            block = self._file.read(len(view))
        except Exception as error:  # noqa: BLE001 - each driver has errors of its own
            fail(error, self._shown)
        view[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the connection, too."""
        self._file.close()
        super().close()
