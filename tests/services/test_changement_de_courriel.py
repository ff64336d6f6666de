"""Another courriel: two mails, two links, and nothing before both have been used."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain import changement_de_courriel as regles
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import EcritureConcurrente, Introuvable
from chalicelib.domain.modification import Modification
from chalicelib.storage.tables import OutboxItem
from chalicelib.storage.tables_comptes import CompteItem
from tests.exemples import journal_of
from tests.foyer import jetons, mailbox, resting
from tests.portail import outbox

ADRESSE = {"lignes": ["1 rue des Lilas"], "code_postal": "62990", "commune": "Valmont"}
ANCIENNE, NOUVELLE = "amelie@exemple.fr", "autre@exemple.fr"


@pytest.fixture
def asked(aws):
    resting()
    saisie = {"courriel": NOUVELLE, "adresse": ADRESSE, "telephone": "06 12 34 56 78"}
    return services.modification.save("c1", Modification(1, coordonnees=saisie))[0]


def confirm(jeton):
    return services.changement_de_courriel.confirm(jeton)


def test_each_mailbox_gets_its_own_link_and_its_own_words(asked):
    mails = {to: body for to, _, body in mailbox()}
    assert set(mails) == {ANCIENNE, NOUVELLE}
    assert NOUVELLE in mails[ANCIENNE]
    assert ANCIENNE not in mails[NOUVELLE]
    liens = jetons()
    assert liens[ANCIENNE] != liens[NOUVELLE]
    assert all(f"{settings().commune.origine}/confirmer-courriel/#{lien}" in mails[to] for to, lien in liens.items())


def test_a_link_is_at_rest_nowhere_and_a_mail_sent_again_says_the_same(asked):
    before = jetons()
    rest = str([item.attribute_values for table in (CompteItem, OutboxItem) for item in table.scan()])
    assert not any(jeton.rpartition(".")[2] in rest for jeton in before.values())
    for again in services.changement_de_courriel.requests(asked):
        storage.commit(storage.outbox.deposit(again))
    assert jetons() == before
    assert len(mailbox()) == 4


def test_the_courriel_changes_with_the_second_link_and_both_mailboxes_are_told(asked):
    liens = jetons()
    half = confirm(liens[NOUVELLE])
    assert (half.coordonnees.courriel, regles.reste(half)) == (ANCIENNE, "ancienne")
    clock.offset += timedelta(hours=1)
    done = confirm(liens[ANCIENNE])
    assert storage.comptes.get("c1") == done
    assert done.coordonnees.courriel == NOUVELLE
    assert done.verifie_le >= asked.changement_courriel.demande_le + timedelta(hours=1)
    assert sorted(to for to, subject, _ in mailbox() if "a changé" in subject) == [ANCIENNE, NOUVELLE]
    actions = [(ligne.action, ligne.precision) for ligne in journal_of("compte:c1")]
    assert sorted(actions)[:2] == [("courriel_confirme", "ancienne"), ("courriel_confirme", "nouvelle")]


def test_a_link_used_again_says_what_it_said_and_writes_nothing(asked):
    liens = jetons()
    for _ in range(2):
        half = confirm(liens[ANCIENNE])
    assert half.version == 3
    for _ in range(3):
        done = confirm(liens[NOUVELLE])
    assert (done.version, regles.reste(done)) == (4, None)


def test_after_48_hours_the_links_are_dead_and_a_mail_that_waited_is_not_sent(asked):
    deux_jours = timedelta(hours=48)
    clock.offset += deux_jours
    assert mailbox() == []
    assert outbox() == []
    clock.offset -= deux_jours
    jeton = regles.jeton(settings().secret, "c1", asked.changement_courriel.id, "ancienne")
    confirm(jeton)
    clock.offset += deux_jours
    with pytest.raises(Introuvable):
        confirm(jeton)


@pytest.mark.parametrize("mailbox_of", [ANCIENNE, NOUVELLE])
def test_either_mailbox_can_say_that_it_was_not_them(asked, mailbox_of):
    liens = jetons()
    services.changement_de_courriel.refuse(liens[mailbox_of])
    assert storage.comptes.get("c1").changement_courriel is None
    for jeton in liens.values():
        for act in (services.changement_de_courriel.confirm, services.changement_de_courriel.refuse):
            with pytest.raises(Introuvable):
                act(jeton)


def test_its_owner_gives_it_up_once_or_twice(asked):
    liens = jetons()
    for _ in range(2):
        services.changement_de_courriel.cancel("c1")
    assert (storage.comptes.get("c1").changement_courriel, storage.comptes.get("c1").version) == (None, 3)
    with pytest.raises(Introuvable):
        confirm(liens[ANCIENNE])


def test_a_change_given_up_before_its_mails_left_sends_none(asked):
    services.changement_de_courriel.cancel("c1")
    assert mailbox() == []


def test_a_link_of_a_compte_that_is_closed_or_refused_is_not_found(asked):
    liens = jetons()
    compte = storage.comptes.get("c1")
    storage.commit(storage.comptes.change(replace(compte, etat=Etat.REFUSE, version=3)))
    with pytest.raises(Introuvable):
        confirm(liens[ANCIENNE])
    storage.commit(storage.comptes.closing(replace(compte, version=3), clock.now()))
    with pytest.raises(Introuvable):
        confirm(liens[ANCIENNE])


def test_somebody_else_s_writing_between_the_reading_and_the_writing_is_kept(asked, monkeypatch):
    """As if an agent decided at that moment, twice."""
    liens, real, left = jetons(), storage.commit, [1, 2]

    def meanwhile(*operations):
        if left:
            left.pop()
            avant = storage.comptes.get("c1")
            numero = f"F{len(left)}"
            real(storage.comptes.change(replace(avant, numero_famille=numero, version=avant.version + 1)))
        real(*operations)

    monkeypatch.setattr(storage, "commit", meanwhile)
    assert confirm(liens[ANCIENNE]).numero_famille == "F0"
    left += [1] * 9
    with pytest.raises(EcritureConcurrente):
        confirm(liens[NOUVELLE])
