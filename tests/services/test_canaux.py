"""By which channel a message leaves: chosen when it does, and at hours when a town hall may ring (R3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from chalicelib import clock, services, storage
from chalicelib.clients import sms
from chalicelib.domain.compte import Etat
from chalicelib.domain.courriel import ESSAIS, PRISE
from chalicelib.domain.errors import Indisponible
from chalicelib.domain.transitions import Evenement
from chalicelib.services import avis
from tests.exemples import FIN, after, compte, courriel, demande
from tests.pannes import answer, injected, unreachable

OUVERT, NUIT, VENDREDI_SOIR = "2026-11-24T09:00", "2026-11-24T22:00", "2026-11-27T17:45"
"""On the town hall's clock."""
REFUS = b"<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code></Error></ErrorResponse>"
PAR_SMS = compte(communication="telephone")


def live_at(texte):
    """The portal lives at that time, in Paris."""
    clock.offset = timedelta(0)
    clock.offset = datetime.fromisoformat(texte).replace(tzinfo=clock.PARIS) - clock.now()


@pytest.fixture(autouse=True)
def morning(aws):
    """The mairie is open."""
    live_at(OUVERT)


def deposit(message, titulaire=PAR_SMS):
    """Committed now; its id."""
    message = replace(message, depose_le=clock.now())
    storage.commit(storage.outbox.deposit(message), *([storage.comptes.creation(titulaire)] if titulaire else []))
    return message.id


def change(**changes):
    """The mail of a decision that is at rest."""
    posee = demande(**changes)
    apres = after(posee, Evenement.DECLARER_COMPLET)
    storage.commit(storage.demandes.creation(posee))
    storage.commit(*storage.demandes.change(apres))
    return avis.change(apres)


def texts():
    return list(sns_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sms_messages.values())


def mails():
    return [m.destinations["ToAddresses"][0] for m in ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages]


def test_who_chose_the_telephone_gets_a_short_message_and_no_mail():
    assert services.courriels.send(deposit(change()))
    ((numero, texte),) = texts()
    assert numero == "+33612345678"
    assert "D26-7KQF-3MXP" in texte
    assert mails() == []
    assert storage.outbox.waiting(FIN, 10) == []


@pytest.mark.parametrize(
    "titulaire",
    [
        compte(),
        compte(communication="telephone", coordonnees=replace(compte().coordonnees, telephone="+33321000000")),
        compte(communication="telephone", coordonnees=replace(compte().coordonnees, telephone=None)),
    ],
    ids=["chose the mail", "has no mobile", "has no number"],
)
def test_the_others_get_a_mail(titulaire):
    assert services.courriels.send(deposit(change(), titulaire))
    assert (mails(), texts()) == (["amelie@exemple.fr"], [])


def test_the_choice_is_that_of_the_moment_when_it_leaves():
    parti = deposit(change(), compte())
    storage.commit(storage.comptes.change(replace(PAR_SMS, version=2)))
    assert services.courriels.send(parti)
    assert (mails(), len(texts())) == ([], 1)


def test_a_mail_goes_to_the_present_courriel_of_the_compte():
    neuf = replace(compte().coordonnees, courriel="neuve@exemple.fr")
    services.courriels.send(deposit(change(), compte(coordonnees=neuf)))
    assert mails() == ["neuve@exemple.fr"]


@pytest.mark.parametrize("titulaire", [None, replace(PAR_SMS, etat=Etat.FERME)], ids=["gone", "closed"])
def test_a_demande_whose_compte_is_no_more_is_answered_where_it_was_made(titulaire):
    services.courriels.send(deposit(change(), titulaire))
    assert (mails(), texts()) == (["amelie@exemple.fr"], [])


def test_a_demande_without_compte_is_answered_by_mail():
    services.courriels.send(deposit(change(compte=None), None))
    assert mails() == ["amelie@exemple.fr"]


def test_identifiants_never_leave_by_sms():
    services.courriels.send(deposit(courriel(compte="c1")))
    assert (mails(), texts()) == (["amelie@exemple.fr"], [])


@pytest.mark.parametrize(("le", "reprise"), [(NUIT, "2026-11-25T08:30"), (VENDREDI_SOIR, "2026-11-30T08:30")])
def test_no_telephone_rings_while_the_mairie_is_closed(le, reprise):
    live_at(le)
    parti = deposit(change())
    assert not services.courriels.send(parti)
    assert services.courriels.send_pending() == 0
    ouverture = datetime.fromisoformat(reprise).replace(tzinfo=clock.PARIS).astimezone(UTC)
    assert storage.outbox.waiting(ouverture - timedelta(seconds=1), 10) == []
    assert storage.outbox.waiting(ouverture, 10) == [parti]
    live_at(reprise)
    assert services.courriels.send_pending() == 1
    assert len(texts()) == 1


def test_waiting_for_the_doors_to_open_uses_up_no_try():
    live_at(NUIT)
    parti = deposit(change())
    for _ in range(ESSAIS + 1):
        services.courriels.send(parti)
        storage.outbox.keep(replace(courriel(), id=parti, essais=1), clock.now())
    live_at("2026-11-25T09:00")
    assert services.courriels.send(parti)


def test_a_mail_does_not_wait_for_the_doors_to_open():
    live_at(NUIT)
    assert services.courriels.send(deposit(change(), compte()))


def test_a_number_that_refuses_messages_still_leaves_the_mail():
    parti = deposit(change())
    with injected(sms._sns(), forever=answer(400, REFUS)):  # noqa: SLF001 (where AWS is called)
        assert services.courriels.send(parti)
    assert mails() == ["amelie@exemple.fr"]


def test_a_message_that_did_not_leave_is_tried_again():
    parti = deposit(change())
    with injected(sms._sns(), forever=unreachable), pytest.raises(Indisponible):  # noqa: SLF001
        services.courriels.send(parti)
    assert (mails(), texts()) == ([], [])
    clock.offset += PRISE
    assert services.courriels.send_pending() == 1
    assert len(texts()) == 1
