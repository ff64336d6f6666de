"""What runs by itself every night."""

from datetime import timedelta

import pytest
from chalice.local import LambdaContext

from app import appliquer_conservation
from chalicelib import clock, storage
from chalicelib.domain.compte import Etat
from tests.foyer import resting


@pytest.mark.parametrize(("seconds", "done"), [(900, 1), (5, 0)], ids=["in time", "too late"])
def test_retention_does_what_it_has_the_time_for(aws, seconds, done):
    resting(etat=Etat.EN_ATTENTE)
    clock.offset += timedelta(days=90)
    context = LambdaContext("portail", memory_size=1024, max_runtime_ms=seconds * 1000)
    assert appliquer_conservation({}, context) == done
    assert (storage.comptes.find("c1") is None) is bool(done)
