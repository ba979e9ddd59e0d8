"""A preview in, a site on this machine alone out: pages that load themselves anew when something changes.

The pages are those that `build` would write, but for a script at their end that waits for the next change. It
asks for another script, which is answered when there is one: the pages' own policy forbids anything more.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from pellucid.errors import Ending, EnvironmentFailure
from pellucid.run.watch import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pellucid.run.preview import Preview
    from pellucid.run.watch import Stamps

ADDRESS = "127.0.0.1"
NAMES = frozenset((ADDRESS, "localhost"))  # by any other one, a page from elsewhere may be asking
OWN = "-/"
SCRIPT, WAIT = f"{OWN}preview.js", f"{OWN}wait.js"
PATIENCE = 20.0  # seconds until a page that waits asks again
INTERVAL = 0.05  # seconds between two looks at the disk
AGAIN = 0.05  # seconds until what has changed must have stood still
TYPES = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
WAITER = """addEventListener("load", () => {
  const wait = (seen) => {
    const next = document.createElement("script");
    next.src = `/%(wait)s?seen=${seen}&at=${Date.now()}`;
    next.onerror = () => setTimeout(() => wait(seen), 1000);
    document.head.append(next);
  };
  globalThis.previewWait = wait;
  wait(%(version)d);
});
"""
FAULT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Preview: %(title)s</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 60rem; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.5rem 1rem; }
pre { border-inline-start: 4px solid #c0392b; }
</style>
</head>
<body>
<main>
<h1>%(title)s</h1>
<pre>%(text)s</pre>
<p>%(hint)s</p>
</main>
</body>
</html>
"""
NOT_MADE = "The preview makes no manifest and no earlier versions."
HINT = "A build would end here. The page comes back by itself once this is mended."


@dataclass(frozen=True)
class Answer:
    """A file as it stands after a change; without a content there is none, for the fault or for no reason."""

    version: int
    content: bytes | None = None
    fault: Ending | None = None


class Desk:
    """What the preview's site stands behind: one thing is done at a time, and each change has a number."""

    def __init__(self, preview: Preview, say: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._preview = preview
        self._say = say
        self._clock = clock
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self._told: set[str] = set()
        self.version = 0
        self.fault: Ending | None = None

    def refresh(self) -> None:
        """Bring the site up to date and let the pages know; a fault is shown in their place."""
        begun = self._clock()
        with self._lock:
            self._told.clear()
            try:
                counted = self._preview.refresh()
            except Ending as fault:
                self.fault = fault
                self._tell(fault)
            else:
                self.fault = None
                what = "counted and up to date" if counted else "up to date"
                self._say(f"{what} after {self._clock() - begun:.2f} s")
            with self._changed:
                self.version += 1
                self._changed.notify_all()

    def answer(self, path: str) -> Answer:
        """Give a file, or why there is none, once there is something to give."""
        with self._changed:
            self._changed.wait_for(lambda: self.version > 0)
        with self._lock:
            if self.fault:
                return Answer(self.version, fault=self.fault)
            try:
                return Answer(self.version, self._preview.file(path))
            except Ending as fault:
                self._tell(fault)
                return Answer(self.version, fault=fault)

    def wait(self, seen: int) -> int:
        """Wait for a change after the one that was seen; give the number of the newest."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != seen, PATIENCE)
            return self.version

    def _tell(self, fault: Ending) -> None:
        """Say a fault once, however many pages it is on."""
        if str(fault) not in self._told:
            self._told.add(str(fault))
            self._say(str(fault))


@contextmanager
def site(desk: Desk, port: int) -> Iterator[str]:
    """Open the site; gives its address.

    Raises:
        EnvironmentFailure: the port is taken.

    """

    class Handler(_Handler):
        """Answers from this desk."""

    Handler.desk = desk
    try:
        server = ThreadingHTTPServer((ADDRESS, port), Handler)
    except (OSError, OverflowError) as error:
        raise EnvironmentFailure(
            f"the preview can't be shown at this port: {getattr(error, 'strerror', None) or error}",
            where="--port",
            got=str(port),
            mend="name another one; 0 takes any that is free",
        ) from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": INTERVAL}, daemon=True)
    thread.start()
    try:
        yield f"http://{ADDRESS}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def follow(preview: Preview, desk: Desk) -> None:
    """Read and count, and again whenever a file has changed, until the program is stopped."""
    seen = preview.look()
    desk.refresh()
    seen = _agreed(seen, preview.look())
    while True:
        time.sleep(INTERVAL)
        now = preview.look()
        if now == seen:
            continue
        while True:  # an editor may still be writing
            time.sleep(AGAIN)
            later = preview.look()
            if later == now:
                break
            now = later
        desk.refresh()
        # The configuration may name other files now; one that changed meanwhile is seen at the next look.
        seen = _agreed(now, preview.look())


def _agreed(before: Seen, after: Seen) -> Seen:
    """How things stood when they were read: what is watched since, as it is; what changed, as it was."""
    return Seen(
        _kept(before.logs, after.logs), _kept(before.words, after.words), _kept(before.dress, after.dress)
    )


def _kept(before: Stamps, after: Stamps) -> Stamps:
    known = {stamp[0]: stamp for stamp in before}
    return frozenset(known.get(stamp[0], stamp) for stamp in after)


class _Handler(BaseHTTPRequestHandler):
    """Answers a request, and says nothing of it."""

    desk: Desk
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Give a file, a script of the preview's own, or the page that says why there is none."""
        if (self.headers.get("Host") or "").rpartition(":")[0] not in NAMES:
            self._answer(HTTPStatus.FORBIDDEN, b"", "txt")
            return
        address = urlsplit(self.path)
        path = unquote(address.path).removeprefix("/")
        seen = parse_qs(address.query).get("seen", ["0"])[0]
        if path == SCRIPT:
            self._script(WAITER % {"wait": WAIT, "version": int(seen) if seen.isdecimal() else 0})
        elif path == WAIT:
            newest = self.desk.wait(int(seen) if seen.isdecimal() else 0)
            self._script("location.reload();" if str(newest) != seen else f"previewWait({seen});")
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 - the server looks for this name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name
        """Say nothing: the terminal is for faults."""

    def _file(self, path: str) -> None:
        name = f"{path}index.html" if not path or path.endswith("/") else path
        found = self.desk.answer(name)
        if found.fault:
            page = _page("The preview waits for a correction", str(found.fault), HINT)
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, _alive(page, found.version), "html")
        elif found.content is not None:
            ending = name.rpartition(".")[2].lower()
            shown = _alive(found.content, found.version) if ending == "html" else found.content
            self._answer(HTTPStatus.OK, shown, ending)
        elif "." not in name.rpartition("/")[2] and self.desk.answer(f"{name}/index.html").content:
            self._redirect(f"/{path}/")
        else:
            page = _page("There is no such file", f"/{path}", NOT_MADE)
            self._answer(HTTPStatus.NOT_FOUND, _alive(page, found.version), "html")

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _script(self, text: str) -> None:
        self._answer(HTTPStatus.OK, text.encode(), "js")

    def _answer(self, status: HTTPStatus, content: bytes, ending: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", TYPES.get(ending, "application/octet-stream"))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page was left while it waited


def _page(title: str, text: str, hint: str) -> bytes:
    return (FAULT % {"title": escape(title), "text": escape(text), "hint": escape(hint)}).encode()


def _alive(page: bytes, version: int) -> bytes:
    """Let a page wait for the next change."""
    script = f'<script src="/{SCRIPT}?seen={version}" defer></script>\n</body>'.encode()
    head, mark, rest = page.rpartition(b"</body>")
    return head + script + rest if mark else page
