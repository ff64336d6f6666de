"""The kinds of files that can be attached, how their first bytes tell them, and what must not hide in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """`signature` matches the first bytes of such a file."""

    type: str
    libelle: str
    signature: re.Pattern[bytes]


PDF, JPEG, PNG, HEIC = "application/pdf", "image/jpeg", "image/png", "image/heic"
FORMATS: Mapping[str, Format] = {
    "pdf": Format(PDF, "PDF", re.compile(rb"%PDF-[12]\.")),
    "jpeg": Format(JPEG, "JPEG", re.compile(rb"\xff\xd8\xff")),
    "png": Format(PNG, "PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    "heic": Format(HEIC, "HEIC", re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|mif1|msf1)", re.DOTALL)),
}
PAGE = re.compile(rb"<(?:script|html|svg|iframe|\?php|!doctype)[\s>]", re.IGNORECASE)
"""What a browser or a server would run, wherever it stands."""
DEBUT = 1024
"""Bytes in which a reader of PDF looks for its signature, and a browser for a page."""
FIN_D_ARCHIVE = 22 + 0xFFFF
"""Bytes at the end of a file in which a reader of ZIP looks for the table of what it holds."""
FIN_DE_PDF = b"%%EOF"
RESTE_PERMIS = 64
"""Bytes after the end of a PDF: some programs leave a line there."""


def is_what_it_says(type_mime: str, tete: bytes) -> bool:
    """Whether the first bytes of a file agree with the type it was sent under."""
    return any(f.type == type_mime and f.signature.match(tete) for f in FORMATS.values())


def hides_another(type_mime: str, octets: bytes) -> bool:
    """Whether another program would read a whole file as something else: an archive, a page, a PDF."""
    if _ends_as_archive(octets):
        return True
    if type_mime != PDF:
        return PAGE.search(octets) is not None or b"%PDF-" in octets[:DEBUT]
    reste = octets[octets.rfind(FIN_DE_PDF) + len(FIN_DE_PDF) :] if FIN_DE_PDF in octets else b""
    # What a document says may well quote a tag: only its head and what follows its end are looked at.
    return PAGE.search(octets[:DEBUT]) is not None or len(reste.strip(b"\r\n\t \0")) > RESTE_PERMIS


def _ends_as_archive(octets: bytes) -> bool:
    """A ZIP is read from its end: its table must be there, and lie within the file."""
    fin = octets[-FIN_D_ARCHIVE:]
    place = fin.rfind(b"PK\x05\x06")
    if place < 0 or len(fin) - place < 22:  # noqa: PLR2004 (the table's own length)
        return False
    table, debut = (int.from_bytes(fin[place + rang : place + rang + 4], "little") for rang in (12, 16))
    return table + debut <= len(octets)
