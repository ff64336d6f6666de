"""Limits per address: counted before, refused without the store, silent on whom they count."""

from datetime import timedelta

import pytest

from chalicelib import clock, services
from chalicelib.config import settings
from chalicelib.domain.errors import Indisponible, TropDEssais
from chalicelib.domain.limites import HEURE, Limite
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables_acces import LimiteItem
from tests.pannes import injected, refusal

STRICTE = Limite("essai", 3, HEURE, stricte=True)
IP = "192.0.2.7"


@pytest.fixture(autouse=True)
def at_the_beginning_of_an_hour(aws):
    clock.offset += timedelta(seconds=3600 - clock.now().timestamp() % 3600)


def allowed(limite, adresse, times):
    def once():
        try:
            services.limites.count(limite, adresse)
        except TropDEssais:
            return False
        return True

    return [once() for _ in range(times)]


def test_one_more_than_the_limit_is_refused_until_the_window_ends():
    assert allowed(STRICTE, IP, 5) == [True] * 3 + [False] * 2
    with pytest.raises(TropDEssais) as refus:
        services.limites.count(STRICTE, IP)
    assert 3590 <= refus.value.attendre <= 3600
    clock.offset += HEURE
    assert allowed(STRICTE, IP, 1) == [True]


def test_each_address_and_each_deed_has_its_own_count():
    allowed(STRICTE, IP, 3)
    assert allowed(STRICTE, "192.0.2.8", 1) == [True]
    assert allowed(Limite("autre", 3, HEURE, stricte=True), IP, 1) == [True]


def test_the_case_and_the_spaces_of_a_courriel_make_no_other_address():
    allowed(STRICTE, "amelie@exemple.fr", 3)
    assert allowed(STRICTE, " Amelie@Exemple.FR ", 1) == [False]


def test_where_all_share_one_address_only_what_protects_a_person_stays_strict():
    assert settings().indulgence > 1
    assert allowed(Limite("essai", 3, HEURE), IP, 10) == [True] * 10


def test_the_store_learns_neither_the_address_nor_keeps_the_count_beyond_its_window():
    services.limites.count(STRICTE, IP)
    (item,) = LimiteItem.scan()
    assert IP not in f"{item.cle}{item.attribute_values}"
    assert len(item.cle) == 64
    assert timedelta(0) < item.expire_le - clock.now() <= HEURE


def test_without_an_answer_of_the_store_it_is_refused():
    panne = refusal("ServiceUnavailable")
    with injected(connexion.client, forever=panne), pytest.raises(Indisponible):
        services.limites.count(STRICTE, IP)


def test_several_limits_are_counted_in_one_trip_and_any_of_them_refuses():
    allowed(STRICTE, "amelie@exemple.fr", 3)
    with pytest.raises(TropDEssais):
        services.limites.count_each((Limite("autre", 3, HEURE), IP), (STRICTE, "amelie@exemple.fr"))
