"""Imports at rest: their state in a table, what was read of them in the bucket, where it is erased after a month."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from chalicelib.domain.errors import Introuvable
from chalicelib.domain.import_bilan import AvoirRetenu
from chalicelib.domain.import_factures import FactureImportee
from chalicelib.domain.import_fautes import FauteDeLigne
from chalicelib.domain.import_travail import ACTIFS, CONSERVATION, LOT, Travail
from chalicelib.domain.page import TAILLE, Page
from chalicelib.storage import cursors, objets
from chalicelib.storage.objets import Objet
from chalicelib.storage.tables_factures import TravailItem, TravauxDeRegie, TravauxEnAttente
from chalicelib.storage.transaction import Ajout, MiseAJour

T = TypeVar("T")
PREFIXE = "imports/"
ATTENTE = "oui"
IMPORT = "import"
LONGUEUR_ID = 64
LOTS_PAR_PARTIE = 20
"""Steps whose content is read at once."""
PARTIE = LOTS_PAR_PARTIE * LOT
JSON = "application/json"


class Rapport(msgspec.Struct, frozen=True):
    """What the analysis found: the first factures, the first faults."""

    apercu: tuple[FactureImportee, ...]
    fautes: tuple[FauteDeLigne, ...]


def find(id: str) -> Travail | None:  # noqa: A002
    """As last committed."""
    item = _get(id)
    return _decode(item) if item else None


def claim(id: str, now: datetime) -> Travail | None:  # noqa: A002
    """One that the portal has to work on and that nobody holds."""
    item = _get(id)
    if item is None or item.en_attente is None or str(item.libre_le) > now.isoformat():
        return None
    return _decode(item)


def creation(travail: Travail, now: datetime) -> Ajout:
    """Refused under the name « travail » when the same request made it before."""
    return Ajout("travail", _item(travail, now), TravailItem.id.does_not_exist())


def change(travail: Travail, libre_le: datetime) -> MiseAJour:
    """Its next version; refused under the name « travail » when somebody else's came first.

    `libre_le`: nobody else works on it before, unless there is nothing left to do.
    """
    actif = travail.etat in ACTIFS
    attente = (
        (TravailItem.en_attente.set(ATTENTE), TravailItem.libre_le.set(libre_le.isoformat()))
        if actif
        else (TravailItem.en_attente.remove(), TravailItem.libre_le.remove())
    )
    actions = (
        TravailItem.etat.set(travail.etat),
        TravailItem.version.set(travail.version),
        TravailItem.progres.set(travail.progres),
        TravailItem.contenu.set(_encode(travail)),
        *attente,
    )
    return MiseAJour("travail", TravailItem(travail.id), TravailItem.version == travail.version - 1, actions)


def waiting(now: datetime, limit: int) -> list[str]:
    """Ids of those to work on, the longest waiting first."""
    pret = TravauxEnAttente.libre_le <= now.isoformat()
    return [item.id for item in TravailItem.par_attente.query(ATTENTE, pret, limit=limit)]


def of_regie(regie: str, suite: str | None) -> Page[Travail]:
    """Newest first. Two round trips."""
    avant = cursors.before(TravauxDeRegie.rang, suite)
    cles = list(TravailItem.par_regie.query(_file(regie), avant, scan_index_forward=False, limit=TAILLE + 1))
    items = {item.id: item for item in TravailItem.batch_get([cle.id for cle in cles[:TAILLE]])} if cles else {}
    travaux = tuple(_decode(items[cle.id]) for cle in cles[:TAILLE] if cle.id in items)
    return Page(travaux, cursors.encode(cles[TAILLE - 1].rang) if len(cles) > TAILLE else None)


def key(regie: str, id: str) -> str:  # noqa: A002
    """Where the browser puts the file."""
    return f"{PREFIXE}{regie}/{id}.csv"


def is_key(regie: str, cle: str) -> bool:
    """Whether `key` may have made it: nothing else that a browser says is looked up in the bucket."""
    return re.fullmatch(rf"{PREFIXE}{re.escape(regie)}/[\w-]{{20,64}}\.csv", cle, re.ASCII) is not None


def read_file(cle: str, maximum: int) -> bytes | None:
    """None beyond `maximum` bytes. Raises Introuvable when it never came, Indisponible."""
    return objets.read(Objet(cle, "", ""), maximum)


def keep_factures(travail: Travail, partie: int, factures: Sequence[FactureImportee]) -> None:
    """Again is the same: they come from the file, whatever the store holds. Raises Indisponible."""
    objets.write(_place(travail, f"factures-{partie}"), msgspec.json.encode(factures), JSON)


def keep_avoirs(travail: Travail, partie: int, avoirs: Sequence[AvoirRetenu]) -> None:
    """As for the factures."""
    objets.write(_place(travail, f"avoirs-{partie}"), msgspec.json.encode(avoirs), JSON)


def factures(travail: Travail, partie: int) -> tuple[FactureImportee, ...]:
    """PARTIE of them, less for the last. Raises Introuvable, Indisponible."""
    return _read(travail, f"factures-{partie}", tuple[FactureImportee, ...])


def avoirs(travail: Travail, partie: int) -> tuple[AvoirRetenu, ...]:
    """As for the factures."""
    return _read(travail, f"avoirs-{partie}", tuple[AvoirRetenu, ...])


def report(travail: Travail, rapport: Rapport) -> None:
    """Raises Indisponible."""
    objets.write(_place(travail, "rapport"), msgspec.json.encode(rapport), JSON)


def find_report(travail: Travail) -> Rapport:
    """Empty before the end of the analysis, and once the bucket has erased it. Raises Indisponible."""
    try:
        return _read(travail, "rapport", Rapport)
    except Introuvable:
        return Rapport((), ())


def _place(travail: Travail, nom: str) -> str:
    return f"{PREFIXE}{travail.regie}/{travail.id}/{nom}.json"


def _read(travail: Travail, nom: str, forme: type[T]) -> T:
    octets = objets.read(Objet(_place(travail, nom), "", ""), 1 << 30)
    return msgspec.json.decode(octets or b"", type=forme)


def _get(id: str) -> TravailItem | None:  # noqa: A002
    if not 0 < len(id) <= LONGUEUR_ID:
        return None
    try:
        item = TravailItem.get(id, consistent_read=True)
    except TravailItem.DoesNotExist:
        return None
    return item if str(item.regie).endswith(f"#{IMPORT}") else None


def _item(travail: Travail, libre_le: datetime) -> TravailItem:
    return TravailItem(
        travail.id,
        regie=_file(travail.regie),
        rang=f"{travail.le.isoformat()}#{travail.id}",
        etat=travail.etat,
        version=travail.version,
        progres=travail.progres,
        contenu=_encode(travail),
        en_attente=ATTENTE,
        libre_le=libre_le.isoformat(),
        expire_le=travail.le + CONSERVATION,
    )


def _file(regie: str) -> str:
    return f"{regie}#{IMPORT}"


def _encode(travail: Travail) -> str:
    return msgspec.json.encode(travail).decode()


def _decode(item: TravailItem) -> Travail:
    return msgspec.json.decode(item.contenu, type=Travail)
