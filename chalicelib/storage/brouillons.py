"""Drafts at rest: one item per citizen and démarche, listed by an index that does not carry what was typed."""

from collections.abc import Iterator
from datetime import date

import msgspec
from pynamodb.exceptions import PutError
from pynamodb.expressions.condition import Condition

from chalicelib.domain import conservation
from chalicelib.domain.brouillon import NOMBRE_MAXIMAL, Brouillon, ResumeDeBrouillon
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.storage.tables_demarches import BrouillonItem, BrouillonsAEchoir
from chalicelib.storage.transaction import Ajout, Retrait

PAGE = 50
"""Lines of an index read at a time."""


def of_compte(compte: str) -> tuple[ResumeDeBrouillon, ...]:
    """Last changed first; of an index, which may be some milliseconds late. One round trip."""
    items = BrouillonItem.par_compte.query(compte, limit=2 * NOMBRE_MAXIMAL)
    resumes = (msgspec.json.decode(item.resume, type=ResumeDeBrouillon) for item in items)
    return tuple(sorted(resumes, key=lambda resume: resume.modifie_le, reverse=True))


def all_of(compte: str) -> tuple[Brouillon, ...]:
    """With what was typed, as last committed: for who takes everything away."""
    return tuple(map(_decode, BrouillonItem.query(compte, consistent_read=True)))


def find(compte: str, demarche: str) -> Brouillon | None:
    """As last committed."""
    try:
        return _decode(BrouillonItem.get(compte, demarche, consistent_read=True))
    except BrouillonItem.DoesNotExist:
        return None


def save(compte: str, brouillon: Brouillon, precedente: int | None) -> None:
    """`precedente`: the revision that it replaces, None for a new one. Raises EcritureConcurrente when it is not there.

    Alone, without a transaction, which would double the price of what is written every few seconds.
    """
    try:
        _item(compte, brouillon, brouillon.resume.avertir_le).save(condition=_unchanged(precedente))
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise EcritureConcurrente from error


def warning(compte: str, brouillon: Brouillon) -> Ajout:
    """Once its owner is told; refused under the name « brouillon » when it was saved meanwhile."""
    resume = brouillon.resume
    return Ajout("brouillon", _item(compte, brouillon, resume.expire_le), _unchanged(resume.revision))


def removal(compte: str, demarche: str) -> Retrait:
    """Nothing to remove is removed."""
    return Retrait("brouillon", BrouillonItem(compte, demarche))


def erase(compte: str, demarche: str) -> None:
    """The same, alone."""
    BrouillonItem(compte, demarche).delete()


def erase_all(compte: str) -> None:
    """Of a compte that is closed."""
    for item in BrouillonItem.query(compte, consistent_read=True, attributes_to_get=["compte", "demarche"]):
        item.delete()


def expiry(compte: str, brouillon: Brouillon) -> Retrait:
    """At its end; refused under the name « brouillon » when it was saved meanwhile."""
    item = BrouillonItem(compte, brouillon.resume.demarche)
    return Retrait("brouillon", item, _unchanged(brouillon.resume.revision))


def due(today: date) -> Iterator[tuple[str, str]]:
    """Compte and démarche, page by page as they are taken, the longest due first."""
    echus = BrouillonsAEchoir.echoit_le <= today.isoformat()
    items = BrouillonItem.par_echeance.query(conservation.BROUILLON, echus, page_size=PAGE)
    return ((item.compte, item.demarche) for item in items)


def _item(compte: str, brouillon: Brouillon, echoit_le: date) -> BrouillonItem:
    resume = brouillon.resume
    return BrouillonItem(
        compte,
        resume.demarche,
        revision=resume.revision,
        resume=msgspec.json.encode(resume).decode(),
        contenu=brouillon.contenu,
        conservation=conservation.BROUILLON,
        echoit_le=echoit_le.isoformat(),
    )


def _unchanged(revision: int | None) -> Condition:
    return BrouillonItem.compte.does_not_exist() if revision is None else BrouillonItem.revision == revision


def _decode(item: BrouillonItem) -> Brouillon:
    return Brouillon(msgspec.json.decode(item.resume, type=ResumeDeBrouillon), item.contenu)
