"""/agents/factures, by hand: one facture, its PDF, the avoir that cancels it."""

from datetime import date, timedelta

import msgspec

from chalicelib import clock, services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree
from chalicelib.api.pieces import EnvoiPrepare
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.emission import Avoir, LigneSaisie, Saisie
from chalicelib.domain.facture import Facture
from chalicelib.storage.pieces import ENVOI

routes = Routes(__name__)


class DocumentAnnonce(Entree, frozen=True):
    """The PDF of a facture, about to be sent; `taille` in bytes. Followed by GET /pieces/{id}."""

    regie: str
    nom: str
    taille: int


class LigneDeFactureSaisie(Entree, frozen=True):
    """`quantite` is a text, « 1,5 »; without `montant_centimes`, quantity × price."""

    prestation: str
    quantite: str
    prix_unitaire_centimes: int
    montant_centimes: int | None = None
    concerne: str = ""


class FactureSaisie(Entree, frozen=True):
    """`numero` is drawn when it is empty; `document`: key of a PDF that was checked."""

    regie: str
    famille: str
    payeur: str
    objet: str
    emise_le: date
    echeance_le: date
    lignes: list[LigneDeFactureSaisie]
    numero: str = ""
    periode: str = ""
    document: str = ""


class AnnulationSaisie(Entree, frozen=True):
    """`avoir`: its numéro in the régie's accounts."""

    motif: str
    avoir: str


class FactureEmise(msgspec.Struct, frozen=True):
    """Where it is, and in which state."""

    id: str
    numero: str
    etat: str
    montant_centimes: int


@routes.on("POST", "/agents/factures/documents", Acces.REGIE, 201)
def announce(appel: Appel[DocumentAnnonce]) -> EnvoiPrepare:
    """Where to send the PDF of a facture."""
    annonce = appel.corps
    envoi = services.emission.announce(appel.agent, annonce.regie, annonce.nom, annonce.taille)
    return EnvoiPrepare(envoi.cle, envoi.url, envoi.champs, clock.now() + timedelta(seconds=ENVOI))


@routes.on("POST", "/agents/factures", Acces.REGIE, 201, idempotente=True)
def emit(appel: Appel[FactureSaisie]) -> FactureEmise:
    """One facture; its family is told by mail, if it has a compte."""
    return _represent(services.emission.emit(appel.agent, _typed(appel.corps), appel.corps.document, appel.sceau))


@routes.on("POST", "/agents/factures/{id}/annulation", Acces.REGIE)
def cancel(appel: Appel[AnnulationSaisie], id: str) -> FactureEmise:  # noqa: A002 (the word of the API)
    """Nobody owes it any more."""
    avoir = Avoir(appel.corps.avoir, appel.corps.motif)
    return _represent(services.emission.cancel(appel.agent, id, avoir))


def _typed(corps: FactureSaisie) -> Saisie:
    lignes = tuple(
        LigneSaisie(ligne.prestation, ligne.concerne, ligne.quantite, ligne.prix_unitaire_centimes,
                    ligne.montant_centimes)
        for ligne in corps.lignes
    )  # fmt: skip
    return Saisie(
        corps.regie,
        corps.numero,
        corps.famille,
        corps.payeur,
        corps.objet,
        corps.periode,
        corps.emise_le,
        corps.echeance_le,
        lignes,
    )


def _represent(facture: Facture) -> FactureEmise:
    return FactureEmise(facture.id, facture.emission.numero, facture.etat, facture.emission.montant)
