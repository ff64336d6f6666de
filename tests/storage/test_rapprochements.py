"""Where comptes of one person meet, at rest: written with the compte, moved with it, gone with it."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib import storage
from chalicelib.domain.compte import Adresse, Coordonnees, Etat, Identite, Naissance
from chalicelib.domain.rapprochement import fiche_of
from chalicelib.storage.rapprochements import PAR_CLE
from chalicelib.storage.tables_comptes import RapprochementItem
from tests.exemples import compte

AMELIE = compte()
FICHE = fiche_of(AMELIE)


def commit(avant, apres):
    storage.commit(*storage.rapprochements.changes(avant, apres))


def keys():
    return sorted(item.cle for item in RapprochementItem.scan())


@pytest.fixture
def amelie(aws):
    """Stands under its keys."""
    commit(None, AMELIE)


def somebody(id, **changes):  # noqa: A002
    """Born another day, at another address, unless told."""
    identite = Identite("Petit", ("Hugo",), Naissance(date(1960, 1, 1)))
    coordonnees = Coordonnees("h@exemple.fr", Adresse(("3 place du Marché",), "62990", "Valmont"))
    return compte(**{"id": id, "identite": identite, "coordonnees": coordonnees} | changes)


def test_a_compte_stands_under_its_birth_date_its_names_and_its_address(amelie):
    assert keys() == ["adresse#62990#1 rue lilas", "naissance#1985-03-27", "nom#durand#a", "nom#lire#a"]


@pytest.mark.parametrize(
    "commun",
    [
        {"coordonnees": AMELIE.coordonnees},
        {"identite": Identite("Petit", ("Hugo",), AMELIE.identite.naissance)},
        {"identite": Identite("DURAND", ("Anne",), Naissance(date(1960, 1, 1)))},
        {"identite": Identite("Petit", ("Anne",), Naissance(date(1960, 1, 1)), "Lire")},
    ],
)
def test_who_shares_one_key_is_found(amelie, commun):
    commit(None, somebody("autre", **commun))
    assert {trouvee.id for trouvee in storage.rapprochements.near(FICHE)} == {AMELIE.id, "autre"}


def test_who_shares_nothing_is_not_found(amelie):
    commit(None, somebody("autre"))
    assert {trouvee.id for trouvee in storage.rapprochements.near(FICHE)} == {AMELIE.id}


def test_a_compte_that_moves_is_found_at_its_new_address_and_no_more_at_the_old_one(amelie):
    ailleurs = Coordonnees("a@exemple.fr", Adresse(("3 place du Marché",), "62990", "Valmont"))
    demenagee = replace(AMELIE, coordonnees=ailleurs, version=2)
    commit(AMELIE, demenagee)
    assert keys() == ["adresse#62990#3 place marche", "naissance#1985-03-27", "nom#durand#a", "nom#lire#a"]
    assert set(storage.rapprochements.near(fiche_of(demenagee))) == {fiche_of(demenagee)}


def test_a_decision_is_seen_by_who_looks_for_duplicates(amelie):
    refusee = replace(AMELIE, etat=Etat.REFUSE)
    commit(AMELIE, refusee)
    assert {trouvee.etat for trouvee in storage.rapprochements.near(FICHE)} == {Etat.REFUSE}


def test_what_does_not_change_is_not_written_again():
    assert storage.rapprochements.changes(AMELIE, replace(AMELIE, communication="telephone", version=2)) == ()


def test_a_closed_compte_leaves_nothing(amelie):
    commit(AMELIE, None)
    assert keys() == []


def test_a_whole_home_at_one_address_is_read_in_part_only(amelie):
    for rang in range(PAR_CLE + 5):
        commit(None, somebody(f"voisin-{rang}", coordonnees=AMELIE.coordonnees))
    assert len({trouvee.id for trouvee in storage.rapprochements.near(FICHE)}) <= PAR_CLE + 1
