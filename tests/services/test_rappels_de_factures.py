"""What families are told of their factures: each once, grouped, whatever happens at night."""

from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.facture import Evenement, Reglement
from chalicelib.services import rappels_de_factures
from chalicelib.storage.connexion import connexion
from tests.exemples import FIN, compte
from tests.factures import emitted, engaged, happen, paid
from tests.foyer import mailbox
from tests.pannes import injected, silence


def family(sujet="c1", numero="1042", etat=Etat.VALIDE, communication="courriel"):
    garde = compte(
        id=sujet,
        identifiant=sujet,
        etat=etat,
        numero_famille=numero,
        communication=communication,
        cree_le=clock.now() - timedelta(days=30),
    )
    storage.commit(storage.comptes.creation(garde))


def issued(numero, dans=30, **changes):
    """Today, due in so many days."""
    today = clock.today()
    return emitted(numero=numero, emise_le=today, echeance_le=today + timedelta(days=dans), **changes)


def night(jours=0):
    """So many days later; gives the mails that were written."""
    clock.offset += timedelta(days=jours)
    return services.rappels_de_factures.remind(lambda: 900)


def subjects():
    return [subject for _, subject, _ in mailbox()]


def test_a_famille_is_told_of_all_that_is_new_in_one_mail(aws):
    family()
    issued("a")
    issued("b", regie="ccas", montant=1250, objet="Portage de repas")
    assert night() == 1
    ((to, subject, body),) = mailbox()
    assert (to, subject) == ("amelie@exemple.fr", "2 nouvelles factures pour votre foyer\u00a0: 64,40\u00a0€")
    assert "Facture a, Restauration et périscolaire, Octobre 2026\u00a0: 51,90\u00a0€, à payer au plus tard le" in body
    assert "Facture b, Portage de repas, Octobre 2026\u00a0: 12,50\u00a0€" in body
    assert "/mes-comptes/" in body


def test_it_is_told_at_the_issue_before_the_due_date_and_twice_after_it_then_never_more(aws):
    family()
    issued("a", dans=30)
    told = {}
    for jour in range(60):
        if night(1 if jour else 0):
            told[jour] = subjects()[-1].split("\u00a0:")[0]
    assert told == {
        0: "Une nouvelle facture pour votre foyer",
        23: "Une facture à payer dans quelques jours",
        33: "Une facture en retard de paiement",
        45: "Une facture en retard de paiement",
    }


def test_the_same_night_twice_tells_nothing_twice(aws):
    family()
    issued("a")
    assert [night(), night()] == [1, 0]


@pytest.mark.parametrize("end", ["paid", "cancelled"])
def test_what_is_done_with_leaves_in_silence(aws, end):
    family()
    id_ = issued("a")
    if end == "paid":
        paid(id_)
    else:
        happen(id_, Evenement.ANNULER, reglement=Reglement(clock.now(), precision="A-1"))
    assert night(60) == 0
    assert storage.factures_a_rappeler.due(rappels_de_factures.Rappel.NOUVELLE, clock.today()) == {}


def test_one_that_is_being_paid_waits_for_what_comes_of_it(aws):
    family()
    id_ = issued("a")
    engaged(id_)
    assert night() == 0
    happen(id_, Evenement.LIBERER, paiement="p1")
    assert night(1) == 1


def test_every_compte_of_the_famille_is_told_if_it_is_valid_and_by_courriel_always(aws):
    family("c1", communication="telephone")
    family("c2")
    family("c3", etat=Etat.EN_ATTENTE)
    family("c4", numero="2077")
    issued("a")
    assert night() == 2
    assert len(subjects()) == 2


def test_a_famille_without_compte_costs_no_mail_and_is_told_of_what_comes_next(aws):
    issued("a")
    assert night() == 0
    family()
    assert night(23) == 1
    assert "à payer dans quelques jours" in subjects()[0]


def test_more_factures_than_a_transaction_holds_are_told_in_several_mails(aws):
    family()
    for rang in range(rappels_de_factures.PAR_COURRIEL + 1):
        issued(f"n{rang:03d}")
    assert night() == 2
    assert night() == 0


def test_a_lost_answer_or_a_crash_tells_nothing_twice_and_forgets_nothing(aws):
    family("c1", numero="1")
    family("c2", numero="2")
    issued("a", famille="1")
    issued("b", famille="2")
    until_the_first_commit = (None,) * 4
    with injected(connexion.client, *until_the_first_commit, silence, silence, silence) as calls:
        assert night() == 1
    assert calls.count("TransactWriteItems") == 3 + 1
    assert night() == 1
    assert night() == 0
    assert len(storage.outbox.waiting(FIN, 10)) == 2


def test_what_there_is_no_time_for_is_told_tomorrow(aws):
    family()
    issued("a")
    assert services.rappels_de_factures.remind(lambda: 5) == 0
    assert night(1) == 1
