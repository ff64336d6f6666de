"""The comptes that agents have in hand (R22): in which queue each stands, and what its line says."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.compte import Compte, Etat

A_CORRIGER = "a_corriger"
"""Beside the states of comptes: those whose citizen has to mend something first."""
FILES = (Etat.EN_ATTENTE, A_CORRIGER, Etat.VALIDE, Etat.REFUSE)
OUVERTES = (Etat.EN_ATTENTE, A_CORRIGER)
"""Not decided yet."""
DELAI = 2
"""Jours ouvrés within which the mairie normally answers."""


@dataclass(frozen=True, slots=True)
class ResumeDeCompte:
    """One line of a list of comptes."""

    id: str
    identifiant: str
    nom: str
    prenoms: tuple[str, ...]
    naissance: date
    commune: str
    etat: Etat
    attente_depuis: datetime
    courriel: str


def file_of(compte: Compte) -> str:
    """The queue where it stands."""
    return A_CORRIGER if compte.a_corriger else compte.etat


def is_late(file: str, jours: int) -> bool:
    """After so many jours ouvrés; what waits for the citizen is never the mairie's delay."""
    return file == Etat.EN_ATTENTE and jours > DELAI


def resume_of(compte: Compte) -> ResumeDeCompte:
    """What its line says."""
    identite = compte.identite
    return ResumeDeCompte(
        id=compte.id,
        identifiant=compte.identifiant,
        nom=identite.nom,
        prenoms=identite.prenoms,
        naissance=identite.naissance.date,
        commune=compte.coordonnees.adresse.commune,
        etat=compte.etat,
        attente_depuis=compte.attente_depuis,
        courriel=compte.coordonnees.courriel,
    )
