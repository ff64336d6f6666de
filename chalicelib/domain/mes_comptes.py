"""« Mes comptes »: which factures show, from when, and what is missing when none may (R33–R35)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain import jours_ouvres
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.francais import format_date
from chalicelib.domain.jour import Jour

DELAI = 2
"""Jours ouvrés after the creation of the compte, left out of R35."""
RECENTES = Jour("aujourdhui-3mois")
CORRECTION = (
    "La mairie vous demande de corriger votre compte. Faites-le depuis «\u00a0Mon compte\u00a0»\u00a0: "
    "vos factures s’afficheront ici quand elle l’aura validé."
)
ATTENTE = (
    "La mairie vérifie encore votre compte. Vous n’avez rien à faire\u00a0: un courriel vous dira quand il est validé, "
    "et vos factures s’afficheront ici."
)
NON_VALIDE = (
    "La mairie n’a pas validé votre compte\u00a0: vos factures ne peuvent pas s’afficher ici. "
    "Lisez pourquoi sur la page «\u00a0Accueil\u00a0», ou appelez-la."
)
TROP_RECENT = (
    "Votre compte est validé, mais encore trop récent. Revenez à partir du {le}\u00a0: vos factures s’afficheront ici."
)
SANS_FAMILLE = (
    "Nous ne savons pas encore quelles factures sont les vôtres. Donnez à la mairie le numéro de famille "
    "écrit sur une de vos factures\u00a0: elle le reliera à votre compte."
)
SANS_FACTURE = (
    "Aucune facture de votre foyer n’a été émise ces 3\u00a0derniers mois. Vous en recevez une quand vous utilisez un "
    "service payant\u00a0: cantine, accueil périscolaire, petite enfance, CCAS. Si vous en attendez une, demandez-la à "
    "ce service."
)


class Cause(StrEnum):
    """What keeps factures from showing."""

    NON_VALIDE = "non_valide"
    TROP_RECENT = "trop_recent"
    SANS_FAMILLE = "sans_famille"
    SANS_FACTURE = "sans_facture"


@dataclass(frozen=True, slots=True)
class Manque:
    """Which condition is missing (R35), and what to do about it."""

    code: Cause
    detail: str


AUCUNE = Manque(Cause.SANS_FACTURE, SANS_FACTURE)


def missing(compte: Compte, cree_le: date, today: date, insee: str) -> Manque | None:
    """None when its factures may show; `cree_le`: the day of its creation; `insee`: where holidays are counted."""
    if compte.etat is not Etat.VALIDE:
        attend = CORRECTION if compte.a_corriger else ATTENTE
        return Manque(Cause.NON_VALIDE, attend if compte.etat is Etat.EN_ATTENTE else NON_VALIDE)
    if jours_ouvres.elapsed(cree_le, today, insee) <= DELAI:
        return Manque(Cause.TROP_RECENT, TROP_RECENT.format(le=format_date(first_day(cree_le, insee))))
    return None if compte.numero_famille else Manque(Cause.SANS_FAMILLE, SANS_FAMILLE)


def first_day(cree_le: date, insee: str) -> date:
    """On which a compte created that day is older than two jours ouvrés."""
    jour = cree_le
    while jours_ouvres.elapsed(cree_le, jour, insee) <= DELAI:
        jour += timedelta(days=1)
    return jour


def recent_since(today: date) -> date:
    """The first day of the last three months (R33)."""
    return RECENTES.on(today)
