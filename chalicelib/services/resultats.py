"""Asking PayFiP what became of a paiement, and doing what follows, once, whoever asks and in whatever order.

Every change is one transaction on condition of the version that was read: of a notification, a return, a second tab
and a schedule at once, one writes, the others read again and find it done.
"""

from collections.abc import Iterator
from datetime import datetime

from chalicelib import clock, storage
from chalicelib.domain import suites
from chalicelib.domain.errors import EcritureConcurrente, Introuvable
from chalicelib.domain.facture import Evenement, Reglement
from chalicelib.domain.paiement import Anomalie, Etat, Paiement, Source
from chalicelib.domain.payfip import PayFipIndisponible
from chalicelib.domain.suites import Constat, Suite
from chalicelib.observability import count
from chalicelib.services import payfip, quittances
from chalicelib.storage.paiements import NOM
from chalicelib.storage.transaction import EcritureRefusee, Operation

RELECTURES = 5
"""Of those who learn something of one paiement at the same moment."""
REGLENT = (Evenement.PAYER, Evenement.PAYER_TARD)
ALARMES = {Anomalie.NON_CONCORDANT: "paiements_non_concordants", Anomalie.ENCAISSE_EN_DOUBLE: "paiements_a_rembourser"}
"""Metrics of what a person must look at as soon as it is learnt."""


def ask(id: str, source: Source, auteur: str = "") -> Paiement:  # noqa: A002
    """The paiement once PayFiP was asked and what follows is done. Raises Introuvable, and what `update` raises."""
    paiement = storage.paiements.find(id)
    if paiement is None:
        raise Introuvable
    return update(paiement, source, auteur)


def update(paiement: Paiement, source: Source, auteur: str = "") -> Paiement:
    """The same for one just read: one round trip more. What is paid is not asked about again.

    Raises EcritureConcurrente, and PayFipIndisponible once that is written in its story.
    """
    if paiement.etat is Etat.PAYE:
        return paiement
    now = clock.now()
    try:
        constat = payfip.learn(paiement.id, source, auteur)
    except PayFipIndisponible as panne:
        _conclude(paiement, Constat(source, panne=panne.constat, auteur=auteur), now)
        raise
    return _conclude(paiement, constat, now)


def _conclude(paiement: Paiement, constat: Constat, now: datetime) -> Paiement:
    """What was learnt stays true when the paiement has to be read again."""
    for _ in range(RELECTURES):
        suite = suites.decide(paiement, constat, now)
        if suite.paiement == paiement:
            return paiement
        try:
            apres = write(suite)
        except EcritureRefusee:
            relu = storage.paiements.find(paiement.id)
            if relu is None:
                raise
            paiement = relu
        else:
            if apres.anomalie != paiement.anomalie and apres.anomalie in ALARMES:
                count(ALARMES[Anomalie(apres.anomalie)])
            return apres
    raise EcritureConcurrente


def write(suite: Suite, *avec: Operation) -> Paiement:
    """With `avec`, at once. Raises EcritureRefusee when something else was learnt of the paiement meanwhile."""
    factures = {part.facture for part in suite.paiement.parts}
    while True:
        try:
            storage.commit(*_operations(suite, factures), *avec)
        except EcritureRefusee as refus:
            if NOM in refus.noms:
                raise
            suite, factures = _give_way(suite, factures, refus)
        else:
            return suite.paiement


def _give_way(suite: Suite, factures: set[str], refus: EcritureRefusee) -> tuple[Suite, set[str]]:
    """Its factures are not as this paiement believed: a late success took them, or they were paid or cancelled.

    A success takes them from whoever holds them; none of them is paid by it when one of them cannot be.
    """
    if suite.factures is Evenement.PAYER:
        return Suite(suite.paiement, Evenement.PAYER_TARD), factures
    if suite.factures is Evenement.PAYER_TARD:
        return suites.double(suite), factures
    restent = {facture for facture in factures if f"facture:{facture}" not in refus.noms}
    if restent == factures:
        raise refus
    return suite, restent


def _operations(suite: Suite, factures: set[str]) -> Iterator[Operation]:
    paiement, evenement = suite.paiement, suite.factures
    regle = evenement in REGLENT
    reglement = Reglement(paiement.paye_le, paiement.moyen, paiement.quittance) if regle and paiement.paye_le else None
    for facture in sorted(factures):
        if evenement:
            yield storage.factures.change(facture, evenement, paiement=paiement.id, reglement=reglement)
    yield storage.paiements.change(paiement)
    if regle:
        yield storage.outbox.deposit(quittances.notice(paiement, paiement.compte, paiement.courriel))
