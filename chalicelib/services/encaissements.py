"""What a régie received: each payment with its story, the journal of a day, the totals of a month."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import TypeVar

from chalicelib import clock, storage
from chalicelib.domain import encaissements, liberation, remboursement
from chalicelib.domain.encaissements import Bilan
from chalicelib.domain.errors import ErreurDeChamp, Introuvable, SaisieInvalide
from chalicelib.domain.facture import Facture
from chalicelib.domain.francais import format_prix
from chalicelib.domain.journal import Ligne
from chalicelib.domain.page import Page
from chalicelib.domain.paiement import Paiement, Source
from chalicelib.domain.session import Agent
from chalicelib.services import regies, resultats
from chalicelib.storage.transaction import EcritureRefusee

T = TypeVar("T")

LONGUEUR_ID = 64
PAR_LECTURE = 100
CLES = 1000
"""Ids of a day read at once."""
MAXIMUM = 10_000
"""Payments of one period: more would not fit in one answer of a Lambda, and a total that is cut is worth nothing."""
ATTENTES = 500
"""Waiting payments looked at, the oldest first."""


@dataclass(frozen=True, slots=True)
class Journal:
    """Of one or several days: every payment that ended, paid or not, the factures that were paid, what it comes to."""

    paiements: tuple[Paiement, ...]
    factures: dict[str, Facture]
    bilan: Bilan


def open_paiement(agent: Agent, id: str) -> Paiement:  # noqa: A002
    """The payment, and a line in the journal that the agent read it, even if they may not. One round trip.

    Raises Introuvable outside their régies.
    """
    lu, _ = storage.together(
        partial(storage.paiements.find, id[:LONGUEUR_ID] or "-"),
        partial(storage.journal.record, _line(agent, id, "consultation")),
    )
    return _check(agent, lu)


def verify(agent: Agent, id: str) -> Paiement:  # noqa: A002
    """« Vérifier maintenant »: PayFiP is asked, what follows is done; the agent stands in the story.

    Raises Introuvable, EcritureConcurrente, Indisponible when PayFiP does not answer.
    """
    paiement = _check(agent, storage.paiements.find(id[:LONGUEUR_ID] or "-"))
    storage.journal.record(_line(agent, id, "verification"))
    return resultats.update(paiement, Source.AGENT, agent.affichage)


def give_back(agent: Agent, id: str, note: str) -> Paiement:  # noqa: A002
    """« Marquer remboursé »: who, when and how; it is told once, and again it is as it was.

    Raises Introuvable, SaisieInvalide on `note`, TransitionRefusee, EcritureConcurrente.
    """
    paiement = _check(agent, storage.paiements.find(id[:LONGUEUR_ID] or "-"))
    apres = remboursement.give_back(paiement, agent.affichage, remboursement.check(note), clock.now())
    if apres == paiement:
        return paiement
    ligne = replace(_line(agent, id, "remboursement"), precision=f"{format_prix(apres.montant)}, {apres.refdet}")
    try:
        storage.commit(storage.paiements.change(apres), storage.journal.line(ligne))
    except EcritureRefusee:
        lu = storage.paiements.find(paiement.id)
        if lu is None or lu.remboursement is None:
            raise
        return lu
    return apres


def release(agent: Agent, id: str, note: str) -> Paiement:  # noqa: A002
    """« Libérer les factures » of a payment of which nothing more is learnt; again, it is as it was.

    Raises Introuvable, SaisieInvalide on `note`, TransitionRefusee, EcritureConcurrente.
    """
    paiement = _check(agent, storage.paiements.find(id[:LONGUEUR_ID] or "-"))
    note = remboursement.check(note, liberation.MANQUE)
    suite = liberation.release(paiement, agent.affichage, note, clock.now())
    if suite.paiement == paiement:
        return paiement
    ligne = replace(_line(agent, id, "liberation"), precision=f"{format_prix(paiement.montant)}, {paiement.refdet}")
    try:
        return resultats.write(suite, storage.journal.line(ligne))
    except EcritureRefusee:
        lu = storage.paiements.find(paiement.id)
        if lu is None or not liberation.is_released(lu):
            raise
        return lu


def of_day(agent: Agent, regie: str, jour: date, suite: str | None) -> Page[Paiement]:
    """Those that ended that day, paid or not, in the order of their ends. Raises Introuvable. Two round trips."""
    regies.check(agent, regie)
    page = storage.paiements.of_day(regie, jour, suite)
    lus = storage.paiements.find_all(page.elements)
    return Page(tuple(lus[id_] for id_ in page.elements if id_ in lus), page.suite)


def waiting(agent: Agent, regie: str) -> tuple[Paiement, ...]:
    """Those whose result is still to be learnt, oldest first. Raises Introuvable. Two round trips."""
    regies.check(agent, regie)
    return waiting_of(regie)


def waiting_of(regie: str) -> tuple[Paiement, ...]:
    """The same, whoever asks."""
    ids = [attente.id for attente in islice(storage.paiements.waiting(), ATTENTES)]
    lus = storage.paiements.find_all(ids)
    return tuple(lus[id_] for id_ in ids if id_ in lus and lus[id_].regie == regie and lus[id_].attend)


def of_month(annee: int, mois: int) -> tuple[date, ...]:
    """Its days."""
    return tuple(date(annee, mois, jour) for jour in range(1, monthrange(annee, mois)[1] + 1))


def journal(agent: Agent, regie: str, jours: Sequence[date]) -> Journal:
    """Of these days, a month at the most. Raises Introuvable, SaisieInvalide on `jour` beyond MAXIMUM payments.

    Three round trips for a quiet month: days, payments and factures are each read by sixteen at once.
    """
    regies.check(agent, regie)
    paiements = ended(regie, jours)
    factures: dict[str, Facture] = {}
    for lot in _read(storage.factures.find_all, sorted(encaissements.paid_factures(paiements))):
        factures |= lot
    return Journal(paiements, factures, encaissements.balance(paiements, factures))


def ended(regie: str, jours: Sequence[date]) -> tuple[Paiement, ...]:
    """Every payment that ended on these days, in the order of the days. Raises SaisieInvalide on `jour`."""
    par_jour = storage.together(*(partial(_ids, regie, jour) for jour in jours))
    ids = list(dict.fromkeys(id_ for du_jour in par_jour for id_ in du_jour))
    if len(ids) > MAXIMUM:
        phrase = f"Cette période compte plus de {MAXIMUM} paiements\u00a0: consultez-la jour par jour."
        raise SaisieInvalide(erreurs=(ErreurDeChamp("jour", "trop-long", phrase),))
    lus: dict[str, Paiement] = {}
    for lot in _read(storage.paiements.find_all, ids):
        lus |= lot
    return tuple(lus[id_] for id_ in ids if id_ in lus)


def _ids(regie: str, jour: date) -> list[str]:
    page = storage.paiements.of_day(regie, jour, limit=CLES)
    ids = list(page.elements)
    while page.suite and len(ids) <= MAXIMUM:
        page = storage.paiements.of_day(regie, jour, page.suite, limit=CLES)
        ids += page.elements
    return ids


def _read(find_all: Callable[[Iterable[str]], dict[str, T]], ids: Sequence[str]) -> Iterable[dict[str, T]]:
    lots = (ids[rang : rang + PAR_LECTURE] for rang in range(0, len(ids), PAR_LECTURE))
    return storage.together(*(partial(find_all, lot) for lot in lots))


def _check(agent: Agent, lu: Paiement | None) -> Paiement:
    if lu is None:
        raise Introuvable
    regies.check(agent, lu.regie)
    return lu


def _line(agent: Agent, id: str, action: str) -> Ligne:  # noqa: A002
    return Ligne(f"paiement:{id[:LONGUEUR_ID]}", action, agent.courriel, clock.now())
