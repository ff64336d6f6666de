"""What becomes of a demande: every event in every state by every actor."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from chalicelib.domain.demande import Demande, Demandeur, Passage
from chalicelib.domain.errors import EcritureConcurrente, TransitionRefusee
from chalicelib.domain.idempotence import Sceau
from chalicelib.domain.transitions import SOUMISSION, TRANSITIONS, Acteur, Etat, Evenement

LE = datetime(2026, 3, 27, 8, tzinfo=UTC)
CHEMINS = {
    Etat.EN_COURS: (),
    Etat.A_COMPLETER: (Evenement.DEMANDER_COMPLEMENT,),
    Etat.COMPLET: (Evenement.DECLARER_COMPLET,),
    Etat.VALIDE: (Evenement.DECLARER_COMPLET, Evenement.VALIDER),
    Etat.REFUSE: (Evenement.REFUSER,),
    Etat.ANNULE: (Evenement.ANNULER,),
    Etat.SANS_SUITE: (Evenement.DEMANDER_COMPLEMENT, Evenement.CLASSER_SANS_SUITE),
}


def passage(evenement, acteur, motif=""):
    return Passage(evenement, Etat.EN_COURS, LE, acteur, "Paul Noël", motif)


def demande(*evenements):
    """A demande just submitted, then what happened to it."""
    ouverte = Demande(
        numero="D26-7KQF-3MXP",
        demarche="portage-repas",
        definition=1,
        titre="Portage de repas",
        service="ccas",
        compte="c1",
        demandeur=Demandeur("Lire", "Amélie", "amelie.lire@exemple.fr"),
        concerne="Amélie Lire",
        reponses={},
        pieces=(),
        depose_le=LE,
        echeance_le=date(2026, 4, 27),
        sceau=Sceau("cle", "corps"),
        historique=(Passage(SOUMISSION, Etat.EN_COURS, LE, Acteur.USAGER),),
    )
    for evenement in evenements:
        ouverte = ouverte.apply(evenement, passage(evenement, TRANSITIONS[evenement].acteur), ouverte.version)
    return ouverte


@pytest.mark.parametrize("etat", Etat)
def test_the_state_is_where_the_last_event_led_and_the_version_counts_the_events(etat):
    menee = demande(*CHEMINS[etat])
    assert menee.etat is etat
    assert menee.version == 1 + len(CHEMINS[etat])


@pytest.mark.parametrize(("etat", "evenement", "acteur"), list(product(Etat, Evenement, Acteur)))
def test_an_event_is_taken_only_from_its_actor_and_in_its_states(etat, evenement, acteur):
    avant, transition = demande(*CHEMINS[etat]), TRANSITIONS[evenement]
    if transition.acteur is acteur and etat in transition.de:
        apres = avant.apply(evenement, passage(evenement, acteur), avant.version)
        assert apres.etat is transition.vers
        assert apres.version == avant.version + 1
    else:
        with pytest.raises(TransitionRefusee):
            avant.apply(evenement, passage(evenement, acteur), avant.version)


def test_an_event_adds_its_line_to_the_history_and_changes_nothing_else():
    avant = demande()
    apres = avant.apply(Evenement.REFUSER, passage(Evenement.REFUSER, Acteur.AGENT, "Hors commune."), 1)
    assert apres.historique[:-1] == avant.historique
    assert apres.historique[-1] == Passage("refuser", Etat.REFUSE, LE, Acteur.AGENT, "Paul Noël", "Hors commune.")
    assert (apres.numero, apres.reponses, apres.sceau) == (avant.numero, avant.reponses, avant.sceau)
    assert avant.etat is Etat.EN_COURS


@pytest.mark.parametrize("version", [0, 1, 3, -1])
def test_an_event_decided_on_another_screen_is_refused_before_anything_else(version):
    with pytest.raises(EcritureConcurrente):
        demande(Evenement.REFUSER).apply(Evenement.VALIDER, passage(Evenement.VALIDER, Acteur.AGENT), version)


def test_a_refused_event_says_the_present_state_in_french():
    refusee = demande(Evenement.REFUSER)
    with pytest.raises(TransitionRefusee, match="«\u00a0Refusé\u00a0»\u00a0: cette action"):
        refusee.apply(Evenement.VALIDER, passage(Evenement.VALIDER, Acteur.AGENT), 2)


def test_a_complement_can_be_asked_and_given_again_and_again():
    aller_retour = (Evenement.DEMANDER_COMPLEMENT, Evenement.COMPLETER) * 5
    menee = demande(*aller_retour, Evenement.DECLARER_COMPLET, Evenement.VALIDER)
    assert (menee.etat, menee.version) == (Etat.VALIDE, 13)
