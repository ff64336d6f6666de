"""The identifiant `prénom.nom` (R13, R14)."""

import re
import unicodedata

from chalicelib.domain.texte import compose

APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ`´′＇"), "'")
SEPARATORS = re.compile(r"[\s\-‐‑–_]+")

LONGUEUR_MAXIMALE = 300
"""In characters; nobody has a longer one, and the store has no room for it in a key."""


def normalise(text: str) -> str:
    """What somebody types, as it is stored: NFC, one case, one apostrophe; accents are kept, they count (R14)."""
    composed = compose(text.strip(), LONGUEUR_MAXIMALE)
    return compose(composed.casefold().translate(APOSTROPHES), LONGUEUR_MAXIMALE)


def part(text: str) -> str:
    """One half of an identifiant: spaces become hyphens; what is no Latin letter, hyphen or apostrophe goes."""
    kept = filter(_belongs, SEPARATORS.sub("-", normalise(text)))
    return SEPARATORS.sub("-", "".join(kept)).strip("-'")


def base(prenoms: tuple[str, ...], nom: str) -> str:
    """`amélie.lire` from the first prénom, a hyphenated one whole, and the nom (d'usage, else de naissance)."""
    premier = prenoms[0].split()[0] if prenoms and prenoms[0].split() else ""
    return ".".join(filter(None, (part(premier), part(nom))))


def candidate(base: str, rang: int) -> str:
    """`amélie.lire`, then `amélie.lire2`, `amélie.lire3`… for homonyms (R14). `rang` counts from 1."""
    return base if rang == 1 else f"{base}{rang}"


def _belongs(character: str) -> bool:
    return character in "-'" or (character.isalpha() and unicodedata.name(character, "").startswith("LATIN"))
