"""Demandes at rest: one collection each, read by one Query: as submitted, each event since, the check of each file."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import msgspec

from chalicelib.domain import conservation, echeances
from chalicelib.domain.demande import Controle, Demande, Passage, Resume
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.page import TAILLE, Page
from chalicelib.domain.recherche import Filtre
from chalicelib.domain.transitions import Etat
from chalicelib.storage import cursors
from chalicelib.storage.parallel import together
from chalicelib.storage.tables import DemandeItem, ParCompte, ParFile
from chalicelib.storage.transaction import Ajout, MiseAJour

DEMANDE = "DEMANDE"
EVENEMENT = "EVENEMENT#"
FICHIER = "FICHIER#"
DECIDEES = (Etat.VALIDE, Etat.REFUSE)
"""States whose delay is measured: the service answered."""
LUES = 200
"""Lines of a list read at once to find some of them: about 9 read units at the most."""


def find(numero: str) -> Demande | None:
    """With its whole history, as last committed."""
    lus = {item.element: item.contenu for item in DemandeItem.query(numero, consistent_read=True)}
    if DEMANDE not in lus:
        return None
    demande = msgspec.json.decode(lus[DEMANDE], type=Demande)
    passages = [msgspec.json.decode(lus[cle], type=Passage) for cle in sorted(lus) if cle.startswith(EVENEMENT)]
    controles = {
        cle.removeprefix(FICHIER): msgspec.json.decode(contenu, type=Controle)
        for cle, contenu in lus.items()
        if cle.startswith(FICHIER)
    }
    return replace(demande, historique=(*demande.historique, *passages), controles=controles)


def get(numero: str) -> Demande:
    """Raises Introuvable."""
    demande = find(numero)
    if demande is None:
        raise Introuvable
    return demande


def creation(demande: Demande) -> Ajout:
    """The demande, its submission included; refused under the name « demande » when the numéro is taken."""
    item = DemandeItem(
        demande.numero,
        DEMANDE,
        compte=demande.compte,
        file=queue(demande.service, demande.etat),
        rang=f"{demande.depose_le.isoformat()}#{demande.numero}",
        version=demande.version,
        demarche=demande.demarche,
        titre=demande.titre,
        etat=demande.etat,
        depose_le=demande.depose_le.isoformat(),
        echeance_le=demande.echeance_le.isoformat(),
        concerne=demande.concerne,
        demandeur=f"{demande.demandeur.prenom} {demande.demandeur.nom}",
        service=demande.service,
        contenu=msgspec.json.encode(replace(demande, controles={})).decode(),
    )
    return Ajout("demande", item, DemandeItem.numero.does_not_exist())


def change(demande: Demande) -> tuple[MiseAJour, Ajout]:
    """Its last event; refused under the name « demande » when somebody else's came first."""
    contenu = msgspec.json.encode(demande.historique[-1]).decode()
    evenement = DemandeItem(demande.numero, event(demande.version), contenu=contenu)
    item = DemandeItem(demande.numero, DEMANDE)
    actions = [
        DemandeItem.etat.set(demande.etat),
        DemandeItem.file.set(queue(demande.service, demande.etat)),
        DemandeItem.version.set(demande.version),
        DemandeItem.averti_le.remove(),
    ]
    if echeance := echeances.of_demande(demande, demande.historique[-1].le.date()):
        actions.append(DemandeItem.conservation.set(conservation.DEMANDE))
        actions.append(DemandeItem.echoit_le.set(echeance.le.isoformat()))
    else:
        actions += [DemandeItem.conservation.remove(), DemandeItem.echoit_le.remove()]
    if demande.etat in DECIDEES:
        actions.append(DemandeItem.cloture.set(demande.demarche))
        actions.append(DemandeItem.clos_le.set(demande.historique[-1].le.isoformat()))
    unchanged = DemandeItem.version == demande.version - 1
    return (
        MiseAJour("demande", item, unchanged, tuple(actions)),
        Ajout("evenement", evenement, DemandeItem.numero.does_not_exist()),
    )


def event(version: int) -> str:
    """Its element: that of the event which led to this version."""
    return f"{EVENEMENT}{version:04d}"


def queue(service: str, etat: Etat) -> str:
    """Key of the agents' index."""
    return f"{service}#{etat}"


def of_compte(compte: str, suite: str | None) -> Page[Resume]:
    """A citizen's own, newest first (R31, R32); one round trip."""
    before = cursors.before(ParCompte.rang, suite)
    items = DemandeItem.par_compte.query(compte, before, scan_index_forward=False, limit=TAILLE + 1)
    return _page(items)


def search(compte: str, filtre: Filtre, suite: str | None) -> Page[Resume]:
    """The same, only those that `filtre` keeps among the next 200; one round trip.

    A page may hold fewer than 20, even none, and have a `suite`: what follows has not been looked at.
    """
    if filtre.keeps_all:
        return of_compte(compte, suite)
    before = cursors.before(ParCompte.rang, suite)
    lus = list(DemandeItem.par_compte.query(compte, before, scan_index_forward=False, limit=LUES + 1))
    gardes = [item for item in lus[:LUES] if filtre.keeps(_resume(item))]
    if len(gardes) > TAILLE:
        return _page(gardes)
    reste = cursors.encode(str(lus[LUES - 1].rang)) if len(lus) > LUES else None
    return Page(tuple(map(_resume, gardes)), reste)


def of_queues(queues: Iterable[str], suite: str | None) -> Page[Resume]:
    """Several queues as one, oldest first; one round trip, in parallel."""
    after = cursors.after(ParFile.rang, suite)

    def read(file: str) -> list[DemandeItem]:
        return list(DemandeItem.par_file.query(file, after, limit=TAILLE + 1))

    calls: list[Callable[[], list[DemandeItem]]] = [partial(read, file) for file in queues]
    items = [item for found in together(*calls) for item in found]
    return _page(sorted(items, key=lambda item: str(item.rang)))


def _page(items: Iterable[DemandeItem]) -> Page[Resume]:
    found = list(items)
    last = found[TAILLE - 1].rang if len(found) > TAILLE else None
    return Page(tuple(map(_resume, found[:TAILLE])), cursors.encode(last) if last else None)


def _resume(item: DemandeItem) -> Resume:
    return Resume(
        numero=item.numero,
        demarche=str(item.demarche),
        titre=str(item.titre),
        service=str(item.service),
        etat=Etat(str(item.etat)),
        depose_le=datetime.fromisoformat(str(item.depose_le)),
        echeance_le=date.fromisoformat(str(item.echeance_le)),
        concerne=str(item.concerne),
        demandeur=str(item.demandeur),
    )
