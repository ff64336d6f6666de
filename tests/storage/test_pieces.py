"""Attachments at rest: in quarantine under a key nobody can guess, then a demande's own."""

import base64
import json
import os
from functools import partial
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from chalicelib import storage
from chalicelib.domain.demande import Fichier
from chalicelib.domain.errors import Indisponible, Introuvable
from chalicelib.domain.fichiers import QUARANTAINE
from chalicelib.storage import pieces
from chalicelib.storage.objets import Objet
from chalicelib.storage.pieces import ENVOI, LECTURE, TETE
from tests.pannes import answer, injected, silence, unreachable

BUCKET = os.environ["BUCKET_PIECES"]
CLE = QUARANTAINE + "a" * 32
PNG = b"\x89PNG\r\n\x1a\n" + bytes(5000)


def put(cle, octets=PNG, nom="photo%20de%20l%C3%A9o.png", type_mime="image/png"):
    boto3.client("s3").put_object(Bucket=BUCKET, Key=cle, Body=octets, ContentType=type_mime, Metadata={"nom": nom})


def policy(envoi):
    return json.loads(base64.b64decode(envoi.champs["policy"]))


def test_the_bucket_itself_refuses_another_type_key_name_or_size(aws):
    envoi = storage.pieces.prepare(CLE, "léo & moi.png", "image/png", 5_000_000)
    conditions = policy(envoi)["conditions"]
    assert {"bucket": BUCKET} in conditions
    assert {"key": envoi.cle} in conditions
    assert {"Content-Type": "image/png"} in conditions
    assert {"x-amz-meta-nom": "l%C3%A9o%20%26%20moi.png"} in conditions
    assert ["content-length-range", 1, 5_000_000] in conditions
    assert not [c for c in conditions if isinstance(c, list) and c[0] == "starts-with"]


def test_every_field_of_the_form_is_in_the_policy_and_back(aws):
    envoi = storage.pieces.prepare(CLE, "a.png", "image/png", 100)
    signees = {cle: valeur for c in policy(envoi)["conditions"] if isinstance(c, dict) for cle, valeur in c.items()}
    assert signees.pop("bucket") == BUCKET
    assert {c: v for c, v in envoi.champs.items() if c not in {"policy", "x-amz-signature"}} == signees


def test_a_form_lives_for_a_quarter_of_an_hour():
    assert ENVOI == 900


@pytest.mark.parametrize("octets", [PNG, b"x"], ids=["long", "one byte"])
def test_what_waits_is_told_with_its_size_and_its_first_bytes_only(aws, octets):
    put(CLE, octets)
    depot = storage.pieces.inspect(CLE)
    assert depot.fichier == Fichier(CLE, "photo de léo.png", "image/png", len(octets))
    assert depot.tete == octets[:TETE]


@pytest.mark.parametrize(
    "cle", [f"{QUARANTAINE}{'b' * 32}", "", QUARANTAINE, CLE[:-1], f"{CLE}\n", CLE * 50, f"{QUARANTAINE}{'é' * 32}"]
)
def test_a_key_under_which_nothing_waits_is_none(aws, cle):
    put(CLE)
    assert storage.pieces.inspect(cle) is None


def test_an_empty_file_has_not_arrived(aws):
    put(CLE, b"")
    assert storage.pieces.inspect(CLE) is None


def test_the_files_of_other_demandes_cannot_be_taken_by_their_key(aws):
    put("demandes/D26-7KQF-3MXP/identite/0")
    assert storage.pieces.inspect("demandes/D26-7KQF-3MXP/identite/0") is None
    assert storage.pieces.inspect(f"{QUARANTAINE}../demandes/D26-7KQF-3MXP/identite/0") is None


def test_a_link_downloads_for_five_minutes_and_never_displays(aws):
    lien = urlsplit(storage.pieces.link(Fichier("demandes/D26/identite/0", 'photo "léo"\n.png', "image/png", 1)))
    question = {cle: valeurs[0] for cle, valeurs in parse_qs(lien.query).items()}
    assert lien.path.endswith("/demandes/D26/identite/0")
    assert question["response-content-disposition"] == "attachment; filename*=UTF-8''photo%20%22l%C3%A9o%22%0A.png"
    assert question["response-content-type"] == "image/png"
    assert question["X-Amz-Expires"] == str(LECTURE) == "300"


@pytest.mark.parametrize("panne", [answer(503), answer(500), silence, unreachable, answer(403, b"<Error/>")])
def test_a_bucket_that_does_not_answer_is_indisponible(aws, panne):
    objet = Objet(CLE, "", "")
    calls = (
        partial(storage.objets.copy, CLE, "demandes/D26/identite/a"),
        partial(storage.objets.write, CLE, PNG, "image/png"),
        partial(storage.objets.read, objet, 10_000),
        partial(storage.objets.waiting, CLE),
    )
    put(CLE)
    for call in calls:
        with injected(pieces._s3(), forever=panne), pytest.raises(Indisponible):  # noqa: SLF001
            call()


def test_what_is_read_is_what_was_scanned_and_nothing_else(aws):
    put(CLE)
    scanned, tag = storage.objets.waiting(CLE)
    assert (storage.objets.read(scanned, 10_000), tag) == (PNG, "")
    assert storage.objets.read(scanned, 100) is None
    put(CLE, PNG + b"swapped")
    with pytest.raises(Introuvable):
        storage.objets.read(scanned, 10_000)


def test_nothing_is_copied_from_nowhere_and_nothing_waits_there(aws):
    with pytest.raises(Introuvable):
        storage.objets.copy(CLE, "demandes/D26/identite/a")
    assert storage.objets.waiting(CLE) is None


@pytest.mark.parametrize("panne", [answer(503), silence, unreachable])
def test_a_bucket_that_does_not_answer_is_not_taken_for_a_missing_file(aws, panne):
    with injected(pieces._s3(), forever=panne), pytest.raises(Indisponible):  # noqa: SLF001
        storage.pieces.inspect(CLE)
