"""Comptes that the mairie has validated or asked to correct, and the mails they get, for the tests of their life."""

import re
from dataclasses import replace

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Decision, Etat
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables_comptes import CompteItem
from tests.exemples import compte
from tests.portail import MOT_DE_PASSE

JETON = re.compile(r"/confirmer-courriel/#(\S+)")


def resting(**changes):
    """At rest, with its identifiant and its duplicates' keys; validated unless said otherwise."""
    garde = compte(**{"id": "c1", "etat": Etat.VALIDE, "cree_le": clock.now()} | changes)
    acces = Acces(garde.identifiant, garde.id, empreintes.of_password(MOT_DE_PASSE), "premier-animal", "x")
    storage.commit(
        storage.comptes.creation(garde),
        storage.identifiants.creation(acces),
        *storage.rapprochements.changes(None, garde),
    )
    return garde


def decided(verdict="valide", motif=""):
    """The only compte there is, once the mairie decided."""
    (id_,) = {item.compte for item in CompteItem.scan() if item.element == "COMPTE"}
    avant = storage.comptes.get(id_)
    etats = {"valide": Etat.VALIDE, "refuse": Etat.REFUSE, "correction": Etat.EN_ATTENTE}
    decision = Decision(verdict, clock.now(), "Lucie Martin", motif)
    apres = replace(avant, etat=etats[verdict], decision=decision, version=avant.version + 1)
    storage.commit(storage.comptes.change(apres))
    return apres


def mailbox():
    """Everything that left, oldest first, after sending what waits."""
    services.courriels.send_pending()
    return [(m.destinations["ToAddresses"][0], m.subject, m.body) for m in _sent()]


def jetons():
    """Of the two links of the last change of courriel asked for, by the mailbox that got them."""
    return {to: found[1] for to, _, body in mailbox() if (found := JETON.search(body))}


def _sent():
    return ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages
