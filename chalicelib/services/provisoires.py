"""A mailed password that is used (R21): once, within the hour; it opens a session that only lets one choose another."""

from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import ConnexionRefusee, EcritureConcurrente
from chalicelib.domain.session import Session
from chalicelib.services import avis_de_securite
from chalicelib.services.renouvellements import renew
from chalicelib.storage.identifiants import Acces

PASSE = "Le mot de passe provisoire que vous aviez demandé vient de servir, et l’ancien n’est plus valable"


def opens(acces: Acces, saisi: str) -> bool:
    """Whether what was typed is the mailed password that waits."""
    return acces.secours is not None and acces.secours.opens(settings().secret, saisi, clock.now())


def use(acces: Acces, compte: Compte, session: Session, appareil: str) -> None:
    """Spent, the old password forgotten, every session closed but this one. Raises ConnexionRefusee when it was."""
    nouvelle = session.as_listed(appareil)
    courriel = avis_de_securite.about(compte, "mot_de_passe_change", {"passe": PASSE, "appareil": appareil})
    try:
        renew(
            acces,
            session,
            nouvelle,
            partial(storage.mots_de_passe.use, now=session.cree_le, seule=nouvelle),
            storage.outbox.deposit(courriel),
            avis_de_securite.line(compte, "mot_de_passe_provisoire_utilise", appareil),
        )
    except EcritureConcurrente as error:
        raise ConnexionRefusee from error
