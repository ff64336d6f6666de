from datetime import timedelta

import pytest

from chalicelib import clock, storage
from chalicelib.domain.errors import EcritureConcurrente
from chalicelib.domain.session import DUREES, Agent, Genre, Session
from chalicelib.storage.tables_acces import SessionItem
from tests.exemples import LE

HEURE = timedelta(hours=1)
USAGER = Session("empreinte-usager", Genre.USAGER, "c1", LE, LE + HEURE)
KARIM = Agent("karim@valmont.example", "Karim", "Benali", ("scolaire",), ("lire",))
AGENT = Session("empreinte-agent", Genre.AGENT, KARIM.courriel, LE, LE + HEURE, KARIM)


def test_a_session_comes_back_as_it_was(aws):
    for session in (USAGER, AGENT):
        storage.sessions.save(session)
        assert storage.sessions.find(session.empreinte, LE) == session


def test_a_cookie_that_opens_nothing_is_nobody(aws):
    assert storage.sessions.find("empreinte-usager", LE) is None


def test_an_expired_session_is_not_found_though_it_is_still_stored(aws):
    storage.sessions.save(USAGER)
    assert storage.sessions.find("empreinte-usager", LE + HEURE - timedelta(seconds=1)) == USAGER
    assert storage.sessions.find("empreinte-usager", LE + HEURE) is None
    assert SessionItem.get("empreinte-usager").expire_le == LE + HEURE


def test_a_closed_session_is_closed_at_once_and_closing_twice_is_closing(aws):
    storage.sessions.save(USAGER)
    storage.sessions.save(AGENT)
    for _ in range(2):
        storage.sessions.delete("empreinte-usager")
        assert storage.sessions.find("empreinte-usager", LE) is None
    assert storage.sessions.find("empreinte-agent", LE) == AGENT


def test_a_session_closed_while_it_was_being_opened_stays_closed(aws):
    """Its owner may list and close it before it is there: the write that comes late is refused."""
    storage.commit(storage.sessions.removal("empreinte-usager"))
    with pytest.raises(EcritureConcurrente):
        storage.sessions.save(USAGER)
    assert storage.sessions.find("empreinte-usager", LE) is None


def test_a_session_saved_again_after_a_lost_answer_is_saved(aws):
    storage.sessions.save(USAGER)
    storage.sessions.save(USAGER)
    assert storage.sessions.find("empreinte-usager", LE) == USAGER


def test_what_is_left_of_a_closed_session_says_nothing_and_goes(aws):
    storage.sessions.save(USAGER)
    storage.sessions.close("empreinte-usager")
    item = SessionItem.get("empreinte-usager")
    assert item.contenu == "fermee"
    assert item.expire_le <= clock.now() + max(DUREES.values())
