"""A compte in French, champ by champ: what a change is compared on, and what its owner takes away."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from chalicelib.domain import fiche
from chalicelib.domain.compte import Compte, Membre
from chalicelib.domain.formulaire import Champ
from chalicelib.domain.recapitulatif import display


@dataclass(frozen=True, slots=True)
class Lu:
    """One champ and its text; "" when nothing was said."""

    libelle: str
    texte: str


ETAPES = (fiche.IDENTITE, fiche.COORDONNEES, fiche.COMMUNICATION)
MEMBRE = fiche.membre(0)
"""The champs are the same for everybody in the foyer."""


def read(compte: Compte) -> dict[str, Lu]:
    """The citizen's own champs, by path, in the order of the form."""
    identite, coordonnees = compte.identite, compte.coordonnees
    valeurs = {
        "identite.civilite": identite.civilite,
        "identite.nom_naissance": identite.nom_naissance,
        "identite.nom_usage": identite.nom_usage,
        "identite.prenoms": ", ".join(identite.prenoms),
        "identite.naissance.date": identite.naissance.date.isoformat(),
        "identite.naissance.lieu": identite.naissance.lieu,
        "coordonnees.courriel": coordonnees.courriel,
        "coordonnees.adresse": asdict(coordonnees.adresse),
        "coordonnees.telephone": coordonnees.telephone,
        "communication": compte.communication,
    }
    return _read((champ for etape in ETAPES for champ in etape.champs), valeurs)


def read_membre(membre: Membre) -> dict[str, Lu]:
    """The champs of somebody of the foyer, by the last part of their path."""
    valeurs = {
        "lien": membre.lien,
        "nom_naissance": membre.nom_naissance,
        "prenoms": ", ".join(membre.prenoms),
        "naissance.date": membre.naissance.date.isoformat(),
        "naissance.lieu": membre.naissance.lieu,
        "relation": membre.relation,
        "ecole": membre.ecole,
    }
    lus = _read(MEMBRE, {f"membres.0.{cle}": valeur for cle, valeur in valeurs.items()})
    return {chemin.removeprefix("membres.0."): lu for chemin, lu in lus.items()}


def _read(champs: Iterable[Champ], valeurs: Mapping[str, object]) -> dict[str, Lu]:
    return {c.nom: Lu(c.libelle, display(c, valeurs[c.nom]) if valeurs[c.nom] else "") for c in champs}
