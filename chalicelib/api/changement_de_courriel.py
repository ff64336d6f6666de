"""/compte/courriel: the two links of a change of courriel, and giving it up."""

from typing import Literal

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.changement_de_courriel import reste

routes = Routes(__name__)


class JetonSaisi(Entree, frozen=True):
    """What stands after the # of a link that was mailed."""

    jeton: str


class Confirmation(msgspec.Struct, frozen=True):
    """`fait`: the courriel is changed; `reste`: the mailbox that still has to confirm.

    `courriel`: the one in use, "" until then: the new mailbox may be a stranger's, who has not to know the old one.
    """

    fait: bool
    reste: Literal["ancienne", "nouvelle"] | None
    courriel: str


@routes.on("POST", "/compte/courriel/confirmation", Acces.PUBLIC)
def confirm(appel: Appel[JetonSaisi]) -> Confirmation:
    """« Confirmer cette adresse », from one of the two mailboxes."""
    compte = services.changement_de_courriel.confirm(appel.corps.jeton)
    attendue = reste(compte)
    return Confirmation(attendue is None, attendue, "" if attendue else compte.coordonnees.courriel)


@routes.on("POST", "/compte/courriel/annulation", Acces.PUBLIC, 204)
def refuse(appel: Appel[JetonSaisi]) -> None:
    """« Ce n’est pas moi », from one of the two mailboxes."""
    services.changement_de_courriel.refuse(appel.corps.jeton)


@routes.on("DELETE", "/compte/courriel", Acces.USAGER, 204)
def cancel(appel: Appel[None]) -> None:
    """Gives up a change of courriel that waits."""
    services.changement_de_courriel.cancel(appel.usager)
