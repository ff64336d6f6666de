"""Where comptes of one person would meet, at rest: each compte stands under a few keys, rewritten when it changes."""

from collections.abc import Callable
from functools import partial

import msgspec

from chalicelib.domain.compte import Compte
from chalicelib.domain.rapprochement import Fiche, fiche_of, keys
from chalicelib.storage.parallel import together
from chalicelib.storage.tables_comptes import RapprochementItem
from chalicelib.storage.transaction import Ajout, Operation, Retrait

PAR_CLE = 50
"""Read under one key: two people of one name or one house are there, a whole home for the elderly is not."""


def changes(avant: Compte | None, apres: Compte | None) -> tuple[Operation, ...]:
    """For the transaction of a creation (`avant` is None), a change, or a closing (`apres` is None)."""
    old, new = _items(avant), _items(apres)
    retraits = [Retrait("rapprochement", item) for cle, item in old.items() if cle not in new]
    ajouts = [
        Ajout("rapprochement", item) for cle, item in new.items() if cle not in old or old[cle].contenu != item.contenu
    ]
    return (*retraits, *ajouts)


def near(fiche: Fiche, *avec: Callable[[], None]) -> tuple[Fiche, ...]:
    """Those that share a key with it, itself included. One round trip; `avec` goes at the same time."""
    lectures = [partial(_read, cle) for cle in keys(fiche)]
    pages = together(*lectures, *avec)[: len(lectures)]
    return tuple(trouvee for page in pages for trouvee in page)


def _read(cle: str) -> list[Fiche]:
    items = RapprochementItem.query(cle, limit=PAR_CLE)
    return [msgspec.json.decode(item.contenu, type=Fiche) for item in items]


def _items(compte: Compte | None) -> dict[str, RapprochementItem]:
    """By key."""
    if compte is None:
        return {}
    fiche = fiche_of(compte)
    contenu = msgspec.json.encode(fiche).decode()
    return {cle: RapprochementItem(cle, compte.id, contenu=contenu) for cle in keys(fiche)}
