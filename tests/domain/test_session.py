from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.session import DUREES, Agent, Genre, Session

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
