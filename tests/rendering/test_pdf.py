"""Documents: whatever somebody typed is on the paper as text, or shows that it could not be."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from chalicelib.rendering.pdf import Document, Section, render
from chalicelib.rendering.polices import readable

MOTS = "Vos données"


def read(document):
    return PdfReader(io.BytesIO(render(document)))


def text(document):
    return "\n".join(page.extract_text() for page in read(document).pages)


def saying(*lignes, **changes):
    champs = {
        "titre": MOTS,
        "auteur": "Ville",
        "sections": (Section("Votre compte", lignes=lignes),),
    }
    return Document(**champs | changes)


def test_a_document_says_what_it_is_and_in_which_language():
    pdf = read(saying(("Nom", "Lire")))
    assert (pdf.metadata.title, pdf.metadata.author) == (MOTS, "Ville")
    assert pdf.trailer["/Root"]["/Lang"] == "fr-FR"


def test_title_sections_paragraphs_tables_and_foot_are_on_the_page_in_their_order():
    sections = (Section("Votre compte", ("Un texte.",), (("Nom", "Lire"),)), Section("Léo Lire", niveau=2))
    found = text(saying(sections=sections, introduction=("Bonjour.",), pied="Ville"))
    places = [
        found.index(words) for words in (MOTS, "Bonjour.", "Votre compte", "Un texte.", "Nom", "Lire", "Léo Lire")
    ]
    assert places == sorted(places)
    assert "Ville" in found
    assert "Page 1 sur 1" in found


def test_pages_are_numbered_and_a_row_longer_than_a_page_goes_on():
    pdf = read(saying(("Réponse", "mot " * 6000), ("Après", "fin")))
    assert len(pdf.pages) > 5
    assert [f"Page {rang} sur {len(pdf.pages)}" in page.extract_text() for rang, page in enumerate(pdf.pages, 1)] == [
        True
    ] * len(pdf.pages)
    assert sum(page.extract_text().count("mot") for page in pdf.pages) == 6000
    assert "fin" in pdf.pages[-1].extract_text()


@pytest.mark.parametrize(
    "nom",
    [
        "Łukasz Ňuňez",
        "Ștefan Ağaoğlu",
        "D’Hérouville",
        "Œuvré-Lë Goff",
        "Nguyễn Thị",
        "Παπαδόπουλος",
        "Иванов",
        "<b>&amp;",
    ],
)
def test_the_names_of_europe_are_written_whole(nom):
    assert nom in text(saying(("Nom", nom)))


@pytest.mark.parametrize(
    "piege", ["<script>alert(1)</script>", "<b>gras", "&lt;", "</para>", '<img src="http://x"/>', "%PDF"]
)
def test_nothing_typed_is_read_as_a_tag(piege):
    assert piege in text(saying(("Nom", piege), titre=piege, introduction=(piege,)))


def test_a_text_in_nfd_is_written_composed():
    assert "Amélie" in text(saying(("Prénom", unicodedata.normalize("NFD", "Amélie"))))


def test_what_the_font_lacks_shows_that_something_is_missing():
    assert "Zoé �" in text(saying(("Prénom", "Zoé 🌻")))
    assert readable("محمد") == "����"
    assert readable("李") == "�"


def test_what_has_no_shape_leaves_no_trace_and_does_not_turn_the_text_around():
    assert readable("Li\u200fre\u200d\ufe0f") == "Lire"
    assert readable("06\u202f12‑34") == "06\u00a012-34"
    assert readable("a\nb") == "a\nb"


def test_lines_of_an_answer_stay_lines():
    first, second = text(saying(("Adresse", "12 rue des Lilas\n62990 Valmont"))).split("12 rue des Lilas")
    assert second.startswith("\n62990 Valmont")
    assert "62990" not in first
