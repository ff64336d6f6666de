"""The first requests of a process, all at once: a queue reads several times the same table before it was ever used."""

import sys
from functools import partial

import pytest

from chalicelib import storage
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables import DemandeItem
from tests.races import decor

pytestmark = pytest.mark.races


@pytest.fixture
def nervous():
    """Threads change every ten microseconds instead of five milliseconds: what may happen does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_the_first_reads_of_a_table_may_come_together(dynoxide, nervous):
    for _ in range(50):
        DemandeItem._connection = None  # noqa: SLF001  # as in a new process
        connexion._tables.pop("demandes", None)  # noqa: SLF001
        outcomes = decor.rivals(*[partial(storage.demandes.of_queues, ("ccas#en_cours", "ccas#complet"), None)] * 4)
        assert [page.elements for page in outcomes] == [()] * 4
