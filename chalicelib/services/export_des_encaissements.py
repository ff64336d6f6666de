"""The encaissements of a régie as a table for its accounts: one line for each facture that was paid."""

from collections.abc import Iterable

from chalicelib.domain import encaissements, moyens
from chalicelib.domain.facture import Facture
from chalicelib.domain.paiement import Paiement, Part
from chalicelib.rendering import tableur
from chalicelib.services.encaissements import Journal

ENTETES = (
    "Date",
    "Heure",
    "Quittance",
    "Référence DGFiP",
    "Moyen",
    "Précision",
    "Facture",
    "Famille",
    "Payeur",
    "Objet",
    "Montant de la facture",
    "Montant du paiement",
    "À rembourser",
)


def write(journal: Journal) -> str:
    """What was received, in the order of the days; money to give back stands there too, and is marked."""
    return tableur.write(ENTETES, _lines(journal))


def _lines(journal: Journal) -> Iterable[tuple[str, ...]]:
    gardes = encaissements.received(journal.paiements)
    rendus = tuple(paiement for paiement in journal.paiements if paiement.a_rembourser)
    for paiement in (*gardes, *rendus):
        for part in paiement.parts:
            yield _line(paiement, part, journal.factures.get(part.facture))


def _line(paiement: Paiement, part: Part, facture: Facture | None) -> tuple[str, ...]:
    le = paiement.paye_le or paiement.initie_le
    dit = facture.emission if facture else None
    reglement = facture.reglement if facture and facture.paiement == paiement.id else None
    return (
        tableur.jour(le),
        tableur.heure(le),
        paiement.quittance,
        paiement.refdet,
        moyens.describe(paiement.moyen),
        reglement.precision if reglement else "",
        part.numero,
        dit.famille if dit else "",
        dit.payeur if dit else "",
        dit.objet if dit else "",
        tableur.montant(part.montant),
        tableur.montant(paiement.montant),
        "Oui" if paiement.a_rembourser else "",
    )
