"""PDFs that are locked, active, endless, broken or bombs; each one a real file."""

import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject
from pypdf.generic import create_string_object as string
from reportlab.pdfgen.canvas import Canvas

from chalicelib.domain.fichiers_refus import FichierRefuse, Refus
from chalicelib.rendering import assemblage, controle_pdf
from chalicelib.rendering.controle_pdf import PAGES, check
from tests.portail import PDF


def name(texte):
    return NameObject(f"/{texte}")


def action(kind, **more):
    return DictionaryObject({name("S"): name(kind), **{name(cle): valeur for cle, valeur in more.items()}})


def written(*changes, compressed=False):
    """One blank page, changed."""
    sortie, contenu = PdfWriter(), BytesIO()
    sortie.add_blank_page(200, 200)
    for change in changes:
        change(sortie)
    if compressed:
        sortie.compress_identical_objects()
    sortie.write(contenu)
    return contenu.getvalue()


def opening(kind, **more):
    return lambda pdf: pdf.root_object.__setitem__(name("OpenAction"), action(kind, **more))


def on_page(cle, valeur):
    return lambda pdf: pdf.pages[0].__setitem__(name(cle), valeur)


def stream(octets, *filtres, **entries):
    flux = StreamObject()
    flux._data = octets  # noqa: SLF001 (pypdf gives no other way to write a stream as it is)
    flux[name("Filter")] = ArrayObject(map(name, filtres))
    flux.update({name(cle): NumberObject(valeur) for cle, valeur in entries.items()})
    return flux


def adding(flux):
    return lambda pdf: pdf._add_object(flux)  # noqa: SLF001 (likewise)


def refused(octets):
    with pytest.raises(FichierRefuse) as refuse:
        check(octets)
    return refuse.value.refus


def drawn():
    contenu = BytesIO()
    toile = Canvas(contenu)
    toile.drawString(100, 700, "Attestation <html> et <script>")
    toile.showPage()
    toile.save()
    return contenu.getvalue()


@pytest.mark.parametrize("octets", [PDF, written(), drawn(), written(opening("GoTo"))])
def test_an_ordinary_document_is_accepted(octets):
    check(octets)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_a_locked_document_is_refused(algorithm):
    assert refused(written(lambda pdf: pdf.encrypt("secret", algorithm=algorithm))) is Refus.PROTEGE


@pytest.mark.parametrize(
    "change",
    [
        opening("JavaScript", JS=string("app.alert(1)")),
        opening("Launch", F=string("cmd.exe")),
        opening("SubmitForm", F=string("https://ailleurs.example")),
        lambda pdf: pdf.add_attachment("facture.exe", b"MZ"),
        on_page("AA", DictionaryObject({name("O"): action("JavaScript", JS=string("1"))})),
        on_page("Annots", ArrayObject([DictionaryObject({name("Subtype"): name("RichMedia")})])),
        lambda pdf: pdf.root_object.__setitem__(
            name("AcroForm"), DictionaryObject({name("XFA"): DecodedStreamObject()})
        ),
    ],
)
def test_a_document_that_does_something_is_refused(change):
    assert refused(written(change)) is Refus.ACTIF


def test_a_program_that_the_table_does_not_list_is_found_too():
    assert refused(PDF.replace(b"xref", b"9 0 obj<</S/JavaScript/JS(1)>>endobj\nxref", 1)) in {Refus.ACTIF, Refus.ABIME}


def test_a_name_written_in_another_way_is_the_same_name():
    assert refused(written(opening("JavaScript")).replace(b"/JavaScript", b"/J#61vaScript")) is Refus.ACTIF


def test_a_document_of_more_pages_than_anybody_reads_is_refused():
    assert refused(written(*[lambda pdf: pdf.add_blank_page(10, 10)] * PAGES)) is Refus.LONG
    assert refused(PDF.replace(b"/Count 1>", b"/Count 9999999>")) in {Refus.LONG, Refus.ABIME}


def test_a_document_of_too_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(controle_pdf, "OBJETS", 2)
    assert refused(PDF) is Refus.LONG


def test_a_stream_that_swells_is_refused_without_being_kept():
    zeros = zlib.compressobj(9)
    bombe = b"".join(zeros.compress(bytes(1 << 20)) for _ in range(400)) + zeros.flush()
    assert len(bombe) < 1_000_000
    assert refused(written(adding(stream(bombe, "FlateDecode")))) is Refus.LOURD


def packed(octets_by_object, number):
    """A document most of whose objects rest in one stream, and nothing refers to them but a page."""
    premier, objets = 4, [b"(%s)" % (b"x" * octets_by_object)] * number
    table = b" ".join(b"%d %d" % (premier + 1 + r, r * (octets_by_object + 2)) for r in range(number)) + b" "
    corps = zlib.compress(table + b"".join(objets))
    cites = b" ".join(b"%d 0 R" % (premier + 1 + r) for r in range(number))
    entete = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n" % (number, len(table), len(corps))
    ecrits = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/PieceInfo[%s]>>" % cites,
        entete + corps + b"\nendstream",
    ]
    sortie, lignes = b"%PDF-1.5\n", [bytes(7)]
    for rang, ecrit in enumerate(ecrits, 1):
        lignes.append(b"\1" + len(sortie).to_bytes(4, "big") + bytes(2))
        sortie += b"%d 0 obj\n%s\nendobj\n" % (rang, ecrit)
    lignes += [b"\2" + premier.to_bytes(4, "big") + rang.to_bytes(2, "big") for rang in range(number)]
    lignes.append(b"\1" + len(sortie).to_bytes(4, "big") + bytes(2))
    entete = b"<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % (len(lignes), 7 * len(lignes))
    fin = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(sortie)
    return sortie + b"%d 0 obj\n" % (len(lignes) - 1) + entete + b"".join(lignes) + fin


def test_objects_that_swell_are_refused_before_they_are_read():
    check(packed(100, 3))
    assert refused(packed(1_100_000, 10)) is Refus.LOURD
    autrement = packed(10, 3).replace(b"/Filter/FlateDecode", b"/Filter/LZWDecode  ")
    assert refused(autrement) is Refus.LOURD


def test_files_that_each_may_be_read_cost_no_more_together_than_one_of_them(monkeypatch):
    monkeypatch.setattr(controle_pdf, "OBJETS_GONFLES", 1000)
    leger = (packed(100, 3), "application/pdf")
    assert assemblage.assemble([leger, leger], "Deux").startswith(b"%PDF")
    with pytest.raises(FichierRefuse):
        assemblage.assemble([leger] * 4, "Quatre")


def test_drawings_put_together_hold_no_more_pixels_than_one_may(monkeypatch):
    contenu = BytesIO()
    Image.new("P", (60, 50)).save(contenu, "PNG")
    dessin = (contenu.getvalue(), "image/png")
    monkeypatch.setattr(assemblage, "PIXELS", 6000)
    assert assemblage.assemble([dessin, dessin], "Deux").startswith(b"%PDF")
    with pytest.raises(FichierRefuse):
        assemblage.assemble([dessin] * 3, "Trois")


@pytest.mark.parametrize("filtres", [("FlateDecode", "FlateDecode"), ("Fl", "LZWDecode")])
def test_a_stream_within_a_stream_is_refused(filtres):
    assert refused(written(adding(stream(zlib.compress(zlib.compress(bytes(1000))), *filtres)))) is Refus.LOURD


def test_an_image_larger_than_any_scan_is_refused():
    flux = stream(b"", "DCTDecode", Width=20_000, Height=20_000)
    assert refused(written(adding(flux))) is Refus.GEANT


@pytest.mark.parametrize(
    "octets",
    [
        PDF[:-6],
        PDF[:150],
        b"%PDF-1.7\n%%EOF\n",
        PDF.replace(b"/Root 1 0 R", b""),
        PDF.replace(b"/Count 1", b"/Count 0"),
    ],
)
def test_a_document_cut_short_or_broken_is_refused(octets):
    assert refused(octets) is Refus.ABIME


def test_a_tree_that_turns_in_circles_ends():
    assert refused(PDF.replace(b"/Pages 2 0 R", b"/Pages 1 0 R")) is Refus.ABIME
