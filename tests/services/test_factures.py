"""« Mes comptes »: a foyer's own factures, or what is missing (R33–R36)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import Introuvable, RequeteIllisible
from chalicelib.domain.facture import Evenement, Reglement
from chalicelib.domain.mes_comptes import Cause
from chalicelib.domain.panier import LigneDePanier, Panier
from tests.exemples import compte
from tests.factures import emitted, happen, paid


@pytest.fixture
def amelie(aws):
    """Validated, of the famille 1042, for long."""
    return rest()


def rest(**changes):
    champs = {"etat": Etat.VALIDE, "numero_famille": "1042", "cree_le": clock.now() - timedelta(days=30)}
    garde = compte(**champs | changes)
    storage.commit(storage.comptes.creation(garde))
    return garde


def ago(jours):
    return clock.today() - timedelta(days=jours)


def listed(rubrique=None, indice="1042", suite=None, sujet="c1"):
    return services.factures.list_own(sujet, indice, rubrique, suite)


def ids(comptes):
    return [facture.id for facture in comptes.factures.elements]


def test_each_rubrique_has_its_factures_and_the_archive_has_the_old_ones(amelie):
    a_payer = emitted(numero="a", emise_le=ago(10))
    payee = emitted(numero="b", emise_le=ago(40))
    paid(payee)
    annulee = emitted(numero="c", emise_le=ago(60))
    happen(annulee, Evenement.ANNULER, reglement=Reglement(clock.now(), precision="A-1"))
    vieille = emitted(numero="d", emise_le=ago(100))
    emitted(numero="e", famille="2077", emise_le=ago(10))
    assert ids(listed()) == [a_payer, payee, annulee]
    assert ids(listed("a_payer")) == [a_payer]
    assert ids(listed("releve")) == [payee, annulee]
    assert ids(listed("archive")) == [vieille]
    assert listed().manque is None


@pytest.mark.parametrize("indice", ["", "2077"])
def test_the_famille_is_the_one_of_the_compte_whatever_the_session_remembers(amelie, indice):
    emitted(numero="autre", famille="2077", emise_le=ago(1))
    mine = emitted(emise_le=ago(1))
    assert ids(listed(indice=indice)) == [mine]
    assert ids(listed("archive", indice)) == []


def test_nothing_shows_as_long_as_a_condition_is_missing(aws):
    emitted(emise_le=ago(1))
    rest(id="c1", etat=Etat.EN_ATTENTE)
    rest(id="c2", cree_le=clock.now(), identifiant="b")
    rest(id="c3", numero_famille=None, identifiant="c")
    vus = [listed(sujet=sujet) for sujet in ("c1", "c2", "c3")]
    assert [vu.manque.code for vu in vus] == [Cause.NON_VALIDE, Cause.TROP_RECENT, Cause.SANS_FAMILLE]
    assert [vu.factures.elements for vu in vus] == [(), (), ()]


def test_a_foyer_that_uses_nothing_is_told_so_and_one_that_paid_everything_is_not(amelie):
    assert listed().manque.code is Cause.SANS_FACTURE
    assert listed("a_payer").manque.code is Cause.SANS_FACTURE
    assert listed("archive").manque is None
    paid(emitted(emise_le=ago(1)))
    assert (listed("a_payer").manque, ids(listed("a_payer"))) == (None, [])


def test_every_page_is_read_and_a_rubrique_that_does_not_exist_is_refused(amelie):
    issued = [emitted(numero=f"n{rang}", emise_le=ago(rang)) for rang in range(services.factures.PAR_PAGE + 2)]
    premiere = listed()
    seconde = listed(suite=premiere.factures.suite)
    assert ids(premiere) + ids(seconde) == issued
    assert seconde.factures.suite is None
    with pytest.raises(RequeteIllisible):
        listed("toutes")


def test_a_compte_that_was_closed_meanwhile_sees_nothing(amelie):
    storage.commit(storage.comptes.closing(amelie, clock.now()))
    with pytest.raises(Introuvable):
        listed()


def test_one_facture_is_read_by_its_foyer_alone(amelie):
    mine, autre = emitted(), emitted(numero="autre", famille="2077")
    assert services.factures.read_own("c1", mine)[0].id == mine
    for id_ in (autre, "rien", "MTA0Mg.20261105"):
        with pytest.raises(Introuvable):
            services.factures.read_own("c1", id_)
    storage.commit(storage.comptes.change(replace(amelie, numero_famille=None, version=2)))
    with pytest.raises(Introuvable):
        services.factures.read_own("c1", mine)


def test_the_panier_comes_with_the_list(amelie):
    mine = emitted(emise_le=ago(1))
    ligne = LigneDePanier(mine, "2026-10-0118", "Restauration", "Octobre", 5190)
    storage.paniers.save(Panier("c1", "ville", (ligne,)))
    assert listed().panier.lignes == (ligne,)
    assert services.factures.read_own("c1", mine)[1].lignes == (ligne,)


def test_what_payfip_would_refuse_is_not_paid_online(amelie):
    payable = {
        montant: services.factures.may_be_paid_online(services.factures.read_own("c1", id_)[0])
        for montant in (99, 100, 9_999_999, 10_000_000)
        for id_ in [emitted(numero=f"n{montant}", montant=montant)]
    }
    assert payable == {99: False, 100: True, 9_999_999: True, 10_000_000: False}
    ailleurs = services.factures.read_own("c1", emitted(regie="fermee", emise_le=date(2026, 11, 1)))[0]
    assert not services.factures.may_be_paid_online(ailleurs)
