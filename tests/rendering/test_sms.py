"""Every text message renders, short enough and in letters that cost one price: the files themselves are the list."""

from dataclasses import replace
from datetime import date

import pytest
from jinja2 import UndefinedError

from chalicelib import services
from chalicelib.config import settings
from chalicelib.domain.sms import ALPHABET, segments
from chalicelib.domain.transitions import Evenement
from chalicelib.rendering import courriels, sms
from chalicelib.services import annonces, avis
from tests import exemples

CATALOGUE = services.demarches.catalogue()


def made(definition):
    champs = {"demarche": definition.slug, "titre": definition.titre, "service": definition.service}
    return exemples.demande(reponses={}, **champs)


def messages(definition):
    """The récépissé, then every event from where it may happen."""
    recue = avis.receipt(made(definition), definition)
    complete = exemples.after(made(definition), Evenement.DECLARER_COMPLET)
    suites = [exemples.after(complete, e, motif="Il manque une page.") for e in (Evenement.VALIDER, Evenement.REFUSER)]
    suites.append(exemples.after(complete, Evenement.DEMANDER_COMPLEMENT, motif="Il manque une page."))
    relance = avis.reminder(made(definition), date(2026, 9, 30))
    refus = avis.fichier_refuse(made(definition), "x" * 200, "Ce fichier est illisible.")
    return [recue, relance, refus, *map(told, (complete, *suites))]


def told(demande):
    """The mail of its last event, as it leaves."""
    return replace(avis.change(demande), variables=annonces.words(demande, demande.historique[-1:]))


def test_only_what_tells_of_a_demarche_has_a_short_form():
    assert sms.models() == {
        "brouillon_bientot_efface",
        "demande_etat",
        "demande_recue",
        "demande_sans_reponse",
        "fichier_refuse",
    }


@pytest.mark.parametrize("definition", CATALOGUE, ids=lambda d: d.slug)
def test_a_message_is_one_line_in_gsm_7_of_two_segments_at_the_most(definition):
    for message in messages(definition):
        texte = sms.render(message)
        assert "\n" not in texte
        assert set(texte) <= ALPHABET
        assert segments(texte) <= 2


@pytest.mark.parametrize("definition", CATALOGUE, ids=lambda d: d.slug)
def test_a_message_says_who_writes_which_demande_and_where_to_see_it(definition):
    for message in messages(definition):
        texte = sms.render(message)
        assert texte.startswith(f"{settings().commune.nom} : ")
        assert "D26-7KQF-3MXP" in texte
        assert texte.endswith(settings().commune.origine)


def test_the_words_of_the_service_stay_on_the_portal():
    demande = exemples.after(exemples.demande(), Evenement.DEMANDER_COMPLEMENT, motif="Votre divorce.")
    texte = sms.render(told(demande))
    assert "divorce" not in texte
    assert '"A compléter". Un message vous attend.' in texte
    sans_motif = exemples.after(exemples.demande(), Evenement.DECLARER_COMPLET)
    assert "message" not in sms.render(told(sans_motif))


def test_a_variable_may_not_be_forgotten():
    with pytest.raises(UndefinedError):
        sms.render(exemples.courriel(modele="demande_recue", variables={"numero": "D26"}))


def test_every_message_has_a_mail_for_who_prefers_it():
    for message in messages(CATALOGUE[0]):
        assert courriels.render(message)
