"""The encaissements of a régie as a table for its accounts: one line for each facture that was paid."""

from collections.abc import Iterable, Sequence
from datetime import date

from chalicelib import clock, storage
from chalicelib.domain import encaissements, moyens
from chalicelib.domain.facture import Facture
from chalicelib.domain.journal import Ligne
from chalicelib.domain.paiement import Paiement, Part
from chalicelib.domain.session import Agent
from chalicelib.rendering import tableur
from chalicelib.services import encaissements as lus
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


def export(agent: Agent, regie: str, jours: Sequence[date], periode: str) -> str:
    """The table of these days; a line in the journal says who took it, since it names who paid what.

    Raises Introuvable, SaisieInvalide on `jour`.
    """
    journal = lus.journal(agent, regie, jours)
    storage.journal.record(Ligne(f"regie:{regie}", "export", agent.courriel, clock.now(), periode))
    return write(journal)


def write(journal: Journal) -> str:
    """What was received, in the order of the days; then money that is to be given back, or was, marked as such."""
    return tableur.write(ENTETES, _lines(journal))


def _lines(journal: Journal) -> Iterable[tuple[str, ...]]:
    gardes = encaissements.received(journal.paiements)
    en_trop = tuple(paiement for paiement in journal.paiements if paiement.en_trop)
    for paiement in (*gardes, *en_trop):
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
        _to_give_back(paiement),
    )


def _to_give_back(paiement: Paiement) -> str:
    if rendu := paiement.remboursement:
        return f"Remboursé le {tableur.jour(rendu.le)}\u00a0: {rendu.note}"
    return "Oui" if paiement.a_rembourser else ""
