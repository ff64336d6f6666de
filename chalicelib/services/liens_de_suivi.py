"""Following a demande made without compte: the mailed link, and the short session that it opens (R5)."""

import uuid
from dataclasses import replace

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import lien_de_suivi as regles
from chalicelib.domain import numero as numeros
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.demande import Demande
from chalicelib.domain.errors import EcritureConcurrente, Introuvable
from chalicelib.domain.journal import SANS_COMPTE, Ligne
from chalicelib.domain.limites import SUIVIS, SUIVIS_PAR_NUMERO
from chalicelib.domain.session import Genre, Session
from chalicelib.services import avis_de_securite, limites, sessions
from chalicelib.storage.transaction import Operation

MODELE = "suivi_lien"
PERSONNE = "D00-0000-0000"
"""Looked for in the place of what is no numéro, and written in the journal: no demande has it."""


def ask(numero: str, courriel: str | None, naissance: str | None, ip: str) -> None:
    """A mail to who asked for the demande, when what was typed is right; nothing tells whether it was.

    Three round trips whatever the numéro. Raises SaisieInvalide, TropDEssais.
    """
    temoin = regles.check(courriel, naissance)
    lu = numeros.read(numero)
    limites.count_each((SUIVIS, ip), (SUIVIS_PAR_NUMERO, lu or numero[: numeros.LONGUEUR]))
    demande = storage.demandes.find(lu or PERSONNE)
    if demande is None:
        storage.commit(_line(PERSONNE, "suivi_refuse"))
        return
    definition = storage.definitions.get(demande.demarche, demande.definition)
    juste = temoin.knows(demande, definition)
    storage.commit(*(_mailing(demande) if juste else [_line(demande.numero, "suivi_refuse")]))


def complete(courriel: Courriel) -> Courriel | None:
    """The mail, with a link valid from the moment it leaves; None for a demande that is there no more."""
    demande = storage.demandes.find(courriel.variables["numero"])
    if demande is None:
        return None
    origine, fin = settings().commune.origine, clock.now() + regles.DUREE
    jeton = regles.jeton(settings().secret, demande.numero, courriel.id, fin)
    avec_compte = _has_compte(demande)
    page = f"demande/?n={demande.numero}" if avec_compte else f"suivre/#{jeton}"
    variables = {
        "titre": demande.titre,
        "prenom": demande.demandeur.prenom,
        "nom": demande.demandeur.nom,
        "avec_compte": "oui" if avec_compte else "",
        "jusqu_a": avis_de_securite.moment(fin),
        "lien": f"{origine}/{page}",
    }
    return replace(courriel, variables=courriel.variables | variables)


def follow(presente: str) -> tuple[str, Session]:
    """The value of the cookie and the session that a link opens, once. Raises Introuvable.

    Two round trips, three when the demande was made with a compte.
    """
    numero, fin = regles.read(settings().secret, presente, clock.now())
    demande = storage.demandes.find(numero)
    if demande is None or _has_compte(demande):
        raise Introuvable(regles.PERIME)
    jeton, session = sessions.new(Genre.SUIVI, numero)
    lien = storage.sessions.spending(sessions.fingerprint(presente), fin)
    try:
        storage.commit(lien, storage.sessions.creation(session), _line(numero, "suivi_ouvert"))
    except EcritureConcurrente as error:
        raise Introuvable(regles.PERIME) from error
    return jeton, session


def open_own(numero: str) -> tuple[str, Session]:
    """The same for who has just sent it. One round trip."""
    jeton, session = sessions.new(Genre.SUIVI, numero)
    storage.sessions.save(session)
    return jeton, session


def _has_compte(demande: Demande) -> bool:
    """One that was closed since opens nothing any more: the link takes its place."""
    return demande.compte is not None and storage.comptes.find(demande.compte) is not None


def _mailing(demande: Demande) -> list[Operation]:
    """The outbox holds the numéro only; a compte is written to where it is now."""
    ou, variables = demande.demandeur.courriel, {"numero": demande.numero}
    courriel = Courriel(uuid.uuid4().hex, MODELE, ou, variables, clock.now(), compte=demande.compte)
    return [storage.outbox.deposit(courriel), _line(demande.numero, "suivi_lien")]


def _line(numero: str, action: str) -> Operation:
    return storage.journal.line(Ligne(f"demande:{numero}", action, SANS_COMPTE, clock.now()))
