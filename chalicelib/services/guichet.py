"""A facture paid at the counter, written down by an agent of the régie: who, how and when are kept."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from chalicelib import clock, storage
from chalicelib.config import Regie
from chalicelib.domain import guichet, moyens
from chalicelib.domain import numero as numeros
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.errors import CleReutilisee, Introuvable
from chalicelib.domain.facture import Evenement, Facture, Reglement
from chalicelib.domain.guichet import Encaissement
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.journal import Ligne
from chalicelib.domain.paiement import Episode, Etat, Paiement, Part, Source
from chalicelib.domain.session import Agent
from chalicelib.services import quittances, regies
from chalicelib.storage.transaction import EcritureRefusee

MIDI = time(12)
"""The hour kept of a payment of another day: nobody knows it."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """As the agent typed it."""

    moyen: str
    le: date | None = None
    precision: str = ""


def settle(agent: Agent, id: str, saisie: Saisie, sceau: Sceau) -> Paiement:  # noqa: A002
    """The facture is paid, its quittance given and mailed to the foyer; the same request again is the same payment.

    Raises Introuvable, SaisieInvalide on `moyen`, `le` and `precision`, FactureNonPayable, CleReutilisee,
    EcritureConcurrente.
    """
    recu = guichet.check(saisie.moyen, saisie.le, saisie.precision, clock.today())
    facture, deja = _read(agent, id, sceau)
    if deja:
        return deja
    guichet.check_day(recu, facture.emission)
    guichet.check_payable(facture)
    paiement = _new(agent, facture, recu, sceau)
    try:
        _commit(agent, facture, recu, paiement)
    except EcritureRefusee:
        facture, deja = _read(agent, id, sceau)
        if deja:
            return deja
        guichet.check_payable(facture)
        raise
    return paiement


def _read(agent: Agent, id: str, sceau: Sceau) -> tuple[Facture, Paiement | None]:  # noqa: A002
    """The facture, and what the same request did already. One round trip."""
    facture, deja = storage.together(
        partial(storage.factures.find, id, consistent=True), partial(storage.paiements.find, _id(sceau))
    )
    if facture is None:
        raise Introuvable
    regies.check(agent, facture.emission.regie)
    if deja and (deja.cle != sceau.requete or deja.parts[0].facture != id):
        raise CleReutilisee
    return facture, deja


def _new(agent: Agent, facture: Facture, recu: Encaissement, sceau: Sceau) -> Paiement:
    regie = regies.check(agent, facture.emission.regie)
    now, quittance = clock.now(), _quittance(regie, recu, sceau)
    montant = facture.emission.montant
    mots = " ".join(filter(None, ("guichet", recu.moyen, recu.precision)))
    return Paiement(
        id=_id(sceau),
        compte="",
        regie=facture.emission.regie,
        etat=Etat.PAYE,
        moyen=recu.moyen,
        montant=montant,
        refdet=quittance.replace("-", ""),
        courriel="",
        initie_le=now,
        parts=(Part(facture.id, facture.emission.numero, montant),),
        cle=sceau.requete,
        paye_le=_moment(recu.le, now),
        quittance=quittance,
        historique=(Episode(now, Source.AGENT, mots, agent.affichage),),
    )


def _commit(agent: Agent, facture: Facture, recu: Encaissement, paiement: Paiement) -> None:
    """One transaction. Whom to tell is read just before: a mail is late by that much at the most."""
    reglement = Reglement(paiement.paye_le or paiement.initie_le, recu.moyen, paiement.quittance, recu.precision)
    comptes = storage.comptes.of_famille(facture.emission.famille)
    precision = f"{moyens.describe(recu.moyen)}, quittance {paiement.quittance}"
    storage.commit(
        storage.factures.change(facture.id, Evenement.PAYER_AU_GUICHET, paiement=paiement.id, reglement=reglement),
        storage.paiements.creation(paiement),
        storage.journal.line(Ligne(f"facture:{facture.id}", "reglement", agent.courriel, clock.now(), precision)),
        *(
            storage.outbox.deposit(quittances.notice(paiement, compte.id, compte.coordonnees.courriel))
            for compte in comptes
            if compte.etat is EtatDeCompte.VALIDE
        ),
    )


def _id(sceau: Sceau) -> str:
    """Of the same shape as those of the provider, and named after the request."""
    return str(uuid.UUID(sceau.cle[:32]))


def _quittance(regie: Regie, recu: Encaissement, sceau: Sceau) -> str:
    return numeros.derive(regie.lettre, recu.le.year, sceau.requete, groupes=numeros.QUITTANCE)


def _moment(le: date, now: datetime) -> datetime:
    midi = datetime.combine(le, MIDI, clock.PARIS).astimezone(now.tzinfo)
    return now if le == clock.today() else midi
