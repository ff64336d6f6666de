"""Five buvettes a year for one association, as its members meet it."""

from tests.portail import demande

SLUG = "debit-boissons"


def test_the_sixth_of_a_year_is_refused_under_its_champ_until_one_is_given_up(portail):
    portail.logged_in()
    sent = [portail.submit(SLUG) for _ in range(5)]
    assert [answer.status_code for answer in sent] == [201] * 5
    refused = portail.submit(SLUG)
    assert refused.status_code == 422
    ((champ, code),) = [(e["champ"], e["code"]) for e in refused.json_body["errors"]]
    assert (champ, code) == ("reponses.rna", "quota")
    given_up = {"evenement": "annuler", "version": 1}
    numero = sent[0].json_body["numero"]
    assert portail.post(f"/demandes/{numero}/evenements", given_up).status_code == 200
    assert portail.submit(SLUG).status_code == 201
    assert portail.submit(SLUG).status_code == 422


def test_the_same_request_again_takes_one_place_only(portail):
    portail.logged_in()
    sent = [portail.submit(SLUG) for _ in range(4)]
    twice = [portail.post("/demandes", demande(SLUG), "une-seule-et-meme-cle-0001") for _ in range(2)]
    assert [answer.status_code for answer in (*sent, *twice)] == [201] * 6
    assert len({answer.json_body["numero"] for answer in twice}) == 1
    assert portail.submit(SLUG).status_code == 422
