"""What happens to a demande within a few minutes is one mail; whatever fails, everything is told."""

from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.clients import ses
from chalicelib.config import settings
from chalicelib.domain.demande import Passage, Piece
from chalicelib.domain.evenements import Echange
from chalicelib.domain.transitions import Acteur, Evenement
from chalicelib.services import avis
from tests import exemples
from tests.exemples import FIN
from tests.foyer import mailbox, resting
from tests.pannes import answer, injected

NUMERO = "D26-7KQF-3MXP"
POSTE = (Piece("ressources", "Avis d’imposition", par_courrier=True),)


@pytest.fixture
def three_minutes(monkeypatch, aws):
    """As in production."""
    monkeypatch.setenv("PORTAIL_REGROUPEMENT", "180")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def posee(**changes):
    demande = exemples.demande(reponses={}, pieces=POSTE, depose_le=clock.now(), **changes)
    storage.commit(storage.demandes.creation(demande))
    return demande


def happen(demande, evenement, motif="", acteur=Acteur.AGENT, piece=""):
    """Committed with its mail, as services do."""
    passage = Passage(evenement, demande.etat, clock.now(), acteur, "Paul Noël", motif, (), piece)
    apres = demande.apply(evenement, passage, demande.version)
    storage.commit(*storage.demandes.change(apres), *avis.deposit(apres))
    return apres


def later(seconds=180):
    clock.offset += timedelta(seconds=seconds)


def test_ten_clicks_are_one_mail_that_tells_them_all(three_minutes):
    demande = posee(compte=None)
    demande = happen(demande, Evenement.DECLARER_COMPLET)
    for rang in range(8):
        later(10)
        demande = happen(demande, Echange.MESSAGE, f"Message numéro {rang}.")
    demande = happen(demande, Evenement.REFUSER, "Hors de la commune.")
    assert mailbox() == []
    later()
    ((to, objet, texte),) = mailbox()
    assert to == "amelie@exemple.fr"
    assert objet.endswith("votre demande D26-7KQF-3MXP est «\u00a0Refusé\u00a0»")
    told = ["Le dossier est complet.", *(f"Message numéro {r}." for r in range(8)), "La demande est refusée."]
    places = [texte.index(fait) for fait in [*told, "Hors de la commune."]]
    assert places == sorted(places)
    assert "Paul Noël" not in texte
    later(3600)
    assert len(mailbox()) == 1
    assert storage.outbox.waiting(FIN, 20) == []


def test_the_next_mail_tells_only_what_is_new(three_minutes):
    demande = happen(posee(), Evenement.DECLARER_COMPLET)
    later()
    assert len(mailbox()) == 1
    happen(demande, Evenement.VALIDER)
    later()
    (_, (_, objet, texte)) = mailbox()
    assert "Validé" in objet
    assert "Le dossier est complet" not in texte


def test_nothing_waits_longer_than_three_minutes_however_much_happens(three_minutes):
    demande = happen(posee(), Evenement.DECLARER_COMPLET)
    for _ in range(3):
        later(60)
        demande = happen(demande, Echange.MESSAGE, "Encore un mot.")
    assert len(mailbox()) == 1


def test_a_sender_that_dies_before_the_mail_leaves_tells_it_again(three_minutes):
    demande = happen(posee(), Evenement.DECLARER_COMPLET)
    happen(demande, Echange.MESSAGE, "Un mot.")
    later()
    with injected(ses._ses(), forever=_die), pytest.raises(Killed):  # noqa: SLF001 (where AWS is called)
        services.courriels.send_pending()
    later(60)
    ((_, _, texte),) = mailbox()
    assert "Le dossier est complet." in texte
    assert "Un mot." in texte


def test_a_mail_that_cannot_leave_now_keeps_what_it_tells_and_the_next_one_tells_the_rest(three_minutes):
    demande = happen(posee(), Evenement.DECLARER_COMPLET)
    later()
    with injected(ses._ses(), answer(500), answer(500), answer(500)):  # noqa: SLF001
        assert services.courriels.send_pending() == 0
    happen(demande, Evenement.REFUSER, "Non.")
    later()
    corps = [texte for _, _, texte in mailbox()]
    assert [sum(fait in texte for texte in corps) for fait in ("dossier est complet", "est refusée")] == [1, 1]


def test_a_mail_that_waits_long_after_its_failures_is_not_taken_for_told_by_those_that_leave_meanwhile(three_minutes):
    demande = happen(posee(), Evenement.DECLARER_COMPLET)
    for _ in range(3):
        later()
        with injected(ses._ses(), answer(500), answer(500), answer(500)):  # noqa: SLF001
            assert services.courriels.send_pending() == 0
    demande = happen(demande, Echange.MESSAGE, "Un mot.")
    later()
    assert services.courriels.send_pending() == 1
    happen(demande, Evenement.REFUSER, "Non.")
    later(3600)
    corps = [texte for _, _, texte in mailbox()]
    dits = ("dossier est complet", "Un mot.", "est refusée")
    assert [sum(fait in texte for texte in corps) for fait in dits] == [1, 1, 1]


class Killed(BaseException):
    """The process."""


def _die(_request):
    raise Killed


@pytest.mark.parametrize("compte", ["c1", None])
def test_a_message_of_the_service_is_quoted_and_can_be_answered(aws, compte):
    if compte:
        resting()
    happen(posee(compte=compte), Echange.MESSAGE, "Quel étage ?")
    ((_, objet, texte),) = mailbox()
    assert "un message du service" in objet
    assert "Message du service\u00a0:\nQuel étage ?\n" in texte
    lien = f"/demande/?n={NUMERO}" if compte else "/suivre/"
    assert settings().commune.origine + lien in texte


def test_a_piece_that_came_by_post_is_named(aws):
    happen(posee(compte=None), Echange.RECEVOIR_PIECE, piece="ressources")
    ((_, objet, texte),) = mailbox()
    assert "votre courrier est arrivé" in objet
    assert "Pièce reçue par courrier\u00a0: Avis d’imposition." in texte


def test_citizens_are_given_a_proof_of_what_they_did_and_not_told_of_their_own_messages(aws):
    demande = happen(posee(compte=None), Echange.MESSAGE, "Bonjour", Acteur.USAGER)
    assert storage.outbox.waiting(FIN, 20) == []
    happen(demande, Evenement.ANNULER, acteur=Acteur.USAGER)
    ((_, objet, texte),) = mailbox()
    assert "«\u00a0Annulé\u00a0»" in objet
    assert "La demande est annulée." in texte
    assert "Bonjour\n" not in texte.partition(",\n")[2]


def test_a_complement_is_asked_with_the_day_before_which_it_is_expected(aws):
    happen(posee(compte=None), Evenement.DEMANDER_COMPLEMENT, "Il manque une page.")
    ((_, _, texte),) = mailbox()
    assert "Envoyez ce que le service demande avant le " in texte
    assert "Il manque une page." in texte


def test_a_demande_erased_meanwhile_has_nothing_to_tell(aws):
    demande = happen(posee(compte=None), Evenement.REFUSER, "Non.")
    storage.commit(*storage.conservation.erasure(demande))
    assert mailbox() == []
    assert storage.outbox.waiting(FIN, 20) == []


def test_somebody_who_wants_sms_gets_one_short_message_for_everything(three_minutes):
    resting(communication="telephone")
    demande = happen(posee(), Evenement.DECLARER_COMPLET)
    happen(demande, Evenement.REFUSER, "Votre divorce.")
    later()
    courriels = storage.outbox.waiting(FIN, 20)
    told = [services.annonces.complete(storage.outbox.claim(id_, FIN)) for id_ in courriels]
    assert [mail is None for mail in told] == [False, True]
