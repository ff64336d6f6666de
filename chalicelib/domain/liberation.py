"""Factures held by a payment of which nothing more is learnt: the régie asks the treasury, frees them, says why."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import TransitionRefusee
from chalicelib.domain.facture import Evenement
from chalicelib.domain.paiement import VALIDITE, Anomalie, Episode, Etat, Paiement, Source
from chalicelib.domain.suites import Suite

LIBERE = "libere"
"""The word that begins this episode of the story."""
BLOQUES = (Anomalie.NON_CONCORDANT, Anomalie.SANS_RESULTAT)
MANQUE = "Indiquez ce que la trésorerie a répondu, et quel jour."
TROP_TOT = "Ce paiement ne bloque aucune facture, ou son résultat peut encore venir\u00a0: attendez, puis vérifiez-le."


def is_stuck(paiement: Paiement, now: datetime) -> bool:
    """Its page is closed, and what PayFiP says of it, or does not say, will move nothing."""
    return paiement.attend and paiement.anomalie in BLOQUES and now >= paiement.initie_le + VALIDITE


def release(paiement: Paiement, auteur: str, note: str, now: datetime) -> Suite:
    """Its factures can be paid again, online or at the counter; a success that came later would still win.

    Unchanged when an agent did it already. Raises TransitionRefusee for a payment that may still end by itself.
    """
    if is_released(paiement):
        return Suite(paiement)
    if not is_stuck(paiement, now):
        raise TransitionRefusee(TROP_TOT)
    libre = replace(
        paiement,
        etat=Etat.EXPIRE if paiement.etat is Etat.INITIE else paiement.etat,
        libere=True,
        anomalie="",
        version=paiement.version + 1,
        historique=(*paiement.historique, Episode(now, Source.AGENT, f"{LIBERE} {note}", auteur)),
    )
    return Suite(libre, Evenement.LIBERER)


def is_released(paiement: Paiement) -> bool:
    """By an agent."""
    return paiement.libere and any(episode.constat.startswith(f"{LIBERE} ") for episode in paiement.historique)
