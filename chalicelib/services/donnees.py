"""« Télécharger mes données » (RGPD): asked for, prepared when its mail is about to leave, kept seven days."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib import clock, storage
from chalicelib.domain.compte import Compte
from chalicelib.domain.courriel import Courriel
from chalicelib.domain.errors import EcritureConcurrente, Indisponible
from chalicelib.domain.export import EtatDArchive, Export
from chalicelib.domain.journal import PORTAIL, Ligne
from chalicelib.services import avis_de_securite
from chalicelib.storage.transaction import Ajout

PREPARATION = timedelta(minutes=15)
"""The longest that a function lasts: nobody else prepares it meanwhile."""


@dataclass(frozen=True, slots=True)
class Archive:
    """As shown to its owner: `taille` in bytes, `url` of five minutes."""

    etat: EtatDArchive
    demandee_le: datetime | None = None
    expire_le: datetime | None = None
    taille: int | None = None
    url: str | None = None


def read(compte: str) -> Archive:
    """Where it is."""
    return _represent(compte, storage.exports.find(compte))


def request(compte: str) -> Archive:
    """Starts the preparation, at most once a day: otherwise, the one there is. Raises Introuvable."""
    avant, now = storage.exports.find(compte), clock.now()
    if avant and not avant.may_be_renewed(now):
        return _represent(compte, avant)
    titulaire, apres = storage.comptes.get(compte), Export(uuid.uuid4().hex, now)
    ids = {"compte": compte, "export": apres.id, "precedent": avant.id if avant else ""}
    avis = Courriel(uuid.uuid4().hex, "donnees_pretes", titulaire.coordonnees.courriel, ids, now, compte=compte)
    try:
        storage.commit(
            storage.exports.change(compte, avant, apres),
            storage.outbox.deposit(avis),
            avis_de_securite.line(titulaire, "export_demande"),
        )
    except EcritureConcurrente:
        return read(compte)
    return _represent(compte, apres)


def complete(courriel: Courriel) -> Courriel | None:
    """The mail, once its archive is there; None when the compte closed or asked for another. Raises Indisponible."""
    ids = courriel.variables
    compte, export = storage.comptes.find(ids["compte"]), storage.exports.find(ids["compte"])
    _forget(ids["compte"], ids["precedent"])
    if compte is None or export is None or export.id != ids["export"]:
        _forget(ids["compte"], ids["export"])
        if compte is None:
            storage.commit(storage.exports.removal(ids["compte"]))
        return None
    if export.prete_le is None:
        storage.outbox.hold(courriel, clock.now() + PREPARATION)
        export = _prepare(compte, export)
    fin = avis_de_securite.moment(export.expire_le) if export.expire_le else ""
    variables = {"prenom": compte.identite.prenom, "nom": compte.identite.nom, "jusqu_a": fin}
    return replace(courriel, variables=variables)


def _prepare(compte: Compte, avant: Export) -> Export:
    """In a temporary file, then in the bucket, then known to be there: again from any point is the same."""
    import tempfile  # noqa: PLC0415 (with the ZIP and the PDF, 10 ms that only the outbox function pays)

    from chalicelib.services import archive, archive_dossier  # noqa: PLC0415

    with tempfile.TemporaryFile() as fichier:
        archive.write(archive_dossier.collect(compte.id), fichier)
        pret = replace(avant, prete_le=clock.now(), taille=fichier.tell())
        fichier.seek(0)
        storage.pieces.upload(storage.exports.file(compte.id, pret), fichier)
    try:
        storage.commit(storage.exports.change(compte.id, avant, pret), _ready(compte))
    except EcritureConcurrente as error:
        raise Indisponible from error
    return pret


def _ready(compte: Compte) -> Ajout:
    return storage.journal.line(Ligne(f"compte:{compte.id}", "export_pret", PORTAIL, clock.now()))


def _forget(compte: str, export: str) -> None:
    if export:
        storage.pieces.delete([storage.exports.key(compte, export)])


def _represent(compte: str, export: Export | None) -> Archive:
    etat = export.etat(clock.now()) if export else "aucune"
    if export is None or etat == "aucune":
        return Archive("aucune")
    url = storage.pieces.link(storage.exports.file(compte, export)) if etat == "prete" else None
    return Archive(etat, export.demandee_le, export.expire_le, export.taille, url)
