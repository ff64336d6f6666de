"""/factures: « Mes comptes », a facture, its PDF, the quittance of a payment (R33–R36)."""

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.binaires import Pdf
from chalicelib.api.formes_facture import FactureComplete, FactureResumee, facture_fields, resume_fields
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.facture import ATTENDUES
from chalicelib.services.factures import Comptes

routes = Routes(__name__)


class FactureDUsager(FactureResumee, frozen=True, kw_only=True):
    """As its payer sees it in a list."""

    dans_panier: bool


class FactureSuivie(FactureComplete, frozen=True, kw_only=True):
    """As its payer sees it."""

    dans_panier: bool


class ConditionManquante(msgspec.Struct, frozen=True):
    """Why no facture shows (R35), and what to do."""

    code: str
    detail: str


class PanierResume(msgspec.Struct, frozen=True):
    """What « Accéder à votre panier » says. `paiement`: the one that holds it."""

    nombre: int
    montant_centimes: int
    paiement: str | None


class FacturesDUsager(msgspec.Struct, frozen=True):
    """A page of factures."""

    elements: list[FactureDUsager]
    suite: str | None
    manque: ConditionManquante | None
    panier: PanierResume


@routes.on("GET", "/factures", Acces.USAGER, questions=("rubrique", "suite"))
def list_own(appel: Appel[None]) -> FacturesDUsager:
    """« Mes comptes »: « a_payer », « releve », « archive »; the two first without « rubrique »."""
    rubrique, suite = appel.question("rubrique"), appel.question("suite")
    vus = services.factures.list_own(appel.usager, appel.ouverte.famille, rubrique, suite)
    choisies = {ligne.facture for ligne in vus.panier.lignes}
    elements = [FactureDUsager(**resume_fields(f), dans_panier=f.id in choisies) for f in vus.factures.elements]
    manque = ConditionManquante(vus.manque.code, vus.manque.detail) if vus.manque else None
    return FacturesDUsager(elements, vus.factures.suite, manque, _panier(vus))


@routes.on("GET", "/factures/{id}", Acces.USAGER)
def read(appel: Appel[None], id: str) -> FactureSuivie:  # noqa: A002
    """One of the foyer's, line by line."""
    facture, panier = services.factures.read_own(appel.usager, id)
    choisies = {ligne.facture for ligne in panier.lignes}
    return FactureSuivie(**facture_fields(facture), dans_panier=facture.id in choisies)


@routes.on("GET", "/factures/{id}/document", Acces.USAGER)
def download(appel: Appel[None], id: str) -> Pdf:  # noqa: A002
    """The facture in PDF, to keep."""
    facture = services.factures.read_own(appel.usager, id)[0]
    return Pdf(services.papiers.facture(facture), _file("facture", facture.emission.numero))


@routes.on("GET", "/paiements/{id}/quittance", Acces.USAGER)
def receipt(appel: Appel[None], id: str) -> Pdf:  # noqa: A002
    """The quittance of a payment that the foyer made."""
    paiement = services.quittances.read_own(appel.usager, id)
    return Pdf(services.papiers.quittance(paiement), _file("quittance", paiement.quittance))


@routes.on("GET", "/agents/factures/{id}/document", Acces.REGIE)
def download_for_agent(appel: Appel[None], id: str) -> Pdf:  # noqa: A002
    """A facture of the régie in PDF."""
    facture = services.factures.read_for_agent(appel.agent, id)
    return Pdf(services.papiers.facture(facture), _file("facture", facture.emission.numero))


@routes.on("GET", "/agents/paiements/{id}/quittance", Acces.REGIE)
def receipt_for_agent(appel: Appel[None], id: str) -> Pdf:  # noqa: A002
    """The quittance of a payment to the régie."""
    paiement = services.quittances.read_for_agent(appel.agent, id)
    return Pdf(services.papiers.quittance(paiement), _file("quittance", paiement.quittance))


def _panier(vus: Comptes) -> PanierResume:
    """A line whose facture is here and not to be paid any more is about to leave it."""
    finies = {facture.id for facture in vus.factures.elements if facture.etat not in ATTENDUES}
    restent = [ligne for ligne in vus.panier.lignes if ligne.facture not in finies]
    return PanierResume(len(restent), sum(ligne.montant for ligne in restent), vus.panier.paiement if restent else None)


def _file(debut: str, numero: str) -> str:
    """A name that every header takes: a numéro may hold anything."""
    propre = "".join(lettre if lettre.isascii() and lettre.isalnum() else "-" for lettre in numero)
    return f"{debut}-{propre}.pdf"
