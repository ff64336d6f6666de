"""Comptes at rest."""

from dataclasses import replace
from datetime import datetime

import msgspec

from chalicelib.domain import conservation
from chalicelib.domain.compte import Compte
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.file_des_comptes import file_of, resume_of
from chalicelib.storage.tables_comptes import CompteItem
from chalicelib.storage.transaction import Ajout, MiseAJour

COMPTE = "COMPTE"


def find(id: str) -> Compte | None:  # noqa: A002
    """As last committed."""
    try:
        item = CompteItem.get(id, COMPTE, consistent_read=True)
    except CompteItem.DoesNotExist:
        return None
    return _compte(item)


def get(id: str) -> Compte:  # noqa: A002
    """Raises Introuvable."""
    compte = find(id)
    if compte is None:
        raise Introuvable
    return compte


def creation(compte: Compte) -> Ajout:
    """Refused under the name « compte » when the id is taken: the same request came before."""
    item = CompteItem(
        compte.id,
        COMPTE,
        etat=compte.etat,
        version=compte.version,
        contenu=msgspec.json.encode(compte).decode(),
        file=file_of(compte),
        rang=_rang(compte),
        resume=_resume(compte),
        courriel=compte.coordonnees.courriel.lower(),
        conservation=conservation.COMPTE,
        echoit_le=conservation.first_due(compte).isoformat(),
    )
    return Ajout("compte", item, CompteItem.compte.does_not_exist())


def change(compte: Compte) -> MiseAJour:
    """Its new version; refused under the name « compte » when somebody else's came first."""
    actions = (
        CompteItem.etat.set(compte.etat),
        CompteItem.version.set(compte.version),
        CompteItem.contenu.set(msgspec.json.encode(compte).decode()),
        CompteItem.file.set(file_of(compte)),
        CompteItem.rang.set(_rang(compte)),
        CompteItem.resume.set(_resume(compte)),
        CompteItem.courriel.set(compte.coordonnees.courriel.lower()),
    )
    return MiseAJour("compte", CompteItem(compte.id, COMPTE), CompteItem.version == compte.version - 1, actions)


def _compte(item: CompteItem) -> Compte:
    """A log-in proves the courriel without a new version of what the citizen wrote."""
    compte = msgspec.json.decode(item.contenu, type=Compte)
    return replace(compte, verifie_le=datetime.fromisoformat(item.verifie_le)) if item.verifie_le else compte


def _rang(compte: Compte) -> str:
    return f"{compte.attente_depuis.isoformat()}#{compte.id}"


def _resume(compte: Compte) -> str:
    return msgspec.json.encode(resume_of(compte)).decode()
