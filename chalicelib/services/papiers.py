"""What one keeps on paper of what was billed and paid: the facture, the quittance."""

from chalicelib import clock, storage
from chalicelib.config import Service, settings
from chalicelib.domain import moyens
from chalicelib.domain.demande import Fichier
from chalicelib.domain.en_lettres import montant_en_lettres
from chalicelib.domain.facture import ATTENDUES, Etat, Facture, LigneDeFacture, format_quantite
from chalicelib.domain.francais import format_date, format_prix
from chalicelib.domain.paiement import Paiement
from chalicelib.rendering import pdf
from chalicelib.rendering.pdf import Document, Section
from chalicelib.rendering.tableau import Tableau
from chalicelib.services import factures, quittances

VAUT_QUITTANCE = (
    "Ce document vaut quittance\u00a0: il prouve que la régie {regie} a reçu cette somme. "
    "Gardez-le avec les factures payées."
)
EN_LIGNE = "En ligne, par carte bancaire, depuis «\u00a0Mes comptes\u00a0»\u00a0: {origine}/mes-comptes/"
SUR_PLACE = "Sur place, auprès de la régie {regie}\u00a0: présentez cette facture."
EN_COURS = "Un paiement en ligne est en cours pour cette facture. Attendez son résultat."
REGLEE = "Cette facture a été réglée le {le} ({moyen}). Vous n’avez plus rien à payer."
ANNULEE = "Cette facture a été annulée le {le}. Vous n’avez plus rien à payer pour elle."


def facture(lue: Facture) -> bytes:
    """The PDF that came with it, or one made from its lines. Raises Indisponible, Introuvable when it is gone."""
    joint = lue.emission.document
    if joint:
        return b"".join(storage.pieces.parts(Fichier(joint, "", "application/pdf", 0)))
    return pdf.render(represent_facture(lue))


def quittance(paiement: Paiement) -> bytes:
    """Of a payment that has one. One round trip."""
    payees = storage.factures.find_all(part.facture for part in paiement.parts)
    return pdf.render(represent_quittance(paiement, payees))


def represent_facture(lue: Facture) -> Document:
    """What it bills, to whom, until when and how it is paid."""
    commune, dit = settings().commune, lue.emission
    regie = _regie(dit.regie)
    lignes = (
        ("Régie", regie),
        ("Adressée à", dit.payeur),
        ("Numéro de famille", dit.famille),
        ("Objet", dit.objet),
        ("Période", dit.periode),
        ("Date de la facture", format_date(dit.emise_le)),
        ("À payer au plus tard le", format_date(dit.echeance_le)),
    )
    titres = ("Prestation", "Pour", "Quantité", "Prix unitaire", "Montant")
    total = ("Total à payer" if lue.etat in ATTENDUES else "Total", "", "", "", format_prix(dit.montant))
    rangees = tuple(map(_row, dit.lignes))
    tableau = Tableau(titres, rangees, (0.36, 0.22, 0.12, 0.15, 0.15), droite=3, total=total)
    return Document(
        titre=f"Facture n°\u00a0{dit.numero}",
        auteur=commune.nom,
        introduction=("\n".join((commune.nom, *_address())),),
        sections=(
            Section("Votre facture", lignes=tuple(ligne for ligne in lignes if ligne[1])),
            Section("Détail", tableau=tableau),
            Section("Paiement", _payment(lue, regie)),
            *_contact(dit.regie),
        ),
        pied=f"{commune.nom} – Facture {dit.numero}",
    )


def represent_quittance(paiement: Paiement, payees: dict[str, Facture]) -> Document:
    """What was paid, when and how, in figures and in words."""
    commune, regie = settings().commune, _regie(paiement.regie)
    lues = [payees.get(part.facture) for part in paiement.parts]
    lignes = (
        ("Numéro", paiement.quittance),
        ("Régie", regie),
        ("Reçu de", ", ".join(dict.fromkeys(lue.emission.payeur for lue in lues if lue))),
        ("Payé le", quittances.paid_on(paiement)),
        ("Moyen de paiement", moyens.describe(paiement.moyen)),
        ("Somme reçue", f"{format_prix(paiement.montant)}\n{montant_en_lettres(paiement.montant)}"),
    )
    rangees = tuple(
        (part.numero, f"{lue.emission.objet}\n{lue.emission.periode}".strip() if lue else "", format_prix(part.montant))
        for part, lue in zip(paiement.parts, lues, strict=True)
    )
    total = ("Total payé", "", format_prix(paiement.montant))
    tableau = Tableau(("Facture", "Objet", "Montant"), rangees, (0.25, 0.55, 0.2), total=total)
    return Document(
        titre=f"Quittance {paiement.quittance}",
        auteur=commune.nom,
        introduction=("\n".join((commune.nom, *_address())),),
        sections=(
            Section("Votre paiement", lignes=tuple(ligne for ligne in lignes if ligne[1])),
            Section("Factures payées", tableau=tableau),
            Section("Ce que prouve ce document", (VAUT_QUITTANCE.format(regie=regie),)),
            *_contact(paiement.regie),
        ),
        pied=f"{commune.nom} – Quittance {paiement.quittance}",
    )


def _row(ligne: LigneDeFacture) -> tuple[str, ...]:
    prix = (format_prix(ligne.prix_unitaire), format_prix(ligne.montant))
    return (ligne.prestation, ligne.concerne, format_quantite(ligne.quantite), *prix)


def _payment(lue: Facture, regie: str) -> tuple[str, ...]:
    if lue.etat is Etat.EN_PAIEMENT:
        return (EN_COURS,)
    if lue.reglement is None:
        en_ligne = EN_LIGNE.format(origine=settings().commune.origine)
        sur_place = SUR_PLACE.format(regie=regie)
        return (en_ligne, sur_place) if factures.may_be_paid_online(lue) else (sur_place,)
    le = format_date(lue.reglement.le.astimezone(clock.PARIS).date())
    if not lue.reglement.moyen:
        motif = lue.reglement.motif
        return (ANNULEE.format(le=le), *((f"Motif\u00a0: {motif}",) if motif else ()))
    return (REGLEE.format(le=le, moyen=moyens.tell(lue.reglement.moyen)),)


def _contact(slug: str) -> tuple[Section, ...]:
    """The first service that holds the régie; none for a régie that the commune has no more."""
    commune = settings().commune
    regie = commune.regies.get(slug)
    service: Service | None = commune.services.get(regie.services[0]) if regie else None
    if service is None:
        return ()
    lignes = (("Service", service.nom), ("Téléphone", service.telephone), ("Courriel", service.courriel))
    return (Section("Une question\u00a0?", lignes=lignes),)


def _regie(slug: str) -> str:
    regie = settings().commune.regies.get(slug)
    return regie.nom if regie else slug


def _address() -> tuple[str, ...]:
    commune = settings().commune
    return (*commune.lignes_adresse, f"{commune.code_postal} {commune.commune}")
