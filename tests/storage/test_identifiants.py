"""Identifiants at rest and the tries at them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import storage
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.essais import JOUR, Essais
from chalicelib.domain.secours import Secours
from chalicelib.domain.session import Ouverture
from chalicelib.storage import EcritureRefusee
from chalicelib.storage.connexion import connexion
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables_acces import IdentifiantItem
from tests.exemples import LE
from tests.pannes import injected

ACCES = Acces("amélie.lire", "c1", "empreinte", "premier-animal", "empreinte de la réponse")
SECONDE = timedelta(seconds=1)


def count(acces, now=LE):
    return storage.identifiants.count_try(acces, (acces.essais or Essais()).one_more(now), now)


def test_an_identifiant_comes_back_as_it_was(aws):
    storage.commit(storage.identifiants.creation(ACCES))
    assert storage.identifiants.get("amélie.lire") == ACCES


def test_a_name_that_nobody_has_answers_without_a_subject(aws):
    assert storage.identifiants.get("amélie.lire") == Acces("amélie.lire")


def test_a_name_that_somebody_has_is_refused_by_name(aws):
    storage.commit(storage.identifiants.creation(ACCES))
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(storage.identifiants.creation(replace(ACCES, sujet="c2")))
    assert refus.value.noms == {"identifiant"}
    assert storage.identifiants.get("amélie.lire").sujet == "c1"


def test_tries_at_a_free_name_do_not_keep_anybody_from_taking_it_nor_count_against_them(aws):
    count(storage.identifiants.get("amélie.lire"))
    storage.commit(storage.identifiants.creation(ACCES))
    assert storage.identifiants.get("amélie.lire") == ACCES
    assert IdentifiantItem.get("amélie.lire").expire_le is None


@pytest.mark.parametrize("connu", [True, False])
def test_each_try_is_in_the_store_before_the_next(aws, connu):
    if connu:
        storage.commit(storage.identifiants.creation(ACCES))
    for rang in range(1, 4):
        acces = count(storage.identifiants.get("amélie.lire"), LE + rang * SECONDE)
        assert acces == storage.identifiants.get("amélie.lire")
        assert (acces.essais.echecs, acces.essais.dernier) == (rang, LE + rang * SECONDE)


@pytest.mark.parametrize("connu", [True, False])
@pytest.mark.parametrize("deja", [0, 1])
def test_two_tries_counted_from_the_same_reading_are_not_one(aws, connu, deja):
    if connu:
        storage.commit(storage.identifiants.creation(ACCES))
    for _ in range(deja):
        count(storage.identifiants.get("amélie.lire"))
    lu = storage.identifiants.get("amélie.lire")
    count(lu, LE + SECONDE)
    with pytest.raises(EcritureConcurrente):
        count(lu, LE + 2 * SECONDE)
    assert storage.identifiants.get("amélie.lire").essais.echecs == deja + 1


def test_a_try_at_a_name_taken_meanwhile_is_read_again(aws):
    lu = storage.identifiants.get("amélie.lire")
    storage.commit(storage.identifiants.creation(ACCES))
    with pytest.raises(EcritureConcurrente):
        count(lu)
    assert storage.identifiants.get("amélie.lire") == ACCES


def test_only_the_count_of_an_unknown_name_expires(aws):
    storage.commit(storage.identifiants.creation(ACCES))
    count(storage.identifiants.get("amélie.lire"))
    count(storage.identifiants.get("personne"))
    assert IdentifiantItem.get("amélie.lire").expire_le is None
    assert IdentifiantItem.get("personne").expire_le == LE + JOUR


def test_a_success_forgets_the_tries(aws):
    storage.commit(storage.identifiants.creation(ACCES))
    acces = count(storage.identifiants.get("amélie.lire"))
    storage.identifiants.reset_tries(acces)
    assert storage.identifiants.get("amélie.lire") == ACCES


def ouverture(rang):
    le = LE + rang * SECONDE
    return Ouverture(f"{rang:064x}", "Firefox sur Windows", le, le + timedelta(hours=2))


@pytest.fixture
def acces(aws):
    storage.commit(storage.identifiants.creation(ACCES))
    return storage.identifiants.get("amélie.lire")


def record(acces, *rangs, **autres):
    ouvertes = [ouverture(rang) for rang in rangs]
    storage.identifiants.record(acces, ouvertes, ouvertes[-1], LE, **autres)
    return storage.identifiants.get("amélie.lire")


def test_a_login_is_listed_and_forgets_the_tries(acces):
    lu = record(count(acces), 1)
    assert (lu.sessions, lu.essais, lu.connecte_le) == ((ouverture(1),), None, LE)


def test_sessions_come_back_oldest_first(acces):
    assert record(acces, 3, 1, 2).sessions == (ouverture(1), ouverture(2), ouverture(3))


def test_two_logins_from_the_same_reading_are_both_listed(acces):
    record(acces, 1)
    assert record(acces, 2).sessions == (ouverture(1), ouverture(2))


def test_a_login_recorded_again_after_a_lost_answer_is_listed_once(acces):
    record(acces, 1, renouvelee="autre empreinte")
    lu = record(acces, 1, renouvelee="autre empreinte")
    assert (lu.sessions, lu.mot_de_passe) == ((ouverture(1),), "autre empreinte")


def test_a_login_with_a_password_that_changed_meanwhile_is_refused(acces):
    storage.commit(storage.mots_de_passe.change(acces, "autre empreinte", ouverture(1)))
    with pytest.raises(EcritureConcurrente):
        record(acces, 2)
    assert storage.identifiants.get("amélie.lire").sessions == (ouverture(1),)


def test_a_name_that_is_gone_lists_nothing(acces):
    storage.commit(storage.identifiants.removal(acces))
    with pytest.raises(EcritureConcurrente):
        record(acces, 1)
    assert storage.identifiants.get("amélie.lire") == Acces("amélie.lire")


CHANGEMENTS = {
    "removal": storage.identifiants.removal,
    "change": lambda acces: storage.mots_de_passe.change(acces, "autre", ouverture(9)),
    "use": lambda acces: storage.mots_de_passe.use(acces, LE, ouverture(9)),
    "keep_only": lambda acces: storage.mots_de_passe.keep_only(acces, ()),
}


@pytest.mark.parametrize("nom", CHANGEMENTS)
def test_what_closes_sessions_is_refused_when_another_opened(acces, nom):
    storage.commit(storage.mots_de_passe.rescue(acces, Secours("demande", LE)))
    lu = record(storage.identifiants.get("amélie.lire"), 1)
    record(lu, 1, 2)
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(CHANGEMENTS[nom](lu))
    assert refus.value.noms == {"identifiant"}
    storage.commit(CHANGEMENTS[nom](storage.identifiants.get("amélie.lire")))
    assert ouverture(1) not in storage.identifiants.get("amélie.lire").sessions


def test_a_mailed_password_is_used_once_and_leaves_neither_password(acces):
    storage.commit(storage.mots_de_passe.rescue(acces, Secours("demande", LE)))
    lu = storage.identifiants.get("amélie.lire")
    assert (lu.secours, lu.mot_de_passe) == (Secours("demande", LE), "empreinte")
    storage.commit(storage.mots_de_passe.use(lu, LE, ouverture(1)))
    apres = storage.identifiants.get("amélie.lire")
    assert (apres.secours, apres.mot_de_passe, apres.sessions) == (None, None, (ouverture(1),))
    with pytest.raises(EcritureRefusee):
        storage.commit(storage.mots_de_passe.use(replace(apres, secours=lu.secours), LE, ouverture(2)))


def test_a_session_that_is_forgotten_leaves_the_others(acces):
    record(acces, 1, 2)
    storage.identifiants.forget("amélie.lire", ouverture(1))
    storage.identifiants.forget("amélie.lire", ouverture(1))
    assert storage.identifiants.get("amélie.lire").sessions == (ouverture(2),)


def test_the_last_session_forgotten_leaves_nothing_behind(acces):
    record(acces, 1)
    storage.identifiants.forget("amélie.lire", ouverture(1))
    assert record(storage.identifiants.get("amélie.lire"), 2).sessions == (ouverture(2),)


def test_names_that_somebody_has_are_told_in_one_call(acces):
    count(storage.identifiants.get("amélie.lire2"))
    with injected(connexion.client) as calls:
        assert storage.identifiants.taken(["amélie.lire", "amélie.lire2", "amélie.lire3"]) == {"amélie.lire"}
    assert calls == ["BatchGetItem"]
