"""A demande whose complement never came: its owner is told again, then it is closed (R30, « sans suite »)."""

from datetime import date

from chalicelib import clock, storage
from chalicelib.domain.demande import Demande, Passage
from chalicelib.domain.echeances import REPONSE
from chalicelib.domain.journal import PORTAIL, Ligne
from chalicelib.domain.transitions import Acteur, Evenement
from chalicelib.services import avis, quotas
from chalicelib.storage.transaction import Ajout

MOTIF = f"Le complément demandé n’est pas arrivé en {REPONSE.days} jours."


def remind(demande: Demande, le: date) -> None:
    """It is closed on the day `le`. Raises EcritureConcurrente when something happened meanwhile."""
    storage.commit(
        storage.conservation.reminder(demande, le, clock.now().date()),
        storage.outbox.deposit(avis.reminder(demande, le)),
        _line(demande, "relance"),
    )


def close(demande: Demande) -> None:
    """As an agent would. Raises EcritureConcurrente when something happened meanwhile."""
    evenement = Evenement.CLASSER_SANS_SUITE
    passage = Passage(evenement, demande.etat, clock.now(), Acteur.AGENT, PORTAIL, MOTIF)
    apres = demande.apply(evenement, passage, demande.version)
    storage.commit(
        *storage.demandes.change(apres),
        *quotas.give_back(apres),
        storage.outbox.deposit(avis.change(apres)),
        _line(apres, evenement),
    )


def _line(demande: Demande, action: str) -> Ajout:
    return storage.journal.line(Ligne(f"demande:{demande.numero}", action, PORTAIL, clock.now()))
