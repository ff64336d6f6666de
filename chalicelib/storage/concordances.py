"""Statements of the DGFiP once compared, by régie and date; the file itself is not kept."""

import msgspec
from pynamodb.expressions.condition import Condition

from chalicelib.domain import conservation
from chalicelib.domain.concordance import Concordance
from chalicelib.domain.page import TAILLE, Page
from chalicelib.storage import cursors
from chalicelib.storage.tables_factures import TravailItem, TravauxDeRegie
from chalicelib.storage.transaction import Ajout

RAPPROCHEMENT = "rapprochement"
COMPARE = "compare"


def find(id: str) -> Concordance | None:  # noqa: A002
    """As last committed."""
    try:
        item = TravailItem.get(id, consistent_read=True)
    except TravailItem.DoesNotExist:
        return None
    return _decode(item) if str(item.regie).endswith(f"#{RAPPROCHEMENT}") else None


def keeping(concordance: Concordance) -> Ajout:
    """Its next version, or its first; refused under the name « concordance » when somebody else's came first."""
    item = TravailItem(
        concordance.id,
        regie=_file(concordance.regie),
        rang=f"{concordance.le.isoformat()}#{concordance.id}",
        etat=COMPARE,
        version=concordance.version,
        contenu=msgspec.json.encode(concordance).decode(),
        expire_le=concordance.le + conservation.TRAVAUX,
    )
    premiere = concordance.version == 1
    libre: Condition = TravailItem.id.does_not_exist() if premiere else TravailItem.version == concordance.version - 1
    return Ajout("concordance", item, libre)


def of_regie(regie: str, suite: str | None) -> Page[Concordance]:
    """Newest first. Two round trips."""
    avant = cursors.before(TravauxDeRegie.rang, suite)
    cles = list(TravailItem.par_regie.query(_file(regie), avant, scan_index_forward=False, limit=TAILLE + 1))
    lus = TravailItem.batch_get([cle.id for cle in cles[:TAILLE]]) if cles else ()
    items = {item.id: _decode(item) for item in lus}
    trouves = tuple(items[cle.id] for cle in cles[:TAILLE] if cle.id in items)
    return Page(trouves, cursors.encode(str(cles[TAILLE - 1].rang)) if len(cles) > TAILLE else None)


def _file(regie: str) -> str:
    return f"{regie}#{RAPPROCHEMENT}"


def _decode(item: TravailItem) -> Concordance:
    return msgspec.json.decode(item.contenu, type=Concordance)
