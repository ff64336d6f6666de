"""/agents/rapprochements: the DGFiP's statements, held against the payments of a régie."""

from datetime import date, datetime
from typing import Any

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.formes import Entree, Liste
from chalicelib.api.formes_facture import name_of
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain.concordance import LIBELLES, Concordance, Difference
from chalicelib.services.concordances import Depot

routes = Routes(__name__)


class ReleveEnvoye(Entree, frozen=True):
    """The text of the file, of two hundred thousand characters at the most."""

    regie: str
    nom: str
    contenu: str


class RapprochementEnListe(msgspec.Struct, frozen=True, kw_only=True):
    """One line; `premier` and `dernier` are the days that the statement tells of."""

    id: str
    regie: str
    regie_nom: str
    nom: str
    par: str
    le: datetime
    premier: date
    dernier: date
    lignes: int
    total_centimes: int
    concordantes: int
    differences_total: int


class DifferenceRendue(msgspec.Struct, frozen=True):
    """`date`, `montant_centimes`: of the statement; `attendu_*`: of the portal; `paiement`: ours, if there is one."""

    nature: str
    nature_libelle: str
    refdet: str
    montant_centimes: int | None
    attendu_le: date | None
    attendu_centimes: int | None
    paiement: str | None
    date: date | None


class RapprochementLu(RapprochementEnListe, frozen=True, kw_only=True):
    """With its differences, the first thousand."""

    differences: list[DifferenceRendue]


@routes.on("POST", "/agents/rapprochements", Acces.REGIE, 201)
def compare(appel: Appel[ReleveEnvoye]) -> RapprochementLu:
    """Nothing changes but what PayFiP is asked again; the same file again is compared anew."""
    envoye = appel.corps
    depot = Depot(envoye.regie, envoye.nom, envoye.contenu)
    return _represent(services.concordances.compare(appel.agent, depot))


@routes.on("GET", "/agents/rapprochements", Acces.REGIE, questions=("regie", "suite"))
def list_all(appel: Appel[None]) -> Liste[RapprochementEnListe]:
    """Those of a régie, newest first."""
    page = services.concordances.list_all(appel.agent, appel.question("regie") or "", appel.question("suite"))
    return Liste([RapprochementEnListe(**_fields(une)) for une in page.elements], page.suite)


@routes.on("GET", "/agents/rapprochements/{id}", Acces.REGIE)
def read(appel: Appel[None], id: str) -> RapprochementLu:  # noqa: A002 (the word of the API)
    """One of them."""
    return _represent(services.concordances.read(appel.agent, id))


def _represent(une: Concordance) -> RapprochementLu:
    return RapprochementLu(**_fields(une), differences=[_difference(d) for d in une.differences])


def _fields(une: Concordance) -> dict[str, Any]:
    return {
        "id": une.id,
        "regie": une.regie,
        "regie_nom": name_of(une.regie),
        "nom": une.nom,
        "par": une.par,
        "le": une.le,
        "premier": une.premier,
        "dernier": une.dernier,
        "lignes": une.lignes,
        "total_centimes": une.total,
        "concordantes": une.concordantes,
        "differences_total": une.differences_total,
    }


def _difference(difference: Difference) -> DifferenceRendue:
    return DifferenceRendue(
        difference.nature,
        LIBELLES[difference.nature],
        difference.refdet,
        difference.montant,
        difference.attendu_le,
        difference.attendu,
        difference.paiement or None,
        difference.jour,
    )
