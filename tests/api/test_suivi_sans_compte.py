"""/suivi: following without compte, by a link that is mailed to who knows the numéro and one thing more (R5)."""

from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.api.session import COOKIES
from chalicelib.config import settings
from chalicelib.domain import lien_de_suivi
from chalicelib.domain.limites import SUIVIS, SUIVIS_PAR_NUMERO
from chalicelib.domain.session import Genre
from chalicelib.storage.tables import OutboxItem
from tests.exemples import journal_of
from tests.portail import MOT_DE_PASSE, demande, leaving
from tests.problemes import apart_from_instance, refused

CONTACT = {"nom": "Nguyễn", "prenom": "Thảo", "courriel": "thao@exemple.fr"}
COOKIE = COOKIES[Genre.SUIVI]


def send(portail, slug="acte-deces", **changes):
    return portail.post(
        "/demandes", demande(slug) | {"contact": CONTACT, "cryptogramme": portail.cryptogramme()} | changes
    )


@pytest.fixture
def numero(portail):
    """Sent by somebody who then left that browser."""
    return send(portail.another()).json_body["numero"]


def ask(portail, numero, **controle):
    return portail.post("/suivi", {"numero": numero} | (controle or {"courriel": CONTACT["courriel"]}))


def mailed():
    """The mails of links."""
    return leaving("suivi_lien")


def jeton_of(courriel):
    origine, _, jeton = courriel.variables["lien"].partition("/suivre/#")
    assert origine == settings().commune.origine
    return jeton


def open_link(portail, jeton):
    return portail.post("/suivi/session", {"jeton": jeton})


def test_who_has_just_sent_a_demande_follows_it_at_once_with_its_papers(portail):
    answer = send(portail)
    numero = answer.json_body["numero"]
    assert "Max-Age=1800" in answer.headers["Set-Cookie"]
    seen = portail.get(f"/demandes/{numero}").json_body
    assert (seen["suivi"], [a["evenement"] for a in seen["actions"]]) == ("lien", ["annuler", "message"])
    assert portail.get(f"/demandes/{numero}/recepisse", Accept="application/pdf").status_code == 200
    refused(portail.get("/demandes"), 401, "non-connecte")
    clock.offset += timedelta(minutes=30)
    refused(portail.get(f"/demandes/{numero}"), 401, "non-connecte")


def test_a_mailed_link_opens_that_demande_and_no_other_for_half_an_hour(portail, numero):
    other = send(portail.another()).json_body["numero"]
    answer = ask(portail, numero.lower().replace("-", " "), courriel=" THAO@exemple.FR ")
    assert answer.status_code == 202
    (courriel,) = mailed()
    assert (courriel.destinataire, courriel.variables["prenom"], courriel.variables["avec_compte"]) == (
        CONTACT["courriel"], "Thảo", "",
    )  # fmt: skip
    opened = open_link(portail, jeton_of(courriel))
    assert (opened.status_code, opened.json_body) == (201, {"numero": numero})
    assert portail.get(f"/demandes/{numero}").json_body["numero"] == numero
    refused(portail.get(f"/demandes/{other}"), 404, "introuvable")
    event = {"evenement": "message", "version": 1, "message": "Est-ce prêt ?"}
    assert portail.post(f"/demandes/{numero}/evenements", event).status_code == 200
    refused(portail.post(f"/demandes/{other}/evenements", event), 404, "introuvable")
    clock.offset += timedelta(minutes=30)
    refused(portail.get(f"/demandes/{numero}"), 401, "non-connecte")


def test_the_birth_date_that_the_form_asked_for_opens_it_too(portail):
    definition = services.demarches.get("acte-naissance")
    reponses = demande("acte-naissance")["reponses"]
    numero = send(portail.another(), "acte-naissance").json_body["numero"]
    assert definition.controle in reponses
    ask(portail, numero, naissance=reponses[definition.controle])
    assert len(mailed()) == 1
    ask(portail, numero, naissance="1901-01-01")
    ask(portail, numero, naissance=reponses[definition.controle], courriel="autre@exemple.fr")
    assert mailed() == []


def test_nothing_tells_a_right_answer_from_a_wrong_one_nor_from_a_numero_that_nobody_has(portail, numero):
    tries = [
        ask(portail, numero),
        ask(portail, numero, courriel="autre@exemple.fr"),
        ask(portail, numero, naissance="1985-03-27"),
        ask(portail, "D26-2222-2222"),
        ask(portail, "rien du tout"),
        ask(portail, "\U0001f600" * 500, courriel="x" * 5000),
    ]
    first = apart_from_instance(tries[0])
    assert first[0] == 202
    assert [apart_from_instance(answer) for answer in tries] == [first] * len(tries)
    assert len(mailed()) == 1
    actions = [line.action for line in journal_of(f"demande:{numero}")]
    assert (actions.count("suivi_lien"), actions.count("suivi_refuse")) == (1, 2)


def test_a_definition_without_control_has_no_birth_date_that_opens(portail):
    """An empty answer is nobody's: not even an empty date."""
    temoin = lien_de_suivi.Temoin(courriel="")
    numero = send(portail).json_body["numero"]
    une = storage.demandes.get(numero)
    definition = storage.definitions.get(une.demarche, une.definition)
    assert temoin.knows(une, definition) is False


@pytest.mark.parametrize(
    ("controle", "champ"),
    [({"courriel": ""}, "courriel"), ({"naissance": ""}, "courriel"), ({"naissance": "1985-02-30"}, "naissance")],
)
def test_one_control_at_least_is_asked_for(portail, numero, controle, champ):
    refused(ask(portail, numero, **controle), 422, "saisie-invalide", champ)


def test_somebody_with_a_compte_is_told_to_log_in(portail):
    portail.logged_in()
    numero = portail.submit().json_body["numero"]
    ask(portail.another(), numero, courriel="amelie.lire@exemple.fr")
    (courriel,) = mailed()
    assert courriel.variables["avec_compte"] == "oui"
    assert courriel.variables["lien"] == f"{settings().commune.origine}/demande/?n={numero}"
    forged = lien_de_suivi.jeton(settings().secret, numero, courriel.id, clock.now() + timedelta(minutes=5))
    refused(open_link(portail.another(), forged), 404, "introuvable")


def test_a_demande_whose_compte_was_closed_is_followed_by_a_link(portail):
    usager = portail.logged_in()
    numero = usager.submit().json_body["numero"]
    usager.post("/compte/fermeture", {"mot_de_passe": MOT_DE_PASSE})
    ask(portail.another(), numero, courriel="amelie.lire@exemple.fr")
    (courriel,) = mailed()
    assert (courriel.destinataire, courriel.variables["avec_compte"]) == ("amelie.lire@exemple.fr", "")
    later = portail.another()
    assert open_link(later, jeton_of(courriel)).status_code == 201
    assert later.get(f"/demandes/{numero}").json_body["suivi"] == "lien"


def test_the_store_holds_no_link_neither_before_nor_after(portail, numero):
    ask(portail, numero)
    (held,) = [item for item in OutboxItem.scan() if item.modele == "suivi_lien"]
    assert held.variables == {"numero": numero}
    (courriel,) = mailed()
    open_link(portail, jeton_of(courriel))
    (held,) = [item for item in OutboxItem.scan() if item.modele == "suivi_lien"]
    assert jeton_of(courriel) not in str(held.variables)


def test_a_link_serves_once(portail, numero):
    ask(portail, numero)
    (courriel,) = mailed()
    assert open_link(portail, jeton_of(courriel)).status_code == 201
    body = refused(open_link(portail.another(), jeton_of(courriel)), 404, "introuvable")
    assert "Demandez-en un autre" in body["detail"]


def test_a_link_is_over_after_half_an_hour(portail, numero):
    ask(portail, numero)
    (courriel,) = mailed()
    clock.offset += lien_de_suivi.DUREE
    refused(open_link(portail, jeton_of(courriel)), 404, "introuvable")


def test_a_link_that_was_not_mailed_opens_nothing(portail, numero):
    ask(portail, numero)
    (courriel,) = mailed()
    juste = jeton_of(courriel)
    lu, fin, mail, sceau = juste.split(".")
    later = str(int(fin) + 3600)
    faux = ["", "x", juste[:-1], juste + "A", f"{lu}.{later}.{mail}.{sceau}", f"D26-2222-2222.{fin}.{mail}.{sceau}"]
    for jeton in faux:
        refused(open_link(portail, jeton), 404, "introuvable")
    assert COOKIE not in portail.cookies


def test_a_mail_of_a_demande_that_is_gone_is_not_sent(portail, numero):
    ask(portail, numero)
    storage.commit(*storage.conservation.erasure(storage.demandes.get(numero)))
    assert mailed() == [None]


def test_leaving_closes_the_follow_up(portail):
    numero = send(portail).json_body["numero"]
    cookies = dict(portail.cookies)
    assert portail.call("DELETE", "/suivi/session").status_code == 204
    assert COOKIE not in portail.cookies
    portail.cookies = cookies
    refused(portail.get(f"/demandes/{numero}"), 401, "non-connecte")


def test_a_logged_in_citizen_who_also_has_a_link_sees_both(portail, numero):
    ask(portail, numero)
    (courriel,) = mailed()
    open_link(portail.logged_in(), jeton_of(courriel))
    own = portail.submit().json_body["numero"]
    assert portail.get(f"/demandes/{own}").json_body["suivi"] == "compte"
    assert portail.get(f"/demandes/{numero}").json_body["suivi"] == "lien"
    refused(portail.get(f"/demandes/{send(portail.another()).json_body['numero']}"), 404, "introuvable")


def test_guesses_are_counted_per_numero_even_one_that_nobody_has(portail, numero):
    for guessed in (numero, "D26-2222-2222"):
        for _ in range(SUIVIS_PAR_NUMERO.maximum):
            assert ask(portail, guessed, courriel="faux@exemple.fr").status_code == 202
        refused(ask(portail, guessed), 429, "trop-d-essais")
    assert mailed() == []


def test_guesses_are_counted_per_address(portail, one_visitor_only):
    answers = [ask(portail, f"D26-{rang:04d}").status_code for rang in range(SUIVIS.maximum + 1)]
    assert answers == [202] * SUIVIS.maximum + [429]
