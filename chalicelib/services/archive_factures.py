"""What was billed and paid, in resume.pdf."""

from collections.abc import Iterable, Iterator

from chalicelib.domain import moyens
from chalicelib.domain.facture import LIBELLES, Facture, LigneDeFacture, format_quantite
from chalicelib.domain.francais import format_date, format_prix
from chalicelib.domain.paiement import LIBELLES as ETATS
from chalicelib.domain.paiement import Paiement
from chalicelib.rendering.pdf import Section
from chalicelib.services.avis_de_securite import moment

FACTURES = "Les factures de votre foyer. La loi demande de les garder dix ans."
AUCUNE = "Aucune facture."
AUCUN = "Aucun paiement."


def sections(factures: Iterable[Facture], paiements: Iterable[Paiement]) -> Iterator[Section]:
    """One for each facture, one for all the payments."""
    par_facture = [Section(_title(f), lignes=tuple(_facture(f)), niveau=2) for f in factures]
    yield Section("Vos factures", (FACTURES if par_facture else AUCUNE,))
    yield from par_facture
    lignes = tuple((moment(paiement.paye_le or paiement.initie_le), _tell(paiement)) for paiement in paiements)
    yield Section("Vos paiements", () if lignes else (AUCUN,), lignes)


def _title(facture: Facture) -> str:
    return f"Facture {facture.emission.numero}, {facture.emission.objet}"


def _facture(facture: Facture) -> Iterator[tuple[str, str]]:
    dit = facture.emission
    yield "État", LIBELLES[facture.etat]
    yield "Adressée à", dit.payeur
    yield "Période", dit.periode
    yield "Émise le", format_date(dit.emise_le)
    yield "À payer au plus tard le", format_date(dit.echeance_le)
    yield from ((ligne.prestation, _line(ligne)) for ligne in dit.lignes)
    yield "Total", format_prix(dit.montant)


def _line(ligne: LigneDeFacture) -> str:
    compte = f"{format_quantite(ligne.quantite)} × {format_prix(ligne.prix_unitaire)} = {format_prix(ligne.montant)}"
    return f"{ligne.concerne}\u00a0: {compte}" if ligne.concerne else compte


def _tell(paiement: Paiement) -> str:
    quoi = f"{format_prix(paiement.montant)}, {moyens.tell(paiement.moyen)}, {ETATS[paiement.etat].lower()}"
    return f"{quoi}, quittance {paiement.quittance}" if paiement.quittance else quoi
