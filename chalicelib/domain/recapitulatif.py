"""The answers of a demande in French, as the citizen checked them and as the service reads them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from chalicelib.domain.coordonnees import AdresseSaisie
from chalicelib.domain.formulaire import Champ, Etape, TypeDeChamp
from chalicelib.domain.francais import (
    format_date,
    format_heure,
    format_montant,
    format_nombre,
    format_par_groupes,
    format_telephone,
)
from chalicelib.domain.lieu_de_naissance import format_lieu
from chalicelib.domain.membre_nomme import format_membre
from chalicelib.domain.point import format_point

Lignes: TypeAlias = tuple[tuple[str, str], ...]
"""((libelle, text), …)"""
Recapitulatif: TypeAlias = tuple[tuple[str, Lignes], ...]
"""(titre of the étape, ((libelle, text), …)), …"""


def summarise(etapes: Iterable[Etape], reponses: Mapping[str, object]) -> Recapitulatif:
    """Étapes with at least one answer. `reponses` as they were kept by the check: they need no condition any more."""
    sections = ((etape.titre, lines(etape.champs, reponses)) for etape in etapes)
    return tuple((titre, lignes) for titre, lignes in sections if lignes)


def lines(champs: Iterable[Champ], reponses: Mapping[str, Any]) -> Lignes:
    """One line an answer; for each entry of a groupe, one line a champ: « Enfant 1 – Prénom »."""
    lignes = list[tuple[str, str]]()
    for champ in champs:
        if champ.nom not in reponses:
            continue
        if champ.type is not TypeDeChamp.GROUPE:
            lignes.append((champ.libelle, display(champ, reponses[champ.nom])))
            continue
        for rang, entree in enumerate(reponses[champ.nom], start=1):
            lignes += [(f"{champ.libelle_un} {rang} – {nom}", texte) for nom, texte in lines(champ.champs, entree)]
    return tuple(lignes)


def display(champ: Champ, valeur: object) -> str:
    """One answer kept by the check, in words; a groupe in one text, where there is no room for lines."""
    mots = MOTS.get(champ.type)
    return mots(champ, valeur) if mots else str(valeur)


def _adresse(adresse: AdresseSaisie) -> str:
    return ", ".join((*adresse["lignes"], f"{adresse['code_postal']} {adresse['commune']}"))


def _groupe(champ: Champ, entrees: Any) -> str:  # noqa: ANN401  # as kept
    return " ; ".join(", ".join(texte for _, texte in lines(champ.champs, entree)) for entree in entrees)


MOTS: Mapping[TypeDeChamp, Callable[[Champ, Any], str]] = {
    TypeDeChamp.OUI_NON: lambda _champ, oui: "Oui" if oui else "Non",
    TypeDeChamp.CONSENTEMENT: lambda _champ, _oui: "Oui",
    TypeDeChamp.NOMBRE: lambda _champ, nombre: format_nombre(nombre),
    TypeDeChamp.MONTANT: lambda _champ, centimes: format_montant(centimes),
    TypeDeChamp.DATE: lambda _champ, jour: format_date(date.fromisoformat(jour)),
    TypeDeChamp.HEURE: lambda _champ, heure: format_heure(heure),
    TypeDeChamp.TELEPHONE: lambda _champ, numero: format_telephone(numero),
    TypeDeChamp.CHOIX: lambda champ, valeur: champ.libelle_of(valeur),
    TypeDeChamp.CHOIX_MULTIPLE: lambda champ, valeurs: ", ".join(map(champ.libelle_of, valeurs)),
    TypeDeChamp.ADRESSE: lambda _champ, adresse: _adresse(adresse),
    TypeDeChamp.LIEU_NAISSANCE: lambda _champ, lieu: format_lieu(lieu),
    TypeDeChamp.IBAN: lambda _champ, iban: format_par_groupes(iban, 4),
    TypeDeChamp.SIRET: lambda _champ, siret: format_par_groupes(siret, 3, 3, 3, 5),
    TypeDeChamp.MEMBRE: lambda _champ, membre: format_membre(membre),
    TypeDeChamp.POINT: lambda _champ, point: format_point(point),
    TypeDeChamp.GROUPE: _groupe,
}
"""The other types read as they are."""
