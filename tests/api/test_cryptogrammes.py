"""/cryptogrammes: the code that stops robots (R11): one use, three tries, ten minutes."""

import base64
import io
import uuid
import wave
from datetime import timedelta

import pytest
from PIL import Image

from chalicelib import clock, services
from chalicelib.config import settings
from chalicelib.domain.cryptogramme import ID, number
from chalicelib.domain.limites import COMPTES_PAR_COURRIEL, CRYPTOGRAMMES, DEMANDES_PAR_COURRIEL
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables_acces import CryptogrammeItem, LimiteItem
from infra import cryptogrammes
from tests.portail import compte, demande
from tests.problemes import refused

CONTACT = {"nom": "Lire", "prenom": "Amélie", "courriel": "amelie.lire@exemple.fr"}


def ask(portail, **cryptogramme):
    """A demande without compte, valid but for what is given of its cryptogramme."""
    if cryptogramme.get("id") and ID.fullmatch(cryptogramme["id"]):
        cryptogramme = {"preuve": number(settings().secret, cryptogramme["id"])} | cryptogramme
    body = demande("acte-deces") | {"contact": CONTACT, "cryptogramme": cryptogramme or None}
    return portail.post("/demandes", body)


def tries():
    """Those that the store is asked to count from now on."""
    calls = []

    def listen(params, **_):
        if b'"cryptogrammes"' in params["body"]:
            calls.append(params["body"])

    connexion.client.meta.events.register("before-call.dynamodb.UpdateItem", listen, unique_id=uuid.uuid4())
    return calls


def cause(answer):
    return refused(answer, 422, "saisie-invalide", "cryptogramme")["errors"][0]["code"]


def test_a_cryptogramme_is_an_image_a_sound_and_no_code(portail):
    answer = portail.post("/cryptogrammes", {})
    assert answer.status_code == 201
    kind, _, data = answer.json_body["image"].partition(",")
    assert kind == "data:image/webp;base64"
    assert Image.open(io.BytesIO(base64.b64decode(data))).format == "WEBP"
    assert answer.json_body["expire_le"].startswith((clock.now() + timedelta(minutes=10)).isoformat()[:16])


def test_the_sound_is_at_the_address_given(portail):
    address = portail.post("/cryptogrammes", {}).json_body["audio"]
    answer = portail.get(address.removeprefix("/api"), Accept="audio/webm,audio/ogg,audio/wav,audio/*;q=0.9,*/*;q=0.5")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/wav")
    with wave.open(io.BytesIO(answer.body)) as sound:
        assert sound.getnframes() > sound.getframerate()


def test_two_cryptogrammes_differ(portail):
    first, second = (portail.post("/cryptogrammes", {}).json_body for _ in range(2))
    assert first["id"] != second["id"]
    assert first["image"] != second["image"]


def test_the_right_code_opens_letter_case_and_spaces_forgiven(portail):
    solved = portail.cryptogramme()
    typed = " ".join(solved["code"].lower())
    assert ask(portail, id=solved["id"], code=typed).status_code == 201


def test_a_code_serves_once(portail):
    solved = portail.cryptogramme()
    assert ask(portail, **solved).status_code == 201
    assert cause(ask(portail, **solved)) == "cryptogramme-perime"
    answer = portail.post("/comptes", compte() | {"cryptogramme": solved})
    assert cause(answer) == "cryptogramme-perime"


def test_a_wrong_code_leaves_two_more_tries(portail):
    solved = portail.cryptogramme()
    for _ in range(2):
        assert cause(ask(portail, id=solved["id"], code="AAAAAA")) == "cryptogramme-faux"
    assert ask(portail, **solved).status_code == 201


def test_after_three_wrong_codes_the_right_one_comes_too_late(portail):
    solved = portail.cryptogramme()
    for _ in range(3):
        assert cause(ask(portail, id=solved["id"], code="AAAAAA")) == "cryptogramme-faux"
    assert cause(ask(portail, **solved)) == "cryptogramme-perime"


def test_a_code_expires_even_if_the_store_still_has_it(portail):
    solved = portail.cryptogramme()
    clock.offset += timedelta(minutes=10, seconds=1)
    assert cause(ask(portail, **solved)) == "cryptogramme-perime"
    assert CryptogrammeItem.count() == 1


def test_the_code_of_an_image_does_not_open_another(portail):
    first, second = portail.cryptogramme(), portail.cryptogramme()
    assert cause(ask(portail, id=first["id"], code=second["code"])) == "cryptogramme-faux"


@pytest.mark.parametrize("code", ["", "   "])
def test_a_code_left_empty_is_asked_for_and_costs_no_try(portail, code):
    solved = portail.cryptogramme()
    for _ in range(4):
        assert cause(ask(portail, id=solved["id"], code=code)) == "obligatoire"
    assert ask(portail, **solved).status_code == 201


def test_without_compte_a_demande_needs_one(portail):
    assert cause(ask(portail)) == "obligatoire"


def test_with_a_compte_a_demande_needs_none(portail):
    assert portail.logged_in().submit("acte-deces").status_code == 201


@pytest.mark.parametrize("id_", ["", "x", "é" * 22, "x" * 3000, "x" * 16 + "\n"])
def test_an_id_that_we_never_gave_does_not_reach_the_store(portail, id_):
    calls = tries()
    assert cause(ask(portail, id=id_, code="AAAAAA")) == "cryptogramme-perime"
    assert calls == []


def test_an_id_that_nobody_was_shown_is_spent(portail):
    assert cause(ask(portail, id="x" * 22, code="AAAAAA")) == "cryptogramme-perime"


def test_a_wrong_code_sent_twice_by_a_double_click_is_one_try(portail):
    solved, cle = portail.cryptogramme(), str(uuid.uuid4())
    body = demande("acte-deces") | {"contact": CONTACT, "cryptogramme": solved | {"code": "AAAAAA"}}
    assert {cause(portail.post("/demandes", body, cle)) for _ in range(4)} == {"cryptogramme-faux"}
    assert ask(portail, **solved).status_code == 201


def test_the_store_never_holds_a_code(portail):
    solved = portail.cryptogramme()
    ask(portail, id=solved["id"], code="AAAAAA")
    (item,) = CryptogrammeItem.scan()
    assert solved["code"] not in str(item.attribute_values)


def test_every_character_of_a_code_can_be_heard_and_typed(portail):
    codes = "".join(portail.cryptogramme()["code"] for _ in range(5))
    assert set(codes) <= set("FHJKLRUYZ23456789")


def test_a_code_copied_faster_than_anybody_reads_keeps_for_a_second_sending(portail):
    shown = portail.post("/cryptogrammes", {}).json_body["id"]
    solved, cle = cryptogrammes.solve(shown), str(uuid.uuid4())
    body = demande("acte-deces") | {"contact": CONTACT, "cryptogramme": solved}
    assert cause(portail.post("/demandes", body, cle)) == "trop-vite"
    clock.offset += timedelta(seconds=3)
    assert portail.post("/demandes", body, cle).status_code == 201


@pytest.mark.parametrize(
    ("change", "attendu"),
    [
        ({"miel": "https://exemple.fr"}, "cryptogramme-perime"),
        ({"preuve": -1}, "preuve-manquante"),
        ({"preuve": 2**62}, "preuve-manquante"),
    ],
)
def test_what_only_robots_do_never_reaches_the_store(portail, change, attendu):
    solved = portail.cryptogramme()
    calls = tries()
    assert cause(ask(portail, **solved | change)) == attendu
    assert calls == []
    assert ask(portail, **solved).status_code == 201


def test_one_address_is_shown_only_so_many_images_an_hour(portail, one_visitor_only):
    for _ in range(CRYPTOGRAMMES.maximum):
        services.limites.count(CRYPTOGRAMMES, "127.0.0.1")
    answer = portail.post("/cryptogrammes", {})
    refused(answer, 429, "trop-d-essais")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    clock.offset += timedelta(hours=1)
    assert portail.post("/cryptogrammes", {}).status_code == 201


def test_one_courriel_receives_only_so_many_recepisses_a_day_whatever_its_case(portail, one_visitor_only):
    for _ in range(DEMANDES_PAR_COURRIEL.maximum):
        services.limites.count(DEMANDES_PAR_COURRIEL, CONTACT["courriel"].upper())
    refused(ask(portail, **portail.cryptogramme()), 429, "trop-d-essais")


def test_a_courriel_counts_once_the_code_is_right_so_that_nobody_uses_up_another_s(portail, one_visitor_only):
    courriel = str(CONTACT["courriel"])
    for _ in range(DEMANDES_PAR_COURRIEL.maximum):
        assert cause(ask(portail, **portail.cryptogramme() | {"code": "FFFFFF"})) == "cryptogramme-faux"
    for _ in range(DEMANDES_PAR_COURRIEL.maximum - 1):
        services.limites.count(DEMANDES_PAR_COURRIEL, courriel)
    otherwise = demande("acte-deces") | {"contact": CONTACT | {"courriel": f"\ufeff{courriel}"}}
    assert portail.post("/demandes", otherwise | {"cryptogramme": portail.cryptogramme()}).status_code == 201
    refused(ask(portail, **portail.cryptogramme()), 429, "trop-d-essais")


def test_wrong_codes_do_not_shut_a_courriel_out_of_the_creation_of_comptes(portail, one_visitor_only):
    for _ in range(COMPTES_PAR_COURRIEL.maximum):
        faux = portail.cryptogramme() | {"code": "FFFFFF"}
        assert cause(portail.post("/comptes", compte() | {"cryptogramme": faux})) == "cryptogramme-faux"
    body = compte() | {"cryptogramme": portail.cryptogramme()}
    assert portail.post("/comptes", body).status_code == 201
    for _ in range(COMPTES_PAR_COURRIEL.maximum - 1):
        services.limites.count(COMPTES_PAR_COURRIEL, body["coordonnees"]["courriel"])
    refused(portail.post("/comptes", compte() | {"cryptogramme": portail.cryptogramme()}), 429, "trop-d-essais")


def test_a_counter_at_rest_says_nothing_of_whom_it_counts(portail):
    ask(portail, **portail.cryptogramme())
    assert CONTACT["courriel"] not in str([item.attribute_values for item in LimiteItem.scan()])
