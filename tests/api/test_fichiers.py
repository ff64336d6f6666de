"""The check of a file and its way to its place: in any order, twice, after a crash, and what everybody sees (R27)."""

import io
from datetime import timedelta

import pytest
from chalice.local import LambdaContext
from PIL import Image

from app import controler_fichier, ranger_fichiers, relancer_fichiers
from chalicelib import clock, services, storage
from chalicelib.storage import pieces as stored
from infra.local import antivirus
from infra.local.antivirus import EICAR
from tests.api.test_pieces import ANNONCE, AUTRE, COURRIER, bucket, last, submit
from tests.aws import client
from tests.exemples import FIN
from tests.pannes import answer, injected
from tests.portail import MOT_DE_PASSE, PDF, outbox
from tests.problemes import refused

CONTEXT = LambdaContext("ranger_fichiers", memory_size=1024, max_runtime_ms=60_000)


def photo(couleur="red", taille=(40, 30)):
    contenu = io.BytesIO()
    Image.new("RGB", taille, couleur).save(contenu, "JPEG")
    return contenu.getvalue()


def send_photo(portail, couleur="red", **changes):
    return portail.send_file(contenu=photo(couleur), nom="photo.jpg", type="image/jpeg", **changes)


def events():
    return antivirus.scan(client("s3"), "pieces")


def stream(*cles, kind="MODIFY"):
    """What DynamoDB's stream gives to the function; the failures it gives back."""
    records = [
        {"eventName": kind, "dynamodb": {"Keys": {"fichier": {"S": last(cle)}}, "SequenceNumber": str(rang)}}
        for rang, cle in enumerate(cles)
    ]
    return ranger_fichiers({"Records": records}, CONTEXT)["batchItemFailures"]


def check(verdict=None):
    for event in events():
        if verdict:
            event["detail"]["scanResultDetails"]["scanResultStatus"] = verdict
        controler_fichier(event, None)


def joined(portail, numero):
    return portail.get(f"/demandes/{numero}").json_body["pieces"][0]["fichiers"][0]


def keys():
    return sorted(found["Key"] for found in client("s3").list_objects_v2(Bucket="pieces").get("Contents", ()))


def state(portail, cle):
    return portail.get(f"/pieces/{last(cle)}").json_body


def test_a_file_is_followed_from_its_announcement_to_its_check(portail):
    portail.logged_in()
    annonce = portail.post("/pieces", ANNONCE).json_body["cle"]
    assert (state(portail, annonce)["etat"], state(portail, annonce)["nom"]) == ("attendu", "carte.pdf")
    cle = send_photo(portail)
    assert state(portail, cle)["etat"] == "en_controle"
    check()
    vu = state(portail, cle)
    assert (vu["etat"], vu["motif"], vu["type"], vu["nom"]) == ("sain", "", "image/jpeg", "photo.jpg")
    assert f"controles/{last(cle)}.webp" in vu["vignette"]
    assert keys() == [f"controles/{last(cle)}", f"controles/{last(cle)}.webp"]


@pytest.mark.parametrize("ordre", ["submitted first", "checked first"])
def test_a_file_reaches_its_place_whichever_comes_last_and_however_often(portail, ordre):
    cle = send_photo(portail.logged_in())
    first = events()
    if ordre == "checked first":
        check()
    numero = submit(portail, cle).json_body["numero"]
    avant = joined(portail, numero)["etat"]
    assert avant == ("sain" if ordre == "checked first" else "en_controle")
    for _ in range(2):
        for event in first:
            controler_fichier(event, None)
        assert stream(cle) == []
    place = f"demandes/{numero}/identite/{last(cle)}"
    assert keys() == [place, place + ".webp"]
    vu = joined(portail, numero)
    assert (vu["etat"], vu["vignette"], vu["taille"]) == ("sain", True, bucket(place)["ContentLength"])
    assert storage.fichiers.waiting(FIN, 10) == []
    assert relancer_fichiers({}, None) == 0


def test_nobody_opens_a_file_before_it_is_clean(portail):
    cle = portail.logged_in().send_file(demarche="inscription-scolaire")
    numero = submit(portail, cle).json_body["numero"]
    agent = portail.another().login_agent("ccas")
    racine = (portail, f"/demandes/{numero}"), (agent, f"/agents/demandes/{numero}")
    for browser, path in racine:
        for suite in ("", "/vignette"):
            refused(browser.get(f"{path}/pieces/identite/0{suite}"), 409, "fichier-en-controle")
    check("THREATS_FOUND")
    stream(cle)
    for browser, path in racine:
        body = refused(browser.get(f"{path}/pieces/identite/0"), 409, "fichier-refuse")
        assert "virus" in body["detail"]


def test_a_virus_is_told_at_once_or_by_mail_when_the_demande_had_taken_it(portail):
    cle = portail.logged_in().send_file(contenu=PDF + EICAR)
    check()
    assert state(portail, cle)["etat"] == "refuse"
    body = refused(submit(portail, cle), 422, "saisie-invalide", "pieces.identite")
    assert (body["errors"][0]["code"], body["errors"][0]["detail"]) == ("fichier-refuse", state(portail, cle)["motif"])
    cle = portail.send_file(contenu=PDF + EICAR)
    numero = submit(portail, cle).json_body["numero"]
    check()
    assert [stream(cle), stream(cle)] == [[], []]
    vu = joined(portail, numero)
    assert (vu["etat"], vu["vignette"]) == ("refuse", False)
    assert "contient un virus" in vu["motif"]
    assert [v["motif"] for m, v in outbox() if m == "fichier_refuse"] == [vu["motif"]]
    assert keys() == []


@pytest.mark.parametrize(
    ("contenu", "kind", "mots"),
    [
        (photo() + b"<script>alert(1)</script>", "image/jpeg", "cache un autre fichier"),
        (photo()[:-300], "image/jpeg", "abîmé"),
        (PDF.replace(b"/Kids", b"/AA<</O<</S/JavaScript/JS(1)>>>>/Kids"), "application/pdf", "contient un programme"),
        (PDF[:200], "application/pdf", "abîmé"),
    ],
)
def test_what_the_portal_finds_itself_is_told_with_the_name_of_the_file(portail, contenu, kind, mots):
    cle = portail.logged_in().send_file(contenu=contenu, type=kind)
    check()
    vu = state(portail, cle)
    assert (vu["etat"], mots in vu["motif"]) == ("refuse", True)
    assert vu["motif"].startswith("«\u00a0carte d’identité.pdf\u00a0»")


@pytest.mark.parametrize("verdict", ["UNSUPPORTED", "ACCESS_DENIED", "FAILED"])
def test_a_file_that_the_antivirus_could_not_read_is_not_opened(portail, verdict):
    cle = portail.logged_in().send_file()
    check(verdict)
    assert "n’a pas pu être vérifié" in state(portail, cle)["motif"]


def test_bytes_sent_after_the_antivirus_looked_are_not_those_that_it_found_clean(portail):
    cle = send_photo(portail.logged_in())
    scanned = events()
    client("s3").put_object(Bucket="pieces", Key=cle, Body=PDF + EICAR, ContentType="image/jpeg")
    for event in scanned:
        controler_fichier(event, None)
    assert state(portail, cle)["etat"] == "en_controle"
    check()
    assert state(portail, cle)["etat"] == "refuse"


def test_bytes_sent_after_the_check_are_never_served(portail):
    cle = send_photo(portail.logged_in())
    check()
    client("s3").put_object(Bucket="pieces", Key=cle, Body=b"<script>", ContentType="image/jpeg")
    numero = submit(portail, cle).json_body["numero"]
    check()
    stream(cle)
    served = bucket(f"demandes/{numero}/identite/{last(cle)}")["Body"].read()
    assert Image.open(io.BytesIO(served)).size == (40, 30)


def test_events_about_anything_else_change_nothing(portail):
    put = {"Bucket": "pieces", "Body": PDF}
    for cle in ("quarantaine/" + "x" * 32, "quarantaine/x"):
        client("s3").put_object(Key=cle, **put)
    check()
    assert stream("quarantaine/" + "x" * 32, kind="REMOVE") == []
    assert len(keys()) == 2


def test_a_bucket_that_is_down_gives_the_file_back_to_the_stream(portail):
    cle = portail.logged_in().send_file()
    numero = submit(portail, cle).json_body["numero"]
    check()
    with injected(stored._s3(), forever=answer(503)):  # noqa: SLF001
        assert stream(cle) == [{"itemIdentifier": "0"}]
    assert joined(portail, numero)["etat"] == "en_controle"
    assert relancer_fichiers({}, None) == 1
    assert joined(portail, numero)["etat"] == "sain"


def test_a_file_that_ends_the_function_three_times_is_not_opened_a_fourth(portail):
    cle = send_photo(portail.logged_in())
    for _ in range(3):
        assert storage.fichiers.begin_check(storage.fichiers.find(last(cle)))
    check()
    assert "n’a pas pu être vérifié" in state(portail, cle)["motif"]


def test_an_event_that_was_lost_is_made_up_for_by_the_tag_of_the_antivirus(portail):
    cle = portail.logged_in().send_file()
    numero = submit(portail, cle).json_body["numero"]
    assert relancer_fichiers({}, None) == 0
    clock.offset += timedelta(minutes=20)
    tag = {"Key": "GuardDutyMalwareScanStatus", "Value": "NO_THREATS_FOUND"}
    client("s3").put_object_tagging(Bucket="pieces", Key=cle, Tagging={"TagSet": [tag]})
    assert relancer_fichiers({}, None) == 1
    assert joined(portail, numero)["etat"] == "sain"


def test_a_file_without_verdict_for_a_day_is_asked_for_again(portail):
    numero = submit(portail, portail.logged_in().send_file()).json_body["numero"]
    clock.offset += timedelta(hours=25)
    portail.logged_in(identite=AUTRE)
    relancer_fichiers({}, None)
    assert [m for m, _ in outbox()].count("fichier_refuse") == 1
    assert storage.fichiers.waiting(FIN, 10) == []
    assert storage.demandes.get(numero).version == 1


def test_what_was_announced_and_never_came_leaves_the_queue(portail):
    portail.logged_in().post("/pieces", ANNONCE)
    assert relancer_fichiers({}, None) == 0
    assert len(storage.fichiers.waiting(FIN, 10)) == 1
    clock.offset += timedelta(minutes=16)
    assert relancer_fichiers({}, None) == 0
    assert storage.fichiers.waiting(FIN, 10) == []


def test_a_file_of_a_demande_erased_meanwhile_goes_with_it(portail):
    cle = portail.logged_in().send_file()
    numero = submit(portail, cle).json_body["numero"]
    storage.commit(*storage.conservation.erasure(storage.demandes.get(numero)))
    check()
    assert stream(cle) == []
    assert (keys(), storage.fichiers.waiting(FIN, 10)) == ([], [])


def test_a_file_is_dropped_by_who_sent_it_and_only_while_nothing_took_it(portail):
    mine, taken = send_photo(portail.logged_in()), portail.send_file()
    check()
    autre = portail.another().logged_in(identite=AUTRE)
    for method in ("GET", "DELETE"):
        refused(autre.call(method, f"/pieces/{last(mine)}"), 404, "introuvable")
        refused(portail.another().call(method, f"/pieces/{last(mine)}"), 404, "introuvable")
        refused(portail.call(method, "/pieces/x"), 404, "introuvable")
    for _ in range(2):
        assert portail.call("DELETE", f"/pieces/{last(mine)}").status_code == 204
    numero = submit(portail, taken).json_body["numero"]
    refused(portail.call("DELETE", f"/pieces/{last(taken)}"), 404, "introuvable")
    stream(taken)
    assert keys() == [f"demandes/{numero}/identite/{last(taken)}"]


def assemble(portail, *cles, **changes):
    body = {"cles": list(cles), "demarche": "portage-repas", "piece": "identite"} | changes
    return portail.call("POST", "/pieces/assemblage", body)


def test_several_photos_become_one_pdf_that_is_checked_already(portail):
    cles = [send_photo(portail.logged_in()), portail.send_file(), send_photo(portail, "blue")]
    refused(assemble(portail, *cles), 422, "saisie-invalide", "cles")
    check()
    answer = assemble(portail, *cles)
    assert answer.status_code == 201
    made = answer.json_body
    assert (made["type"], made["nom"][-4:]) == ("application/pdf", ".pdf")
    numero = submit(portail, made["cle"]).json_body["numero"]
    assert joined(portail, numero)["etat"] == "sain"
    stream(made["cle"])
    octets = bucket(f"demandes/{numero}/identite/{last(made['cle'])}")["Body"].read()
    import pypdf  # noqa: PLC0415 (of this test only)

    assert (len(octets), len(pypdf.PdfReader(io.BytesIO(octets)).pages)) == (made["taille"], 3)
    services.controles.controle_pdf.check(octets)


def test_what_cannot_be_put_together_is_told(portail):
    cle = send_photo(portail.logged_in())
    check()
    autre = portail.another().logged_in(identite=AUTRE)
    for browser, cles in ((portail, ()), (portail, [cle] * 21), (portail, ["x"]), (autre, [cle])):
        refused(assemble(browser, *cles), 422, "saisie-invalide", "cles")
    refused(assemble(portail, cle, piece="casier"), 404, "introuvable")


def known(portail):
    return portail.get("/compte/justificatifs").json_body["elements"]


@pytest.fixture
def reusable(monkeypatch):
    """The domicile of the portage-repas can be used again for three months, whatever its definition says."""
    from dataclasses import replace  # noqa: PLC0415

    real = storage.definitions.get("portage-repas")
    pieces = tuple(replace(p, nature="domicile", validite_mois=3) if p.nom == "domicile" else p for p in real.pieces)
    definition = replace(real, pieces=pieces)
    monkeypatch.setattr(storage.definitions, "get", lambda *_: definition)
    return definition


def test_a_justificatif_given_once_serves_again_while_it_is_valid(portail, reusable):
    cle = send_photo(portail.logged_in(), piece="domicile")
    assert known(portail) == []
    first = portail.submit(pieces={"identite": COURRIER, "domicile": {"cles": [cle]}}).json_body["numero"]
    (connu,) = known(portail)
    assert (connu["nature"], connu["numero"], connu["fourni_le"]) == ("domicile", first, clock.today().isoformat())
    again = portail.submit(pieces={"identite": COURRIER, "domicile": {"reprise": True}}).json_body["numero"]
    portail.check_files()
    relancer_fichiers({}, None)
    places = [key for key in keys() if not key.endswith(".webp")]
    assert sorted(place.split("/")[1] for place in places) == sorted([first, again])
    assert bucket(places[0])["Body"].read() == bucket(places[1])["Body"].read()
    assert {connu["numero"] for connu in known(portail)} == {first}
    clock.offset += timedelta(days=100)
    portail.logged_in(identite=AUTRE)
    assert services.justificatifs.list_valid(storage.demandes.get(first).compte) == []


def test_a_justificatif_that_is_refused_or_not_ones_own_does_not_serve_again(portail, reusable):
    reprise = {"identite": COURRIER, "domicile": {"reprise": True}}
    refused(portail.logged_in().submit(pieces=reprise), 422, "saisie-invalide", "pieces.domicile")
    cle = send_photo(portail, piece="domicile")
    portail.submit(pieces={"identite": COURRIER, "domicile": {"cles": [cle]}})
    copy = portail.submit(pieces=reprise).json_body["numero"]
    check("THREATS_FOUND")
    relancer_fichiers({}, None)
    relancer_fichiers({}, None)
    clock.offset += timedelta(minutes=16)
    relancer_fichiers({}, None)
    assert known(portail) == []
    etats = {controle.etat for controle in storage.demandes.get(copy).controles.values()}
    assert etats == {"refuse"}
    refused(portail.submit(pieces=reprise), 422, "saisie-invalide", "pieces.domicile")


def test_what_a_compte_gave_is_forgotten_with_the_files_and_with_the_compte(portail, reusable):
    gone = send_photo(portail.logged_in(), piece="domicile")
    numero = portail.submit(pieces={"identite": COURRIER, "domicile": {"cles": [gone]}}).json_body["numero"]
    compte = storage.demandes.get(numero).compte
    services.justificatifs.forget(compte, "D26-AAAA-AAAA")
    assert len(known(portail)) == 1
    services.justificatifs.forget(compte, numero)
    assert known(portail) == []
    kept = send_photo(portail, piece="domicile")
    portail.submit(pieces={"identite": COURRIER, "domicile": {"cles": [kept]}})
    assert len(storage.justificatifs.of_compte(compte)) == 1
    assert portail.post("/compte/fermeture", {"mot_de_passe": MOT_DE_PASSE}).status_code == 204
    assert storage.justificatifs.of_compte(compte) == {}
