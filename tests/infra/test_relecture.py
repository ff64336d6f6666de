"""A portal that runs shows what is written in a definition, and says what is wrong in it."""

import os
import shutil
from pathlib import Path

import pytest

from chalicelib.config import settings
from chalicelib.storage import definitions
from infra.local import environment, relecture
from infra.local.portal import Options

ROOT = Path(__file__).parents[2]
SLUG = "signalement-voirie"


@pytest.fixture
def racine(tmp_path, monkeypatch):
    """A copy of what agents write, which the portal of the test reads instead of the real one."""
    for dossier in ("chalicelib/demarches", "infra/communes"):
        shutil.copytree(ROOT / dossier, tmp_path / dossier)
    monkeypatch.setattr(definitions, "DOSSIER", tmp_path / "chalicelib/demarches")
    monkeypatch.setattr(environment, "COMMUNES", tmp_path / "infra/communes")
    monkeypatch.setenv("PORTAIL_COMMUNE", os.environ["PORTAIL_COMMUNE"])
    yield tmp_path
    monkeypatch.undo()
    for cached in (definitions._index, definitions._read, settings):  # noqa: SLF001
        cached.cache_clear()


@pytest.fixture
def veille(racine):
    options = Options(8000, "valmont-sur-lys", racine / "data", racine / "site")
    return relecture.Relecture(options, "http://127.0.0.1:8000", racine)


def rewrite(racine, avant, apres, fichier=f"chalicelib/demarches/{SLUG}/1.toml"):
    texte = (racine / fichier).read_text(encoding="utf-8")
    assert avant in texte
    (racine / fichier).write_text(texte.replace(avant, apres), encoding="utf-8")
    os.utime(racine / fichier, ns=(0, len(apres)))  # as late as a file system can tell


def test_a_definition_that_changes_is_shown_and_a_new_one_can_be_offered(racine, veille, capfd):
    rewrite(racine, "delai_jours = 10", "delai_jours = 11")
    shutil.copytree(racine / "chalicelib/demarches" / SLUG, racine / "chalicelib/demarches/autre-signalement")
    rewrite(racine, '"signalement-voirie",', '"autre-signalement",', "infra/communes/valmont-sur-lys.toml")
    veille.look()
    assert definitions.get(SLUG).delai_jours == 11
    assert "autre-signalement" in settings().commune.demarches
    assert settings().commune.origine == "http://127.0.0.1:8000"
    assert (racine / "site/services/index.html").exists()
    assert "Définitions relues" in capfd.readouterr().out


def test_a_mistake_is_said_and_the_portal_goes_on_with_what_it_had(racine, veille, capfd):
    assert definitions.get(SLUG).delai_jours == 10
    rewrite(racine, "delai_jours = 10", "delai_jours = 0")
    veille.look()
    assert f"chalicelib/demarches/{SLUG}/1.toml:9\u00a0: delai_jours" in capfd.readouterr().out
    assert definitions.get(SLUG).delai_jours == 10


def test_nothing_is_read_again_while_nothing_changes(racine, veille, capfd):
    veille.look()
    assert capfd.readouterr().out == ""
    assert not (racine / "site").exists()
