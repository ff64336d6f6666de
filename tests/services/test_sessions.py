"""Logging in (R16): nothing tells who exists, tries are counted, sessions end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.retries.standard import ExponentialBackoff

from chalicelib import clock, services, storage
from chalicelib.domain.appareil import Visite
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import ConnexionRefusee, Indisponible, NonConnecte, SaisieInvalide, TropDEssais
from chalicelib.domain.essais import LIBRES
from chalicelib.domain.limites import CONNEXIONS
from chalicelib.domain.session import DUREES, OUVERTES_MAXIMUM, Genre
from chalicelib.services import empreintes
from chalicelib.storage.connexion import connexion
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables_acces import IdentifiantItem, SessionItem
from tests.exemples import compte
from tests.pannes import injected, unreachable
from tests.portail import AGENTS, MOT_DE_PASSE

KARIM = AGENTS["scolaire"]
VISITE = Visite("192.0.2.7")
DUS = ["GetItem", "GetItem", "UpdateItem", "UpdateItem"]
"""What a try costs the store, whoever it is: the limit and the name, then the count and the compte or the agent."""


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
        appel(*args, VISITE)
    return refus.value


def test_a_citizen_opens_a_session_and_closes_it(aws):
    save_amelie()
    connexion, ouvert = services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    assert ouvert == compte()
    session = services.sessions.find(connexion.jeton)
    assert session == connexion.session
    assert (session.genre, session.sujet, session.identifiant) == (Genre.USAGER, "c1", "amélie.lire")
    services.sessions.close(session)
    assert services.sessions.find(connexion.jeton) is None


@pytest.mark.parametrize("identifiant", ["AMÉLIE.LIRE", " amélie.lire ", "Ame\u0301lie.Lire"])
def test_an_identifiant_is_taken_in_any_case_and_spelling(aws, identifiant):
    save_amelie()
    assert services.sessions.open_usager(identifiant, MOT_DE_PASSE, VISITE)[1].id == "c1"


def test_the_cookie_is_long_random_and_not_in_the_store(aws):
    save_amelie()
    jetons = {services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)[0].jeton for _ in range(3)}
    assert len(jetons) == 3
    assert all(len(jeton) >= 43 for jeton in jetons)
    stored = " ".join(str(item.attribute_values) for item in SessionItem.scan())
    assert not [jeton for jeton in jetons if jeton in stored]


def test_a_session_ends_after_its_time(aws):
    save_amelie()
    connexion, _ = services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    clock.offset += DUREES[Genre.USAGER] - timedelta(minutes=1)
    assert services.sessions.find(connexion.jeton)
    clock.offset += timedelta(minutes=1)
    assert services.sessions.find(connexion.jeton) is None


def cost(hashes, appel, *args):
    """(operations, hashes, refusal) of a refused login."""
    hashes.clear()
    with injected(connexion.client) as calls:
        refus = refused(appel, *args)
    return sorted(calls), list(hashes), type(refus), refus.detail


def test_an_unknown_identifiant_costs_and_answers_what_a_known_one_does(aws, hashes):
    save_amelie()
    cold()
    inconnu = cost(hashes, services.sessions.open_usager, "amelie.lire", "un mot de passe faux")
    cold()
    connu = cost(hashes, services.sessions.open_usager, "amélie.lire", "un mot de passe faux")
    assert inconnu == connu
    assert connu[:2] == (DUS, ["verify_secret"])


def test_an_unknown_agent_costs_and_answers_what_a_known_one_does(aws, hashes):
    save_karim()
    cold()
    inconnu = cost(hashes, services.sessions.open_agent, "personne@valmont.example", "un mot de passe faux")
    cold()
    assert inconnu == cost(hashes, services.sessions.open_agent, KARIM.courriel, "un mot de passe faux")


@pytest.mark.parametrize("genre", [Genre.USAGER, Genre.AGENT])
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
            services.sessions.open_usager(identifiant, MOT_DE_PASSE, VISITE)
        couts.append((sorted(calls), list(hashes)))
        assert 50 <= refus.value.attendre <= 60
    assert couts == [(["GetItem", "UpdateItem"], [])] * 2


def test_a_success_gives_the_free_tries_back(aws):
    save_amelie()
    for _ in range(2):
        for _ in range(LIBRES - 1):
            refused(services.sessions.open_usager, "amélie.lire", "un mot de passe faux")
        services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)


def test_the_tries_of_one_do_not_block_another(aws):
    save_amelie()
    for _ in range(LIBRES):
        refused(services.sessions.open_usager, "amelie.lire", MOT_DE_PASSE)
    assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)


@pytest.mark.parametrize("etat", Etat)
def test_a_suspended_or_closed_compte_is_refused_as_if_the_password_were_wrong_and_no_session_is_left(aws, etat):
    save_amelie(etat=etat)
    if etat in {Etat.SUSPENDU, Etat.FERME}:
        refus = refused(services.sessions.open_usager, "amélie.lire", MOT_DE_PASSE)
        assert refus.detail == ConnexionRefusee().detail
        assert not list(SessionItem.scan())
    else:
        assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)


def test_an_agent_opens_a_session_with_their_services(aws):
    save_karim()
    connexion, agent = services.sessions.open_agent(KARIM.courriel.upper(), MOT_DE_PASSE, VISITE)
    assert agent == KARIM
    session = services.sessions.find(connexion.jeton)
    assert (session.genre, session.agent) == (Genre.AGENT, KARIM)


def test_an_agent_cannot_log_in_as_a_citizen_nor_be_looked_for_there(aws, hashes):
    save_karim()
    nom = f"agent:{KARIM.courriel}"
    for mot_de_passe in (MOT_DE_PASSE, "un mot de passe faux"):
        appels, empreintes_calculees, *_ = cost(hashes, services.sessions.open_usager, nom, mot_de_passe)
        assert (appels, empreintes_calculees) == (DUS, ["verify_secret"])
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


def test_the_hash_of_a_password_follows_the_costs_of_the_day(aws, monkeypatch):
    save_amelie()
    before = IdentifiantItem.get("amélie.lire").mot_de_passe
    monkeypatch.setitem(empreintes.COUTS, Genre.USAGER, (2, 16))
    cold()
    refused(services.sessions.open_usager, "amélie.lire", "un mot de passe faux")
    assert IdentifiantItem.get("amélie.lire").mot_de_passe == before
    services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    after = IdentifiantItem.get("amélie.lire").mot_de_passe
    assert after.startswith("$argon2id$v=19$m=16,t=2,p=1$")
    services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    assert IdentifiantItem.get("amélie.lire").mot_de_passe == after
    monkeypatch.undo()
    cold()


def test_the_first_login_proves_the_courriel(aws):
    save_amelie()
    assert storage.comptes.get("c1").verifie_le is None
    services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    assert storage.comptes.get("c1").verifie_le is not None


def test_a_hundred_logins_in_ten_minutes_from_one_address_are_enough(aws, monkeypatch):
    monkeypatch.setattr(services.sessions, "CONNEXIONS", replace(CONNEXIONS, maximum=3, stricte=True))
    save_amelie()
    for nom in ("personne", "amelie.lire", "anne.onyme"):
        refused(services.sessions.open_usager, nom, MOT_DE_PASSE)
    with pytest.raises(TropDEssais):
        services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    assert services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, Visite("192.0.2.8"))


@pytest.mark.parametrize("point", range(6))
def test_without_the_store_nobody_comes_in(aws, monkeypatch, point):
    """Whichever call of a login fails, the limit's own included: refused, and told to try again."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda _self, _context: 0)
    save_amelie()
    services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)
    with injected(connexion.client, *[None] * point, forever=unreachable), pytest.raises(Indisponible):
        services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, VISITE)


def test_a_confirmed_password_is_counted_like_a_login_and_gives_the_tries_back(aws):
    save_amelie()
    for _ in range(2):
        for _ in range(LIBRES - 1):
            with pytest.raises(SaisieInvalide) as refus:
                services.sessions.confirm("amélie.lire", "un mot de passe faux", "mot_de_passe")
            assert [(e.champ, e.code) for e in refus.value.erreurs] == [("mot_de_passe", "faux")]
        assert services.sessions.confirm("amélie.lire", MOT_DE_PASSE, "mot_de_passe").sujet == "c1"
    for _ in range(LIBRES):
        with pytest.raises(SaisieInvalide):
            services.sessions.confirm("amélie.lire", "un mot de passe faux", "mot_de_passe")
    with pytest.raises(TropDEssais):
        services.sessions.confirm("amélie.lire", MOT_DE_PASSE, "mot_de_passe")


@pytest.mark.parametrize("identifiant", ["", "personne"])
def test_nobody_confirms_for_a_name_that_is_gone(aws, identifiant):
    with pytest.raises(NonConnecte):
        services.sessions.confirm(identifiant, MOT_DE_PASSE, "mot_de_passe")


def size(item):
    """In bytes, as DynamoDB counts them: names and values."""
    values = [value for typed in item.serialize().values() for value in typed.values()]
    texts = [texte for value in values for texte in (value if isinstance(value, list) else [value])]
    return sum(len(texte.encode()) for texte in [*item.serialize(), *texts])


def test_five_sessions_and_their_owner_fit_in_one_write_unit(aws):
    """The longest name of a device, an answer tried, a wrong password: a login writes it all again."""
    save_amelie()
    visite = Visite("192.0.2.7", "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 SamsungBrowser/27 Safari/537.36")
    for _ in range(OUVERTES_MAXIMUM):
        services.sessions.open_usager("amélie.lire", MOT_DE_PASSE, visite)
    services.secours.answer("amélie.lire", "Médor", "192.0.2.7")
    refused(services.sessions.open_usager, "amélie.lire", "un mot de passe faux")
    item = IdentifiantItem.get("amélie.lire")
    assert len(item.sessions) == OUVERTES_MAXIMUM
    assert size(item) + 2 * len("19456-8") + len("sujet: 32 characters in hexadecimal") < 1024
