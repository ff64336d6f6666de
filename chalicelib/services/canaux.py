"""By which channel a message leaves, chosen when it does: by then the citizen may have changed their mind (R3)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib import clock, storage
from chalicelib.clients import ses, sms
from chalicelib.config import settings
from chalicelib.domain import ouverture
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.coordonnees import is_mobile
from chalicelib.domain.courriel import Courriel
from chalicelib.rendering import courriels as texte_courriel
from chalicelib.rendering import sms as texte_sms


@dataclass(frozen=True, slots=True)
class Canal:
    """`telephone`, in E.164, comes first when there is one; `des` is the time before which it must not ring."""

    courriel: str
    telephone: str | None = None
    des: datetime | None = None


def choose(courriel: Courriel) -> Canal:
    """SMS to who asked for them, where the message has a short form and within opening hours; else the mail.

    A compte is written to at its present courriel; a demande without compte, or whose compte is closed, at its own.
    """
    compte = storage.comptes.find(courriel.compte) if courriel.compte else None
    if compte is None or compte.etat is Etat.FERME:
        return Canal(courriel.destinataire)
    telephone = _mobile(compte)
    if telephone is None or courriel.modele not in texte_sms.models():
        return Canal(compte.coordonnees.courriel)
    return Canal(compte.coordonnees.courriel, telephone, _opening())


def deliver(courriel: Courriel, canal: Canal) -> str:
    """The channel that took it: a number that refuses messages still leaves the mail. Raises Indisponible."""
    if canal.telephone and sms.send(canal.telephone, texte_sms.render(courriel)):
        return "sms"
    ses.send(canal.courriel, *texte_courriel.render(courriel))
    return "courriel"


def _mobile(compte: Compte) -> str | None:
    telephone = compte.coordonnees.telephone
    return telephone if compte.communication == "telephone" and telephone and is_mobile(telephone) else None


def _opening() -> datetime | None:
    """None while the mairie is open; nobody wants a town hall's SMS at night."""
    commune, now = settings().commune, clock.now().astimezone(clock.PARIS)
    prochaine = ouverture.parse(commune.ouverture, commune.insee).next_opening(now)
    return prochaine.astimezone(UTC) if prochaine > now else None
