"""The answers of a demande in French, as the citizen checked them and as the service reads them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from chalicelib.domain.coordonnees import AdresseSaisie
from chalicelib.domain.formulaire import Champ, Etape, TypeDeChamp
from chalicelib.domain.francais import format_date, format_nombre, format_telephone

Recapitulatif: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""(titre of the étape, ((libelle, text), …)), …"""


def summarise(etapes: Iterable[Etape], reponses: Mapping[str, object]) -> Recapitulatif:
    """Étapes with at least one answer. `reponses` as they were kept by the check: they need no condition any more."""
    sections = ((etape.titre, _lines(etape.champs, reponses)) for etape in etapes)
    return tuple((titre, lignes) for titre, lignes in sections if lignes)


def _lines(champs: Iterable[Champ], reponses: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((champ.libelle, display(champ, reponses[champ.nom])) for champ in champs if champ.nom in reponses)


def display(champ: Champ, valeur: object) -> str:
    """One answer kept by the check, in words."""
    mots = MOTS.get(champ.type)
    return mots(champ, valeur) if mots else str(valeur)


def _adresse(adresse: AdresseSaisie) -> str:
    return ", ".join((*adresse["lignes"], f"{adresse['code_postal']} {adresse['commune']}"))


MOTS: Mapping[TypeDeChamp, Callable[[Champ, Any], str]] = {
    TypeDeChamp.OUI_NON: lambda _champ, oui: "Oui" if oui else "Non",
    TypeDeChamp.NOMBRE: lambda _champ, nombre: format_nombre(nombre),
    TypeDeChamp.DATE: lambda _champ, jour: format_date(date.fromisoformat(jour)),
    TypeDeChamp.TELEPHONE: lambda _champ, numero: format_telephone(numero),
    TypeDeChamp.CHOIX: lambda champ, valeur: champ.libelle_of(valeur),
    TypeDeChamp.CHOIX_MULTIPLE: lambda champ, valeurs: ", ".join(map(champ.libelle_of, valeurs)),
    TypeDeChamp.ADRESSE: lambda _champ, adresse: _adresse(adresse),
}
"""The other types read as they are."""
