"""So many demandes a year for one association: refused beyond, given back by what comes to nothing."""

import secrets
from dataclasses import replace

import pytest

from chalicelib import services, storage
from chalicelib.domain.demande import Passage
from chalicelib.domain.errors import SaisieInvalide
from chalicelib.domain.quota import Quota
from chalicelib.domain.transitions import Acteur, Evenement
from chalicelib.storage.tables_demarches import MesureItem
from chalicelib.storage.transaction import EcritureRefusee
from tests import exemples

QUOTA = Quota("association", 5, "date", "Cette association a déjà eu cinq autorisations cette année.")


@pytest.fixture
def definition(aws, monkeypatch):
    """Of a démarche that counts."""
    compte = replace(storage.definitions.get("portage-repas"), quotas=(QUOTA,))
    monkeypatch.setattr(storage.definitions, "get", lambda *_: compte)
    return compte


def submit(definition, qui="Les Amis du moulin", le="2027-05-01"):
    """As the submission commits it."""
    reponses = {"association": qui, "date": le}
    numero = f"D26-{secrets.token_hex(2).upper()}-0000"
    demande = exemples.demande(numero=numero, reponses=reponses, pieces=())
    try:
        storage.commit(storage.demandes.creation(demande), *services.quotas.take(definition, reponses))
    except EcritureRefusee as refus:
        raise services.quotas.explain(refus, definition, reponses) from refus
    return demande


def end(demande, evenement):
    acteur = Acteur.USAGER if evenement is Evenement.ANNULER else Acteur.AGENT
    apres = demande.apply(evenement, Passage(evenement, demande.etat, demande.depose_le, acteur), demande.version)
    storage.commit(*storage.demandes.change(apres), *services.quotas.give_back(apres))
    return apres


def test_the_sixth_of_a_year_is_refused_under_its_champ(definition):
    for _ in range(5):
        submit(definition)
    with pytest.raises(SaisieInvalide) as refus:
        submit(definition)
    assert [(e.champ, e.code, e.detail) for e in refus.value.erreurs] == [
        ("reponses.association", "quota", QUOTA.message)
    ]


def test_another_year_another_association_and_no_association_count_apart(definition):
    for _ in range(5):
        submit(definition)
    submit(definition, le="2028-01-01")
    submit(definition, qui="La Pétanque")
    assert services.quotas.take(definition, {"date": "2027-05-01"}) == ()
    with pytest.raises(SaisieInvalide):
        submit(definition, qui="LES AMIS DU MOULIN")


@pytest.mark.parametrize("evenement", [Evenement.ANNULER, Evenement.REFUSER])
def test_one_that_comes_to_nothing_leaves_its_place_once(definition, evenement):
    taken = [submit(definition) for _ in range(5)]
    ended = end(taken[0], evenement)
    with pytest.raises(EcritureRefusee):
        storage.commit(*storage.demandes.change(ended), *services.quotas.give_back(ended))
    submit(definition)
    with pytest.raises(SaisieInvalide):
        submit(definition)


def test_one_that_is_granted_keeps_its_place(definition):
    taken = [submit(definition) for _ in range(5)]
    end(end(taken[0], Evenement.DECLARER_COMPLET), Evenement.VALIDER)
    with pytest.raises(SaisieInvalide):
        submit(definition)


def test_the_store_does_not_know_whose_quota_it_counts(definition):
    submit(definition, qui="Les Amis du moulin")
    (item,) = MesureItem.scan()
    assert item.cle.startswith("QUOTA#portage-repas#2027#")
    assert "moulin" not in item.cle.lower()
    assert item.expire_le.isoformat() == "2029-01-01T00:00:00+00:00"
