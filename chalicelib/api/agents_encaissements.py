"""/agents/encaissements: what a régie received in a day or a month, whether it adds up, and its table."""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from chalicelib import services
from chalicelib.api.appel import Appel
from chalicelib.api.binaires import Csv
from chalicelib.api.formes_regie import PaiementEnListe, day, line
from chalicelib.api.routing import Acces, Routes
from chalicelib.domain import encaissements, moyens
from chalicelib.domain.errors import RequeteIllisible
from chalicelib.services.encaissements import Journal

routes = Routes(__name__)
MOIS = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class TotalParMoyen(msgspec.Struct, frozen=True):
    """What came in that way."""

    moyen: str
    libelle: str
    nombre: int
    montant_centimes: int


class AnomalieRendue(msgspec.Struct, frozen=True):
    """A payment to look at, and why."""

    paiement: str
    nature: str
    libelle: str


class JournalRendu(msgspec.Struct, frozen=True):
    """`elements`: of a day; a month has its totals alone. `juste`: quittances = payments = factures, to the centime.

    `a_rembourser_centimes` came in for factures that did not need it, `rembourse_centimes` too and was given back:
    neither is in another sum.
    """

    elements: list[PaiementEnListe]
    suite: str | None
    totaux: list[TotalParMoyen]
    nombre: int
    montant_centimes: int
    quittances_montant_centimes: int
    factures_montant_centimes: int
    a_rembourser_centimes: int
    rembourse_centimes: int
    juste: bool
    anomalies: list[AnomalieRendue]


@routes.on("GET", "/agents/encaissements", Acces.REGIE, questions=("regie", "jour", "mois"))
def read(appel: Appel[None]) -> JournalRendu:
    """The journal of a « jour », or what a « mois » comes to."""
    jours = _days(appel)
    journal = services.encaissements.journal(appel.agent, appel.question("regie") or "", jours)
    return _represent(journal, entier=len(jours) == 1)


@routes.on("GET", "/agents/encaissements/export", Acces.REGIE, questions=("regie", "jour", "mois"))
def export(appel: Appel[None]) -> Csv:
    """The same, facture by facture, for a spreadsheet."""
    regie, jours = appel.question("regie") or "", _days(appel)
    periode = appel.question("mois") or appel.question("jour") or ""
    texte = services.export_des_encaissements.export(appel.agent, regie, jours, periode)
    return Csv(texte.encode(), f"encaissements-{regie}-{periode}.csv")


def _days(appel: Appel[None]) -> Sequence[date]:
    """Raises RequeteIllisible."""
    mois = appel.question("mois")
    if mois is None:
        return (day(appel.question("jour")),)
    lu = MOIS.fullmatch(mois)
    if lu is None or int(lu[1]) == 0:
        raise RequeteIllisible
    return services.encaissements.of_month(int(lu[1]), int(lu[2]))


def _represent(journal: Journal, *, entier: bool) -> JournalRendu:
    bilan = journal.bilan
    recus = encaissements.received(journal.paiements) if entier else ()
    return JournalRendu(
        elements=[line(paiement) for paiement in recus],
        suite=None,
        totaux=[TotalParMoyen(t.moyen, moyens.describe(t.moyen), t.nombre, t.montant) for t in bilan.totaux],
        nombre=bilan.nombre,
        montant_centimes=bilan.encaisse,
        quittances_montant_centimes=bilan.quittances,
        factures_montant_centimes=bilan.factures,
        a_rembourser_centimes=bilan.a_rembourser,
        rembourse_centimes=bilan.rembourse,
        juste=bilan.juste,
        anomalies=[AnomalieRendue(a.paiement, a.nature, a.libelle) for a in bilan.anomalies],
    )
