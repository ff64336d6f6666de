"""The shapes of factures, for citizens and agents."""

from datetime import date, datetime
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.domain import moyens
from chalicelib.domain.facture import (
    LIBELLES,
    Facture,
    LigneDeFacture,
    Reglement,
    format_quantite,
    is_en_retard,
    rubrique,
)
from chalicelib.services.factures import may_be_paid_online


class ReglementRendu(msgspec.Struct, frozen=True):
    """How it was paid; `moyen` is "" for what an avoir cancelled, and `motif` says why, where somebody wrote it."""

    le: datetime
    moyen: str
    moyen_libelle: str
    quittance: str | None
    motif: str


class FactureResumee(msgspec.Struct, frozen=True, kw_only=True):
    """One line of « Mes comptes »."""

    id: str
    numero: str
    regie: str
    regie_nom: str
    objet: str
    periode: str
    emise_le: date
    echeance_le: date
    montant_centimes: int
    etat: str
    etat_libelle: str
    rubrique: str
    en_retard: bool
    payable_en_ligne: bool
    reglement: ReglementRendu | None
    paiement: str | None


class LigneRendue(msgspec.Struct, frozen=True):
    """One prestation; `quantite` as it is read: « 12 », « 1,5 »."""

    prestation: str
    concerne: str
    quantite: str
    prix_unitaire_centimes: int
    montant_centimes: int


class EpisodeDeFacture(msgspec.Struct, frozen=True):
    """What happened to it: `le` is a day, or a day and an hour, in ISO 8601."""

    le: str
    libelle: str


class FactureComplete(FactureResumee, frozen=True, kw_only=True):
    """With what it bills and what happened to it."""

    payeur: str
    famille: str
    lignes: list[LigneRendue]
    historique: list[EpisodeDeFacture]


def resume_fields(facture: Facture) -> dict[str, Any]:
    """Of a FactureResumee."""
    dit = facture.emission
    return {
        "id": facture.id,
        "numero": dit.numero,
        "regie": dit.regie,
        "regie_nom": name_of(dit.regie),
        "objet": dit.objet,
        "periode": dit.periode,
        "emise_le": dit.emise_le,
        "echeance_le": dit.echeance_le,
        "montant_centimes": dit.montant,
        "etat": facture.etat,
        "etat_libelle": LIBELLES[facture.etat],
        "rubrique": rubrique(facture),
        "en_retard": is_en_retard(facture, clock.today()),
        "payable_en_ligne": may_be_paid_online(facture),
        "reglement": _reglement(facture.reglement) if facture.reglement else None,
        "paiement": facture.paiement,
    }


def facture_fields(facture: Facture) -> dict[str, Any]:
    """Of a FactureComplete."""
    return resume_fields(facture) | {
        "payeur": facture.emission.payeur,
        "famille": facture.emission.famille,
        "lignes": [_line(ligne) for ligne in facture.emission.lignes],
        "historique": _historique(facture),
    }


def name_of(regie: str) -> str:
    """As the commune calls it; one that it has no more keeps its slug."""
    connue = settings().commune.regies.get(regie)
    return connue.nom if connue else regie


def _reglement(reglement: Reglement) -> ReglementRendu:
    avoir = f"Avoir {reglement.precision}".strip()
    libelle = moyens.describe(reglement.moyen) if reglement.moyen else avoir
    return ReglementRendu(reglement.le, reglement.moyen, libelle, reglement.quittance or None, reglement.motif)


def _line(ligne: LigneDeFacture) -> LigneRendue:
    quantite = format_quantite(ligne.quantite)
    return LigneRendue(ligne.prestation, ligne.concerne, quantite, ligne.prix_unitaire, ligne.montant)


def _historique(facture: Facture) -> list[EpisodeDeFacture]:
    """Oldest first."""
    suite = [EpisodeDeFacture(facture.emission.emise_le.isoformat(), "Facture émise")]
    if fin := facture.reglement:
        rendu = _reglement(fin)
        mots = f"Payée\u00a0: {rendu.moyen_libelle.lower()}" if fin.moyen else f"Annulée\u00a0: {rendu.moyen_libelle}"
        suite.append(EpisodeDeFacture(fin.le.isoformat(), mots))
    return suite
