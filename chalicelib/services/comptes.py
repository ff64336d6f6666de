"""Creating and reading a compte (R8–R14)."""

import uuid
from collections.abc import Iterator

from chalicelib import clock, storage
from chalicelib.domain import identifiant
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.creation import Creation
from chalicelib.domain.cryptogramme import Solution
from chalicelib.domain.errors import EcritureConcurrente, SaisieInvalide
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.journal import Ligne
from chalicelib.domain.limites import COMPTES_PAR_COURRIEL
from chalicelib.services import cryptogrammes, empreintes, limites
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.transaction import EcritureRefusee, Operation

HOMONYMES_MAXIMUM = 200
LUS_ENSEMBLE = 20
"""More than any town has."""


def create(creation: Creation, solution: Solution, sceau: Sceau) -> Compte:
    """The compte; its identifiant leaves by courriel only (R13). The same request again answers the same compte.

    The courriel is counted once the code is right: nobody uses up another's. Raises SaisieInvalide on `cryptogramme`,
    CleReutilisee, EcritureConcurrente, TropDEssais.
    """
    try:
        cryptogrammes.verify(solution, sceau)
        limites.count(COMPTES_PAR_COURRIEL, creation.coordonnees.courriel)
        return _create(creation, solution.id, sceau)
    except (SaisieInvalide, EcritureConcurrente):
        deja = storage.comptes.find(_id(sceau))
        if deja is not None and deja.sceau.is_replay(sceau):
            return deja
        raise


def get(id: str) -> Compte:  # noqa: A002
    """Raises Introuvable."""
    return storage.comptes.get(id)


def _id(sceau: Sceau) -> str:
    """128 bits of the request's seal: the same request cannot create two comptes."""
    return sceau.cle[:32]


def _create(creation: Creation, cryptogramme: str, sceau: Sceau) -> Compte:
    mot_de_passe = empreintes.of_password(creation.mot_de_passe)
    reponse = empreintes.of_answer(creation.reponse)
    base = identifiant.base(creation.identite.prenoms, creation.identite.nom)
    for nom in _free(base):
        compte = _compte(creation, nom, sceau)
        acces = Acces(compte.identifiant, compte.id, mot_de_passe, creation.question, reponse)
        try:
            storage.commit(*_writes(compte, acces, cryptogramme))
        except EcritureRefusee as refus:
            if refus.noms != {"identifiant"}:
                raise
        else:
            return compte
    raise EcritureConcurrente


def _free(base: str) -> Iterator[str]:
    """Candidates that nobody had when they were read, in their order (R14).

    Read together: how many homonyms there are does not show in how long a creation takes.
    """
    for rang in range(1, HOMONYMES_MAXIMUM, LUS_ENSEMBLE):
        candidats = [identifiant.candidate(base, rang + plus) for plus in range(LUS_ENSEMBLE)]
        pris = storage.identifiants.taken(candidats)
        yield from (candidat for candidat in candidats if candidat not in pris)


def _compte(creation: Creation, nom: str, sceau: Sceau) -> Compte:
    return Compte(
        id=_id(sceau),
        identifiant=nom,
        etat=Etat.EN_ATTENTE,
        identite=creation.identite,
        coordonnees=creation.coordonnees,
        communication=creation.communication,
        membres=creation.membres,
        cree_le=clock.now(),
        sceau=sceau,
    )


def _writes(compte: Compte, acces: Acces, cryptogramme: str) -> tuple[Operation, ...]:
    courriel = Courriel(
        id=uuid.uuid4().hex,
        modele="compte_cree",
        destinataire=compte.coordonnees.courriel,
        variables={
            "prenom": compte.identite.prenom,
            "nom": compte.identite.nom,
            "identifiant": compte.identifiant,
        },
        depose_le=compte.cree_le,
    )
    return (
        storage.comptes.creation(compte),
        storage.identifiants.creation(acces),
        storage.cryptogrammes.consumption(cryptogramme),
        *storage.rapprochements.changes(None, compte),
        storage.outbox.deposit(courriel),
        storage.journal.line(Ligne(f"compte:{compte.id}", "creation", compte.id, compte.cree_le)),
    )
