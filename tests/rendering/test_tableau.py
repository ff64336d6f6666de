"""Tables of figures in documents: what was typed stays text, figures keep to their column."""

import io

from pypdf import PdfReader

from chalicelib.rendering.pdf import Document, Section, render
from chalicelib.rendering.tableau import Tableau

TITRES = ("Prestation", "Quantité", "Montant")
PARTS = (0.6, 0.2, 0.2)


def pages(*lignes, **changes):
    tableau = Tableau(TITRES, lignes, PARTS, **{"droite": 2} | changes)
    document = Document("Facture", "Ville", (Section("Détail", tableau=tableau),))
    return PdfReader(io.BytesIO(render(document))).pages


def ends(page):
    """Where the last column's texts begin, in points from the left."""
    found = {}

    def visit(text, _cm, tm, _font, _size):
        if text.strip().endswith("€"):
            found[text.strip()] = tm[4]

    page.extract_text(visitor_text=visit)
    return found


def test_rows_stand_under_their_headings_and_the_total_comes_last():
    (page,) = pages(("Repas", "14", "48,30"), ("Garderie", "1,5", "3,60"), total=("Total", "", "51,90"))
    found = page.extract_text().split()
    places = [found.index(mot) for mot in (*TITRES, "Repas", "14", "48,30", "Garderie", "Total", "51,90")]
    assert places == sorted(places)


def test_there_is_no_total_where_none_is_given():
    (page,) = pages(("Repas", "14", "48,30"))
    assert "Total" not in page.extract_text()


def test_figures_end_at_the_same_place():
    (page,) = pages(("Repas", "14", "8,30 €"), ("Garderie", "1,5", "1 203,60 €"))
    found = ends(page)
    assert found["1 203,60 €"] < found["8,30 €"]


def test_what_somebody_typed_is_text_and_stays_within_its_column():
    (page,) = pages(("<b>Repas</b> & goûter " + "x" * 200, "14", "48,30"))
    found = page.extract_text()
    assert "<b>Repas</b> & goûter" in found
    assert found.count("x") == 200
