"""/adresses: suggestions for everybody, and never an error."""

import pytest

from chalicelib.config import settings


@pytest.fixture
def no_service(monkeypatch):
    """Nobody listens there."""
    monkeypatch.setenv("PORTAIL_SERVICE_ADRESSES", "http://127.0.0.1:1/search")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize("path", ["/adresses?q=12+rue+des+lilas", "/adresses?q=rue", "/adresses", "/adresses?q=%00%0a"])
def test_without_the_service_there_is_simply_nothing_to_suggest(portail, no_service, path):
    answer = portail.get(path)
    assert (answer.status_code, answer.json_body) == (200, {"elements": [], "suite": None})
