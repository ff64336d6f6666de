"""Communes and countries of birth: what is searched while a citizen types, and how spellings are brought together."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGUEUR_MAX = 80
"""Characters of a search: the longest name of a commune has 45."""
MOT = re.compile(r"[a-z0-9]+")
ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class Lieu:
    """A commune, by its INSEE code; `departement` is its number, `ancienne` says that it is now part of another.

    `cle` is what is searched: a space before each word of the name, then the département.
    """

    code: str
    nom: str
    departement: str
    ancienne: bool
    cle: str


@dataclass(frozen=True, slots=True)
class Pays:
    """`code` is ISO 3166-1, two letters."""

    code: str
    nom: str


def fold(texte: str) -> str:
    """Without accents, case, hyphens or apostrophes; « St » is « Saint ». " saint omer", or "" for no word at all."""
    decompose = unicodedata.normalize("NFD", texte.lower().translate(LIGATURES))
    nu = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
    return "".join(f" {ABREGES.get(mot, mot)}" for mot in MOT.findall(nu))


def search(lieux: Iterable[Lieu], saisie: str, limite: int) -> tuple[Lieu, ...]:
    """Those in which every word typed begins a word: the very name first, then the names that begin like it.

    At equal rank, the order of `lieux` stays.
    """
    cherche = fold(saisie[: LONGUEUR_MAX + 1])
    if not cherche or len(saisie) > LONGUEUR_MAX:
        return ()
    mots = [f" {mot}" for mot in cherche.split()]
    trouves = [lieu for lieu in lieux if all(mot in lieu.cle for mot in mots)]
    return tuple(sorted(trouves, key=lambda lieu: _rank(lieu, cherche))[:limite])


def _rank(lieu: Lieu, cherche: str) -> int:
    if cherche in {lieu.cle, lieu.cle.rpartition(" ")[0]}:
        return 0
    return 1 if lieu.cle.startswith(cherche) else 2
