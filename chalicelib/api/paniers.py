"""/panier: what is about to be paid together (R36–R39)."""

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes_paiement import FactureChoisie, PaiementCommence, PanierRendu, Rien, represent_panier
from chalicelib.api.routing import Acces, Routes

routes = Routes(__name__)


@routes.on("GET", "/panier", Acces.USAGER)
def read(appel: Appel[None]) -> PanierRendu:
    """« Accéder à votre panier »."""
    vue = services.paniers.read(appel.usager)
    return represent_panier(vue.panier, vue.paiement)


@routes.on("POST", "/panier/lignes", Acces.USAGER, 201)
def add(appel: Appel[FactureChoisie]) -> PanierRendu:
    """« Ajouter au panier »; 409 with the sentence of R37."""
    return represent_panier(services.paniers.add(appel.usager, appel.corps.facture))


@routes.on("DELETE", "/panier/lignes/{id}", Acces.USAGER, 204)
def remove(appel: Appel[None], id: str) -> None:  # noqa: A002
    """« Retirer » a facture."""
    services.paniers.remove(appel.usager, id)


@routes.on("DELETE", "/panier", Acces.USAGER, 204)
def empty(appel: Appel[None]) -> None:
    """« Vider le panier »."""
    services.paniers.empty(appel.usager)


@routes.on("POST", "/panier/paiement", Acces.USAGER, 201, idempotente=True)
def pay(appel: Appel[Rien]) -> PaiementCommence:
    """« Payer »: the address of the payment page."""
    paiement = services.paiements.start(appel.usager, appel.sceau)
    return PaiementCommence(paiement.id, services.payfip.page(paiement))
