"""A whole file of factures, good or bad."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import import_factures, import_texte
from chalicelib.domain.facture import Emission, LigneDeFacture
from chalicelib.domain.import_fautes import RETENUES, Fautes, FichierIllisible
from chalicelib.domain.import_lignes import ANCIENNETE, AVANCE, DELAI
from chalicelib.domain.import_texte import Format
from tests.facturation import FORMAT, JOUR, avoir, fichier, ligne

UTF8 = replace(FORMAT, encodage="utf-8")


def read(octets, format=FORMAT):  # noqa: A002
    fautes = Fautes()
    return import_factures.read(octets, "ville", format, JOUR, fautes), fautes


def refused(octets, format=FORMAT):  # noqa: A002
    """The only fault of the file."""
    _, fautes = read(octets, format)
    assert fautes.total == 1, fautes.retenues
    return fautes.retenues[0]


def test_lines_of_one_numero_are_one_facture():
    contenu, fautes = read(fichier(ligne(), ligne(numero="2"), ligne(prestation="Garderie", montant="42.01")))
    assert not fautes.total
    assert contenu.lignes == 3
    premiere, seconde = contenu.factures
    assert premiere.ligne == 2
    assert premiere.emission == Emission(
        "ville",
        "2026-0001",
        "1042",
        "Mme Amélie LIRE",
        "Restauration scolaire",
        "Octobre 2026",
        date(2026, 11, 2),
        date(2026, 11, 30),
        8401,
        (LigneDeFacture("Repas", "Léo", 12_000, 350, 4200), LigneDeFacture("Garderie", "Léo", 12_000, 350, 4201)),
    )
    assert seconde.emission.numero == "2"


def test_an_avoir_names_the_facture_that_it_cancels():
    contenu, fautes = read(fichier(ligne(), avoir(montant="-40,00"), avoir(montant="-2,00")))
    assert not fautes.total
    (trouve,) = contenu.avoirs
    assert (trouve.numero, trouve.facture, trouve.montant) == ("A-1", "2026-0001", 4200)


@pytest.mark.parametrize(
    ("changes", "champ", "why"),
    [
        ({"montant": "0"}, "Montant", "nul"),
        ({"montant": "-42,00"}, "Montant", "négatif"),
        ({"montant": "1000000"}, "Montant", "dépasse"),
        ({"montant": "42,000"}, "Montant", "2 chiffres"),
        ({"montant": "42,02"}, "Montant", "La quantité multipliée par le prix donne 42\u00a0€, pas 42,02\u00a0€."),
        ({"quantite": "0"}, "Quantité", "supérieure à 0"),
        ({"prix_unitaire": ""}, "Prix unitaire", "n’est pas un nombre"),
        ({"famille": "n° 4"}, "N° famille", "20 caractères"),
        ({"famille": ""}, "N° famille", "20 caractères"),
        ({"numero": "#1"}, "N° facture", "40 caractères"),
        ({"payeur": ""}, "Payeur", "vide"),
        ({"objet": "x" * 101}, "Objet", "100 caractères"),
        ({"prestation": "Repas\x07"}, "Prestation", "invisible"),
        ({"montant": "9" * 5000}, "Montant", "n’est pas un nombre"),
        ({"prix_unitaire": "-3,50"}, "Prix unitaire", "négatif"),
        ({"prix_unitaire": "3,505"}, "Prix unitaire", "2 chiffres"),
        ({"quantite": "1,0005"}, "Quantité", "3 chiffres"),
        ({"payeur": "Mme\nLire"}, "Payeur", "invisible"),
        ({"emise_le": "hier"}, "Date facture", "ne se lit pas"),
        ({"emise_le": "31/02/2026"}, "Date facture", "n’existe pas"),
        ({"echeance_le": "2026-11-31"}, "Date limite", "n’existe pas"),
        ({"emise_le": "02/11/2006"}, "Date facture", "trop ancienne"),
        ({"emise_le": "02/11/2206"}, "Date facture", "lointaine"),
        ({"echeance_le": "01/11/2026"}, "Date limite", "suivre"),
        ({"echeance_le": "01/11/2036"}, "Date limite", "suivre"),
    ],
)
def test_a_wrong_cell_is_told_by_its_line_its_column_and_why(changes, champ, why):
    faute = refused(fichier(ligne(numero="1"), ligne(numero="2"), ligne(numero="3") | changes))
    assert (faute.ligne, faute.champ) == (4, champ)
    assert why in faute.detail


@pytest.mark.parametrize("montant", ["41,99", "42,00", "42,01"])
def test_one_centime_of_rounding_is_admitted(montant):
    assert not read(fichier(ligne(montant=montant)))[1].total


@pytest.mark.parametrize(
    ("champ", "autre"),
    [("famille", "77"), ("payeur", "M. Petit"), ("emise_le", "03/11/2026"), ("echeance_le", "01/12/2026")],
)
def test_one_numero_with_two_payers_or_dates_is_refused(champ, autre):
    faute = refused(fichier(ligne(), ligne(**{champ: autre})))
    assert (faute.ligne, faute.champ) == (3, FORMAT.heading(champ))
    assert "ligne 2" in faute.detail


def test_the_total_of_the_file_must_be_that_of_its_lines():
    avec = replace(FORMAT, colonnes=FORMAT.colonnes | {"total": "Total"})
    bon = ligne(total="84,00")
    assert not read(fichier(bon, bon, format=avec), avec)[1].total
    faute = refused(fichier(ligne(total="42,00"), ligne(total="42,00"), format=avec), avec)
    assert (faute.champ, faute.detail) == (
        "Total",
        "Facture 2026-0001\u00a0: ses lignes font 84\u00a0€, son total dit 42\u00a0€.",
    )


def test_a_facture_above_what_can_be_paid_is_refused():
    grosse = {"quantite": "1", "prix_unitaire": "60000", "montant": "60000"}
    assert "99\u202f999,99" in refused(fichier(ligne(**grosse), ligne(**grosse))).detail


def test_a_facture_has_a_hundred_lines_at_most():
    assert "101 lignes" in refused(fichier(*[ligne()] * 101)).detail


@pytest.mark.parametrize(
    ("changes", "champ", "why"),
    [
        ({"montant": "0"}, "Montant", "nul"),
        ({"montant": "-42,005"}, "Montant", "2 chiffres"),
        ({"montant": "1000000"}, "Montant", "dépasse"),
        ({"numero": ""}, "N° facture", "40 caractères"),
        ({"facture": "#1"}, "Avoir sur", "40 caractères"),
        ({"famille": ""}, "N° famille", "20 caractères"),
    ],
)
def test_a_wrong_cell_of_an_avoir_is_told_likewise(changes, champ, why):
    faute = refused(fichier(ligne(), avoir(**changes)))
    assert (faute.ligne, faute.champ) == (3, champ)
    assert why in faute.detail


def test_two_avoirs_on_one_facture_are_refused():
    faute = refused(fichier(avoir(), avoir(numero="A-2")))
    assert (faute.ligne, faute.champ) == (3, "Avoir sur")


@pytest.mark.parametrize(("change", "champ"), [({"facture": "2"}, "Avoir sur"), ({"famille": "77"}, "N° famille")])
def test_one_avoir_for_two_factures_or_families_is_refused(change, champ):
    assert refused(fichier(avoir(), avoir(**change))).champ == champ


def test_a_numero_is_not_both_of_a_facture_and_of_an_avoir():
    assert "d’une facture et d’un avoir" in refused(fichier(ligne(), avoir("2", "2026-0001"))).detail


@pytest.mark.parametrize(
    ("octets", "format", "ligne_", "why"),
    [
        (fichier(ligne()), UTF8, 1, "l’octet B0"),
        (fichier(ligne(), encodage="utf-8"), FORMAT, 1, "Ce fichier est en UTF-8"),
        (b"numero\r\n\x81", FORMAT, 2, "l’octet 81"),
        (fichier(ligne(), encodage="utf-16"), FORMAT, 1, "l’octet 00"),
        (b"PK\x03\x04...", UTF8, 1, "classeur"),
        (b"\xff\xd8\xff\xe0 une photo", UTF8, 1, "l’octet FF"),
        (fichier(ligne()) + b"a\0b", FORMAT, 3, "l’octet 00"),
        (fichier(ligne(), encodage="utf-16-le"), UTF8, 1, "l’octet 00"),
        (b"", UTF8, 1, "est vide"),
        (b"\xef\xbb\xbf\r\n \r\n", FORMAT, 1, "est vide"),
        (b"n'importe quoi", UTF8, 1, "Il manque les colonnes"),
        (fichier(ligne()) + b'"une"case;deux\r\n', FORMAT, 3, "guillemet"),
        (fichier(ligne()).replace(b";", b","), FORMAT, 1, "séparateur choisi (point-virgule)"),
        (fichier(ligne()).replace(b"Payeur", b"Payeuse"), FORMAT, 1, "«\u00a0Payeur\u00a0»"),
        (fichier(ligne()).replace(b"Enfant", b"Payeur"), FORMAT, 1, "plusieurs fois"),
        (fichier(), FORMAT, 1, "aucune facture"),
        (fichier(ligne()) + b'"jamais ferm\xe9', FORMAT, 3, "guillemet"),
        (fichier(ligne()) + b"une;case\r\n", FORMAT, 3, "2 cases, le titre en a 13"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_why(octets, format, ligne_, why):  # noqa: A002
    faute = refused(octets, format)
    assert faute.ligne == ligne_
    assert why in faute.detail


def test_a_mark_at_the_beginning_says_utf8_whatever_was_chosen():
    assert not read(fichier(ligne(), encodage="utf-8-sig"))[1].total


def test_blank_lines_are_passed_over_and_headings_are_recognised_in_any_case():
    octets = fichier(ligne()).replace("N° famille".encode("cp1252"), " n°  FAMILLE ".encode("cp1252"))
    contenu, fautes = read(octets + b";;;;;;;;;;;;\r\n\r\n")
    assert not fautes.total
    assert contenu.lignes == 1


def test_quotes_hold_separators_line_ends_and_quotes():
    contenu, fautes = read(fichier(ligne(prestation='Repas "bio" ; midi'), ligne(numero="2", montant="0")))
    assert contenu.factures[0].emission.lignes[0].prestation == 'Repas "bio" ; midi'
    assert [faute.ligne for faute in fautes.retenues] == [3]
    _, fautes = read(fichier(ligne(objet="Sur\r\ndeux lignes"), ligne(numero="2", montant="0")))
    assert [(faute.ligne, faute.champ) for faute in fautes.retenues] == [(2, "Objet"), (4, "Montant")]


def test_the_line_after_the_fifty_thousandth_is_refused_by_its_number():
    champs = import_texte.OBLIGATOIRES
    format_ = Format(";", "utf-8", {})
    texte = "\n".join([";".join(champs), *[";".join("x" * len(champs))] * 50_000])
    assert sum(1 for _ in import_texte.rows(texte, format_, Fautes())) == 50_000
    with pytest.raises(FichierIllisible) as refus:
        list(import_texte.rows(texte + "\n" + ";".join("x" * len(champs)), format_, Fautes()))
    assert refus.value.faute.ligne == 50_002


def test_a_file_has_fifty_thousand_lines_at_most(monkeypatch):
    monkeypatch.setattr(import_texte, "LIGNES_MAXIMUM", 2)
    assert not read(fichier(*[ligne()] * 2))[1].total
    assert "50\u202f000" in refused(fichier(*[ligne()] * 3)).detail


def test_faults_beyond_those_shown_are_counted():
    _, fautes = read(fichier(*[ligne(montant="0")] * (RETENUES + 5)))
    assert (fautes.total, len(fautes.retenues)) == (RETENUES + 5, RETENUES)


MOTS = st.text(st.characters(codec="cp1252", categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
NUMEROS = st.from_regex(r"[A-Z0-9]([A-Z0-9 ./_-]{0,10}[A-Z0-9])?", fullmatch=True)
JOURS = st.dates(JOUR - ANCIENNETE, JOUR + AVANCE)


@st.composite
def emissions(draw):
    lignes = []
    for _ in range(draw(st.integers(1, 3))):
        quantite, prix = draw(st.integers(1, 20_000)), draw(st.integers(1, 20_000))
        montant = (quantite * prix + 500) // 1000 + draw(st.integers(-1, 1))
        lignes.append(LigneDeFacture(draw(MOTS), draw(MOTS | st.just("")), quantite, prix, max(montant, 1)))
    le = draw(JOURS)
    fin = le + timedelta(days=draw(st.integers(0, DELAI.days)))
    textes = (draw(MOTS), draw(MOTS), draw(MOTS | st.just("")))
    montant = sum(ligne.montant for ligne in lignes)
    return Emission("ville", draw(NUMEROS), draw(NUMEROS.filter(lambda n: " " not in n)).replace("_", "-"), *textes, le,
                    fin, montant, tuple(lignes))  # fmt: skip


def _decimal(valeur, chiffres):
    return f"{valeur // 10**chiffres:,}".replace(",", " ") + f",{valeur % 10**chiffres:0{chiffres}}"


@given(
    st.lists(emissions(), min_size=1, max_size=4, unique_by=lambda emission: emission.numero),
    st.sampled_from(list(import_texte.SEPARATEURS)),
    st.sampled_from(["utf-8", "windows-1252", "utf-8-sig"]),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d"]),
)
def test_what_a_software_writes_is_what_is_read(voulues, separateur, encodage, jour):
    format = Format(separateur, encodage.removesuffix("-sig"), FORMAT.colonnes)  # noqa: A001
    lignes = [
        ligne(
            numero=e.numero, famille=e.famille, payeur=e.payeur, objet=e.objet, periode=e.periode,
            emise_le=e.emise_le.strftime(jour), echeance_le=e.echeance_le.strftime(jour), prestation=d.prestation,
            concerne=d.concerne, quantite=_decimal(d.quantite, 3), prix_unitaire=_decimal(d.prix_unitaire, 2),
            montant=_decimal(d.montant, 2),
        )
        for e in voulues
        for d in e.lignes
    ]  # fmt: skip
    contenu, fautes = read(fichier(*lignes, format=format, encodage=encodage), format)
    assert fautes.retenues == []
    assert [importee.emission for importee in contenu.factures] == voulues


@given(st.binary(max_size=300), st.sampled_from([FORMAT, UTF8]))
def test_whatever_is_sent_is_refused_and_never_breaks(octets, format):  # noqa: A002
    _, fautes = read(octets, format)
    assert fautes.total
    _, fautes = read(fichier(ligne()) + octets, FORMAT)
    assert all(faute.detail.endswith(".") for faute in fautes.retenues)
