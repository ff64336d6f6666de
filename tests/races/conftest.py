"""The portal on dynoxide, with real threads; mail and attachments stay in memory, at the HTTP boundary."""

from functools import partial

import pytest

from infra.bench.store import on_dynoxide
from tests.portail import Portail
from tests.races import decor
from tests.races.alentours import Alentours
from tests.races.sabotage import forgetting, sabotage


@pytest.fixture(scope="module")
def dynoxide(tmp_path_factory, module_monkeypatch):
    """The portal's client on an engine with empty tables, one per module."""
    with on_dynoxide(tmp_path_factory.mktemp("dynoxide")) as store:
        decor.watch(store.client)
        yield store.client


@pytest.fixture(scope="module")
def module_monkeypatch(pytestconfig):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(pytestconfig.rootpath)
        yield patch


@pytest.fixture
def alentours(dynoxide):
    """SES and S3 as the portal's clients meet them."""
    with Alentours() as present:
        yield present


@pytest.fixture
def portail(alentours):
    """The API, as a browser calls it."""
    return Portail()


@pytest.fixture
def sabote(dynoxide):
    """Takes the conditions of some tables away, for a while."""
    return partial(sabotage, dynoxide)


@pytest.fixture
def oublie(dynoxide):
    """Loses writes, for a while."""
    return partial(forgetting, dynoxide)
