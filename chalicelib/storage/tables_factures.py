"""The tables of what is billed and paid. Their keys and indexes belong to data.yaml; see tables.py."""

import os
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.storage.connexion import Commun, Element


class FacturesARappeler(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Factures by the day on which their payer is to be told something."""

    class Meta(Commun):
        index_name = "par_rappel"
        projection = KeysOnlyProjection()

    rappel = UnicodeAttribute(hash_key=True)
    rappel_le = UnicodeAttribute(range_key=True)


class FactureItem(Element):
    """A family's factures by day of issue: `element` is `<AAAAMMJJ><digest>`. What it says (`contenu`) never changes.

    It is compressed, lines repeat themselves: under 1 KB, a transition costs one write unit and a list few read units.
    `NUMERO#<régie>#<numéro>` with the element NUMERO says which facture has a numéro: a second one is refused.
    A payment touches no attribute of the index.
    """

    class Meta(Commun):
        table_name = os.environ.get("TABLE_FACTURES", "factures")

    famille = UnicodeAttribute(hash_key=True)
    element = UnicodeAttribute(range_key=True)
    etat = UnicodeAttribute(null=True)
    montant = NumberAttribute(null=True)
    paiement = UnicodeAttribute(null=True)
    reglement = UnicodeAttribute(null=True)
    contenu = BinaryAttribute(legacy_encoding=False)
    rappel = UnicodeAttribute(null=True)
    rappel_le = UnicodeAttribute(null=True)
    expire_le = TTLAttribute(null=True)
    par_rappel = FacturesARappeler()


class PaiementsParFile(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """`ATTENTE`: those whose result is to be learnt; `<régie>#<AAAA-MM-JJ>`: those that ended that day."""

    class Meta(Commun):
        index_name = "par_file"
        projection = KeysOnlyProjection()

    file = UnicodeAttribute(hash_key=True)
    rang = UnicodeAttribute(range_key=True)


class PaiementItem(Element):
    """One per operation at the provider, or per payment at the counter; compressed as factures are."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_PAIEMENTS", "paiements")

    paiement = UnicodeAttribute(hash_key=True)
    compte = UnicodeAttribute()
    etat = UnicodeAttribute()
    version = NumberAttribute()
    file = UnicodeAttribute()
    rang = UnicodeAttribute()
    contenu = BinaryAttribute(legacy_encoding=False)
    expire_le = TTLAttribute(null=True)
    par_file = PaiementsParFile()


class TravauxDeRegie(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """A régie's imports, or its reconciliations, by date."""

    class Meta(Commun):
        index_name = "par_regie"
        projection = KeysOnlyProjection()

    regie = UnicodeAttribute(hash_key=True)
    """`<régie>#import`, `<régie>#rapprochement`."""
    rang = UnicodeAttribute(range_key=True)


class TravauxEnAttente(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Imports that the portal still has to do something about."""

    class Meta(Commun):
        index_name = "en_attente"
        projection = KeysOnlyProjection()

    en_attente = UnicodeAttribute(hash_key=True)
    libre_le = UnicodeAttribute(range_key=True)


class TravailItem(Element):
    """A file of a régie on its way: an import of factures, a statement of the DGFiP. `progres` counts what is done."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_TRAVAUX", "travaux")

    id = UnicodeAttribute(hash_key=True)
    regie = UnicodeAttribute()
    rang = UnicodeAttribute()
    etat = UnicodeAttribute()
    version = NumberAttribute()
    progres = NumberAttribute(default=0)
    contenu = UnicodeAttribute()
    en_attente = UnicodeAttribute(null=True)
    libre_le = UnicodeAttribute(null=True)
    expire_le = TTLAttribute(null=True)
    par_regie = TravauxDeRegie()
    par_attente = TravauxEnAttente()
