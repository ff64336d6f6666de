import pytest

from chalicelib.domain.definition_table import DefinitionInvalide
from chalicelib.domain.errors import Introuvable
from chalicelib.storage.definitions import DOSSIER, catalogue, get, read
from chalicelib.storage.toml_lines import line_of

BONNE = '''titre = "Essai"
resume = "Essayer"
service = "scolaire"
compte_requis = true
membres = "enfants"
icone = "ecole"
duree_minutes = 5
delai_jours = 30
silence = """
[[etapes]]
nom = "neither a header nor a key: this is a text"
"""

[[etapes]]  # the first
nom = "enfant"
titre = "L’enfant"
aide = "Aide"

[[etapes.champs]]
nom = "niveau"
type = "choix"
libelle = "Niveau"
options = [
    { valeur = "ps", libelle = "Petite section" },
    { valeur = "ms", libelle = "Moyenne section" },
]

[[etapes.champs]]
nom = "arrivee"
type = "date"
libelle = "Date d’arrivée"
min = "2026-09-01"
max = "aujourdhui+2ans"

[[etapes]]
nom = "foyer"
titre = "Le foyer"
si = { champ = "niveau", egal = "ps" }

[[etapes.champs]]
nom = "parts"
type = "nombre"
libelle = "Parts"
min = 1
max = 9

[[etapes.champs]]
nom = "courriel"
type = "courriel"
libelle = "Courriel"
obligatoire = false
prerempli = "coordonnees.courriel"
si = { champ = "parts", egal = 2 }

[[pieces]]
nom = "domicile"
libelle = "Domicile"

[[pieces]]
nom = "vaccins"
libelle = "Vaccins"
formats = ["pdf"]
taille_max_mo = 5
si = { champ = "courriel", rempli = true }
'''
FAUTES = [
    ('titre = "Essai"\n', "", "titre: missing", 1),
    ('service = "scolaire"', 'service = "jardins"', "service: 'jardins' is none of", 3),
    ("compte_requis = true", 'compte_requis = "oui"', "compte_requis: bool expected, str found", 4),
    ("compte_requis = true", "compte_requis = false", "membres: nobody has a foyer without a compte", 5),
    ('membres = "enfants"', 'membres = "voisins"', "membres: 'voisins' is none of", 5),
    ('icone = "ecole"', 'icone = "licorne"', "icone: 'licorne' is none of", 6),
    ("duree_minutes = 5", "duree_minutes = 0", "duree_minutes: 0 is not between 1 and 120", 7),
    ("delai_jours = 30", "delai_jours = true", "delai_jours: int expected, bool found", 8),
    ("delai_jours = 30", "delai_jours = 30\ncouleur = 1", "couleur: unknown key", 9),
    ('nom = "foyer"', 'nom = "enfant"', "etapes[1].nom: 'enfant' is already taken", 36),
    ('aide = "Aide"', 'aide = " "', "etapes[0].aide: empty text", 17),
    ('nom = "niveau"', 'nom = "Niveau"', "etapes[0].champs[0].nom: 'Niveau' does not match", 20),
    ('type = "choix"', 'type = "couleur"', "etapes[0].champs[0].type: 'couleur' is none of", 21),
    ('libelle = "Niveau"\n', "", "etapes[0].champs[0].libelle: missing", 19),
    ('libelle = "Niveau"', "libelle = 3", "etapes[0].champs[0].libelle: str expected, int found", 22),
    ('valeur = "ms"', 'valeur = "ps"', "etapes[0].champs[0].options[1]: 'ps' is already taken", 23),
    ('valeur = "ms",', 'valeur = "ms", aide = "x",', "options[1].aide: unknown key", 23),
    ('type = "choix"', 'type = "texte"', "etapes[0].champs[0].options: unknown key, or not for this type", 23),
    ('type = "date"', 'type = "choix"', "etapes[0].champs[1].options: missing", 28),
    ('min = "2026-09-01"', 'min = "2026-09-31"', "etapes[0].champs[1].min: day is out of range", 32),
    ('min = "2026-09-01"', "min = 2026-09-01", "etapes[0].champs[1].min: str expected, date found", 32),
    ('max = "aujourdhui+2ans"', 'max = "2026-08-31"', "etapes[0].champs[1].min: min is greater than max", 32),
    ('min = "2026-09-01"', 'min = "aujourdhui+25mois"', "etapes[0].champs[1].min: min is greater than max", 32),
    ('max = "aujourdhui+2ans"', 'max = "demain"', "etapes[0].champs[1].max: not a date", 33),
    ('nom = "arrivee"', 'nom = "niveau"', "etapes[0].champs[1].nom: 'niveau' is already taken", 29),
    ('egal = "ps"', 'egal = "cp"', "etapes[1].si.egal: 'cp' is no option of 'niveau'", 38),
    ('egal = "ps"', "egal = 1", "etapes[1].si.egal: 1 cannot be an answer to 'niveau'", 38),
    ('egal = "ps"', "parmi = []", "etapes[1].si.parmi: empty list", 38),
    ('egal = "ps"', 'contient = "ps"', "etapes[1].si: exactly one of", 38),
    ('egal = "ps"', 'egal = "ps", rempli = true', "etapes[1].si: exactly one of", 38),
    ('egal = "ps"', 'egal = "ps", sinon = 1', "etapes[1].si.sinon: unknown key", 38),
    ('egal = "ps"', 'avant = "aujourdhui"', "etapes[1].si.avant: 'niveau' is no date", 38),
    ('{ champ = "niveau", egal = "ps" }', '{ champ = "parts", egal = 1 }', "no champ 'parts' before this place", 38),
    ('{ champ = "niveau", egal = "ps" }', '{ non = { un = [{ champ = "x", rempli = true }] } }', "no champ 'x'", 38),
    ("min = 1\n", "min = 10\n", "etapes[1].champs[0].min: min is greater than max", 44),
    ("min = 1\n", "longueur_max = 3\nmin = 1\n", "etapes[1].champs[0].longueur_max: unknown key", 44),
    ("obligatoire = false", 'obligatoire = "non"', "etapes[1].champs[1].obligatoire: bool expected", 51),
    ('"coordonnees.courriel"', '"coordonnees.fax"', "etapes[1].champs[1].prerempli: 'coordonnees.fax' is none of", 52),
    ('"coordonnees.courriel"', '"coordonnees.adresse"', "coordonnees.adresse cannot fill a champ courriel", 52),
    ('champ = "parts", egal = 2', 'champ = "courriel", rempli = true', "no champ 'courriel' before this place", 53),
    ('champ = "parts", egal = 2', 'champ = "parts", egal = true', "True cannot be an answer to 'parts'", 53),
    ('nom = "vaccins"', 'nom = "domicile"', "pieces[1].nom: 'domicile' is already taken", 60),
    ('["pdf"]', '["pdf", "exe"]', "pieces[1].formats[1]: 'exe' is none of", 62),
    ("taille_max_mo = 5", "taille_max_mo = 500", "pieces[1].taille_max_mo: 500 is not between 1 and 20", 63),
    ('champ = "courriel", rempli', 'champ = "fax", rempli', "pieces[1].si.champ: no champ 'fax'", 64),
    ('[[pieces]]\nnom = "domicile"', '[[piece]]\nnom = "domicile"', "piece: unknown key", 55),
    ('nom = "foyer"', 'nom = "foyer', "Illegal character", 36),
]  # fmt: skip


def write(dossier, texte):
    fichier = dossier / "demarches" / "essai" / "1.toml"
    fichier.parent.mkdir(parents=True)
    fichier.write_text(texte, encoding="utf-8")
    return fichier


def test_a_good_definition_is_read(tmp_path):
    definition = read(write(tmp_path, BONNE))
    assert (definition.slug, definition.version) == ("essai", 1)
    assert [champ.nom for etape in definition.etapes for champ in etape.champs] == [
        "niveau",
        "arrivee",
        "parts",
        "courriel",
    ]


@pytest.mark.parametrize(("avant", "apres", "message", "ligne"), FAUTES, ids=[f"{f[3]}: {f[2]}" for f in FAUTES])
def test_a_mistake_is_told_with_its_file_and_line(tmp_path, avant, apres, message, ligne):
    fichier = write(tmp_path, BONNE.replace(avant, apres, 1))
    with pytest.raises(DefinitionInvalide) as faute:
        read(fichier)
    assert f"demarches/essai/1.toml:{ligne}: " in str(faute.value)
    assert message in str(faute.value)


def test_an_unfinished_file_is_told_at_its_last_line(tmp_path):
    with pytest.raises(DefinitionInvalide, match=r"essai/1\.toml:2: .*end of document"):
        read(write(tmp_path, 'titre = "Essai"\noptions = ['))


def test_the_place_of_what_is_not_written_is_what_should_hold_it():
    assert line_of(BONNE, "etapes[1].champs[1].aide") == 47
    assert line_of(BONNE, "etapes[7]") == 1


def test_every_file_of_the_folder_can_be_asked_for():
    fichiers = {(fichier.parent.name, int(fichier.stem)) for fichier in DOSSIER.glob("*/*.toml")}
    assert {(get(slug, version).slug, get(slug, version).version) for slug, version in fichiers} == fichiers
    assert {definition.slug for definition in catalogue()} == {slug for slug, _ in fichiers}


def test_the_newest_version_is_given_unless_another_is_asked_for():
    assert get("acte-naissance") is get(
        "acte-naissance", max(int(f.stem) for f in DOSSIER.glob("acte-naissance/*.toml"))
    )


@pytest.mark.parametrize(
    ("slug", "version"),
    [
        ("permis-de-chasse", None),
        ("acte-naissance", 99),
        ("acte-naissance", 0),
        ("../demarches/acte-naissance", 1),
        ("", None),
    ],
)
def test_what_is_not_shipped_does_not_exist(slug, version):
    with pytest.raises(Introuvable):
        get(slug, version)
