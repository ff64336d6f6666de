"""What stands before a race starts, written straight to the store; and what is found there afterwards."""

import random
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from chalicelib import clock, services, storage
from chalicelib.domain import creation
from chalicelib.domain.compte import Compte, Etat
from chalicelib.domain.idempotence import seal
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.soumission import Soumission
from chalicelib.storage.connexion import connexion
from infra import tables
from tests import portail


def rivals(*actes):
    """Each act in a thread of its own, all let go at once; what each returned or raised, in their order."""
    depart = threading.Barrier(len(actes))

    def run(acte):
        depart.wait()
        try:
            return acte()
        except Exception as error:  # noqa: BLE001  # the outcome of a race, whatever it is
            return error

    with ThreadPoolExecutor(len(actes)) as pool:
        return list(pool.map(run, actes))


def late(acte, at_most=0.02):
    """The act, up to `at_most` seconds after its rivals: one that takes several trips is met at each of them."""

    def run():
        time.sleep(random.uniform(0, at_most))
        return acte()

    return run


_written = set()


def watch(client):
    """From now on `empty` knows which tables this client has written to, and looks at no other."""
    _written.clear()

    def note(params, **_):
        writes = [write for element in params.get("TransactItems", ()) for write in element.values()]
        _written.update(write["TableName"] for write in (*writes, params) if "TableName" in write)

    for operation in ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"):
        client.meta.events.register(f"before-parameter-build.dynamodb.{operation}", note)


def empty():
    """Every table."""
    client = connexion.client
    for table in tables.tables():
        keys = [key["AttributeName"] for key in table.creation["KeySchema"]]
        found = items(table.name) if table.name in _written else []
        deletions = [{"DeleteRequest": {"Key": {key: item[key] for key in keys}}} for item in found]
        for rang in range(0, len(deletions), LOT):
            client.batch_write_item(RequestItems={table.name: deletions[rang : rang + LOT]})
    _written.clear()


LOT = 25
"""DynamoDB's maximum for one writing of several items."""


def items(table):
    """All of a table, in the form of the wire."""
    pages = connexion.client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


def count(table):
    """Of its items."""
    return len(items(table))


def mails(modele):
    """Variables of those that wait."""
    return [variables for trouve, variables in portail.outbox() if trouve == modele]


def stamp():
    """The seal of one click on « Envoyer »."""
    return seal("", "course", secrets.token_hex(16), b"{}")


def saisie():
    """What Amélie Lire typed."""
    corps = portail.compte()
    parts = (corps[part] for part in ("identite", "coordonnees", "communication", "membres", "securite"))
    return creation.check(*parts, clock.today())


def compte(etat=Etat.VALIDE, **changes):
    """At rest, without a password: nobody logs in with it."""
    voulue = saisie()
    compte = Compte(
        secrets.token_hex(16), "amélie.lire", etat, voulue.identite, voulue.coordonnees, "courriel",
        voulue.membres, clock.now(), stamp(),
    )  # fmt: skip
    compte = replace(compte, **changes)
    storage.commit(storage.comptes.creation(compte))
    return compte


def envoi(slug="portage-repas", solution=None):
    """A form filled in, every pièce by post; `solution` is that of somebody without a compte."""
    corps = portail.demande(slug)
    pieces = {nom: Fourniture(par_courrier=True) for nom in corps["pieces"]}
    sans_compte = {"nom": "Lire", "prenom": "Amélie", "courriel": "amelie.lire@exemple.fr"} if solution else None
    complet = Soumission(slug, corps["version"], corps["reponses"], pieces, solution=solution)
    return replace(complet, contact=sans_compte)


def demande():
    """Submitted, en cours, at the CCAS."""
    return services.demandes.submit(envoi(), compte().id, stamp())
