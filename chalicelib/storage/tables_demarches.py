"""The tables of what surrounds a demande: files on their way, drafts, counts. Their keys belong to data.yaml."""

import os
from typing import Any

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from chalicelib.storage.connexion import Commun, Element


class FichiersEnAttente(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Files that the portal still has to do something about."""

    class Meta(Commun):
        index_name = "en_attente"
        projection = KeysOnlyProjection()

    en_attente = UnicodeAttribute(hash_key=True)
    libre_le = UnicodeAttribute(range_key=True)


class FichierItem(Element):
    """`fichier` is the last part of its key in the bucket; `numero` and `piece` say what took it, once something did.

    The verdict (`etat`, `contenu`) and the taking (`numero`, `piece`) touch different attributes: either may come
    first. `essais` counts the checks begun; `en_attente` goes once nothing is left to do.
    """

    class Meta(Commun):
        table_name = os.environ.get("TABLE_FICHIERS", "fichiers")

    fichier = UnicodeAttribute(hash_key=True)
    etat = UnicodeAttribute()
    numero = UnicodeAttribute(null=True)
    piece = UnicodeAttribute(null=True)
    essais = NumberAttribute(default=0)
    contenu = UnicodeAttribute()
    en_attente = UnicodeAttribute(null=True)
    libre_le = UnicodeAttribute(null=True)
    """From when the sweep looks at it."""
    expire_le = TTLAttribute(null=True)
    par_attente = FichiersEnAttente()


class BrouillonsAEchoir(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Drafts by the day on which their retention asks for something."""

    class Meta(Commun):
        index_name = "par_echeance"
        projection = KeysOnlyProjection()

    conservation = UnicodeAttribute(hash_key=True)
    echoit_le = UnicodeAttribute(range_key=True)


class BrouillonsParCompte(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """A citizen's own, without what they typed: reading twenty costs one unit instead of a hundred and fifty."""

    class Meta(Commun):
        index_name = "par_compte"
        projection = IncludeProjection(["resume"])

    compte = UnicodeAttribute(hash_key=True)
    demarche = UnicodeAttribute(range_key=True)


class BrouillonItem(Element):
    """One per citizen and démarche; `revision` grows at each saving."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_BROUILLONS", "brouillons")

    compte = UnicodeAttribute(hash_key=True)
    demarche = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    resume = UnicodeAttribute()
    contenu = UnicodeAttribute()
    conservation = UnicodeAttribute()
    echoit_le = UnicodeAttribute()
    par_compte = BrouillonsParCompte()
    par_echeance = BrouillonsAEchoir()


class MesureItem(Element):
    """`DELAIS`: how long each démarche takes; `QUOTA#…`: how many were asked this year."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_MESURES", "mesures")

    cle = UnicodeAttribute(hash_key=True)
    nombre = NumberAttribute()
    contenu = UnicodeAttribute(null=True)
    expire_le = TTLAttribute(null=True)
