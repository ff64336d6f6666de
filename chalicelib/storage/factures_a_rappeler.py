"""Which factures their families are to be told of: an index says what to look at, the factures themselves decide."""

from collections import defaultdict
from datetime import date

from pynamodb.expressions.update import Action

from chalicelib.domain.facture import Facture, id_from, key_of
from chalicelib.domain.rappels_de_factures import Rappel
from chalicelib.storage.tables_factures import FactureItem, FacturesARappeler
from chalicelib.storage.transaction import MiseAJour

PAGE = 1000
"""Lines of the index read at a time."""


def due(rappel: Rappel, today: date) -> dict[str, list[str]]:
    """Ids by famille, so that each is written to once."""
    echus = FacturesARappeler.rappel_le <= today.isoformat()
    par_famille = defaultdict[str, list[str]](list)
    for item in FactureItem.par_rappel.query(rappel, echus, page_size=PAGE):
        par_famille[item.famille].append(id_from(item.famille, item.element))
    return par_famille


def advance(facture: Facture, rappel: Rappel, suivant: tuple[Rappel, date] | None) -> MiseAJour:
    """What comes next, or never anything more; refused when `rappel` was told meanwhile, or its state changed."""
    cle = key_of(facture.id)
    if cle is None:
        raise ValueError(facture.id)
    actions: list[Action] = [FactureItem.rappel.remove(), FactureItem.rappel_le.remove()]
    if suivant:
        actions = [FactureItem.rappel.set(suivant[0]), FactureItem.rappel_le.set(suivant[1].isoformat())]
    inchangee = (FactureItem.rappel == rappel) & (FactureItem.etat == facture.etat)
    return MiseAJour(f"facture:{facture.id}", FactureItem(*cle), inchangee, tuple(actions))
