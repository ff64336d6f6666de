"""Which files a pièce takes, announced, received or given again (R27)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.domain.demande import Controle, EtatDeFichier, Fichier
from chalicelib.domain.fichiers import PAR_ENVOI, EtatDeDepot, Televersement, id_of, name_as
from chalicelib.domain.fichiers_refus import MOTIFS, Refus, motif, of_verdict
from chalicelib.domain.formulaire import PieceDemandee
from chalicelib.domain.justificatifs import Justificatif
from chalicelib.domain.pieces import (
    MO,
    Depot,
    Fourniture,
    Recu,
    missing,
    refuse_again,
    refuse_announced,
    refuse_received,
)

PHOTO = PieceDemandee("photo", "Photo", obligatoire=False, formats=("jpeg", "png"), taille_max_mo=1)
PNG = b"\x89PNG\r\n\x1a\n"
LE = datetime(2026, 11, 23, 10, tzinfo=UTC)
ENVOYE = Televersement("a" * 32, "photo.png", "image/png", 1000, "c1", LE)
SAIN = Controle(EtatDeFichier.SAIN, "", "controles/a", "", "image/png", 900)


@pytest.mark.parametrize(
    ("type_mime", "taille", "champs"),
    [
        ("image/png", 1, []),
        ("image/jpeg", MO, []),
        ("image/png", MO + 1, [("taille", "trop-lourd")]),
        ("image/png", 0, [("taille", "vide")]),
        ("image/png", -1, [("taille", "vide")]),
        ("application/pdf", 10, [("type", "type")]),
        ("image/svg+xml", 10, [("type", "type")]),
        ("", 10, [("type", "type")]),
        ("text/html", MO + 1, [("type", "type"), ("taille", "trop-lourd")]),
    ],
)
def test_a_file_is_refused_before_it_is_sent(type_mime, taille, champs):
    erreurs = refuse_announced(PHOTO, "photo.png", type_mime, taille)
    assert [(e.champ, e.code) for e in erreurs] == champs
    assert all("photo.png" in e.detail for e in erreurs)


def test_a_refused_type_says_which_are_taken():
    (erreur,) = refuse_announced(PHOTO, "a.pdf", "application/pdf", 10)
    assert erreur.detail.endswith("JPEG, PNG.")


def received(tete=PNG, type_mime="image/png", taille=1000, **changes):
    depot = Depot(Fichier("quarantaine/a", "photo.png", type_mime, taille), tete)
    return Recu(replace(ENVOYE, type=type_mime, **changes), depot)


def checked(**changes):
    return Recu(replace(ENVOYE, controle=replace(SAIN, **changes)), None)


def test_files_that_hold_are_taken():
    assert refuse_received(PHOTO, []) is None
    assert refuse_received(PHOTO, [received(), received(b"\xff\xd8\xff\xe0", "image/jpeg")]) is None


def test_a_checked_file_is_taken_for_what_it_was_or_became():
    assert refuse_received(PHOTO, [checked(taille=9 * MO)]) is None
    heic = PieceDemandee("photo", "Photo", formats=("heic",))
    converted = Recu(replace(ENVOYE, type="image/heic", controle=replace(SAIN, type="image/jpeg")), None)
    assert refuse_received(heic, [converted]) is refuse_received(PHOTO, [converted]) is None
    assert refuse_received(PieceDemandee("acte", "Acte", formats=("pdf",)), [converted]).code == "type"


@pytest.mark.parametrize(
    ("recu", "code"),
    [
        (None, "fichier-absent"),
        (Recu(ENVOYE, None), "fichier-absent"),
        (received(numero="D26-AAAA-AAAA"), "fichier-pris"),
        (checked(etat=EtatDeFichier.REFUSE, motif="Ce fichier contient un virus."), "fichier-refuse"),
        (received(type_mime="application/pdf"), "type"),
        (received(taille=MO + 1), "trop-lourd"),
        (received(taille=0), "vide"),
        (received(tete=b"<svg onload=alert(1)>"), "contenu"),
        (received(type_mime="image/jpeg"), "contenu"),
    ],
)
def test_a_file_at_fault_is_told_under_its_piece_wherever_it_stands(recu, code):
    for recus in ([recu], [received(), recu], [recu, received()]):
        erreur = refuse_received(PHOTO, recus)
        assert (erreur.champ, erreur.code) == ("pieces.photo", code)
        assert erreur.detail.endswith(".")


def test_twenty_files_come_at_once_and_no_more():
    pieces = [PieceDemandee(f"p{rang}", "Pièce", nombre_max=10) for rang in range(3)]
    fournies = {piece.nom: Fourniture(("a",) * 7) for piece in pieces}
    assert [(e.champ, e.code) for e in missing(pieces, fournies)] == [("pieces.p2", "trop-de-fichiers")]
    assert missing(pieces, fournies | {"p2": Fourniture(("a",) * (PAR_ENVOI - 14))}) == []


@pytest.mark.parametrize(
    ("nature", "mois", "fourni_le", "repris"),
    [
        ("domicile", 3, date(2026, 8, 23), True),
        ("domicile", 3, date(2026, 8, 22), False),
        ("domicile", 0, date(2026, 11, 22), False),
        ("autre", 3, date(2026, 11, 22), False),
        ("", 0, date(2026, 11, 22), False),
    ],
)
def test_what_was_given_serves_again_as_long_as_the_new_demarche_takes_it(nature, mois, fourni_le, repris):
    piece = PieceDemandee("p", "Pièce", nature=nature, validite_mois=mois)
    connu = Justificatif(nature, "D26-AAAA-AAAA", (), fourni_le, 12)
    erreur = refuse_again(piece, connu, LE.date())
    assert (erreur is None) is repris
    assert refuse_again(piece, None, LE.date()).code == "reprise-impossible"


def test_a_file_belongs_to_the_compte_that_sent_it_and_expires():
    assert ENVOYE.is_for("c1", LE)
    assert replace(ENVOYE, compte=None).is_for("c2", LE)
    assert not ENVOYE.is_for("c2", LE)
    assert not ENVOYE.is_for(None, LE)
    assert not ENVOYE.is_for("c1", LE + timedelta(days=7))


def test_a_verdict_makes_its_state_and_who_was_taken_is_ready_once_it_is_known():
    assert (ENVOYE.etat, ENVOYE.pret) == (EtatDeDepot.ATTENDU, False)
    pris = replace(ENVOYE, numero="D26-AAAA-AAAA")
    assert not pris.pret
    assert replace(pris, controle=SAIN).pret
    assert replace(ENVOYE, controle=SAIN).etat is EtatDeDepot.SAIN
    assert ENVOYE.refuse("Non.").etat is EtatDeDepot.REFUSE


@pytest.mark.parametrize("refus", Refus)
def test_every_refusal_names_the_file_and_says_what_to_do(refus):
    texte = motif(refus, "photo.png")
    assert "«\u00a0photo.png\u00a0»" in texte
    assert texte.endswith(".")
    assert len(texte.split(". ")) == 2
    assert refus in MOTIFS


@pytest.mark.parametrize(
    ("mot", "refus"),
    [
        ("NO_THREATS_FOUND", None),
        ("THREATS_FOUND", Refus.VIRUS),
        ("UNSUPPORTED", Refus.NON_CONTROLE),
        ("ACCESS_DENIED", Refus.NON_CONTROLE),
        ("FAILED", Refus.NON_CONTROLE),
        ("", Refus.NON_CONTROLE),
        ("CLEAN", Refus.NON_CONTROLE),
    ],
)
def test_only_one_word_of_the_antivirus_means_clean(mot, refus):
    assert of_verdict(mot) is refus


@pytest.mark.parametrize(
    ("avant", "type_mime", "apres"),
    [
        ("IMG_1.HEIC", "image/jpeg", "IMG_1.jpg"),
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("scan.2026", "application/pdf", "scan.2026.pdf"),
        ("scan", "image/png", "scan.png"),
        (".heic", "image/jpeg", ".jpg"),
        ("a.webp", "image/webp", "a.webp"),
    ],
)
def test_a_file_is_downloaded_under_a_name_of_its_type(avant, type_mime, apres):
    assert name_as(avant, type_mime) == apres


@pytest.mark.parametrize("cle", ["", "quarantaine/", "quarantaine/" + "x" * 19, "controles/" + "x" * 32, "../x"])
def test_a_key_that_we_never_gave_has_no_id(cle):
    assert id_of(cle) is None
    assert id_of("quarantaine/" + "x" * 32) == "x" * 32
