"""The letters of documents: Open Sans, embedded, from Latin to Greek and Cyrillic; what it lacks shows as « � »."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

CORPS, GRAS = "OpenSans", "OpenSans-Bold"
FICHIERS = {CORPS: "OpenSans-Regular.ttf", GRAS: "OpenSans-Bold.ttf"}
INCONNU = "\ufffd"
EQUIVALENTS = {"\u202f": "\u00a0", "\u2011": "-", "\u2010": "-"}
"""Narrow no-break space and hyphens that the font lacks: others look the same."""
INVISIBLES = {"Cf", "Mn"}
"""Joiners, direction marks, selectors; a mark that did not compose with its letter is told by the letter alone."""


@cache
def _font(nom: str) -> "TTFont":
    from pathlib import Path  # noqa: PLC0415

    import ttf_opensans  # noqa: PLC0415 (only documents pay)
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    font = TTFont(nom, str(Path(ttf_opensans.__file__).parent / "ttf" / FICHIERS[nom]))
    pdfmetrics.registerFont(font)
    return font


def register() -> None:
    """Both weights; `<b>` in a paragraph finds the bold one."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415

    for nom in FICHIERS:
        _font(nom)
    pdfmetrics.registerFontFamily(CORPS, normal=CORPS, bold=GRAS, italic=CORPS, boldItalic=GRAS)


def readable(texte: str) -> str:
    """What the font can show of a text: no letter disappears in silence, none becomes another one."""
    connus = _font(CORPS).face.charToGlyph
    compose = unicodedata.normalize("NFC", texte)
    return "".join(_readable(lettre, connus) for lettre in compose)


def _readable(lettre: str, connus: dict[int, int]) -> str:
    lettre = EQUIVALENTS.get(lettre, lettre)
    if lettre == "\n" or ord(lettre) in connus:
        return lettre
    return "" if unicodedata.category(lettre) in INVISIBLES else INCONNU
