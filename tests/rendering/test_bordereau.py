"""The sheet that goes in the envelope: its address where the window is, its barcode as a scanner reads it."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm

from chalicelib.rendering.bordereau import PLI, Bordereau, barcode, render

FEUILLE = Bordereau(
    "Ville de Valmont",
    ("Ville de Valmont", "État civil", "1 place de la Mairie", "62990 Valmont-sur-Lys"),
    "Acte de naissance",
    "D26-7KQF-3MXP",
    "Lire",
    "Amélie",
    ("Pièce d’identité", "Justificatif de domicile"),
)
MODULES = {"A": 1, "B": 2, "C": 3, "D": 4, "a": 1, "b": 2, "c": 3, "d": 4}
"""Widths, as reportlab writes them: capitals are bars."""


def read(feuille):
    return PdfReader(io.BytesIO(render(feuille)))


def placed(page):
    """(text, millimetres from the left, millimetres from the top) of each line drawn."""
    found, haut = [], float(page.mediabox.height)

    def visit(texte, cm, tm, _police, _corps):
        if texte.strip():
            found.append((texte.strip(), (cm[4] + tm[4]) / mm, (haut - cm[5] - tm[5]) / mm))

    page.extract_text(visitor_text=visit)
    return found


def drawn(feuille):
    """Its barcode, as encoded for the paper."""
    code = barcode(feuille)
    assert code.width > 0
    return code


def test_the_sheet_says_whose_it_is_what_it_holds_and_in_which_language():
    pdf = read(FEUILLE)
    text = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    assert (pdf.metadata.title, pdf.metadata.author) == ("Bordereau d’envoi D26-7KQF-3MXP", "Ville de Valmont")
    assert pdf.trailer["/Root"]["/Lang"] == "fr-FR"
    for mots in ("Objet : Acte de naissance", "D26-7KQF-3MXP", "Nom : Lire", "Prénom : Amélie"):
        assert mots in text
    assert "– Pièce d’identité\n– Justificatif de domicile" in text
    assert "62990 Valmont-sur-Lys" in text


def test_only_the_address_is_where_the_window_may_be_and_all_of_it_always_shows():
    """A panel of 99 by 210 mm slides by 11 and 10 mm in the envelope: the window shows 34 to 90, always 45 to 79."""
    adresse = (*FEUILLE.adresse[:2], "Hôtel de Ville", "Bâtiment B", *FEUILLE.adresse[2:])
    lines = placed(read(replace(FEUILLE, adresse=adresse)).pages[0])
    shown = [line for line in lines if 90 <= line[1] <= 200 and 34 <= line[2] <= 90]
    assert [texte for texte, _, _ in shown] == list(adresse)
    assert all(gauche >= 100 and 45 <= bas <= 79 for _, gauche, bas in shown)
    rest = [bas for texte, _, bas in lines if texte not in adresse]
    assert sum(bas < PLI for bas in rest) == 1


def test_the_barcode_holds_the_numero_without_dashes_as_code_128_spells_it():
    code = drawn(FEUILLE)
    assert (code.value, code.validated) == ("D267KQF3MXP", "D267KQF3MXP")
    values = list(code.encoded)
    assert values[-1] == 106
    check = (values[0] + sum(rang * value for rang, value in enumerate(values[1:-2], 1))) % 103
    assert values[-2] == check
    assert "".join(chr(value + 32) for value in values[1:-2]) == "D267KQF3MXP"
    widths = [MODULES[lettre] for lettre in code.decomposed]
    assert sum(widths) == 11 * len(values) + 2


def test_another_numero_has_another_barcode():
    other = replace(FEUILLE, numero="D26-2222-2222")
    assert drawn(other).decomposed != drawn(FEUILLE).decomposed


def test_the_bars_are_wide_enough_for_a_cheap_scanner_and_fit_between_the_margins():
    code = drawn(FEUILLE)
    assert code.barWidth >= 0.33 * mm
    assert code.lquiet >= 10 * code.barWidth
    assert code.width < 170 * mm


@pytest.mark.parametrize("piege", ["<b>gras", "&lt;", "</para>"])
def test_nothing_typed_is_read_as_a_tag(piege):
    feuille = replace(FEUILLE, nom=piege, objet=piege)
    assert piege in read(feuille).pages[0].extract_text()
