"""Paid at the counter: who, how and when are kept, the quittance leaves, and no agent ever says « by card »."""

from datetime import datetime, time, timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain import numero
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.errors import CleReutilisee, Introuvable, SaisieInvalide
from chalicelib.domain.errors_paiement import FactureNonPayable
from chalicelib.domain.facture import Etat, Evenement, Reglement
from chalicelib.domain.francais import format_date
from chalicelib.domain.idempotence import seal
from chalicelib.domain.moyens import AU_GUICHET
from chalicelib.domain.paiement import Etat as EtatDePaiement
from chalicelib.domain.paiement import Moyen
from chalicelib.services.guichet import Saisie
from tests import exemples
from tests.exemples import journal_of
from tests.factures import emission, emitted, engaged, facture, happen, paid
from tests.portail import AGENTS, leaving, outbox
from tests.problemes import check_french

INES, HUGO = AGENTS["regie-ville"], AGENTS["regie-ccas"]
CHEQUE = Saisie("cheque", precision="n° 0042")
HIER = timedelta(days=1)


@pytest.fixture
def due(aws):
    """A facture of the Ville, to pay."""
    jour = clock.today() - 10 * HIER
    return emitted(emise_le=jour, echeance_le=jour + 30 * HIER)


def settle(id_, saisie=CHEQUE, cle="une-cle-du-guichet", agent=INES, corps=b"corps"):
    return services.guichet.settle(agent, id_, saisie, seal(agent.courriel, "route", cle, corps))


def refusal(id_, saisie):
    with pytest.raises(SaisieInvalide) as refus:
        settle(id_, saisie)
    for erreur in refus.value.erreurs:
        check_french(erreur.detail)
    assert (storage.factures.find(id_).etat, outbox()) == (Etat.A_PAYER, [])
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


def put_compte(id_, etat=EtatDeCompte.VALIDE, famille="1042"):
    un = exemples.compte(id=id_, identifiant=id_, etat=etat, numero_famille=famille)
    storage.commit(storage.comptes.creation(un))


def test_the_facture_is_paid_its_payment_and_its_quittance_stand_in_the_day(due):
    fait = settle(due)
    reglee = storage.factures.find(due, consistent=True)
    assert (reglee.etat, reglee.paiement) == (Etat.PAYEE, fait.id)
    assert reglee.reglement == Reglement(fait.paye_le, "cheque", fait.quittance, "n° 0042")
    assert (fait.etat, fait.moyen, fait.montant, fait.compte) == (EtatDePaiement.PAYE, Moyen.CHEQUE, 5190, "")
    assert fait.refdet == fait.quittance.replace("-", "")
    assert fait.quittance.startswith(f"V{clock.today():%y}-")
    assert len(fait.quittance.split("-")) == 1 + numero.QUITTANCE
    assert storage.paiements.of_day("ville", clock.today()).elements == (fait.id,)


def test_who_received_it_is_in_its_story_and_in_the_journal(due):
    (episode,) = settle(due).historique
    assert (episode.auteur, episode.source) == ("Inès Faure", "agent")
    (ligne,) = journal_of(f"facture:{due}")
    assert (ligne.action, ligne.auteur) == ("reglement", INES.courriel)
    assert "Chèque" in ligne.precision


def test_each_valid_compte_of_the_family_gets_the_quittance_by_mail(due):
    put_compte("c1")
    put_compte("c2")
    put_compte("c3", EtatDeCompte.EN_ATTENTE)
    put_compte("c4", famille="1043")
    fait = settle(due)
    mails = leaving("quittance")
    assert len(mails) == 2
    assert all(mail.variables["quittance"] == fait.quittance for mail in mails)


@pytest.mark.parametrize("moyen", AU_GUICHET)
def test_what_a_counter_takes_is_taken(due, moyen):
    assert settle(due, Saisie(moyen)).moyen == moyen


@pytest.mark.parametrize("moyen", ["carte", "prelevement_en_ligne", "", "troc", "CHEQUE"])
def test_an_agent_never_says_that_a_card_paid(due, moyen):
    assert refusal(due, Saisie(moyen)) == [("moyen", "choix")]


def test_a_day_to_come_one_before_the_issue_and_too_many_words_are_refused(due):
    assert refusal(due, Saisie("especes", clock.today() + HIER)) == [("le", "date-max")]
    assert refusal(due, Saisie("especes", clock.today() - 11 * HIER)) == [("le", "date-min")]
    assert refusal(due, Saisie("especes", None, "x" * 61)) == [("precision", "trop-long")]
    assert refusal(due, Saisie("especes", None, "deux\nlignes")) == [("precision", "caracteres")]
    assert len(refusal(due, Saisie("carte", clock.today() + HIER, "\0"))) == 3


def test_money_received_another_day_stands_in_that_day(due):
    jour = clock.today() - 2 * HIER
    fait = settle(due, Saisie("especes", jour))
    assert fait.paye_le == datetime.combine(jour, time(12), clock.PARIS)
    assert storage.paiements.of_day("ville", jour).elements == (fait.id,)
    assert fait.historique[0].le >= clock.now() - timedelta(minutes=1)


def test_the_same_request_again_is_the_same_payment(due):
    fait = settle(due)
    assert settle(due) == fait
    assert len(storage.paiements.of_day("ville", clock.today()).elements) == 1
    with pytest.raises(CleReutilisee):
        settle(due, corps=b"autre corps")


def test_the_same_key_for_another_facture_is_refused(due):
    settle(due)
    autre = emitted(numero="autre", emise_le=clock.today())
    with pytest.raises(CleReutilisee):
        settle(autre)
    assert storage.factures.find(autre).etat is Etat.A_PAYER


def test_a_payment_in_progress_keeps_the_counter_away(due):
    engaged(due)
    with pytest.raises(FactureNonPayable) as refus:
        settle(due)
    assert "en cours" in refus.value.detail
    check_french(refus.value.detail)


def test_what_is_paid_or_cancelled_is_not_paid_again(due):
    paid(due)
    with pytest.raises(FactureNonPayable, match="déjà payée"):
        settle(due)
    annulee = emitted(numero="annulee", emise_le=clock.today())
    happen(annulee, Evenement.ANNULER, reglement=Reglement(clock.now()))
    with pytest.raises(FactureNonPayable, match="avoir"):
        settle(annulee)
    assert outbox() == []


def test_a_counter_that_loses_against_another_says_what_happened(due, monkeypatch):
    commit = storage.commit

    def late(*operations):
        monkeypatch.setattr(storage, "commit", commit)
        settle(due, cle="celle-du-collegue")
        commit(*operations)

    monkeypatch.setattr(storage, "commit", late)
    with pytest.raises(FactureNonPayable, match="déjà payée"):
        settle(due)
    assert len(storage.paiements.of_day("ville", clock.today()).elements) == 1


def test_a_request_that_meets_itself_is_told_the_same(due, monkeypatch):
    commit, first = storage.commit, []

    def late(*operations):
        monkeypatch.setattr(storage, "commit", commit)
        first.append(settle(due))
        commit(*operations)

    monkeypatch.setattr(storage, "commit", late)
    assert settle(due) == first[0]


@pytest.mark.parametrize("id_", ["", "inconnue", "a.b", "x" * 3000, facture(numero="jamais émise").id])
def test_a_facture_that_does_not_exist_is_introuvable(aws, id_):
    with pytest.raises(Introuvable):
        settle(id_)


def test_the_facture_of_another_regie_is_introuvable(due):
    with pytest.raises(Introuvable):
        settle(due, agent=HUGO)
    assert storage.factures.find(due).etat is Etat.A_PAYER
    assert emission().regie == "ville"


def test_the_quittance_of_the_counter_tells_a_day_and_no_hour(due):
    put_compte("c1")
    settle(due, Saisie("especes", clock.today() - HIER))
    (mail,) = leaving("quittance")
    assert mail.variables["date"] == format_date(clock.today() - HIER)
