"""Brotli or gzip of texts, as CloudFront and API Gateway do it, so that what is measured locally weighs the same."""

import gzip
from dataclasses import replace
from functools import lru_cache

import brotli

from infra.local.exchange import Answer

SMALLEST = 1400
"""Bytes; below that, a packet is a packet."""
TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml", "application/manifest+json")
CACHED = "ETag"
"""An answer with this header comes again and again: its compressed form is worth keeping."""


def compressed(answer: Answer, accepted: str) -> Answer:
    """The same answer in the best encoding of the Accept-Encoding header `accepted`."""
    encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    is_text = answer.header("Content-Type").startswith(TEXTS)
    if not encoding or not is_text or len(answer.body) < SMALLEST or answer.header("Content-Encoding"):
        return answer
    encode = _kept if answer.header(CACHED) else _encode
    headers = (*answer.headers, ("Content-Encoding", encoding), ("Vary", "Accept-Encoding"))
    return replace(answer, headers=headers, body=encode(answer.body, encoding))


def _encode(body: bytes, encoding: str) -> bytes:
    return bytes(brotli.compress(body, quality=5)) if encoding == "br" else gzip.compress(body, compresslevel=6)


_kept = lru_cache(maxsize=256)(_encode)
