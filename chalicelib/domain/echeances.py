"""What retention asks of a compte or of a demande on one day, and when to look at it again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.domain import conservation
from chalicelib.domain.brouillon import ResumeDeBrouillon
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.demande import Demande
from chalicelib.domain.evenements import EN_VIE
from chalicelib.domain.suivi import files_of
from chalicelib.domain.transitions import Etat as EtatDeDemande

UN_JOUR = timedelta(days=1)
REPONSE = timedelta(days=60)
"""For what the service asked; then the demande is closed without it."""
RELANCE = timedelta(days=14)
"""Before that, its owner is told again."""


class Suite(StrEnum):
    """What has to be done."""

    ATTENDRE = "attendre"
    AVERTIR = "avertir"
    FERMER = "fermer"
    OUBLIER_COURRIEL = "oublier_courriel"
    EFFACER_PIECES = "effacer_pieces"
    EFFACER = "effacer"
    RELANCER = "relancer"
    CLASSER = "classer"


class Cause(StrEnum):
    """Why a compte is closed."""

    DEMANDE = "demande"
    JAMAIS_UTILISE = "jamais_utilise"
    INUTILISE = "inutilise"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Echeance:
    """`le`: the next look, once `suite` is done."""

    suite: Suite
    le: date
    cause: Cause = Cause.DEMANDE


def first_look(compte: Compte) -> date:
    """At a compte just created: it may never be used."""
    return (compte.cree_le + conservation.JAMAIS_UTILISE).date()


def next_look(compte: Compte) -> date | None:
    """At one that changed, when that brings a new date; too early a look is harmless, it only sets the next one."""
    if compte.changement_courriel and not compte.changement_courriel.fait:
        return (compte.changement_courriel.expire_le + UN_JOUR).date()
    if compte.etat is Etat.REFUSE and compte.decision:
        return (compte.decision.le + conservation.REFUSE).date()
    return None


def of_compte(compte: Compte, connecte_le: datetime | None, averti_le: date | None, now: datetime) -> Echeance:
    """`connecte_le`: the last log-in; `averti_le`: when its owner was last told that it would be closed."""
    attendu = compte.changement_courriel
    if attendu and not attendu.fait and not attendu.waits(now):
        return Echeance(Suite.OUBLIER_COURRIEL, now.date())
    echeance = _of_compte(compte, connecte_le, averti_le, now.date())
    courriel = (attendu.expire_le + UN_JOUR).date() if attendu and attendu.waits(now) else date.max
    return Echeance(echeance.suite, min(echeance.le, courriel), echeance.cause)


def _of_compte(compte: Compte, connecte_le: datetime | None, averti_le: date | None, today: date) -> Echeance:
    if compte.etat is Etat.REFUSE and compte.decision:
        return _closing((compte.decision.le + conservation.REFUSE).date(), today, Cause.REFUSE)
    if connecte_le is None and compte.verifie_le is None:
        return _closing(first_look(compte), today, Cause.JAMAIS_UTILISE)
    dernier = max(le for le in (compte.cree_le, compte.verifie_le, connecte_le) if le).date()
    if averti_le and averti_le > dernier:
        return _closing(averti_le + conservation.AVERTISSEMENT, today, Cause.INUTILISE)
    avertir_le = dernier + conservation.INUTILISE - conservation.AVERTISSEMENT
    if today < avertir_le:
        return Echeance(Suite.ATTENDRE, avertir_le)
    return Echeance(Suite.AVERTIR, today + conservation.AVERTISSEMENT)


def _closing(le: date, today: date, cause: Cause) -> Echeance:
    return Echeance(Suite.FERMER if today >= le else Suite.ATTENDRE, le, cause)


def end_of(demande: Demande) -> datetime | None:
    """When it was settled; None while somebody still has to do something."""
    dernier = demande.historique[-1]
    return None if dernier.etat in EN_VIE else dernier.le


def answer_before(demande: Demande, averti_le: date | None = None) -> date | None:
    """The last day for what the service asked, two weeks at the least after the reminder; None when nothing is asked.

    Any event since, a message for instance, gives sixty days again. `averti_le`: when the reminder was sent.
    """
    if demande.etat is not EtatDeDemande.A_COMPLETER:
        return None
    fin = demande.historique[-1].le.date() + REPONSE
    return max(fin, averti_le + RELANCE) if averti_le else fin


def _of_answer(demande: Demande, today: date, averti_le: date | None) -> Echeance | None:
    fin = answer_before(demande, averti_le)
    if fin is None:
        return None
    if averti_le:
        return Echeance(Suite.CLASSER if today >= fin else Suite.ATTENDRE, fin)
    if today < fin - RELANCE:
        return Echeance(Suite.ATTENDRE, fin - RELANCE)
    return Echeance(Suite.RELANCER, max(fin, today + RELANCE))


def of_demande(demande: Demande, today: date, averti_le: date | None = None) -> Echeance | None:
    """None while the service has it in hand. `averti_le`: when its owner was told that an answer is expected."""
    fin = end_of(demande)
    if fin is None:
        return _of_answer(demande, today, averti_le)
    pieces_le, tout_le = (fin + conservation.PIECES).date(), (fin + conservation.DEMANDES).date()
    if today >= tout_le:
        return Echeance(Suite.EFFACER, tout_le)
    if not any(files_of(demande)):
        return Echeance(Suite.ATTENDRE, tout_le)
    return Echeance(Suite.EFFACER_PIECES, tout_le) if today >= pieces_le else Echeance(Suite.ATTENDRE, pieces_le)


def of_brouillon(resume: ResumeDeBrouillon, today: date) -> Echeance:
    """Its owner is told, then has a week at the least."""
    if resume.averti_le:
        return Echeance(Suite.EFFACER if today >= resume.expire_le else Suite.ATTENDRE, resume.expire_le)
    if today < resume.avertir_le:
        return Echeance(Suite.ATTENDRE, resume.avertir_le)
    return Echeance(Suite.AVERTIR, today + conservation.AVERTISSEMENT_DE_BROUILLON)
