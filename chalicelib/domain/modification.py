"""« Modifier mon compte » (R18, R23): whether it may be modified, and what it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chalicelib.domain import changement_de_courriel
from chalicelib.domain.compte import Communication, Compte, Coordonnees, Etat, Identite, Membre
from chalicelib.domain.errors import CompteNonModifiable
from chalicelib.domain.saisie import Saisie

BLOCAGES = {
    Etat.EN_ATTENTE: "La mairie vérifie votre compte, en général sous deux jours ouvrés. "
    "Vous pourrez le modifier dès qu’il sera validé.",
    Etat.REFUSE: "La mairie a refusé votre compte. Pour en parler, contactez-la.",
    Etat.SUSPENDU: "Votre compte est suspendu. Pour en parler, contactez la mairie.",
    Etat.FERME: "Votre compte est fermé.",
}
ENFANT_PLUS_AGE = "Date de naissance : un enfant de votre foyer serait né avant vous. Vérifiez l’année."
PERSONNE_INCONNUE = "Cette personne n’est plus dans votre foyer. Relisez votre compte, puis recommencez."


def blocage(compte: Compte) -> str:
    """Why it cannot be modified; "" when it can (R23)."""
    return "" if compte.a_corriger else BLOCAGES.get(compte.etat, "")


def check_modifiable(compte: Compte) -> None:
    """Raises CompteNonModifiable, whose detail says what the compte waits for."""
    if raison := blocage(compte):
        raise CompteNonModifiable(raison)


@dataclass(frozen=True, slots=True)
class Modification:
    """The sections as typed, each whole or absent; `version` is that of the compte they were typed on."""

    version: int
    identite: Mapping[str, Any] | None = None
    coordonnees: Mapping[str, Any] | None = None
    communication: Communication | None = None
    membres: list[Mapping[str, Any]] | None = None


def prepare(compte: Compte, modification: Modification, today: date) -> tuple[Compte, str]:
    """The compte with these sections, all but its courriel, and the courriel asked for.

    Its version is still the one it had. Raises SaisieInvalide with every champ at fault.
    """
    saisie = Saisie(today)
    identite = _identite(saisie, compte, modification)
    coordonnees = _coordonnees(saisie, compte, modification)
    communication = modification.communication or compte.communication
    if modification.coordonnees is not None or modification.communication is not None:
        saisie.communication(communication, coordonnees.telephone)
    membres = _membres(saisie, compte, modification, identite)
    saisie.close()
    voulu = replace(
        compte,
        identite=identite,
        coordonnees=replace(coordonnees, courriel=compte.coordonnees.courriel),
        communication=communication,
        membres=membres,
    )
    return voulu, coordonnees.courriel


def save(avant: Compte, voulu: Compte, courriel: str, id: str, now: datetime) -> Compte:  # noqa: A002
    """« Sauver »: the new version, or `avant` itself when nothing changed. `id` names the change of courriel.

    What the mairie asked to correct goes back to it, even without a change: the citizen says that all is right.
    """
    apres = changement_de_courriel.ask(voulu, courriel, id, now)
    if apres == avant and not avant.a_corriger:
        return avant
    if avant.a_corriger and avant.decision:
        apres = replace(apres, corrige_le=now, decision=replace(avant.decision, suivie=True))
    return replace(apres, version=avant.version + 1)


def _identite(saisie: Saisie, compte: Compte, modification: Modification) -> Identite:
    if modification.identite is None:
        return compte.identite
    identite = saisie.identite(modification.identite)
    enfants = [] if modification.membres is not None else [m for m in compte.membres if m.lien == "enfant"]
    if any(enfant.naissance.date < identite.naissance.date for enfant in enfants):
        saisie.refuse("identite.naissance.date", "plus-age-que-vous", ENFANT_PLUS_AGE)
    return identite


def _coordonnees(saisie: Saisie, compte: Compte, modification: Modification) -> Coordonnees:
    return compte.coordonnees if modification.coordonnees is None else saisie.coordonnees(modification.coordonnees)


def _membres(saisie: Saisie, compte: Compte, modification: Modification, titulaire: Identite) -> tuple[Membre, ...]:
    """In their order so far, the new ones last, under an id made of the new version: it never was anybody's."""
    if modification.membres is None:
        return compte.membres
    connus = {membre.id: rang for rang, membre in enumerate(compte.membres)}
    membres = saisie.membres(modification.membres, titulaire)
    restants = set(connus)
    for rang, membre in enumerate(membres):
        if membre.id and membre.id not in restants:
            saisie.refuse(f"membres.{rang}.id", "choix-inconnu", PERSONNE_INCONNUE)
        restants.discard(membre.id)
    version = modification.version + 1
    nommes = [replace(m, id=m.id or f"m{version}-{rang}") for rang, m in enumerate(membres, 1)]
    return tuple(sorted(nommes, key=lambda membre: connus.get(membre.id, len(connus))))
