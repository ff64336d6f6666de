"""Comptes at rest."""

from dataclasses import replace
from datetime import datetime
from functools import partial

import msgspec
from pynamodb.exceptions import UpdateError

from chalicelib.domain import conservation, echeances
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.file_des_comptes import ResumeDeCompte, file_of, resume_of
from chalicelib.domain.page import TAILLE, Page
from chalicelib.storage import cursors
from chalicelib.storage.parallel import together
from chalicelib.storage.tables_comptes import CompteItem, ComptesParFile
from chalicelib.storage.transaction import Ajout, MiseAJour

COMPTE = "COMPTE"
PAR_FAMILLE = 20
"""Read at the most: more share no home."""


def find(id: str) -> Compte | None:  # noqa: A002
    """As last committed. A closed one is no compte any more: nothing of it is left to give."""
    item = read(id)
    return decode(item) if item else None


def get(id: str) -> Compte:  # noqa: A002
    """Raises Introuvable."""
    compte = find(id)
    if compte is None:
        raise Introuvable
    return compte


def of_file(file: str, suite: str | None) -> Page[ResumeDeCompte]:
    """One queue of the agents (R22), oldest first; one round trip. Only a list: a decision reads the compte itself."""
    items = list(CompteItem.par_file.query(file, cursors.after(ComptesParFile.rang, suite), limit=TAILLE + 1))
    last = items[TAILLE - 1].rang if len(items) > TAILLE else None
    resumes = (msgspec.json.decode(str(item.resume), type=ResumeDeCompte) for item in items[:TAILLE])
    return Page(tuple(resumes), cursors.encode(last) if last else None)


def of_courriel(courriel: str) -> list[ResumeDeCompte]:
    """At that address, whatever its letter case; twenty at the most. For a reminder sent there, never to decide."""
    items = CompteItem.par_courriel.query(courriel.lower(), limit=TAILLE)
    return [msgspec.json.decode(str(item.resume), type=ResumeDeCompte) for item in items]


def has_famille(famille: str) -> bool:
    """Whether somebody receives this family's factures."""
    return any(True for _ in CompteItem.par_famille.query(famille, limit=1))


def of_famille(famille: str) -> list[Compte]:
    """Those to which its factures are told, as last committed; two round trips."""
    ids = {item.compte for item in CompteItem.par_famille.query(famille, limit=PAR_FAMILLE)}
    comptes = together(*(partial(find, id_) for id_ in sorted(ids)))
    return [compte for compte in comptes if compte and compte.numero_famille == famille]


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
        famille=compte.numero_famille,
        conservation=conservation.COMPTE,
        echoit_le=echeances.first_look(compte).isoformat(),
    )
    return Ajout("compte", item, CompteItem.compte.does_not_exist())


def touch(id: str, now: datetime) -> None:  # noqa: A002
    """The first log-in proves the courriel, and says that somebody uses the compte; the next ones change nothing.

    A write even when it changes nothing: to be called when `Acces.connecte_le` is None. Later log-ins are known from
    there, which the retention reads.
    """
    jamais = CompteItem.etat.exists() & (CompteItem.etat != Etat.FERME) & CompteItem.verifie_le.does_not_exist()
    try:
        CompteItem(id, COMPTE).update([CompteItem.verifie_le.set(now.isoformat())], condition=jamais)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def change(compte: Compte) -> MiseAJour:
    """Its new version; refused under the name « compte » when somebody else's came first."""
    actions = [
        CompteItem.etat.set(compte.etat),
        CompteItem.version.set(compte.version),
        CompteItem.contenu.set(msgspec.json.encode(compte).decode()),
        CompteItem.file.set(file_of(compte)),
        CompteItem.rang.set(_rang(compte)),
        CompteItem.resume.set(_resume(compte)),
        CompteItem.courriel.set(compte.coordonnees.courriel.lower()),
    ]
    actions.append(
        CompteItem.famille.set(compte.numero_famille) if compte.numero_famille else CompteItem.famille.remove()
    )
    if compte.verifie_le:
        actions.append(CompteItem.verifie_le.set(compte.verifie_le.isoformat()))
    if echeance := echeances.next_look(compte):
        actions.append(CompteItem.echoit_le.set(echeance.isoformat()))
    unchanged = CompteItem.version == compte.version - 1
    return MiseAJour("compte", CompteItem(compte.id, COMPTE), unchanged, tuple(actions))


def closing(compte: Compte, now: datetime) -> Ajout:
    """Nothing personal is left, nor any line of an index: the id stays taken. Refused under the name « compte »."""
    tombe = {"id": compte.id, "cree_le": compte.cree_le, "ferme_le": now}
    item = CompteItem(
        compte.id,
        COMPTE,
        etat=Etat.FERME,
        version=compte.version + 1,
        contenu=msgspec.json.encode(tombe).decode(),
    )
    return Ajout("compte", item, CompteItem.version == compte.version)


def read(id: str) -> CompteItem | None:  # noqa: A002
    """As it rests, unless it is closed."""
    try:
        item = CompteItem.get(id, COMPTE, consistent_read=True)
    except CompteItem.DoesNotExist:
        return None
    return None if item.etat == Etat.FERME else item


def decode(item: CompteItem) -> Compte:
    """A log-in proves the courriel without a new version of what the citizen wrote."""
    compte = msgspec.json.decode(item.contenu, type=Compte)
    return replace(compte, verifie_le=datetime.fromisoformat(item.verifie_le)) if item.verifie_le else compte


def _rang(compte: Compte) -> str:
    return f"{compte.attente_depuis.isoformat()}#{compte.id}"


def _resume(compte: Compte) -> str:
    return msgspec.json.encode(resume_of(compte)).decode()
