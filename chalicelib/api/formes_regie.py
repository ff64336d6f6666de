"""The shapes that the régisseur's routes share: a payment, in a list and with its story."""

from datetime import date, datetime
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.api.formes_facture import name_of
from chalicelib.domain import moyens, recit_de_paiement
from chalicelib.domain.encaissements import describe_anomalie
from chalicelib.domain.errors import RequeteIllisible
from chalicelib.domain.jour import parse_iso
from chalicelib.domain.liberation import is_stuck
from chalicelib.domain.paiement import LIBELLES, Paiement


class PartRendue(msgspec.Struct, frozen=True):
    """One facture of a payment: its id, its numéro, what is charged for it."""

    facture: str
    numero: str
    montant_centimes: int


class PaiementEnListe(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `anomalie` is "" when all is well; `quittance` too when there is none."""

    id: str
    regie: str
    etat: str
    etat_libelle: str
    moyen: str
    moyen_libelle: str
    montant_centimes: int
    parts: list[PartRendue]
    initie_le: datetime
    paye_le: datetime | None
    quittance: str
    refdet: str
    anomalie: str
    anomalie_libelle: str


class EpisodeRendu(msgspec.Struct, frozen=True):
    """One thing done or learnt. `auteur`: the agent, if it was one."""

    le: datetime
    texte: str
    auteur: str


class RemboursementRendu(msgspec.Struct, frozen=True):
    """Who said that the money was given back, when, and how."""

    le: datetime
    par: str
    note: str


class PaiementRaconte(PaiementEnListe, frozen=True, kw_only=True):
    """`verification`: whether PayFiP may still be asked; `a_rembourser`: whether its money is to go back.

    `bloque`: whether its factures wait for an agent to free them.
    """

    regie_nom: str
    libere: bool
    verification: bool
    a_rembourser: bool
    bloque: bool
    remboursement: RemboursementRendu | None
    recit: list[EpisodeRendu]


def line(paiement: Paiement) -> PaiementEnListe:
    """For a list."""
    return PaiementEnListe(**_fields(paiement))


def story(paiement: Paiement) -> PaiementRaconte:
    """All that is known of it, but who paid: the compte is none of the régisseur's business."""
    rendu = paiement.remboursement
    return PaiementRaconte(
        **_fields(paiement),
        regie_nom=name_of(paiement.regie),
        libere=paiement.libere,
        verification=paiement.paye_le is None,
        a_rembourser=paiement.a_rembourser,
        bloque=is_stuck(paiement, clock.now()),
        remboursement=RemboursementRendu(rendu.le, rendu.par, rendu.note) if rendu else None,
        recit=[EpisodeRendu(e.le, recit_de_paiement.tell(e), e.auteur) for e in paiement.historique],
    )


def day(texte: str | None) -> date:
    """A day of the query. Raises RequeteIllisible."""
    try:
        return parse_iso(texte or "")
    except ValueError as error:
        raise RequeteIllisible from error


def _fields(paiement: Paiement) -> dict[str, Any]:
    return {
        "id": paiement.id,
        "regie": paiement.regie,
        "etat": paiement.etat,
        "etat_libelle": LIBELLES[paiement.etat],
        "moyen": paiement.moyen,
        "moyen_libelle": moyens.describe(paiement.moyen),
        "montant_centimes": paiement.montant,
        "parts": [PartRendue(part.facture, part.numero, part.montant) for part in paiement.parts],
        "initie_le": paiement.initie_le,
        "paye_le": paiement.paye_le,
        "quittance": paiement.quittance,
        "refdet": paiement.refdet,
        "anomalie": paiement.a_suivre,
        "anomalie_libelle": describe_anomalie(paiement.a_suivre) if paiement.a_suivre else "",
    }
