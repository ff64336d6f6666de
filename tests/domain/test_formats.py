"""What a file is, from its first bytes."""

import io
import zipfile

import pytest

from chalicelib.domain import formulaire
from chalicelib.domain.formats import FORMATS, hides_another, is_what_it_says

TETES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
}
HOSTILES = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "zip": b"PK\x03\x04",
    "exe": b"MZ\x90\x00",
    "gif": b"GIF89a",
    "eicar": rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    "empty": b"",
    "pdf after a script": b"<script>alert(1)</script>%PDF-1.7",
    "pdf of no version": b"%PDF-9.9",
    "avif": b"\x00\x00\x00\x18ftypavif",
    "mp4": b"\x00\x00\x00\x18ftypisom",
    "truncated png": b"\x89PNG",
}


def test_every_format_that_a_definition_may_name_is_known():
    assert set(FORMATS) == set(formulaire.FORMATS) == set(TETES)


@pytest.mark.parametrize("vrai", TETES)
@pytest.mark.parametrize("annonce", FORMATS)
def test_a_file_is_taken_only_under_its_own_type(annonce, vrai):
    assert is_what_it_says(FORMATS[annonce].type, TETES[vrai]) is (annonce == vrai)


@pytest.mark.parametrize("tete", HOSTILES.values(), ids=HOSTILES)
@pytest.mark.parametrize("annonce", FORMATS)
def test_a_hostile_file_is_taken_under_no_type(annonce, tete):
    assert not is_what_it_says(FORMATS[annonce].type, tete)


@pytest.mark.parametrize("type_mime", ["image/svg+xml", "text/html", "application/octet-stream", "", "IMAGE/PNG"])
def test_no_other_type_is_taken_even_with_good_bytes(type_mime):
    assert not any(is_what_it_says(type_mime, tete) for tete in TETES.values())


@pytest.mark.parametrize("marque", [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"])
def test_photos_of_telephones_are_heic_under_each_of_their_brands(marque):
    assert is_what_it_says("image/heic", b"\x00\x00\x00\x24ftyp" + marque)


def archive(commentaire=b""):
    contenu = io.BytesIO()
    with zipfile.ZipFile(contenu, "w") as fichier:
        fichier.writestr("a.exe", b"MZ")
        fichier.comment = commentaire
    return contenu.getvalue()


CORPS = {
    "application/pdf": TETES["pdf"] + bytes(1024) + b"\n1 0 obj\n(<html> <script>)\n%%EOF\n",
    "image/jpeg": TETES["jpeg"] + bytes(2000) + b"\xff\xd9",
    "image/png": TETES["png"] + bytes(2000) + b"IEND\xaeB`\x82",
}


@pytest.mark.parametrize("type_mime", CORPS)
def test_a_file_that_is_one_thing_hides_nothing(type_mime):
    assert not hides_another(type_mime, CORPS[type_mime])
    assert not hides_another(type_mime, CORPS[type_mime] + b"\r\n\0")


@pytest.mark.parametrize("type_mime", CORPS)
@pytest.mark.parametrize("commentaire", [b"", b"x" * 60_000])
def test_a_file_that_ends_as_an_archive_is_told(type_mime, commentaire):
    assert hides_another(type_mime, CORPS[type_mime] + archive(commentaire))


@pytest.mark.parametrize("type_mime", CORPS)
def test_a_file_that_begins_as_a_page_is_told(type_mime):
    corps = CORPS[type_mime]
    assert hides_another(type_mime, corps[:20] + b"<ScRiPt >alert(1)</script>" + corps[20:])


@pytest.mark.parametrize("type_mime", ["image/jpeg", "image/png"])
@pytest.mark.parametrize("page", [b"<?php system($_GET[0]) ?>", b"<svg\nonload=alert(1)>", b"<!DOCTYPE html>"])
def test_an_image_with_a_page_anywhere_is_told(type_mime, page):
    assert hides_another(type_mime, CORPS[type_mime] + page)


@pytest.mark.parametrize("type_mime", ["image/jpeg", "image/png"])
def test_an_image_that_a_reader_of_pdf_would_open_is_told(type_mime):
    assert hides_another(type_mime, CORPS[type_mime][:30] + b"%PDF-1.4" + CORPS[type_mime][30:])


def test_a_pdf_that_goes_on_after_its_end_is_told():
    assert hides_another("application/pdf", CORPS["application/pdf"] + b"MZ" + bytes(range(1, 200)))
