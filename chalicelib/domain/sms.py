"""What a text message may say for one price: the alphabet of GSM-7 where French can be written in it (R3)."""

import re
import unicodedata

BASE = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = "^{}\\[~]|€"
"""Two septets each."""
ALPHABET = frozenset(BASE + EXTENSION)
DANS_LES_GUILLEMETS = re.compile(r"(?<=«)[\u00a0\u202f ]|[\u00a0\u202f ](?=»)")
"""The spaces that French wants inside, and a typewriter's marks do not."""
TYPOGRAPHIE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′", "'"),
        **dict.fromkeys("«»“”„", '"'),
        **dict.fromkeys("–—‐‑−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\t", " "),
        "…": "...", "•": "-", "œ": "oe", "Œ": "OE", "\u200b": "",
    }
)  # fmt: skip
SEUL_GSM, SUITE_GSM = 160, 153
"""Septets of a message alone, and of each part of a longer one."""
SEUL_UCS2, SUITE_UCS2 = 70, 67
"""The same in UTF-16 units, for all that GSM-7 cannot write."""


def write(texte: str) -> str:
    """In GSM-7: typographic signs become those of a typewriter, letters it lacks lose their accent (ê, ç, À).

    A text with anything else, such as a name in another alphabet, is left whole in good French: it costs UCS-2 anyway.
    """
    composed = unicodedata.normalize("NFC", texte)
    typed = DANS_LES_GUILLEMETS.sub("", composed).translate(TYPOGRAPHIE)
    written = "".join(letter if letter in ALPHABET else _without_accent(letter) for letter in typed)
    return written if _is_gsm(written) else composed


def segments(texte: str) -> int:
    """How many messages the operator counts."""
    if _is_gsm(texte):
        return _parts([2 if letter in EXTENSION else 1 for letter in texte], SEUL_GSM, SUITE_GSM)
    return _parts([len(letter.encode("utf-16-le")) // 2 for letter in texte], SEUL_UCS2, SUITE_UCS2)


def _is_gsm(texte: str) -> bool:
    return ALPHABET.issuperset(texte)


def _without_accent(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def _parts(sizes: list[int], alone: int, part: int) -> int:
    """A sign of two units is never cut in two."""
    if sum(sizes) <= alone:
        return 1
    parts, room = 1, part
    for size in sizes:
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return parts
