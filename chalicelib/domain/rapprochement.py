"""Comptes that may be one person's twice (R22): where duplicates would meet, and what makes them look alike.

Never the courriel alone: a couple shares one, and a second compte is often made for want of the first one's.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from chalicelib.domain.compte import Adresse, Compte, Etat
from chalicelib.domain.francais import INSECABLE

PROCHE = 0.75
"""Ratio of difflib from which two names may be one: Lire and Lyre, Marchand and Marchant; not Léo and Léa."""
SEUIL = 6
"""Points from which two comptes may be one person's, once their names are near.

Same date (4) with names that are both near (2): yes. Same names (4) at the same address (1) with other dates, a father
and a son: no; with one wrong digit in the date (1): yes. Twins: their prénoms are not near.
"""
MONTRES = 20
LETTRES_LIEES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
SANS_POIDS = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux"}
ABREGES = {
    "all": "allee", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard",
    "bvd": "boulevard", "che": "chemin", "chem": "chemin", "fg": "faubourg", "imp": "impasse", "lot": "lotissement",
    "pl": "place", "qu": "quai", "r": "rue", "res": "residence", "rte": "route", "sq": "square", "st": "saint",
    "ste": "sainte",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fiche:
    """What is compared of a compte, and shown of a candidate."""

    id: str
    identifiant: str
    etat: Etat
    nom_naissance: str
    nom_usage: str | None
    prenoms: tuple[str, ...]
    naissance: date
    adresse: Adresse

    @property
    def nom(self) -> str:
        """The one in use."""
        return self.nom_usage or self.nom_naissance

    @property
    def noms(self) -> tuple[str, ...]:
        """Both: who typed one of them in the place of the other is the same person."""
        return (self.nom_naissance, self.nom_usage) if self.nom_usage else (self.nom_naissance,)


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """A candidate, and in French why it is shown. `points`: the greater, the more alike."""

    fiche: Fiche
    raisons: tuple[str, ...]
    points: int

    @property
    def doublon(self) -> bool:
        """One person's twice, perhaps; otherwise only somebody at the same address."""
        return self.points >= SEUIL


def fiche_of(compte: Compte) -> Fiche:
    """What is compared of it."""
    qui = compte.identite
    return Fiche(
        id=compte.id,
        identifiant=compte.identifiant,
        etat=compte.etat,
        nom_naissance=qui.nom_naissance,
        nom_usage=qui.nom_usage,
        prenoms=qui.prenoms,
        naissance=qui.naissance.date,
        adresse=compte.coordonnees.adresse,
    )


def keys(fiche: Fiche) -> tuple[str, ...]:
    """Where its duplicates would be found: whoever shares none of them is not one, as far as can be told."""
    initiale = plain("".join(fiche.prenoms[:1]))[:1]
    return (
        f"naissance#{fiche.naissance.isoformat()}",
        *dict.fromkeys(f"nom#{plain(nom)}#{initiale}" for nom in fiche.noms),
        f"adresse#{fiche.adresse.code_postal}#{street(fiche.adresse)}",
    )


def look_alikes(fiche: Fiche, autres: Iterable[Fiche]) -> tuple[Ressemblance, ...]:
    """Those worth a look, the most alike first: possible duplicates, then who lives at the same address."""
    uniques = {autre.id: autre for autre in autres if autre.id != fiche.id}
    vues = [vue for autre in uniques.values() if (vue := compare(fiche, autre))]
    return tuple(sorted(vues, key=lambda vue: (-vue.points, vue.fiche.nom, vue.fiche.id))[:MONTRES])


def compare(fiche: Fiche, autre: Fiche) -> Ressemblance | None:
    """None when nothing brings them together."""
    adresse = fiche.adresse.code_postal == autre.adresse.code_postal and street(fiche.adresse) == street(autre.adresse)
    points_date, dit_date = _dates(fiche.naissance, autre.naissance)
    points_nom, dit_nom = _names("nom", fiche.noms, autre.noms)
    points_prenom, dit_prenom = max(
        _names("prénom", fiche.prenoms[:1], autre.prenoms),
        _names("prénom", fiche.prenoms, autre.prenoms[:1]),
    )
    points = points_date + points_nom + points_prenom + adresse if points_nom and points_prenom else 0
    raisons = ("Même adresse",) if adresse else ()
    if points >= SEUIL:
        proches = [dit for dit in (dit_nom, dit_prenom) if dit] or ["mêmes nom et prénom"]
        return Ressemblance(autre, (", ".join([dit_date, *proches]), *raisons), points)
    return Ressemblance(autre, raisons, 0) if adresse else None


def plain(texte: str) -> str:
    """« D’Hérouville » as `d herouville`: small letters without accents nor punctuation, one space between words."""
    decomposed = unicodedata.normalize("NFD", texte.casefold().translate(LETTRES_LIEES))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))


def street(adresse: Adresse) -> str:
    """« 12, r. des Lilas » as `12 rue lilas`: the line with a number, or all of them without one."""
    lignes = [plain(ligne) for ligne in adresse.lignes]
    retenue = next((ligne for ligne in lignes if ligne[:1].isdigit()), " ".join(lignes))
    mots = (ABREGES.get(mot, mot) for mot in retenue.split())
    return " ".join(mot for mot in mots if mot not in SANS_POIDS)


def _dates(une: date, autre: date) -> tuple[int, str]:
    """Four points for the same date, three for two digits or day and month exchanged, one for a single wrong digit."""
    if une == autre:
        return 4, "Même date de naissance"
    dit = f"Dates de naissance proches{INSECABLE}: {une:%d/%m/%Y} et {autre:%d/%m/%Y}"
    ecarts = [(a, b) for a, b in zip(f"{une:%d%m%Y}", f"{autre:%d%m%Y}", strict=True) if a != b]
    exchanged = len(ecarts) == 2 and ecarts[0] == ecarts[1][::-1]  # noqa: PLR2004
    if exchanged or (une.day, une.month, une.year) == (autre.month, autre.day, autre.year):
        return 3, dit
    return (1, dit) if len(ecarts) == 1 else (0, "")


def _names(quoi: str, uns: Sequence[str], autres: Sequence[str]) -> tuple[int, str]:
    """Two points for the same name, accents apart; one for a near one, with what to say of it. Of the best pair.

    Some people have no prénom: two of them have the same.
    """
    paires = [(un, autre, _likeness(plain(un), plain(autre))) for un in uns or ("",) for autre in autres or ("",)]
    un, autre, proche = max(paires, key=lambda paire: paire[2])
    if proche == 1:
        return 2, ""
    return (1, f"{quoi} proche{INSECABLE}: {un} / {autre}") if proche >= PROCHE else (0, "")


def _likeness(un: str, autre: str) -> float:
    """1 when they are equal; « Marie » is near to « Marie-Claire »."""
    if un != autre and (un.startswith(f"{autre} ") or autre.startswith(f"{un} ")):
        return PROCHE
    return SequenceMatcher(None, un, autre).ratio()
