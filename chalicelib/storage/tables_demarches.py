"""The tables of what surrounds a demande: files on their way, drafts, counts. Their keys belong to data.yaml."""

import os
from typing import Any

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.storage.connexion import Commun, Element


class FichierItem(Element):
    """`fichier` is the last part of its key in the bucket; `numero` the demande that took it, once one did."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_FICHIERS", "fichiers")

    fichier = UnicodeAttribute(hash_key=True)
    etat = UnicodeAttribute()
    numero = UnicodeAttribute(null=True)
    version = NumberAttribute()
    contenu = UnicodeAttribute()
    expire_le = TTLAttribute(null=True)


class BrouillonsAEchoir(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Drafts by the day on which their retention asks for something."""

    class Meta(Commun):
        index_name = "par_echeance"
        projection = KeysOnlyProjection()

    conservation = UnicodeAttribute(hash_key=True)
    echoit_le = UnicodeAttribute(range_key=True)


class BrouillonItem(Element):
    """One per citizen and démarche; `revision` counts its savings."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_BROUILLONS", "brouillons")

    compte = UnicodeAttribute(hash_key=True)
    demarche = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    contenu = UnicodeAttribute()
    conservation = UnicodeAttribute()
    echoit_le = UnicodeAttribute()
    averti_le = UnicodeAttribute(null=True)
    par_echeance = BrouillonsAEchoir()


class MesureItem(Element):
    """`DELAI#<slug>`: how long a démarche takes; `QUOTA#…`: how many were asked this year."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_MESURES", "mesures")

    cle = UnicodeAttribute(hash_key=True)
    nombre = NumberAttribute()
    contenu = UnicodeAttribute(null=True)
    expire_le = TTLAttribute(null=True)
