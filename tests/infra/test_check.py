"""`python -m infra check` names every mistake of a definition or of a commune, and says what to do."""

import re
import shutil
from pathlib import Path

import pytest

from chalicelib.domain.definition import SERVICES
from chalicelib.domain.definition_champs import PREREMPLIS
from chalicelib.domain.definition_conditions import COMBINAISONS, OPERATEURS
from chalicelib.domain.formulaire import TypeDeChamp
from chalicelib.domain.natures import NATURES
from infra import check, check_communes, check_definitions

ROOT = Path(__file__).parents[2]
DEMARCHE = (ROOT / "chalicelib/demarches/signalement-voirie/1.toml").read_text(encoding="utf-8")
COMMUNE = (ROOT / "infra/communes/valmont-sur-lys.toml").read_text(encoding="utf-8")


def test_what_is_shipped_is_right(capsys):
    assert check.main(ROOT) == 0
    assert "Tout est bon\u00a0: 16\u00a0démarches" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("avant", "apres", "ligne_de", "dit"),
    [
        ('nom = "description"', 'nom = "Description"', 'nom = "Description"', "minuscules sans accent"),
        ('nom = "danger"\ntype = "oui_non"', 'nom = "danger"\ntype = "oui"', 'type = "oui"', "Choisissez parmi"),
        ("delai_jours = 10", 'delai_jours = "dix"', "delai_jours", "écrivez un nombre entier"),
        ('titre = "L’endroit"\n', "", "L’un des deux suffit", "etapes[1].titre\u00a0: il manque cette clé"),
        ('egal = "eclairage"', 'egal = "nuit"', 'egal = "nuit"', "«\u00a0nuit\u00a0» n’est pas une option"),
        ('{ champ = "danger", egal', '{ champ = "dager", egal', '"dager"', "aucun champ «\u00a0dager\u00a0»"),
        ("nombre_max = 3", "nombre_max = 30", "nombre_max", "Écrivez un nombre de 1 à 10"),
        ("nombre_max = 3", "nombre_maxi = 3", "nombre_maxi", "Corrigez son nom"),
        ('nom = "lieu"', 'nom = "lieu', 'nom = "lieu', "ce n’est pas du TOML"),
    ],
)
def test_a_mistake_of_a_definition_is_told_in_french_at_its_line(tmp_path, avant, apres, ligne_de, dit):
    assert avant in DEMARCHE
    texte = DEMARCHE.replace(avant, apres, 1)
    fichier = tmp_path / "essai" / "1.toml"
    fichier.parent.mkdir()
    fichier.write_text(texte, encoding="utf-8")
    (faute,) = check_definitions.check(tmp_path)
    told = faute.describe(tmp_path)
    attendue = next(n for n, ligne in enumerate(texte.splitlines(), start=1) if ligne_de in ligne)
    near = range(attendue - 2, attendue + 1) if avant.startswith("titre") else [attendue]
    assert faute.ligne in near, told
    assert told.startswith(f"essai/1.toml:{faute.ligne}\u00a0: ")
    assert dit in told


def test_the_newest_version_says_who_may_ask_how_to_contest_and_helps_at_every_etape(tmp_path):
    (tmp_path / "essai").mkdir()
    silent = [ligne for ligne in DEMARCHE.splitlines() if not ligne.startswith(("qui =", "recours ="))]
    silent.remove(next(ligne for ligne in silent if ligne.startswith("aide = ") and "carte" in ligne))
    (tmp_path / "essai" / "1.toml").write_text("\n".join(silent), encoding="utf-8")
    assert [faute.cle for faute in check_definitions.check(tmp_path)] == ["qui", "recours", "etapes[1].aide"]
    (tmp_path / "essai" / "2.toml").write_text(DEMARCHE, encoding="utf-8")
    assert check_definitions.check(tmp_path) == ()


@pytest.mark.parametrize(
    ("chemin", "dit"),
    [
        ("Essai/1.toml", "en minuscules"),
        ("essai/v1.toml", "s’appelle 1.toml"),
        ("essai/2.toml", "ce fichier manque"),
        ("essai.toml", "un dossier par démarche"),
    ],
)
def test_a_file_that_nothing_would_find_is_named(tmp_path, chemin, dit):
    (tmp_path / chemin).parent.mkdir(exist_ok=True)
    (tmp_path / chemin).write_text(DEMARCHE, encoding="utf-8")
    assert dit in " ".join(faute.describe(tmp_path) for faute in check_definitions.check(tmp_path))


@pytest.mark.parametrize(
    ("avant", "apres", "ligne_de", "dit"),
    [
        ('"acte-deces",', '"permis-de-chasse",', '"permis-de-chasse"', "n’existe pas"),
        ('"acte-deces",', '"acte-deces",\n    "acte-deces",', None, "écrit deux fois"),
        ("[services.voirie]", "[services.voiries]", "[services.voiries]", "n’est pas possible. Choisissez parmi"),
        ('telephone = "03 00 00 00 40"\n', "", "[services.voirie]", "il manque la clé «\u00a0telephone\u00a0»"),
        ('telephone = "03 00 00 00 00"', "telephone = 3", "telephone = 3", "écrivez un texte entre guillemets"),
        ('couleur = "#12504F"', 'couleur = "vert"', "couleur", "une couleur comme"),
        ('logo = "valmont-sur-lys.svg"', 'logo = "x.svg"', "logo", "static-site/images/logos"),
        ('lundi = ["8:30', 'lundy = ["8:30', "[ouverture]", "n’est pas un jour"),
        ('insee = "62999"', "insee = ", "insee", "ce n’est pas du TOML"),
        ('lettre = "C"', 'lettre = "CC"', 'lettre = "CC"', "une seule lettre majuscule"),
        ('lettre = "C"', 'lettre = "V"', None, "«\u00a0V\u00a0» est déjà pris"),
        ('lettre = "V"\n', "", "[regies.ville]", "il manque la clé «\u00a0lettre\u00a0»"),
        (
            '"voirie", "vie-associative"]',
            '"voiries", "vie-associative"]',
            '"voiries"',
            "Choisissez parmi\u00a0: etat-civil",
        ),
        ('numcli = "006382"', 'numcli = "6382"', 'numcli = "6382"', "6 chiffres"),
        ('numcli = "006382"', "numcli = 6382", "numcli = 6382", "écrivez un texte entre guillemets"),
        ('numcli = "006383"', 'numcli = "006382"', None, "«\u00a0006382\u00a0» est déjà pris"),
        ('saisie = "T"', 'saisie = "P"', 'saisie = "P"', "Choisissez parmi\u00a0: T, X, W"),
        ("[regies.ccas.payfip]", "[regies.ccas.payfp]", "[regies.ccas]", "Corrigez son nom"),
        ('famille = "N° famille"', 'foyer = "N° famille"', "foyer", "Choisissez parmi\u00a0: numero"),
        ('payeur = "Payeur"', 'payeur = "N° famille"', "payeur", "est déjà pris"),
    ],
)
def test_a_mistake_of_a_commune_is_told_in_french_at_its_line(tmp_path, avant, apres, ligne_de, dit):
    assert avant in COMMUNE
    texte = COMMUNE.replace(avant, apres, 1)
    (tmp_path / "ailleurs.toml").write_text(texte, encoding="utf-8")
    (faute, *_) = check_communes.check(tmp_path, ROOT)
    assert dit in faute.message
    if ligne_de:
        assert ligne_de in texte.splitlines()[faute.ligne - 1], faute


def test_a_demarche_needs_its_service_in_the_commune(tmp_path):
    debut, _, suite = COMMUNE.partition("[services.voirie]")
    sans = debut + suite.partition("\n\n")[2]
    (tmp_path / "ailleurs.toml").write_text(sans, encoding="utf-8")
    (regie,) = check_communes.check(tmp_path, ROOT)
    assert (regie.cle, "«\u00a0voirie\u00a0» n’est pas possible" in regie.message) == ("regies.ville.services", True)
    (tmp_path / "ailleurs.toml").write_text(sans.replace(', "voirie",', ","), encoding="utf-8")
    (faute,) = check_communes.check(tmp_path, ROOT)
    assert "Ajoutez la table [services.voirie]" in faute.message
    assert (
        '"occupation-domaine-public"' in (tmp_path / "ailleurs.toml").read_text("utf-8").splitlines()[faute.ligne - 1]
    )


def test_with_a_mistake_the_command_fails_and_counts(tmp_path, capsys):
    for dossier in ("infra/communes", "static-site/images/logos"):
        shutil.copytree(ROOT / dossier, tmp_path / dossier)
    shutil.copy(ROOT / "static-site/commune.py", tmp_path / "static-site")
    fichier = tmp_path / "chalicelib/demarches/essai/1.toml"
    fichier.parent.mkdir(parents=True)
    fichier.write_text(DEMARCHE.replace("delai_jours = 10", "delai_jours = 0"), encoding="utf-8")
    assert check.main(tmp_path) == 1
    told = capsys.readouterr().err
    assert "chalicelib/demarches/essai/1.toml:9\u00a0: delai_jours\u00a0: 0 n’est pas permis" in told
    assert told.endswith("1\u00a0erreur à corriger.\n")


def test_the_example_of_the_guide_is_a_definition(tmp_path):
    guide = (ROOT / "docs/guide-demarches.md").read_text(encoding="utf-8")
    exemple = guide.partition("## Une démarche entière")[2].partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "pret-barrieres").mkdir()
    (tmp_path / "pret-barrieres" / "1.toml").write_text(exemple, encoding="utf-8")
    assert check_definitions.check(tmp_path) == ()


def test_the_guide_names_every_type_every_key_and_every_nature():
    guide = (ROOT / "docs/guide-demarches.md").read_text(encoding="utf-8")
    attendus = {*TypeDeChamp, *NATURES, *SERVICES, *PREREMPLIS, *OPERATEURS, *COMBINAISONS}
    assert {nom for nom in attendus if not re.search(rf"[`\"{{ ]{re.escape(nom)}[`\" ]", guide)} == set()
