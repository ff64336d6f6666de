"""What the portal says to PayFiP of a paiement, and what it makes of the answers."""

from dataclasses import dataclass

from chalicelib import clock
from chalicelib.clients import payfip as client
from chalicelib.config import PayFip, settings
from chalicelib.domain.errors import Indisponible
from chalicelib.domain.errors_paiement import PaiementImpossible
from chalicelib.domain.francais import format_prix
from chalicelib.domain.paiement import Paiement, Source
from chalicelib.domain.panier import Panier
from chalicelib.domain.payfip import (
    MONTANT_MAXIMUM,
    MONTANT_MINIMUM,
    Creation,
    HorsProtocole,
    RefusPayFip,
    is_payable,
    reduce_objet,
)
from chalicelib.domain.suites import Constat
from chalicelib.observability import logger

MEL_REFUSE = "A2"
COURRIEL_A_CHANGER = (
    "Le site de paiement n’accepte pas votre adresse de courriel. Donnez-en une autre dans l’onglet « Compte »,"
    " puis recommencez."
)
NOTIFICATION, RETOUR = "/api/paiements/notification", "/api/paiements/retour"


@dataclass(frozen=True, slots=True)
class Annonce:
    """What PayFiP is told of: the panier of a régie, its numéro, and where to write to who pays."""

    panier: Panier
    regie: str
    payfip: PayFip
    refdet: str
    courriel: str


def announce(annonce: Annonce) -> str:
    """The idOp of a new operation. Raises PaiementImpossible, and Indisponible when PayFiP cannot be asked."""
    _check_montant(annonce.panier.montant)
    commune = settings().commune
    try:
        return client.creer(
            Creation(
                exer=clock.today().year,
                mel=annonce.courriel,
                montant=annonce.panier.montant,
                numcli=annonce.payfip.numcli,
                objet=reduce_objet(f"{annonce.regie} {' '.join(ligne.numero for ligne in annonce.panier.lignes)}"),
                refdet=annonce.refdet,
                saisie=annonce.payfip.saisie,
                urlnotif=f"{commune.origine}{NOTIFICATION}",
                urlredirect=f"{commune.origine}{RETOUR}",
            )
        )
    except HorsProtocole as error:
        raise _explain(error.champ, sur_le_courriel=error.champ == "mel") from error
    except RefusPayFip as refus:
        raise _explain(refus.code, sur_le_courriel=refus.code == MEL_REFUSE) from refus


def learn(paiement: str, source: Source, auteur: str = "") -> Constat:
    """What became of it, or that its result is not known. Raises PayFipIndisponible when there is no answer."""
    try:
        return Constat(source, client.detail(paiement), auteur=auteur)
    except RefusPayFip as refus:
        return Constat(source, code=refus.code, auteur=auteur)


def page(paiement: Paiement) -> str:
    """Where the citizen pays."""
    return f"{settings().commune.payfip_page}?idop={paiement.id}"


def _check_montant(montant: int) -> None:
    if not is_payable(montant):
        bornes = f"de {format_prix(MONTANT_MINIMUM)} à {format_prix(MONTANT_MAXIMUM)}"
        raise PaiementImpossible(
            f"Le paiement en ligne va {bornes}, et votre panier est de {format_prix(montant)}. Changez son contenu, ou"
            " payez auprès de la régie."
        )


def _explain(constat: str, *, sur_le_courriel: bool) -> PaiementImpossible | Indisponible:
    """What who pays cannot mend is for the régie, who reads the log."""
    if sur_le_courriel:
        return PaiementImpossible(COURRIEL_A_CHANGER)
    logger.error("payment refused before it began", extra={"constat": constat})
    return Indisponible()
