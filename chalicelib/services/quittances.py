"""The quittance: the mail that announces it, and who may read it. See papiers.py for the paper itself."""

import uuid
from dataclasses import replace
from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain import moyens
from chalicelib.domain.compte import Compte
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.facture import key_of
from chalicelib.domain.francais import format_date, format_prix
from chalicelib.domain.journal import Ligne
from chalicelib.domain.paiement import Paiement
from chalicelib.domain.session import Agent
from chalicelib.services import factures, regies
from chalicelib.services.avis_de_securite import moment

LONGUEUR_ID = 64
A_QUI = "Madame, Monsieur"
"""Who has no compte any more."""


def notice(paiement: Paiement, compte: str | None, courriel: str) -> Courriel:
    """Of a payment that has its quittance, for the transaction that gives it. `compte`: whose courriel it is."""
    regie = settings().commune.regies.get(paiement.regie)
    variables = {
        "quittance": paiement.quittance,
        "montant": format_prix(paiement.montant),
        "regie": regie.nom if regie else paiement.regie,
        "date": paid_on(paiement),
        "moyen": moyens.tell(paiement.moyen),
        "lignes": "\n".join(f"- Facture {part.numero}\u00a0: {format_prix(part.montant)}" for part in paiement.parts),
    }
    return Courriel(uuid.uuid4().hex, "quittance", courriel, variables, clock.now(), compte=compte or None)


def paid_on(paiement: Paiement) -> str:
    """« 27 mars 2026 à 9 h 05 » as PayFiP dates it; the counter knows the day alone."""
    le = paiement.paye_le or clock.now()
    return moment(le) if paiement.moyen in moyens.EN_LIGNE else format_date(le.astimezone(clock.PARIS).date())


def complete(courriel: Courriel) -> Courriel:
    """With whom it greets, read when it leaves: a confirmation does not wait for the compte."""
    compte = storage.comptes.find(courriel.compte) if courriel.compte else None
    prenom, nom = (compte.identite.prenom, compte.identite.nom) if compte else ("", A_QUI)
    return replace(courriel, variables=courriel.variables | {"prenom": prenom, "nom": nom})


def read_own(compte: str, paiement: str) -> Paiement:
    """That the compte made, or whose factures are its foyer's. Raises Introuvable, also without a quittance yet."""
    titulaire: Compte | None
    lu: Paiement | None
    titulaire, lu = storage.together(partial(storage.comptes.find, compte), partial(storage.paiements.find, paiement))
    if lu is None or not lu.quittance:
        raise Introuvable
    familles = {cle[0] for part in lu.parts if (cle := key_of(part.facture))}
    if lu.compte != compte and not all(factures.is_own(titulaire, famille) for famille in familles):
        raise Introuvable
    return lu


def read_for_agent(agent: Agent, paiement: str) -> Paiement:
    """Of one of their régies; a line in the journal says who took it. Raises Introuvable. One round trip."""
    ligne = Ligne(f"paiement:{paiement[:LONGUEUR_ID]}", "quittance", agent.courriel, clock.now())
    lu: Paiement | None
    lu, _ = storage.together(partial(storage.paiements.find, paiement), partial(storage.journal.record, ligne))
    if lu is None or not lu.quittance:
        raise Introuvable
    regies.check(agent, lu.regie)
    return lu
