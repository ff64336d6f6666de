"""What each operation may cost the store, in round trips and units, on the engine that counts as AWS does."""

import secrets
from contextlib import contextmanager

import pytest

from app import app
from chalicelib import storage
from chalicelib.domain.session import OUVERTES_MAXIMUM
from infra.bench import bulk, saisies
from infra.bench.measure import capacity
from infra.bench.operations import Scene
from infra.bench.paiements import FACTURES
from infra.bench.payfip import on_payfip
from infra.bench.store import on_dynoxide
from infra.bench.wire import Call, Reading, listening
from tests.races.alentours import Alentours

pytestmark = pytest.mark.races
AFTER = "after-call.dynamodb.TransactWriteItems"
NOMS = (
    "catalogue", "definition", "cryptogramme", "create compte", "log in", "log in elsewhere",
    "forgotten password", "accueil", "save draft", "list own demandes", "search own demandes", "read demande",
    "submit", "submit without compte", "write about a demande", "ask for a link", "list factures", "add to panier",
    "start payment", "confirm payment", "agent: queue", "agent: read demande", "agent: decide", "agent: comptes",
    "agent: read compte", "agent: doubles", "agent: decide compte",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory, pytestconfig):
    """A portal with long lists, and the store under it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(pytestconfig.rootpath)
        folder = tmp_path_factory.mktemp("budgets")
        with on_dynoxide(folder) as store, on_payfip(folder) as banque:
            yield Scene(app, banque), store


@pytest.fixture(scope="module")
def operations(stage):
    return {operation.nom: operation for operation in stage[0].operations()}


def test_every_operation_is_measured(operations):
    assert tuple(operations) == NOMS


@pytest.mark.parametrize("nom", NOMS)
def test_an_operation_stays_within_its_budget(nom, stage, operations):
    scene, store = stage
    budget = operations[nom].budget
    trips, rcu, wcu = capacity(operations[nom], scene.usager, store.client)
    assert trips <= budget.trips
    assert rcu <= budget.rcu
    assert wcu <= budget.wcu


def test_the_budgets_of_the_screens_are_those_that_were_promised(operations):
    promised = {"log in": (3, 2, 4), "accueil": (2, 3.5, 0), "list own demandes": (2, 3, 0), "agent: queue": (2, 3, 0)}
    for nom, figures in promised.items():
        budget = operations[nom].budget
        assert (budget.trips, budget.rcu, budget.wcu) == figures
    assert operations["submit"].budget.trips == 1 + 2


def test_the_budgets_of_factures_are_those_that_were_promised(operations):
    """After the session's trip and read unit; what the indexes cost is told apart."""
    n, session = FACTURES, (1, 1)
    promised = {"list factures": (2, 3, 0), "add to panier": (2 + session[0], 1 + session[1], 4)}
    promised |= {"start payment": (2 + session[0], 1 + session[1], 2 * (n + 2) + 1)}
    promised |= {"confirm payment": (2, 1, 2 * (n + 2) + 3)}
    for nom, figures in promised.items():
        budget = operations[nom].budget
        assert (budget.trips, budget.rcu, budget.wcu) == figures


@pytest.mark.parametrize("paiement", ["starting", "confirming"])
def test_a_payment_of_ten_factures_costs_two_units_for_each(stage, paiement):
    scene, store = stage
    operation = getattr(scene.guichet, paiement)(10)
    budget = operation.budget
    assert capacity(operation, scene.usager, store.client) == (budget.trips, budget.rcu, budget.wcu)


@pytest.mark.parametrize(("paiement", "indexes"), [("starting", 1), ("confirming", 3)])
@pytest.mark.parametrize("n", [1, FACTURES, 10])
def test_a_payment_of_n_factures_writes_two_units_for_each_and_for_two_more(stage, paiement, indexes, n):
    """In the tables, to the unit: what the queues of payments and of mails cost in their indexes is beside it.

    Of twenty factures, the mail that names them weighs more than a kilobyte: two units more, on forty-four.
    """
    scene, store = stage
    (event,) = getattr(scene.guichet, paiement)(n).prepare()
    with in_tables_and_indexes(store.client) as written:
        scene.usager.send(event)
    assert written == [(2 * (n + 2), indexes)]


@contextmanager
def in_tables_and_indexes(client):
    """Write units of each transaction, told apart."""
    written = []

    def asked(params, **_):
        params["ReturnConsumedCapacity"] = "INDEXES"

    def answered(parsed, **_):
        lus = parsed["ConsumedCapacity"]
        tables = sum(un["Table"]["CapacityUnits"] for un in lus)
        written.append((tables, sum(un["CapacityUnits"] for un in lus) - tables))

    hooks = (("provide-client-params.dynamodb.TransactWriteItems", asked), (AFTER, answered))
    for event, hook in hooks:
        client.meta.events.register_last(event, hook)
    try:
        yield written
    finally:
        for event, hook in hooks:
            client.meta.events.unregister(event, hook)


def test_a_login_keeps_its_budget_with_as_many_sessions_open_as_there_may_be(stage, operations):
    scene, store = stage
    operation = operations["log in"]
    assert capacity(operation, scene.usager, store.client) == (3, 2, 4)
    for _ in range(OUVERTES_MAXIMUM - 3):
        scene.usager.send(scene.log_in_again())
    with listening(store.client, delay=0.01) as reading:
        scene.usager.send(scene.log_in_again())
    assert len(storage.identifiants.get(scene.identifiant).sessions) == OUVERTES_MAXIMUM
    assert (reading.trips, reading.rcu, reading.wcu) == (3, 2, 4)


def test_other_peoples_files_change_no_figure(stage, operations):
    scene, store = stage
    before = {nom: capacity(operation, scene.usager, store.client) for nom, operation in operations.items()}
    acces = storage.identifiants.get(scene.identifiant)
    compte, demande = storage.comptes.get(acces.sujet), storage.demandes.get(scene.numeros[0])
    bulk.add(store.engine.port, compte, acces, demande, range(200))
    assert store.client.scan(TableName="comptes", Select="COUNT")["Count"] > 200
    after = {nom: capacity(operation, scene.usager, store.client) for nom, operation in operations.items()}
    assert after == before


def test_one_read_after_the_other_is_one_trip_more(stage):
    scene, store = stage
    with listening(store.client, delay=0.01) as reading:
        storage.identifiants.get(scene.identifiant)
        storage.identifiants.get(scene.identifiant)
    assert (reading.trips, reading.rcu) == (2, 2)


def test_calls_at_the_same_time_are_one_trip():
    together = [Call("GetItem", 0.0, 2.0, 1, 0), Call("GetItem", 1.0, 3.0, 1, 0), Call("PutItem", 3.5, 4.0, 1, 0)]
    assert Reading(together).trips == 2


def test_files_add_no_trip_to_a_submission(stage):
    scene, store = stage
    with Alentours() as alentours:
        cles = [alentours.drop(f"quarantaine/{secrets.token_hex(16)}") for _ in range(3)]
        corps = saisies.demande()
        corps["pieces"] = {"identite": {"cles": cles[:2]}, "domicile": {"cles": cles[2:]}}
        with listening(store.client, delay=0.015) as reading:
            assert scene.usager.send(scene.usager.event("POST", "/demandes", corps))["statusCode"] == 201
    assert reading.trips == 1 + 2
    assert [call.operation for call in reading.calls].count("TransactWriteItems") == 1
    assert sorted(alentours.objets) == sorted(cles)
