"""What a compte already gave, one item beside it by nature; the files themselves rest with their demande."""

import msgspec

from chalicelib.domain.justificatifs import Justificatif
from chalicelib.domain.natures import NATURES
from chalicelib.storage.tables_comptes import CompteItem
from chalicelib.storage.transaction import Ajout, Retrait

JUSTIFICATIF = "JUSTIFICATIF#"


def of_compte(compte: str) -> dict[str, Justificatif]:
    """By nature, as last committed. One round trip."""
    items = CompteItem.query(compte, CompteItem.element.startswith(JUSTIFICATIF), consistent_read=True)
    lus = (msgspec.json.decode(item.contenu, type=Justificatif) for item in items)
    return {justificatif.nature: justificatif for justificatif in lus}


def keeping(compte: str, justificatif: Justificatif) -> Ajout:
    """In the place of the former one of its nature."""
    return Ajout("justificatif", _item(compte, justificatif))


def removals(compte: str) -> tuple[Retrait, ...]:
    """All of them; nothing to remove is removed."""
    return tuple(Retrait("justificatif", CompteItem(compte, JUSTIFICATIF + nature)) for nature in NATURES)


def forgetting(compte: str, justificatif: Justificatif) -> Retrait:
    """Refused under the name « justificatif » when a newer one took its place."""
    item = _item(compte, justificatif)
    return Retrait("justificatif", item, CompteItem.contenu == item.contenu)


def _item(compte: str, justificatif: Justificatif) -> CompteItem:
    contenu = msgspec.json.encode(justificatif).decode()
    return CompteItem(compte, JUSTIFICATIF + justificatif.nature, contenu=contenu)
