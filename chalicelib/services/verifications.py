"""Every five minutes, PayFiP is asked about the paiements whose result never came."""

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from chalicelib import clock, storage
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.paiement import ATTENTE_MAXIMALE, Paiement, Source
from chalicelib.domain.payfip import PayFipIndisponible
from chalicelib.observability import count
from chalicelib.services import resultats
from chalicelib.storage.paiements import EnAttente

MARGE = 25.0
"""Seconds that one question may take, PayFiP's fifteen included."""
ECHECS = 5
"""In a row: PayFiP is down, the next run asks again."""
MAXIMUM = 2000
"""Looked at in one run."""


def verify_pending(remaining: Callable[[], float]) -> int:
    """How many were looked at; `remaining`: seconds left. Oldest first, those of more than 24 hours last.

    Those are few and stay for a person to look at: they keep nobody waiting. In another order at each run, so that
    those of which PayFiP never tells anything do not hide the next.
    """
    limite = clock.now() - ATTENTE_MAXIMALE
    attente = list(islice(storage.paiements.waiting(), MAXIMUM))
    recents = [un for un in attente if un.initie_le > limite]
    anciens = [un for un in attente if un.initie_le <= limite]
    random.shuffle(anciens)
    vus = list(_ask_each(recents, remaining))
    revus = list(_ask_each(anciens, remaining))
    if sans_resultat := len(anciens) - sum(not paiement.attend for paiement in revus):
        count("paiements_sans_resultat", sans_resultat)
    return len(vus) + len(revus)


def _ask_each(attente: Iterable[EnAttente], remaining: Callable[[], float]) -> Iterator[Paiement]:
    """Each as it is after the question, until the time or PayFiP gives up."""
    echecs = 0
    for un in attente:
        if remaining() < MARGE:
            return
        paiement = storage.paiements.find(un.id)
        if paiement is None:
            continue
        try:
            yield resultats.update(paiement, Source.TACHE) if paiement.attend else paiement
            echecs = 0
        except PayFipIndisponible:
            echecs += 1
            yield paiement
            if echecs == ECHECS:
                count("payfip_indisponible")
                return
        except EcritureConcurrente:
            yield paiement
