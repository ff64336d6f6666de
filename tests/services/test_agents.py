"""What agents do, each within their own services, and what is kept of it (R24)."""

import pytest

from chalicelib import services, storage
from chalicelib.domain.errors import EcritureConcurrente, Introuvable, SaisieInvalide, TransitionRefusee
from chalicelib.domain.transitions import A_TRAITER, Acteur, Etat, Evenement
from tests.exemples import demande, journal_of
from tests.portail import AGENTS, leaving, outbox

PAUL, KARIM = AGENTS["ccas"], AGENTS["scolaire"]
NUMERO = "D26-TPQX-MTAY"


@pytest.fixture
def deposee(aws):
    """A demande of the CCAS."""
    une = demande(numero=NUMERO)
    storage.commit(storage.demandes.creation(une))
    return une


def journal(numero=NUMERO):
    return [(ligne.action, ligne.auteur) for ligne in journal_of(f"demande:{numero}")]


def decide(agent, evenement, motif="", version=1):
    return services.agents.decide(agent, NUMERO, evenement, motif, version)


def test_reading_a_demande_leaves_a_line_in_the_journal_each_time(deposee):
    for _ in range(2):
        assert services.agents.open_demande(PAUL, NUMERO) == deposee
    assert journal() == [("consultation", PAUL.courriel)] * 2


def test_a_demande_of_another_service_is_introuvable_and_the_try_is_in_the_journal(deposee):
    with pytest.raises(Introuvable):
        services.agents.open_demande(KARIM, NUMERO)
    assert journal() == [("consultation", KARIM.courriel)]


@pytest.mark.parametrize("numero", ["D26-2222-2222", "inconnu", "", "x" * 3000])
def test_a_demande_that_is_not_there_is_introuvable_too(deposee, numero):
    with pytest.raises(Introuvable):
        services.agents.open_demande(PAUL, numero)
    with pytest.raises(Introuvable):
        services.agents.decide(PAUL, numero, Evenement.DECLARER_COMPLET, "", 1)


def test_a_decision_changes_the_state_writes_to_the_citizen_and_to_the_journal(deposee):
    decidee = decide(PAUL, Evenement.REFUSER, " Hors de la commune. ")
    assert services.agents.open_demande(PAUL, NUMERO) == decidee
    passage = decidee.historique[-1]
    assert (passage.etat, passage.acteur) == (Etat.REFUSE, Acteur.AGENT)
    assert (passage.auteur, passage.motif) == ("Paul Noël", "Hors de la commune.")
    (mail,) = leaving("demande_etat")
    assert mail.variables["etat"] == "Refusé"
    assert "Hors de la commune." in str(mail.variables)
    assert ("refuser", PAUL.courriel) in journal()


@pytest.mark.parametrize("evenement", Evenement)
def test_an_agent_of_another_service_decides_nothing(deposee, evenement):
    motif = "Explication." if evenement in {Evenement.REFUSER, Evenement.DEMANDER_COMPLEMENT} else ""
    with pytest.raises(Introuvable):
        decide(KARIM, evenement, motif)
    assert storage.demandes.get(NUMERO) == deposee
    assert outbox() == []


@pytest.mark.parametrize("evenement", [Evenement.ANNULER, Evenement.COMPLETER])
def test_an_agent_does_not_act_for_the_citizen(deposee, evenement):
    with pytest.raises(TransitionRefusee):
        decide(PAUL, evenement)
    assert storage.demandes.get(NUMERO) == deposee


def test_a_decision_that_the_state_forbids_leaves_no_trace(deposee):
    with pytest.raises(TransitionRefusee):
        decide(PAUL, Evenement.VALIDER)
    assert (storage.demandes.get(NUMERO), outbox(), journal()) == (deposee, [], [])


def test_a_decision_that_must_be_explained_is_refused_without_words(deposee):
    with pytest.raises(SaisieInvalide) as refus:
        decide(PAUL, Evenement.REFUSER, "  ")
    assert [(e.champ, e.code) for e in refus.value.erreurs] == [("motif", "obligatoire")]


def test_a_decision_taken_on_an_old_screen_is_refused(deposee):
    decide(PAUL, Evenement.DECLARER_COMPLET)
    with pytest.raises(EcritureConcurrente):
        decide(PAUL, Evenement.REFUSER, "Hors de la commune.", version=1)
    assert storage.demandes.get(NUMERO).etat is Etat.COMPLET
    assert decide(PAUL, Evenement.VALIDER, version=2).etat is Etat.VALIDE
    assert len(outbox()) == 2


def test_an_agent_sees_the_queues_of_their_services_only(deposee):
    storage.commit(storage.demandes.creation(demande(numero="AUTRE", service="scolaire")))
    for agent, attendus in ((PAUL, [NUMERO]), (KARIM, ["AUTRE"]), (AGENTS["etat-civil"], [])):
        page = services.agents.queue(agent, A_TRAITER, None)
        assert [ligne.numero for ligne in page.elements] == attendus


def test_what_waits_for_the_citizen_is_in_no_queue_of_what_waits_for_the_service(deposee):
    decide(PAUL, Evenement.DEMANDER_COMPLEMENT, "Il manque une page.")
    assert services.agents.queue(PAUL, A_TRAITER, None).elements == ()
    assert len(services.agents.queue(PAUL, (Etat.A_COMPLETER,), None).elements) == 1
