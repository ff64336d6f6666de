from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.session import DUREES, OUVERTES_MAXIMUM, Agent, Genre, Ouverture, Session, listed

DEBUT = datetime(2026, 3, 27, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("apres", "ouverte"),
    [(timedelta(0), True), (timedelta(hours=2, seconds=-1), True), (timedelta(hours=2), False)],
)
def test_a_session_ends_on_its_date_whether_the_store_deleted_it_or_not(apres, ouverte):
    session = Session("e", Genre.USAGER, "compte", DEBUT, DEBUT + DUREES[Genre.USAGER])
    assert session.is_open(DEBUT + apres) is ouverte


def test_every_kind_of_session_ends_within_a_working_day():
    assert set(DUREES) == set(Genre)
    assert all(timedelta(0) < duree <= timedelta(hours=12) for duree in DUREES.values())


def test_an_agent_is_named_in_full():
    assert Agent("paul.noel@valmont.example", "Paul", "Noël", ("ccas",), ("lire",)).affichage == "Paul Noël"


def ouverture(minute, duree=timedelta(hours=2)):
    le = DEBUT + timedelta(minutes=minute)
    return Ouverture(f"{minute:064x}", "Firefox sur Linux", le, le + duree)


def test_the_sixth_session_closes_the_oldest():
    ouvertes = tuple(map(ouverture, range(OUVERTES_MAXIMUM)))
    gardees, fermees = listed(ouvertes, ouverture(10), DEBUT + timedelta(minutes=10))
    assert (gardees, fermees) == ((*ouvertes[1:], ouverture(10)), ouvertes[:1])


def test_what_has_expired_leaves_the_list_and_closes_nothing():
    ouvertes = (ouverture(0, timedelta(minutes=5)), *map(ouverture, range(1, OUVERTES_MAXIMUM)))
    gardees, fermees = listed(ouvertes, ouverture(10), DEBUT + timedelta(minutes=10))
    assert (gardees, fermees) == ((*ouvertes[1:], ouverture(10)), ())


def test_too_many_are_brought_back_to_five():
    gardees, fermees = listed(map(ouverture, range(8)), ouverture(10), DEBUT + timedelta(minutes=10))
    assert (len(gardees), len(fermees)) == (OUVERTES_MAXIMUM, 4)


def test_the_name_of_an_open_session_is_too_short_to_find_it():
    session = Session("ab" * 32, Genre.USAGER, "compte", DEBUT, DEBUT + DUREES[Genre.USAGER])
    assert session.as_listed("Firefox sur Linux").id == "ab" * 8
