"""/paiements: following one, and what PayFiP and the browser that leaves it say."""

from urllib.parse import quote

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes_paiement import PaiementRendu, represent
from chalicelib.api.routing import Acces, Redirection, Routes

routes = Routes(__name__)
CHAMPS = ("idop", "idOp")


@routes.on("GET", "/paiements/{id}", Acces.USAGER)
def follow(appel: Appel[None], id: str) -> PaiementRendu:  # noqa: A002
    """One's own, as far as its result is known."""
    return represent(services.paiements.follow(appel.usager, id))


@routes.on("POST", "/paiements/notification", Acces.EXTERNE)
def notify(appel: Appel[None]) -> None:
    """PayFiP says that something happened to an operation; what, it is asked."""
    services.paiements.notify(appel.champ(*CHAMPS))


@routes.on("GET", "/paiements/retour", Acces.EXTERNE, 303, questions=CHAMPS)
def come_back(appel: Appel[None]) -> Redirection:
    """The browser leaves the payment page; it proves nothing."""
    return _to_page(appel)


@routes.on("POST", "/paiements/retour", Acces.EXTERNE, 303)
def come_back_by_form(appel: Appel[None]) -> Redirection:
    """The same, as a form."""
    return _to_page(appel)


def _to_page(appel: Appel[None]) -> Redirection:
    return Redirection(f"/paiement/?id={quote(appel.champ(*CHAMPS), safe='')}")
