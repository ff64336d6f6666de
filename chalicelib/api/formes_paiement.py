"""The shapes of paniers and paiements, as citizens see them."""

from datetime import datetime

import msgspec

from chalicelib import clock, services
from chalicelib.api.formes import Entree
from chalicelib.api.formes_facture import name_of
from chalicelib.domain.paiement import LIBELLES, Paiement
from chalicelib.domain.panier import Panier


class Rien(Entree, frozen=True):
    """The request says all of it."""


class FactureChoisie(Entree, frozen=True):
    """« Ajouter au panier »."""

    facture: str


class LigneRendue(msgspec.Struct, frozen=True):
    """A facture of the panier."""

    facture: str
    numero: str
    objet: str
    periode: str
    montant_centimes: int


class FactureRetiree(msgspec.Struct, frozen=True):
    """One that left the panier by itself, and why, as a sentence."""

    numero: str
    motif: str


class PaiementDuPanier(msgspec.Struct, frozen=True):
    """The one that holds it. `reprise`: the address of its page, while it may be used; `non_concordant`: as below."""

    id: str
    etat: str
    depuis: datetime
    reprise: str | None
    non_concordant: bool


class PanierRendu(msgspec.Struct, frozen=True):
    """`regie` is "" for an empty one."""

    regie: str
    regie_nom: str
    lignes: list[LigneRendue]
    montant_centimes: int
    retirees: list[FactureRetiree]
    paiement: PaiementDuPanier | None


class PaiementCommence(msgspec.Struct, frozen=True):
    """Where to pay."""

    paiement: str
    url: str


class PartRendue(msgspec.Struct, frozen=True):
    """A facture of the payment."""

    facture: str
    numero: str
    montant_centimes: int


class PaiementRendu(msgspec.Struct, frozen=True):
    """`verification`: its result is still to be learnt; `libere`: its factures may be paid again.

    `libre_a`: from when they are free after an abandon; `a_rembourser`: the money came, the factures were already paid
    or cancelled, until `rembourse_le`; `non_concordant`: PayFiP told of something else, the mairie looks at it;
    `reprise`: as for the panier.
    """

    id: str
    etat: str
    etat_libelle: str
    montant_centimes: int
    quittance: str | None
    regie: str
    regie_nom: str
    lignes: list[PartRendue]
    initie_le: datetime
    paye_le: datetime | None
    libere: bool
    reprise: str | None
    verification: bool
    libre_a: datetime | None
    a_rembourser: bool
    rembourse_le: datetime | None
    non_concordant: bool


def represent_panier(panier: Panier, paiement: Paiement | None = None) -> PanierRendu:
    """With what left it."""
    lignes = [LigneRendue(li.facture, li.numero, li.objet, li.periode, li.montant) for li in panier.lignes]
    regie = panier.regie if lignes else ""
    tenu = _holder(paiement) if paiement else None
    retirees = [FactureRetiree(retiree.numero, retiree.motif) for retiree in panier.retirees]
    return PanierRendu(regie, name_of(regie), lignes, panier.montant, retirees, tenu)


def _holder(paiement: Paiement) -> PaiementDuPanier:
    reprise, depuis = _page(paiement), paiement.initie_le
    return PaiementDuPanier(paiement.id, paiement.etat, depuis, reprise, paiement.non_concordant)


def represent(paiement: Paiement) -> PaiementRendu:
    """As who pays follows it."""
    return PaiementRendu(
        id=paiement.id,
        etat=paiement.etat,
        etat_libelle=LIBELLES[paiement.etat],
        montant_centimes=paiement.montant,
        quittance=paiement.quittance or None,
        regie=paiement.regie,
        regie_nom=name_of(paiement.regie),
        lignes=[PartRendue(part.facture, part.numero, part.montant) for part in paiement.parts],
        initie_le=paiement.initie_le,
        paye_le=paiement.paye_le,
        libere=paiement.libere,
        reprise=_page(paiement),
        verification=paiement.attend,
        libre_a=paiement.libre_a,
        a_rembourser=paiement.a_rembourser,
        rembourse_le=paiement.remboursement.le if paiement.remboursement else None,
        non_concordant=paiement.non_concordant,
    )


def _page(paiement: Paiement) -> str | None:
    return services.payfip.page(paiement) if paiement.is_open(clock.now()) else None
