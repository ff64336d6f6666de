"""What the portal counts of itself."""

import json
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib import observability


@pytest.fixture
def _many_switches() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("_many_switches")
def test_what_is_counted_at_the_same_instant_is_not_mixed(capsys):
    noms = [f"nom_{rang}" for rang in range(400)]
    with warnings.catch_warnings(), ThreadPoolExecutor(16) as fils:
        warnings.simplefilter("error")
        list(fils.map(lambda nom: observability.count(nom, regie=nom), noms))
    dits = list(read_all(capsys.readouterr().out))
    assert sorted(dit["regie"] for dit in dits) == sorted(noms)
    for dit in dits:
        assert dit[dit["regie"]] == [1.0]
        assert dit["service"] == observability.SERVICE
        [directive] = dit["_aws"]["CloudWatchMetrics"]
        assert sorted(directive["Dimensions"][0]) == ["regie", "service"]
        assert [mesure["Name"] for mesure in directive["Metrics"]] == [dit["regie"]]


def read_all(texte: str) -> Iterator[dict]:
    """The objects one after the other, wherever the ends of line fell."""
    while texte := texte.lstrip():
        dit, fin = json.JSONDecoder().raw_decode(texte)
        yield dit
        texte = texte[fin:]
