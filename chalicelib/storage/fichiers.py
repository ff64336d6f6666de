"""Files on their way, at rest: announced, checked, taken. The check and the taking never wait for each other.

Each writes its own attributes under its own condition: a verdict is given once, a file is taken once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import msgspec
from pynamodb.exceptions import DeleteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.demande import Controle
from chalicelib.domain.fichiers import ESSAIS, EtatDeDepot, Televersement
from chalicelib.storage.demandes import FICHIER
from chalicelib.storage.tables import DemandeItem
from chalicelib.storage.tables_demarches import FichierItem, FichiersEnAttente
from chalicelib.storage.transaction import Ajout, MiseAJour

ATTENTE = "oui"
REFUS = "ConditionalCheckFailedException"


def find(id: str) -> Televersement | None:  # noqa: A002
    """As last committed."""
    try:
        return _decode(FichierItem.get(id, consistent_read=True))
    except FichierItem.DoesNotExist:
        return None


def find_all(ids: Iterable[str]) -> dict[str, Televersement]:
    """Those that are there, by id. One call for a hundred."""
    voulus = sorted(set(ids))
    items = FichierItem.batch_get(voulus, consistent_read=True) if voulus else ()
    return {item.fichier: _decode(item) for item in items}


def announce(fichier: Televersement, libre_le: datetime) -> None:
    """`libre_le`: when the sweep looks whether it ever came. Raises Indisponible."""
    _item(fichier, libre_le).save()


def creation(fichier: Televersement, libre_le: datetime) -> Ajout:
    """Of what no browser sends: already checked, or the copy of another."""
    return Ajout(f"fichier:{fichier.id}", _item(fichier, libre_le), FichierItem.fichier.does_not_exist())


def taking(fichier: Televersement, now: datetime) -> MiseAJour:
    """By `fichier.numero`; refused under the name « fichier:… » when it is taken already, dropped or expired."""
    actions = [
        FichierItem.numero.set(fichier.numero or ""),
        FichierItem.piece.set(fichier.piece or ""),
        FichierItem.en_attente.set(ATTENTE),
        FichierItem.libre_le.set(now.isoformat()),
        FichierItem.expire_le.remove(),
    ]
    free = FichierItem.fichier.exists() & FichierItem.numero.does_not_exist()
    return MiseAJour(f"fichier:{fichier.id}", FichierItem(fichier.id), free, tuple(actions))


def begin_check(fichier: Televersement) -> bool:
    """Counts one more check; False when there were too many.

    Set rather than added to: an answer that is lost, and asked for again, counts once.
    """
    if fichier.essais >= ESSAIS:
        return False
    unchanged = (FichierItem.etat == EtatDeDepot.ATTENDU) & (FichierItem.essais == fichier.essais)
    _update_if(unchanged, fichier.id, FichierItem.essais.set(fichier.essais + 1))
    return True


def conclude(fichier: Televersement) -> bool:
    """Keeps its verdict; False when there was one already, or when the file was dropped."""
    actions = [FichierItem.etat.set(fichier.etat), FichierItem.contenu.set(_encode(fichier))]
    return _update_if(FichierItem.etat == EtatDeDepot.ATTENDU, fichier.id, *actions)


def rest(id: str) -> None:  # noqa: A002
    """Nothing is left to do about a file that nobody took; one that was taken meanwhile stays in the queue."""
    untaken = FichierItem.fichier.exists() & FichierItem.numero.does_not_exist()
    _update_if(untaken, id, FichierItem.en_attente.remove(), FichierItem.libre_le.remove())


def postpone(id: str, libre_le: datetime) -> None:  # noqa: A002
    """The sweep looks again at `libre_le`."""
    _update_if(FichierItem.en_attente == ATTENTE, id, FichierItem.libre_le.set(libre_le.isoformat()))


def placed(id: str, expire_le: datetime) -> MiseAJour:  # noqa: A002
    """In its place, or refused in it: refused under the name « place » when somebody else did it before."""
    actions = (FichierItem.en_attente.remove(), FichierItem.libre_le.remove(), FichierItem.expire_le.set(expire_le))
    return MiseAJour("place", FichierItem(id), FichierItem.en_attente == ATTENTE, actions)


def drop(id: str) -> bool:  # noqa: A002
    """Whether it is gone; False for one that a demande took."""
    try:
        FichierItem(id).delete(condition=FichierItem.numero.does_not_exist())
    except DeleteError as error:
        if error.cause_response_code != REFUS:
            raise
        return False
    return True


def waiting(now: datetime, limit: int) -> list[str]:
    """Ids of those that something is left to do about, the longest waiting first."""
    pret = FichiersEnAttente.libre_le <= now.isoformat()
    return [item.fichier for item in FichierItem.par_attente.query(ATTENTE, pret, limit=limit)]


def result_of(numero: str, fichier: str) -> Controle | None:
    """What a demande knows of one of its files; None when the demande is erased, or has no such file."""
    try:
        item = DemandeItem.get(numero, FICHIER + fichier, consistent_read=True)
    except DemandeItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.contenu, type=Controle)


def result(numero: str, fichier: str, controle: Controle) -> Ajout:
    """For the transaction that takes it: what is known by then."""
    item = DemandeItem(numero, FICHIER + fichier, contenu=msgspec.json.encode(controle).decode())
    return Ajout("controle", item, DemandeItem.numero.does_not_exist())


def result_change(numero: str, fichier: str, controle: Controle) -> MiseAJour:
    """Refused under the name « controle » when the demande, or its files, were erased meanwhile."""
    contenu = DemandeItem.contenu.set(msgspec.json.encode(controle).decode())
    return MiseAJour("controle", DemandeItem(numero, FICHIER + fichier), DemandeItem.numero.exists(), (contenu,))


def _item(fichier: Televersement, libre_le: datetime) -> FichierItem:
    """One that nobody took and whose verdict is known waits for nothing."""
    attend = fichier.controle is None or fichier.numero is not None
    return FichierItem(
        fichier.id,
        etat=fichier.etat,
        numero=fichier.numero,
        piece=fichier.piece,
        contenu=_encode(fichier),
        en_attente=ATTENTE if attend else None,
        libre_le=libre_le.isoformat() if attend else None,
        expire_le=None if fichier.numero else fichier.efface_le,
    )


def _encode(fichier: Televersement) -> str:
    """Without what has an attribute of its own."""
    return msgspec.json.encode(replace(fichier, numero=None, piece=None, place=False, essais=0)).decode()


def _decode(item: FichierItem) -> Televersement:
    lu = msgspec.json.decode(item.contenu, type=Televersement)
    place = item.numero is not None and item.en_attente is None
    return replace(lu, numero=item.numero, piece=item.piece, place=place, essais=int(item.essais))


def _update_if(condition: Condition, id: str, *actions: Action) -> bool:  # noqa: A002
    try:
        FichierItem(id).update(list(actions), condition=condition)
    except UpdateError as error:
        if error.cause_response_code != REFUS:
            raise
        return False
    return True
