"""The demonstration site, built once for all the tests of the folder."""

import sys

import pytest

from tests.site.built import ROOT, read_site

sys.path.append(str(ROOT / "static-site"))

import build
from commune import load


@pytest.fixture(scope="session")
def commune():
    return load("valmont-sur-lys", ROOT / "infra/communes")


@pytest.fixture(scope="session")
def site(commune, tmp_path_factory):
    root = tmp_path_factory.mktemp("build") / "site"
    build.build(commune, root, production=False)
    return read_site(root)
