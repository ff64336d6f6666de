"""Every démarche of the catalogue goes through the API, with the least and with the most that it can be told."""

import pytest

from chalicelib import clock, services
from tests.conftest import COMMUNE
from tests.domain.reponses import completes, minimales
from tests.portail import outbox

CONTACT = {"nom": "Lire", "prenom": "Amélie", "courriel": "amelie.lire@exemple.fr"}


@pytest.mark.parametrize("answers", [minimales, completes])
@pytest.mark.parametrize("slug", COMMUNE["demarches"])
def test_a_demarche_of_the_catalogue_can_be_submitted(portail, slug, answers):
    definition = services.demarches.get(slug)
    reponses = answers(definition, clock.today())
    pieces = {piece.nom: {"par_courrier": True} for piece in definition.pieces_for(reponses, clock.today())}
    body = {"demarche": slug, "version": definition.version, "reponses": reponses, "pieces": pieces}
    body |= {} if definition.compte_requis else {"contact": CONTACT, "cryptogramme": portail.cryptogramme()}
    answer = (portail.logged_in() if definition.compte_requis else portail).post("/demandes", body)
    assert answer.status_code == 201, answer.body

    seen = _as_its_service(portail, definition.service, answer.json_body["numero"])
    shown = [line["libelle"] for chapter in seen["recapitulatif"] for line in chapter["lignes"]]
    assert shown == [libelle for _, lines in definition.recapitulatif(reponses) for libelle, _ in lines]
    assert {piece["nom"] for piece in seen["pieces"]} == set(pieces)
    assert [variables["numero"] for modele, variables in outbox() if modele == "demande_recue"] == [seen["numero"]]


def _as_its_service(portail, service, numero):
    return portail.another().login_agent(service).get(f"/agents/demandes/{numero}").json_body
