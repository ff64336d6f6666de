"""The delay of a démarche, measured every night on what was decided, read once an hour by each process."""

from dataclasses import replace
from datetime import timedelta

from chalicelib import clock, services, storage
from chalicelib.domain.demande import Passage
from chalicelib.domain.transitions import Acteur, Evenement
from chalicelib.storage import connexion
from tests import exemples
from tests.pannes import answer, injected

JOUR = timedelta(days=1)
SLUG = "portage-repas"


def decided(rang, jours, evenement=Evenement.REFUSER, slug=SLUG):
    """Decided now, `jours` after it was submitted."""
    le = clock.now() - jours * JOUR
    demande = exemples.demande(numero=f"D26-0000-{rang:04d}", demarche=slug, depose_le=le, pieces=())
    passage = Passage(evenement, demande.etat, clock.now(), Acteur.AGENT, "", "Non.")
    if evenement is Evenement.ANNULER:
        passage = replace(passage, acteur=Acteur.USAGER)
    storage.commit(storage.demandes.creation(demande))
    storage.commit(*storage.demandes.change(demande.apply(evenement, passage, 1)))


def test_half_of_the_demandes_are_decided_within_the_delay_that_is_shown(aws):
    for rang, jours in enumerate((1, 2, 3, 40, 50)):
        decided(rang, jours)
    services.mesures.measure()
    assert services.mesures.median(SLUG) == 3
    assert services.mesures.median("acte-naissance") is None


def test_fewer_than_five_decisions_say_nothing(aws):
    for rang in range(4):
        decided(rang, 3)
    services.mesures.measure()
    assert services.mesures.median(SLUG) is None


def test_what_citizens_gave_up_does_not_count(aws):
    for rang in range(4):
        decided(rang, 3)
    for rang in range(4, 9):
        decided(rang, 1, Evenement.ANNULER)
    services.mesures.measure()
    assert services.mesures.median(SLUG) is None


def test_decisions_of_more_than_three_months_do_not_count_and_the_measure_goes_with_them(aws):
    for rang in range(5):
        decided(rang, 3)
    services.mesures.measure()
    clock.offset += 91 * JOUR
    services.mesures.measure()
    assert services.mesures.median(SLUG) is None


def test_a_process_asks_once_an_hour(aws):
    for rang in range(5):
        decided(rang, 3)
    assert services.mesures.median(SLUG) is None
    services.mesures.measure()
    assert services.mesures.median(SLUG) is None
    clock.offset += timedelta(hours=1)
    assert services.mesures.median(SLUG) == 3
    with injected(connexion.connexion.client, forever=answer(503)) as calls:
        assert services.mesures.median(SLUG) == 3
        assert len(calls) == 0


def test_a_store_that_does_not_answer_leaves_the_form_readable(portail):
    with injected(connexion.connexion.client, forever=answer(503)):
        form = portail.get(f"/demarches/{SLUG}")
    assert (form.status_code, form.json_body["delai_median_jours"]) == (200, None)


def test_a_store_that_does_not_answer_leaves_the_measure_for_tomorrow(aws):
    with injected(connexion.connexion.client, forever=answer(503)):
        services.mesures.measure()


def test_the_form_and_the_demande_say_the_delay(portail):
    for rang in range(5):
        decided(rang, 3)
    services.mesures.measure()
    assert portail.get(f"/demarches/{SLUG}").json_body["delai_median_jours"] == 3
    numero = portail.logged_in().submit(SLUG).json_body["numero"]
    assert portail.get(f"/demandes/{numero}").json_body["delai_median_jours"] == 3
