"""Identifiants at rest and the tries at them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import storage
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.essais import JOUR, Essais
from chalicelib.storage import EcritureRefusee
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables_acces import IdentifiantItem
from tests.exemples import LE

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
