"""What free text may hold."""

import re
import unicodedata
from typing import Literal

from chalicelib.domain.messages import Faute, ValeurRefusee

# Explicit, because Python and JavaScript disagree on what white space is. ASCII, no-break and typographic spaces, BOM.
BLANCS = " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff"
# Control characters but newline, line separators, marks that reorder the text around them (a name that reads otherwise
# than it is stored), halves of surrogate pairs (JSON carries them, UTF-8 cannot).
INTERDITS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FINS_DE_LIGNE = re.compile("\r\n?")
DECOMPOSEE = 4
"""Code points of which NFC makes one, at the most."""


def compose(texte: str, longueur_max: int, forme: Literal["NFC", "NFKC"] = "NFC") -> str:
    """In one form. What cannot be `longueur_max` characters even then is left as it is, for the caller to refuse.

    Sorting combining marks takes a time that grows with the square of their number: seconds for a body full of them.
    """
    return texte if len(texte) > DECOMPOSEE * longueur_max else unicodedata.normalize(forme, texte)


def parse_texte(valeur: object, longueur_max: int, *, lignes: bool = False) -> str:
    """NFC, without the blanks around; a tab reads as a space. `lignes`: newlines are welcome.

    Lengths are counted in characters (code points). Empty text is "". Raises ValeurRefusee.
    """
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    texte = FINS_DE_LIGNE.sub("\n", valeur.strip(BLANCS)).replace("\t", " ")
    if INTERDITS.search(texte) or ("\n" in texte and not lignes):
        raise ValeurRefusee(Faute("caracteres"))
    texte = compose(texte, longueur_max)
    if len(texte) > longueur_max:
        raise ValeurRefusee(Faute("trop-long", {"max": longueur_max, "longueur": len(texte)}))
    return texte
