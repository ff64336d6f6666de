"""The built site, with the addresses, headers and caching that CloudFront gives it on AWS."""

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from infra.local.exchange import Answer, Request, problem
from infra.site_headers import cache_control

NOT_FOUND = "404.html"
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Site:
    """`root` is the built site; `headers` go with every one of its answers."""

    root: Path
    headers: tuple[tuple[str, str], ...]

    def answer(self, request: Request) -> Answer:
        """`/services/` is services/index.html; `/services` is sent there; anything unknown is the 404 page."""
        if request.method != "GET":
            return problem(405, "Cette adresse se lit seulement")
        path = request.path
        file = self._file(path)
        if file is None:
            return self._page(self.root / NOT_FOUND, "/" + NOT_FOUND, status=404)
        if file.is_dir():
            return Answer(301, (*self.headers, ("Location", path + "/")))
        return self._fresh(request, self._page(file, path))

    def _file(self, path: str) -> Path | None:
        """What stands at this address: a file, or the folder of a page asked for without its last stroke."""
        if "\0" in path or "\\" in path or path.startswith("//"):
            return None
        file = (self.root / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))).resolve()
        if not file.is_relative_to(self.root.resolve()):
            return None
        return file if file.is_file() or (file / "index.html").is_file() else None

    def _page(self, file: Path, path: str, status: int = 200) -> Answer:
        body, etag = _read(file, file.stat().st_mtime_ns)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        own = (("Content-Type", kind + charset), ("Cache-Control", cache_control(path)), ("ETag", etag))
        return Answer(status, (*own, *self.headers), body)

    def _fresh(self, request: Request, answer: Answer) -> Answer:
        """304 when the browser already has it."""
        if request.headers.get("If-None-Match", "") != answer.header("ETag"):
            return answer
        return Answer(304, tuple((name, value) for name, value in answer.headers if name != "Content-Type"))


@lru_cache(maxsize=512)
def _read(file: Path, _changed: int) -> tuple[bytes, str]:
    """The content and its ETag, weak since compressed forms share it; read again when the build rewrites the file."""
    body = file.read_bytes()
    return body, f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
