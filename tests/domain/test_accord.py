"""Server and browser agree, on definitions and answers that nobody thought of."""

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from tests.domain.generation import cas
from tests.domain.navigateur import both, browser, write_modules

SABOTAGES = {
    "a control on a champ at fault": ("champs.js", "e.champ.split('.')[0] !== nom", "e.champ !== ''"),
    "a hidden answer is kept": ("champs.js", "if (!visible(champ.si, reponses, contexte)) continue;", ""),
}
ALL = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
SEARCH = settings(ALL, max_examples=1000, phases=[Phase.generate], database=None)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    with browser(write_modules(tmp_path_factory.mktemp("js") / "js")) as answer:
        yield answer


@ALL
@given(cas=cas())
def test_server_and_browser_agree_on_any_form(ask, cas):
    du_serveur, du_navigateur = both(ask, *cas)
    assert du_navigateur == du_serveur


@pytest.mark.parametrize("sabotage", SABOTAGES.values(), ids=SABOTAGES)
def test_a_planted_disagreement_is_found(tmp_path, sabotage):
    with browser(write_modules(tmp_path / "js", [sabotage])) as answer:

        def disagree(un):
            du_serveur, du_navigateur = both(answer, *un)
            return du_serveur != du_navigateur

        find(cas(), disagree, settings=SEARCH)
