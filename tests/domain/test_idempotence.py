import pytest

from chalicelib.domain.errors import CleReutilisee, RequeteIllisible
from chalicelib.domain.idempotence import Sceau, seal

CLE = "4c2f7f0e-6a43-4c36-9a0b-0f3a5c7a1b11"
ROUTE = "POST /demandes"


def test_the_same_request_again_is_a_replay():
    assert seal("compte", ROUTE, CLE, b"{}").is_replay(seal("compte", ROUTE, CLE, b"{}"))


def test_the_same_key_with_another_body_is_refused():
    with pytest.raises(CleReutilisee):
        seal("compte", ROUTE, CLE, b"{}").is_replay(seal("compte", ROUTE, CLE, b'{"a": 1}'))


@pytest.mark.parametrize(
    "autre",
    [("voisin", ROUTE, CLE), ("", ROUTE, CLE), ("compte", "POST /comptes", CLE), ("compte", ROUTE, CLE.upper())],
)
def test_the_same_body_from_another_author_on_another_route_or_under_another_key_is_another_request(autre):
    assert not seal("compte", ROUTE, CLE, b"{}").is_replay(seal(*autre, b"{}"))


@pytest.mark.parametrize("cle", ["12345678", "x" * 128])
def test_a_key_of_8_to_128_characters_is_taken(cle):
    assert len(seal("", ROUTE, cle, b"").cle) == 64


@pytest.mark.parametrize("cle", ["", "1234567", "x" * 129, "clé-accentuée", "tab\tulation", "retour\nligne"])
def test_a_missing_or_odd_key_is_refused(cle):
    with pytest.raises(RequeteIllisible, match="Idempotency-Key"):
        seal("", ROUTE, cle, b"")


def test_a_seal_keeps_nothing_of_what_was_sent():
    sceau = seal("compte", ROUTE, CLE, b"un secret")
    assert "secret" not in repr(sceau)
    assert CLE not in repr(sceau)
    assert isinstance(sceau, Sceau)
