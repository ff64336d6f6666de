"""What a compte already gave and may use again (R27)."""

from collections.abc import Iterable

from chalicelib import clock, storage
from chalicelib.domain.justificatifs import Justificatif
from chalicelib.storage.transaction import EcritureRefusee


def list_valid(compte: str) -> list[Justificatif]:
    """Those that still hold, by nature. One round trip."""
    connus = storage.justificatifs.of_compte(compte)
    today = clock.today()
    return [connu for _, connu in sorted(connus.items()) if today <= connu.valable_jusqu_au]


def forget(compte: str, numero: str, fichiers: Iterable[str] | None = None) -> None:
    """Those that rest with a demande whose files are erased, or one of whose `fichiers` (ids) is refused."""
    refuses = None if fichiers is None else set(fichiers)
    for connu in storage.justificatifs.of_compte(compte).values():
        if connu.numero != numero or (refuses is not None and refuses.isdisjoint(f.id for f in connu.fichiers)):
            continue
        try:
            storage.commit(storage.justificatifs.forgetting(compte, connu))
        except EcritureRefusee:
            continue  # a newer one took its place
