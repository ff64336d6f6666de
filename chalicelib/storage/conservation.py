"""What retention reads and erases: indexes say what to look at, and decide nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import msgspec
from pynamodb.expressions.update import Action

from chalicelib.domain.compte import Compte
from chalicelib.domain.conservation import COMPTE, DEMANDE
from chalicelib.domain.demande import Demande, Passage, Piece
from chalicelib.storage import comptes, demandes
from chalicelib.storage.tables import DemandeItem, DemandesAEchoir
from chalicelib.storage.tables_comptes import CompteItem, ComptesAEchoir
from chalicelib.storage.transaction import MiseAJour, Operation, Retrait

PAGE = 50
"""Lines of an index read at a time."""


@dataclass(frozen=True, slots=True)
class Suivi:
    """A compte as retention sees it. `averti_le`: when its owner was last told that it would be closed."""

    compte: Compte
    averti_le: date | None


def due_comptes(today: date) -> Iterator[str]:
    """Ids, page by page as they are taken, the longest due first."""
    echus = ComptesAEchoir.echoit_le <= today.isoformat()
    return (item.compte for item in CompteItem.par_echeance.query(COMPTE, echus, page_size=PAGE))


def due_demandes(today: date) -> Iterator[str]:
    """Numéros, likewise."""
    echues = DemandesAEchoir.echoit_le <= today.isoformat()
    return (item.numero for item in DemandeItem.par_echeance.query(DEMANDE, echues, page_size=PAGE))


def follow(compte: str) -> Suivi | None:
    """As last committed; None once it is closed."""
    item = comptes.read(compte)
    if item is None:
        return None
    return Suivi(comptes.decode(item), date.fromisoformat(item.averti_le) if item.averti_le else None)


def postpone(suivi: Suivi, le: date, averti_le: date | None = None) -> MiseAJour:
    """The next look; refused under the name « compte » when the compte changed, or was warned, meanwhile."""
    avant = suivi.averti_le.isoformat() if suivi.averti_le else None
    unchanged = CompteItem.version == suivi.compte.version
    unchanged &= CompteItem.averti_le == avant if avant else CompteItem.averti_le.does_not_exist()
    actions = [CompteItem.echoit_le.set(le.isoformat())]
    if averti_le:
        actions.append(CompteItem.averti_le.set(averti_le.isoformat()))
    return MiseAJour("compte", CompteItem(suivi.compte.id, comptes.COMPTE), unchanged, tuple(actions))


def postpone_demande(demande: Demande, le: date) -> MiseAJour:
    """The next look at it."""
    return _update(demande, DemandeItem.echoit_le.set(le.isoformat()))


def without_files(demande: Demande, le: date) -> tuple[Operation, ...]:
    """Its pièces keep their names only, itself last. `le`: the next look."""
    reste = replace(demande, pieces=_names(demande.pieces), historique=demande.historique[:1], controles={})
    contenu = DemandeItem.contenu.set(_encode(reste))
    return (
        *_controles(demande),
        *(_without_files(demande, rang) for rang, p in enumerate(demande.historique, 1) if rang > 1 and p.pieces),
        _update(demande, contenu, DemandeItem.echoit_le.set(le.isoformat())),
    )


def erasure(demande: Demande) -> tuple[Operation, ...]:
    """What goes with it, then itself: interrupted between two transactions, it is found again."""
    evenements = (DemandeItem(demande.numero, demandes.event(rang)) for rang in range(2, demande.version + 1))
    item = DemandeItem(demande.numero, demandes.DEMANDE)
    return (
        *_controles(demande),
        *(Retrait("evenement", evenement) for evenement in evenements),
        Retrait("demande", item, DemandeItem.version == demande.version),
    )


def reminded_on(numero: str) -> date | None:
    """When its owner was last told that an answer is expected."""
    try:
        item = DemandeItem.get(numero, demandes.DEMANDE, consistent_read=True, attributes_to_get=["averti_le"])
    except DemandeItem.DoesNotExist:
        return None
    return date.fromisoformat(item.averti_le) if item.averti_le else None


def reminder(demande: Demande, le: date, today: date) -> MiseAJour:
    """Its owner is told today. `le`: the next look."""
    return _update(demande, DemandeItem.echoit_le.set(le.isoformat()), DemandeItem.averti_le.set(today.isoformat()))


def _controles(demande: Demande) -> tuple[Retrait, ...]:
    return tuple(
        Retrait("controle", DemandeItem(demande.numero, demandes.FICHIER + fichier)) for fichier in demande.controles
    )


def _without_files(demande: Demande, rang: int) -> MiseAJour:
    passage = demande.historique[rang - 1]
    contenu = DemandeItem.contenu.set(_encode(replace(passage, pieces=_names(passage.pieces))))
    item = DemandeItem(demande.numero, demandes.event(rang))
    return MiseAJour("evenement", item, DemandeItem.numero.exists(), (contenu,))


def _names(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(replace(piece, fichiers=()) for piece in pieces)


def _encode(contenu: Demande | Passage) -> str:
    return msgspec.json.encode(contenu).decode()


def _update(demande: Demande, *actions: Action) -> MiseAJour:
    item = DemandeItem(demande.numero, demandes.DEMANDE)
    return MiseAJour("demande", item, DemandeItem.version == demande.version, actions)
