"""The compte as it travels: typed in, and read by its owner and by agents."""

from datetime import datetime
from typing import Literal

import msgspec

from chalicelib import clock
from chalicelib.api.formes import Entree
from chalicelib.domain.compte import Compte, Coordonnees, Identite, Membre
from chalicelib.domain.modification import blocage


class NaissanceSaisie(Entree, frozen=True):
    """`date`: YYYY-MM-DD."""

    date: str
    lieu: str = ""


class IdentiteSaisie(Entree, frozen=True):
    """As on the acte."""

    nom_naissance: str
    prenoms: list[str]
    naissance: NaissanceSaisie
    nom_usage: str | None = None
    civilite: str | None = None


class AdresseSaisie(Entree, frozen=True):
    """Free text."""

    lignes: list[str]
    code_postal: str
    commune: str


class CoordonneesSaisies(Entree, frozen=True):
    """Where the mairie writes."""

    courriel: str
    adresse: AdresseSaisie
    telephone: str | None = None


class MembreSaisi(Entree, frozen=True):
    """Somebody of the foyer."""

    lien: Literal["adulte", "enfant"]
    nom_naissance: str
    prenoms: list[str]
    naissance: NaissanceSaisie
    id: str | None = None
    """Of a member already declared."""
    relation: str | None = None
    ecole: str | None = None


class CourrielAttendu(msgspec.Struct, frozen=True):
    """A change of courriel that waits to be confirmed from both mailboxes."""

    courriel: str
    demande_le: datetime
    expire_le: datetime
    ancien_confirme: bool
    nouveau_confirme: bool


class CompteLu(msgspec.Struct, frozen=True, kw_only=True):
    """One's own compte. `motif`: why it was refused, or what to correct; `blocage`: why it cannot be modified."""

    identifiant: str
    etat: str
    version: int
    identite: Identite
    coordonnees: Coordonnees
    communication: str
    membres: list[Membre]
    cree_le: datetime
    verifie_le: datetime | None
    motif: str
    a_corriger: bool
    modifiable: bool
    blocage: str
    changement_courriel: CourrielAttendu | None


def represent(compte: Compte) -> CompteLu:
    """Everything the citizen told, and nothing that proves who they are."""
    raison = blocage(compte)
    return CompteLu(
        identifiant=compte.identifiant,
        etat=compte.etat,
        version=compte.version,
        identite=compte.identite,
        coordonnees=compte.coordonnees,
        communication=compte.communication,
        membres=sorted(compte.membres, key=lambda membre: membre.lien),
        cree_le=compte.cree_le,
        verifie_le=compte.verifie_le,
        motif=compte.motif,
        a_corriger=compte.a_corriger,
        modifiable=not raison,
        blocage=raison,
        changement_courriel=_attendu(compte),
    )


def _attendu(compte: Compte) -> CourrielAttendu | None:
    attendu = compte.changement_courriel
    if attendu is None or not attendu.waits(clock.now()):
        return None
    return CourrielAttendu(
        attendu.courriel, attendu.demande_le, attendu.expire_le, attendu.ancien_confirme, attendu.nouveau_confirme
    )
