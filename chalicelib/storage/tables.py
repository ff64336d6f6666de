"""The tables as PynamoDB sees them; their keys, indexes and retention belong to infra/templates/data.yaml.

What only the portal reads as a whole (an identity, the answers) is one JSON attribute, `contenu`, typed by the domain;
what the store compares, indexes or expires is an attribute of its own.
"""

import os
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from chalicelib.storage.connexion import Commun, Element

LIGNE = ["demarche", "titre", "etat", "depose_le", "echeance_le", "concerne", "demandeur", "service"]


class ParCompte(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """A citizen's own demandes."""

    class Meta(Commun):
        index_name = "par_compte"
        projection = IncludeProjection(LIGNE)

    compte = UnicodeAttribute(hash_key=True)
    rang = UnicodeAttribute(range_key=True)


class ParFile(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """A service's demandes in one state."""

    class Meta(Commun):
        index_name = "par_file"
        projection = IncludeProjection(LIGNE)

    file = UnicodeAttribute(hash_key=True)
    rang = UnicodeAttribute(range_key=True)


class DemandesAEchoir(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Demandes by the day on which their retention asks for something."""

    class Meta(Commun):
        index_name = "par_echeance"
        projection = KeysOnlyProjection()

    conservation = UnicodeAttribute(hash_key=True)
    echoit_le = UnicodeAttribute(range_key=True)


class DemandesCloses(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Demandes decided, by démarche and by the day of the decision."""

    class Meta(Commun):
        index_name = "par_cloture"
        projection = IncludeProjection(["depose_le"])

    cloture = UnicodeAttribute(hash_key=True)
    clos_le = UnicodeAttribute(range_key=True)


class DemandeItem(Element):
    """`element` is DEMANDE for the demande as submitted, EVENEMENT#0002… for what happened to it since.

    FICHIER#… is what the check said of one of its files.
    """

    class Meta(Commun):
        table_name = os.environ.get("TABLE_DEMANDES", "demandes")

    numero = UnicodeAttribute(hash_key=True)
    element = UnicodeAttribute(range_key=True)
    compte = UnicodeAttribute(null=True)
    file = UnicodeAttribute(null=True)
    rang = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    demarche = UnicodeAttribute(null=True)
    titre = UnicodeAttribute(null=True)
    etat = UnicodeAttribute(null=True)
    depose_le = UnicodeAttribute(null=True)
    echeance_le = UnicodeAttribute(null=True)
    concerne = UnicodeAttribute(null=True)
    demandeur = UnicodeAttribute(null=True)
    service = UnicodeAttribute(null=True)
    contenu = UnicodeAttribute()
    conservation = UnicodeAttribute(null=True)
    echoit_le = UnicodeAttribute(null=True)
    cloture = UnicodeAttribute(null=True)
    """Slug of its démarche, once it is validated or refused."""
    clos_le = UnicodeAttribute(null=True)
    annonce = UnicodeAttribute(null=True)
    """What its last mail told."""
    averti_le = UnicodeAttribute(null=True)
    """When its owner was told that their answer is still expected."""
    par_compte = ParCompte()
    par_file = ParFile()
    par_echeance = DemandesAEchoir()
    par_cloture = DemandesCloses()


class JournalItem(Element):
    """Append-only."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_JOURNAL", "journal")

    sujet = UnicodeAttribute(hash_key=True)
    rang = UnicodeAttribute(range_key=True)
    contenu = UnicodeAttribute()
    expire_le = TTLAttribute(null=True)


class EnAttente(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Mails that have not left yet."""

    class Meta(Commun):
        index_name = "en_attente"
        projection = KeysOnlyProjection()

    en_attente = UnicodeAttribute(hash_key=True)
    libre_le = UnicodeAttribute(range_key=True)


class OutboxItem(Element):
    """`en_attente` goes once the mail has left, and with it the line of the sparse index."""

    class Meta(Commun):
        table_name = os.environ.get("TABLE_OUTBOX", "outbox")

    id = UnicodeAttribute(hash_key=True)
    en_attente = UnicodeAttribute(null=True)
    depose_le = UnicodeAttribute()
    modele = UnicodeAttribute()
    destinataire = UnicodeAttribute()
    variables = JSONAttribute()
    compte = UnicodeAttribute(null=True)
    libre_le = UnicodeAttribute()
    """From when a sender may take it."""
    essais = NumberAttribute(default=0)
    expire_le = TTLAttribute(null=True)
    par_attente = EnAttente()
