"""Paniers at rest, each beside its compte: one Query reads both.

Compressed, as factures resemble each other: a payment of twenty of them costs one write unit for the panier.
"""

import base64
import zlib
from dataclasses import replace

import msgspec
from pynamodb.expressions.condition import Condition

from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.panier import Panier
from chalicelib.storage import comptes
from chalicelib.storage.tables_comptes import CompteItem
from chalicelib.storage.transaction import Ajout, commit

NOM = "panier"
PANIER = "COMPTE#PANIER"
FERME = -1
"""Version of the panier of a closed compte: no write that was on its way finds the one that it expects."""


def read(compte_id: str, *, consistent: bool = False) -> tuple[Compte | None, Panier]:
    """The compte, None when there is none any more, and its panier; one round trip."""
    debut = CompteItem.element.startswith(comptes.COMPTE)
    items = {item.element: item for item in CompteItem.query(compte_id, debut, consistent_read=consistent)}
    lu, panier = items.get(comptes.COMPTE), items.get(PANIER)
    compte = comptes.decode(lu) if lu and lu.etat != Etat.FERME else None
    return compte, _decode(panier) if panier and panier.version != FERME else Panier(compte_id)


def save(panier: Panier) -> Panier:
    """The panier as saved. Raises EcritureRefusee, under « panier », when another write came since it was read.

    A transaction although it is one write: an answer that is lost is asked again, and must not look like another's.
    """
    suivant = replace(panier, version=panier.version + 1)
    commit(Ajout(NOM, _item(suivant), _unchanged(panier)))
    return suivant


def hold(panier: Panier, paiement: str, cle: str) -> Ajout:
    """From now on it is that paiement's; refused under « panier » when another write came since it was read."""
    tenu = replace(panier, paiement=paiement, dernier=paiement, cle=cle, version=panier.version + 1, retirees=())
    return Ajout(NOM, _item(tenu), _unchanged(panier))


def closing(compte_id: str) -> Ajout:
    """Nothing of it is left; what a payment that runs will do is in that paiement."""
    return Ajout(NOM, CompteItem(compte_id, PANIER, version=FERME, contenu=""))


def _unchanged(avant: Panier) -> Condition:
    return CompteItem.version == avant.version if avant.version else CompteItem.compte.does_not_exist()


def _item(panier: Panier) -> CompteItem:
    contenu = base64.b85encode(zlib.compress(msgspec.json.encode(panier), 9)).decode()
    return CompteItem(panier.compte, PANIER, version=panier.version, contenu=contenu)


def _decode(item: CompteItem) -> Panier:
    return msgspec.json.decode(zlib.decompress(base64.b85decode(item.contenu)), type=Panier)
