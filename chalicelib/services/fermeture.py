"""« Fermer mon compte » (RGPD, article 17): what is left is a number that nobody can use again."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from chalicelib import clock, storage
from chalicelib.domain import conservation
from chalicelib.domain.compte import Compte
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.echeances import Cause
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.journal import PORTAIL, Ligne
from chalicelib.services import sessions
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.transaction import Operation

RELECTURES = 5
"""A session may open, or an agent decide, at the same moment."""
RAISONS: Mapping[Cause, str] = {
    Cause.DEMANDE: "Vous avez fermé votre compte",
    Cause.JAMAIS_UTILISE: "Personne ne s’est connecté à votre compte en 90 jours : il est fermé",
    Cause.INUTILISE: "Votre compte n’a pas servi depuis trois ans : il est fermé",
    Cause.REFUSE: "La mairie a refusé votre compte il y a un an : il est fermé",
}


def close(id: str, identifiant: str, mot_de_passe: str) -> None:  # noqa: A002
    """At its owner's request. Raises SaisieInvalide on `mot_de_passe`, TropDEssais, NonConnecte."""
    acces = sessions.confirm(identifiant, mot_de_passe, "mot_de_passe")
    for _ in range(RELECTURES):
        compte = storage.comptes.find(id)
        if compte is None:
            return None
        try:
            return end(compte, acces, Cause.DEMANDE)
        except EcritureConcurrente:
            acces = _again(acces)
    raise EcritureConcurrente


def end(compte: Compte, acces: Acces, cause: Cause) -> None:
    """In one transaction. Raises EcritureConcurrente when the compte or what opens it changed since they were read."""
    storage.commit(*_writes(compte, acces, cause))


def complete(courriel: Courriel) -> Courriel:
    """The last mail, once the archive and the drafts of the compte are erased too. Raises Indisponible.

    A draft may have been on its way when the compte was closed: by now, nobody can save one any more.
    """
    variables = dict(courriel.variables)
    if archive := variables.pop("archive"):
        storage.pieces.delete([archive])
    storage.brouillons.erase_all(variables.pop("compte"))
    return replace(courriel, variables=variables)


def _again(acces: Acces) -> Acces:
    """As it is now, if the password confirmed is still the one."""
    actuel = storage.identifiants.get(acces.identifiant)
    if actuel.sujet is not None and actuel.mot_de_passe != acces.mot_de_passe:
        raise EcritureConcurrente
    return actuel


def _writes(compte: Compte, acces: Acces, cause: Cause) -> Iterable[Operation]:
    now = clock.now()
    yield storage.comptes.closing(compte, now)
    yield storage.exports.removal(compte.id)
    yield storage.paniers.closing(compte.id)
    yield from storage.justificatifs.removals(compte.id)
    yield from storage.rapprochements.changes(compte, None)
    if acces.sujet == compte.id:
        yield storage.identifiants.removal(acces)
        yield from (storage.sessions.removal(session.empreinte) for session in acces.sessions)
    auteur = compte.id if cause is Cause.DEMANDE else PORTAIL
    yield storage.journal.line(Ligne(f"compte:{compte.id}", "fermeture", auteur, now, cause))
    yield storage.outbox.deposit(_farewell(compte, cause))


def _farewell(compte: Compte, cause: Cause) -> Courriel:
    """To the courriel that it had: what is kept, and until when."""
    export = storage.exports.find(compte.id)
    variables = {
        "prenom": compte.identite.prenom,
        "nom": compte.identite.nom,
        "raison": RAISONS[cause],
        "gardees": "\n".join(f"- {ligne.donnees}\n  {ligne.duree}" for ligne in conservation.after_closing()),
        "compte": compte.id,
        "archive": storage.exports.key(compte.id, export.id) if export else "",
    }
    return Courriel(uuid.uuid4().hex, "compte_ferme", compte.coordonnees.courriel, variables, clock.now())
