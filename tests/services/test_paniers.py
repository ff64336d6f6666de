"""The panier at rest: added to, mended, held by a payment, given back."""

import json

import msgspec
import pytest

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.errors_paiement import FactureNonPayable, PanierIncompatible, PanierPlein
from chalicelib.domain.facture import Evenement, id_from
from chalicelib.domain.panier import MAXIMUM
from chalicelib.services import fermeture
from chalicelib.storage import transaction
from chalicelib.storage.connexion import connexion
from chalicelib.storage.identifiants import Acces
from tests import exemples
from tests.factures import emitted, engaged, happen
from tests.pannes import answer, injected

NUMERO = id_from("NUMERO#ville#F-9", "NUMERO")
"""The key of what keeps a numéro, made into an id."""


@pytest.fixture
def amelie(aws):
    compte = exemples.compte(etat=EtatDeCompte.VALIDE, numero_famille="1042")
    storage.commit(storage.comptes.creation(compte), storage.identifiants.creation(Acces("amélie.lire", "c1")))
    return "c1"


def numeros(compte):
    return [ligne.numero for ligne in services.paniers.read(compte).panier.lignes]


def test_factures_are_added_taken_out_and_emptied(amelie):
    ids = [emitted(numero=numero) for numero in ("F-1", "F-2", "F-3")]
    for id_ in ids:
        services.paniers.add(amelie, id_)
    assert numeros(amelie) == ["F-1", "F-2", "F-3"]
    services.paniers.remove(amelie, ids[1])
    services.paniers.remove(amelie, ids[1])
    assert numeros(amelie) == ["F-1", "F-3"]
    services.paniers.empty(amelie)
    services.paniers.empty(amelie)
    assert numeros(amelie) == []


def test_the_panier_is_refused_once_what_is_in_it_is_looked_at_again(amelie):
    """R38, but not for a facture that the counter has taken meanwhile."""
    de_la_ville, du_ccas = emitted(numero="F-1"), emitted(numero="F-2", regie="ccas")
    services.paniers.add(amelie, de_la_ville)
    with pytest.raises(PanierIncompatible):
        services.paniers.add(amelie, du_ccas)
    happen(de_la_ville, Evenement.PAYER_AU_GUICHET, paiement="g1")
    assert [ligne.numero for ligne in services.paniers.add(amelie, du_ccas).lignes] == ["F-2"]


@pytest.mark.parametrize(
    "id_",
    ["", "inconnue", NUMERO, "MTA0Mg.20261105" + "0" * 16, "x" * 3000, "MTA0Mg." + "x" * 3000],
)
def test_a_facture_that_does_not_exist_is_introuvable(amelie, id_):
    """Nor what keeps a numéro, beside the factures."""
    emitted(numero="F-9")
    with pytest.raises(Introuvable):
        services.paniers.add(amelie, id_)
    services.paniers.remove(amelie, id_)


def test_the_facture_of_another_famille_looks_like_none(amelie):
    with pytest.raises(Introuvable):
        services.paniers.add(amelie, emitted(famille="77"))


@pytest.mark.parametrize(
    "changes",
    [{"etat": EtatDeCompte.EN_ATTENTE}, {"numero_famille": None}, {"cree_le": clock.now()}],
    ids=["not validated", "without famille", "too recent"],
)
def test_a_compte_that_may_not_see_its_factures_may_not_choose_them(aws, changes):
    """R35."""
    changes = {"etat": EtatDeCompte.VALIDE, "numero_famille": "1042"} | changes
    storage.commit(storage.comptes.creation(exemples.compte(**changes)))
    with pytest.raises(Introuvable):
        services.paniers.add("c1", emitted())
    assert numeros("c1") == []


def test_a_regie_without_payment_page_says_where_to_pay(amelie, monkeypatch):
    du_ccas = emitted(regie="ccas", numero="F-9")
    monkeypatch.setitem(settings().commune.regies, "ccas", without_payfip("ccas"))
    with pytest.raises(FactureNonPayable, match="auprès de la régie"):
        services.paniers.add(amelie, du_ccas)


def without_payfip(regie):
    return msgspec.structs.replace(settings().commune.regies[regie], payfip=None)


def test_what_left_is_told_until_the_panier_is_changed_again(amelie):
    ids = [emitted(numero=numero) for numero in ("F-1", "F-2", "F-3")]
    for id_ in ids:
        services.paniers.add(amelie, id_)
    happen(ids[0], Evenement.ANNULER)
    engaged(ids[1], "paiement-d-un-autre")
    for _ in range(2):
        vue = services.paniers.read(amelie)
        assert [ligne.numero for ligne in vue.panier.lignes] == ["F-3"]
        assert [retiree.numero for retiree in vue.panier.retirees] == ["F-1", "F-2"]
    services.paniers.remove(amelie, ids[2])
    assert services.paniers.read(amelie).panier.retirees == ()


def test_two_tabs_at_once_both_keep_what_they_added(amelie):
    une, deux = emitted(numero="F-1"), emitted(numero="F-2")

    def the_other_tab(_request):
        services.paniers.add(amelie, deux)

    with injected(connexion.client, None, None, the_other_tab) as calls:
        services.paniers.add(amelie, une)
    assert calls.count("TransactWriteItems") == 3
    assert sorted(numeros(amelie)) == ["F-1", "F-2"]


def lagging(compte):
    """The first reading of the panier that does not ask for what was last committed gets it as it is now."""
    items = connexion.client.query(
        TableName="comptes",
        KeyConditionExpression="compte = :c",
        ExpressionAttributeValues={":c": {"S": compte}},
    )["Items"]
    avant = answer(200, json.dumps({"Items": items, "Count": len(items), "ScannedCount": len(items)}).encode())

    def look(request):
        lu = json.loads(request.body)
        query = request.headers["X-Amz-Target"].endswith(b".Query") and lu["TableName"] == "comptes"
        return avant(request) if query and not lu.get("ConsistentRead") else None

    return injected(connexion.client, forever=look)


@pytest.mark.parametrize("regie", ["ville", "ccas"])
def test_nobody_is_refused_for_what_they_have_just_taken_out(amelie, regie):
    """R37, by a reading late by a moment."""
    une, autre = emitted(numero="F-1"), emitted(numero="F-2", regie=regie)
    services.paniers.add(amelie, une)
    voulue = une if regie == "ville" else autre
    late = lagging(amelie)
    services.paniers.empty(amelie)
    with late:
        assert services.paniers.add(amelie, voulue).holds(voulue)


def test_a_panier_takes_fifty_factures_and_is_paid_in_one_transaction(amelie):
    for rang in range(MAXIMUM):
        services.paniers.add(amelie, emitted(numero=f"F-{rang}"))
    with pytest.raises(PanierPlein, match="Payez d’abord"):
        services.paniers.add(amelie, emitted(numero="F-de-trop"))
    assert MAXIMUM + 2 <= transaction.MAXIMUM  # the panier and the paiement; then the paiement and its mail


def test_a_closed_compte_leaves_no_panier_and_none_comes_back(amelie):
    services.paniers.add(amelie, emitted())
    _, avant = storage.paniers.read(amelie)
    fermeture.end(storage.comptes.get(amelie), Acces("amélie.lire", amelie), fermeture.Cause.DEMANDE)
    with pytest.raises(storage.EcritureRefusee):
        storage.paniers.save(avant)
    compte, panier = storage.paniers.read(amelie, consistent=True)
    assert (compte, panier.lignes) == (None, ())
    with pytest.raises(Introuvable):
        services.paniers.read(amelie)


def test_a_compte_closed_without_a_panier_gets_none_afterwards(amelie):
    _, jamais = storage.paniers.read(amelie)
    fermeture.end(storage.comptes.get(amelie), Acces("amélie.lire", amelie), fermeture.Cause.DEMANDE)
    with pytest.raises(storage.EcritureRefusee):
        storage.paniers.save(jamais)
