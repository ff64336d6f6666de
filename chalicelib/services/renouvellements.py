"""One transaction that closes every session of somebody and leaves a new one: what a change of password does."""

from collections.abc import Callable

from chalicelib import storage
from chalicelib.domain.errors import EcritureConcurrente, Indisponible
from chalicelib.domain.session import Ouverture, Session
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.transaction import MiseAJour, Operation

Ecrire = Callable[[Acces], MiseAJour]
RELECTURES = 3


def renew(
    acces: Acces, session: Session, nouvelle: Ouverture, ecrire: Ecrire, *avec: Operation, ancienne: str = ""
) -> None:
    """`ecrire` gives the change of the identifiant, refused when a session opened that would be left out: read again.

    Raises EcritureConcurrente when what was verified is no longer true. After a lost answer, the new session in the
    list tells that it was done. `ancienne`: the session of who asks, closed with those of the list.
    """
    for _ in range(RELECTURES):
        empreintes = {ouverture.empreinte for ouverture in acces.sessions} | ({ancienne} if ancienne else set())
        fermees = [storage.sessions.removal(empreinte) for empreinte in empreintes]
        try:
            return storage.commit(ecrire(acces), storage.sessions.creation(session), *fermees, *avec)
        except (EcritureConcurrente, Indisponible) as error:
            relu = storage.identifiants.get(acces.identifiant)
            if nouvelle in relu.sessions:
                return None
            prouve = (relu.mot_de_passe, relu.secours) == (acces.mot_de_passe, acces.secours)
            if isinstance(error, Indisponible) or not prouve:
                raise
            acces = relu
    raise EcritureConcurrente
