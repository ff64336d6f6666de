"""The kinds of files that can be attached, and how their first bytes tell them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """`signature` matches the first bytes of such a file."""

    type: str
    libelle: str
    signature: re.Pattern[bytes]


FORMATS: Mapping[str, Format] = {
    "pdf": Format("application/pdf", "PDF", re.compile(rb"%PDF-[12]\.")),
    "jpeg": Format("image/jpeg", "JPEG", re.compile(rb"\xff\xd8\xff")),
    "png": Format("image/png", "PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    "heic": Format("image/heic", "HEIC", re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|mif1|msf1)", re.DOTALL)),
}


def is_what_it_says(type_mime: str, tete: bytes) -> bool:
    """Whether the first bytes of a file agree with the type it was sent under."""
    return any(f.type == type_mime and f.signature.match(tete) for f in FORMATS.values())
