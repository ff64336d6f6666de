"""/agents/factures: those of a régie, found by numéro or family, and the counter."""

from datetime import date

import msgspec
from msgspec.structs import asdict

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.formes_facture import (
    FactureComplete,
    FactureResumee,
    ReglementRendu,
    facture_fields,
    resume_fields,
)
from chalicelib.api.formes_regie import PaiementRaconte, story
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.facture import Facture
from chalicelib.services.guichet import Saisie

routes = Routes(__name__)


class FactureDeRegie(FactureResumee, frozen=True, kw_only=True):
    """One line of a search."""

    payeur: str
    famille: str


class ReglementDeRegie(ReglementRendu, frozen=True):
    """`precision`: the numéro of the cheque or of the avoir."""

    precision: str


class FactureSuivie(FactureComplete, frozen=True, kw_only=True):
    """As the régisseur sees it, with the payment that holds it or paid it."""

    reglement: ReglementDeRegie | None
    paiements: list[PaiementRaconte]


class ReglementSaisi(Entree, frozen=True):
    """What was received at the counter, in full; `le` is today when it is null."""

    moyen: str
    le: date | None = None
    precision: str = ""


class FactureReglee(msgspec.Struct, frozen=True):
    """Paid, by this payment."""

    etat: str
    paiement: str
    quittance: str


@routes.on("GET", "/agents/factures", Acces.REGIE, questions=("regie", "famille", "numero", "suite"))
def search(appel: Appel[None]) -> Liste[FactureDeRegie]:
    """The facture of that « numero », or those of that « famille », newest first."""
    regie, suite = appel.question("regie") or "", appel.question("suite")
    famille, numero = appel.question("famille"), appel.question("numero")
    page = services.factures_de_regie.search(appel.agent, regie, famille, numero, suite)
    return Liste([_line(facture) for facture in page.elements], page.suite)


@routes.on("GET", "/agents/factures/{id}", Acces.REGIE)
def read(appel: Appel[None], id: str) -> FactureSuivie:  # noqa: A002 (the word of the API)
    """One of them; the reading is written in the journal."""
    facture, paiement = services.factures_de_regie.open_facture(appel.agent, id)
    champs = facture_fields(facture)
    if fin := facture.reglement:
        champs["reglement"] = ReglementDeRegie(**asdict(champs["reglement"]), precision=fin.precision)
    return FactureSuivie(**champs, paiements=[story(paiement)] if paiement else [])


@routes.on("POST", "/agents/factures/{id}/reglement", Acces.REGIE, 201, idempotente=True)
def settle(appel: Appel[ReglementSaisi], id: str) -> FactureReglee:  # noqa: A002
    """« Marquer payée au guichet », never by card."""
    saisi = Saisie(appel.corps.moyen, appel.corps.le, appel.corps.precision)
    paiement = services.guichet.settle(appel.agent, id, saisi, appel.sceau)
    return FactureReglee("payee", paiement.id, paiement.quittance)


def _line(facture: Facture) -> FactureDeRegie:
    dit = facture.emission
    return FactureDeRegie(**resume_fields(facture), payeur=dit.payeur, famille=dit.famille)
