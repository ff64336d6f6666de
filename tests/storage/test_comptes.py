import pytest

from chalicelib import storage
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.session import Agent
from chalicelib.storage import EcritureRefusee
from tests.exemples import compte

KARIM = Agent("karim@valmont.example", "Karim", "Benali", ("scolaire", "ccas"), ("lire", "traiter"))


@pytest.mark.parametrize("garde", [compte(), compte(membres=(), etat=Etat.VALIDE, version=4)], ids=["whole", "least"])
def test_a_compte_comes_back_as_it_was(aws, garde):
    storage.commit(storage.comptes.creation(garde))
    assert storage.comptes.find("c1") == garde
    assert storage.comptes.get("c1") == garde


def test_a_compte_that_is_not_there_is_none_or_introuvable(aws):
    assert storage.comptes.find("c1") is None
    with pytest.raises(Introuvable):
        storage.comptes.get("c1")


def test_a_second_compte_of_the_same_id_is_refused_by_name_and_the_first_stays(aws):
    storage.commit(storage.comptes.creation(compte()))
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(storage.comptes.creation(compte(identifiant="autre")))
    assert refus.value.noms == {"compte"}
    assert storage.comptes.get("c1").identifiant == "amélie.lire"


def test_an_agent_comes_back_with_their_services(aws):
    assert storage.agents.find(KARIM.courriel) is None
    storage.commit(storage.agents.creation(KARIM))
    assert storage.agents.find(KARIM.courriel) == KARIM
    with pytest.raises(EcritureRefusee) as refus:
        storage.commit(storage.agents.creation(KARIM))
    assert refus.value.noms == {"agent"}
