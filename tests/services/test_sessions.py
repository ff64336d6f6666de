"""Logging in (R16): nothing tells who exists, tries are counted, sessions end."""

from datetime import timedelta

import argon2._password_hasher
import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import ConnexionRefusee, TropDEssais
from chalicelib.domain.essais import LIBRES
from chalicelib.domain.session import DUREES, Genre
from chalicelib.services import empreintes
from chalicelib.storage.connexion import connexion
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables_acces import IdentifiantItem, SessionItem
from tests.exemples import compte
from tests.pannes import injected
from tests.portail import AGENTS, MOT_DE_PASSE

KARIM = AGENTS["scolaire"]


@pytest.fixture
def hashes(monkeypatch):
    """Argon2 computations, counted under the library's own class."""
    compteur = []
    for nom in ("hash_secret", "verify_secret"):
        vrai = getattr(argon2._password_hasher, nom)  # noqa: SLF001 (where the library calls its C code)

        def compte_un(*args, vrai=vrai, **kwargs):
            compteur.append(vrai.__name__)
            return vrai(*args, **kwargs)

        monkeypatch.setattr(argon2._password_hasher, nom, compte_un)  # noqa: SLF001
    return compteur


def cold():
    """As a function that has just started: nothing computed before."""
    for cached in vars(empreintes).values():
        getattr(cached, "cache_clear", lambda: None)()


def save_amelie(**changes):
    empreinte = empreintes.of_password(MOT_DE_PASSE)
    acces = Acces("amélie.lire", "c1", empreinte, "premier-animal", empreinte)
    storage.commit(storage.comptes.creation(compte(**changes)), storage.identifiants.creation(acces))


def save_karim():
    acces = Acces(f"agent:{KARIM.courriel}", KARIM.courriel, empreintes.of_password(MOT_DE_PASSE, Genre.AGENT))
    storage.commit(storage.agents.creation(KARIM), storage.identifiants.creation(acces))


def refused(appel, *args):
    with pytest.raises(ConnexionRefusee) as refus:
        appel(*args)
    return refus.value


def test_a_citizen_opens_a_session_and_closes_it(aws):
    save_amelie()
    jeton, ouvert = services.sessions.open_usager("amélie.lire", MOT_DE_PASSE)
    assert ouvert == compte()
    session = services.sessions.find(jeton)
    assert (session.genre, session.sujet) == (Genre.USAGER, "c1")
    services.sessions.close(session)
    assert services.sessions.find(jeton) is None


@pytest.mark.parametrize("identifiant", ["AMÉLIE.LIRE", " amélie.lire ", "Ame\u0301lie.Lire"])
def test_an_identifiant_is_taken_in_any_case_and_spelling(aws, identifiant):
    save_amelie()
    assert services.sessions.open_usager(identifiant, MOT_DE_PASSE)[1].id == "c1"


def test_the_cookie_is_long_random_and_not_in_the_store(aws):
    save_amelie()
    jetons = {services.sessions.open_usager("amélie.lire", MOT_DE_PASSE)[0] for _ in range(3)}
    assert len(jetons) == 3
    assert all(len(jeton) >= 43 for jeton in jetons)
    stored = " ".join(str(item.attribute_values) for item in SessionItem.scan())
    assert not [jeton for jeton in jetons if jeton in stored]


def test_a_session_ends_after_its_time(aws):
    save_amelie()
    jeton, _ = services.sessions.open_usager("amélie.lire", MOT_DE_PASSE)
    clock.offset += DUREES[Genre.USAGER] - timedelta(minutes=1)
    assert services.sessions.find(jeton)
    clock.offset += timedelta(minutes=1)
    assert services.sessions.find(jeton) is None


def cost(hashes, appel, *args):
    """(operations, hashes, refusal) of a refused login."""
    hashes.clear()
    with injected(connexion.client) as calls:
        refus = refused(appel, *args)
    return calls, list(hashes), type(refus), refus.detail


def test_an_unknown_identifiant_costs_and_answers_what_a_known_one_does(aws, hashes):
    save_amelie()
    cold()
    inconnu = cost(hashes, services.sessions.open_usager, "amelie.lire", "un mot de passe faux")
    cold()
    connu = cost(hashes, services.sessions.open_usager, "amélie.lire", "un mot de passe faux")
    assert inconnu == connu
    assert connu[:2] == (["GetItem", "UpdateItem"], ["verify_secret"])


def test_an_unknown_agent_costs_and_answers_what_a_known_one_does(aws, hashes):
    save_karim()
    cold()
    inconnu = cost(hashes, services.sessions.open_agent, "personne@valmont.example", "un mot de passe faux")
    cold()
    assert inconnu == cost(hashes, services.sessions.open_agent, KARIM.courriel, "un mot de passe faux")


@pytest.mark.parametrize("genre", Genre)
def test_the_decoy_is_hashed_at_the_same_price_as_a_password(genre):
    for empreinte in (empreintes.of_password("x", genre), empreintes._decoy(genre)):  # noqa: SLF001
        passes, kib = empreintes.COUTS[genre]
        assert empreinte.startswith(f"$argon2id$v=19$m={kib},t={passes},p=1$")
    assert len(empreintes.of_password("x", genre)) == len(empreintes._decoy(genre))  # noqa: SLF001


def test_no_password_opens_a_name_that_nobody_has(aws):
    for mot_de_passe in ("", "personne", "decoy", MOT_DE_PASSE):
        refused(services.sessions.open_usager, "personne", mot_de_passe)


def test_a_blocked_identifiant_costs_and_answers_the_same_known_or_not(aws, hashes):
    save_amelie()
    couts = []
    for identifiant in ("amélie.lire", "amelie.lire"):
        for _ in range(LIBRES):
            refused(services.sessions.open_usager, identifiant, "un mot de passe faux")
        hashes.clear()
        with injected(connexion.client) as calls, pytest.raises(TropDEssais) as refus:
            services.sessions.open_usager(identifiant, MOT_DE_PASSE)
        couts.append((calls, list(hashes)))
        assert 50 <= refus.value.attendre <= 60
    assert couts == [(["GetItem"], [])] * 2


def test_a_success_gives_the_free_tries_back(aws):
    save_amelie()
    for _ in range(2):
        for _ in range(LIBRES - 1):
            refused(services.sessions.open_usager, "amélie.lire", "un mot de passe faux")
        services.sessions.open_usager("amélie.lire", MOT_DE_PASSE)


def test_the_tries_of_one_do_not_block_another(aws):
    save_amelie()
    for _ in range(LIBRES):
        refused(services.sessions.open_usager, "amelie.lire", MOT_DE_PASSE)
    assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE)


@pytest.mark.parametrize("etat", Etat)
def test_a_suspended_or_closed_compte_is_refused_as_if_the_password_were_wrong_and_no_session_is_left(aws, etat):
    save_amelie(etat=etat)
    if etat in {Etat.SUSPENDU, Etat.FERME}:
        refus = refused(services.sessions.open_usager, "amélie.lire", MOT_DE_PASSE)
        assert refus.detail == ConnexionRefusee().detail
        assert not list(SessionItem.scan())
    else:
        assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE)


def test_an_agent_opens_a_session_with_their_services(aws):
    save_karim()
    jeton, agent = services.sessions.open_agent(KARIM.courriel.upper(), MOT_DE_PASSE)
    assert agent == KARIM
    session = services.sessions.find(jeton)
    assert (session.genre, session.agent) == (Genre.AGENT, KARIM)


def test_an_agent_cannot_log_in_as_a_citizen_nor_be_looked_for_there(aws, hashes):
    save_karim()
    nom = f"agent:{KARIM.courriel}"
    for mot_de_passe in (MOT_DE_PASSE, "un mot de passe faux"):
        appels, empreintes_calculees, *_ = cost(hashes, services.sessions.open_usager, nom, mot_de_passe)
        assert (appels, empreintes_calculees) == (["GetItem", "UpdateItem"], ["verify_secret"])
    assert IdentifiantItem.get(nom).essais is None
    assert not list(SessionItem.scan())


@pytest.mark.parametrize("ouvrir", [services.sessions.open_usager, services.sessions.open_agent])
@pytest.mark.parametrize("nom", ["x" * 3000, "é" * 1500, "\u0301" * 3000, "💥" * 600])
def test_a_name_that_the_store_could_not_hold_is_refused_without_asking_it(aws, nom, ouvrir):
    with injected(connexion.client) as calls:
        refused(ouvrir, nom, MOT_DE_PASSE)
    assert calls == []


@pytest.mark.parametrize("nom", ["", "   ", ":", "\n"])
def test_an_empty_name_is_refused_without_asking_the_store(aws, nom):
    with injected(connexion.client) as calls:
        refused(services.sessions.open_usager, nom, MOT_DE_PASSE)
    assert calls == []


@pytest.mark.parametrize("mot_de_passe", ["", "x" * 100_000, "é\x00💥", "\u0301"])
def test_any_text_can_be_tried_as_a_password(aws, mot_de_passe):
    save_amelie()
    refused(services.sessions.open_usager, "amélie.lire", mot_de_passe)


def test_a_password_is_the_same_in_both_spellings(aws):
    empreinte = empreintes.of_password("été à la plage en vélo")
    assert empreintes.matches(empreinte, "e\u0301te\u0301 a\u0300 la plage en ve\u0301lo", Genre.USAGER)


def test_case_width_and_spaces_do_not_count_in_the_answer_to_a_question():
    empreinte = empreintes.of_answer("  Noisette  la  Chienne ")
    assert empreintes.matches(empreinte, "noisette la chienne", Genre.USAGER)
    assert not empreintes.matches(empreinte, "noisette", Genre.USAGER)
