"""The tables of comptes, and of what brings two of them together. See tables.py."""

import os
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from chalicelib.storage.connexion import Commun, Element


class ComptesParFile(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Comptes by what the mairie has to do with them, by date."""

    class Meta(Commun):
        index_name = "par_file"
        projection = IncludeProjection(["resume"])

    file = UnicodeAttribute(hash_key=True)
    rang = UnicodeAttribute(range_key=True)


class ComptesParCourriel(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Comptes that receive their mail at an address: to remind somebody of their identifiants, never to decide."""

    class Meta(Commun):
        index_name = "par_courriel"
        projection = IncludeProjection(["resume"])

    courriel = UnicodeAttribute(hash_key=True)


class ComptesParFamille(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Comptes to which a family's factures are told."""

    class Meta(Commun):
        index_name = "par_famille"
        projection = KeysOnlyProjection()

    famille = UnicodeAttribute(hash_key=True)


class ComptesAEchoir(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Comptes by the day on which their retention asks for something."""

    class Meta(Commun):
        index_name = "par_echeance"
        projection = KeysOnlyProjection()

    conservation = UnicodeAttribute(hash_key=True)
    echoit_le = UnicodeAttribute(range_key=True)


class CompteItem(Element):
    """`element` is COMPTE for the compte itself, COMPTE#PANIER for its panier, EXPORT for the archive of its data.

    `verifie_le`, `averti_le` and `echoit_le` change at log-ins and reminders, without touching what the citizen wrote.
    """

    class Meta(Commun):
        table_name = os.environ.get("TABLE_COMPTES", "comptes")

    compte = UnicodeAttribute(hash_key=True)
    element = UnicodeAttribute(range_key=True, default="COMPTE")
    etat = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    contenu = UnicodeAttribute()
    file = UnicodeAttribute(null=True)
    rang = UnicodeAttribute(null=True)
    resume = UnicodeAttribute(null=True)
    courriel = UnicodeAttribute(null=True)
    """In lower case: an index, not an address."""
    famille = UnicodeAttribute(null=True)
    verifie_le = UnicodeAttribute(null=True)
    averti_le = UnicodeAttribute(null=True)
    conservation = UnicodeAttribute(null=True)
    echoit_le = UnicodeAttribute(null=True)
    par_file = ComptesParFile()
    par_courriel = ComptesParCourriel()
    par_famille = ComptesParFamille()
    par_echeance = ComptesAEchoir()


class RapprochementItem(Element):
    """A compte under a key that its duplicates would share: a birth date, a name, an address."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_RAPPROCHEMENTS", "rapprochements")

    cle = UnicodeAttribute(hash_key=True)
    compte = UnicodeAttribute(range_key=True)
    contenu = UnicodeAttribute()
