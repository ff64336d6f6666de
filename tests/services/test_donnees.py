"""« Télécharger mes données »: everything held, nothing secret, prepared once, kept seven days."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.demande import Controle, EtatDeFichier, Fichier, Piece
from chalicelib.domain.errors import Indisponible
from chalicelib.domain.evenements import Echange
from chalicelib.domain.journal import Ligne
from chalicelib.domain.paiement import Episode, Moyen
from chalicelib.domain.panier import LigneDePanier, Panier
from chalicelib.domain.suivi import files_of
from chalicelib.domain.transitions import Evenement
from chalicelib.services import archive, archive_dossier
from chalicelib.storage import pieces as bucket
from tests.aws import client
from tests.exemples import after, compte, demande
from tests.factures import QUITTANCE, emitted, paid
from tests.foyer import mailbox, resting
from tests.pannes import answer, injected
from tests.portail import PDF, outbox

SEPT_JOURS, UN_JOUR = timedelta(days=7), timedelta(days=1)


def posee(**changes):
    """One that its definition can tell in French."""
    return demande(reponses={"beneficiaire_nom": "Un « essai »", "jours": ["lundi"]}, **changes)


def rest(demande):
    """At rest, its files checked."""
    sains = {f.id: Controle(EtatDeFichier.SAIN, "", f.cle, "", f.type, f.taille) for f in files_of(demande)}
    results = (storage.fichiers.result(demande.numero, id_, controle) for id_, controle in sains.items())
    storage.commit(storage.demandes.creation(demande), *results)
    return demande


def put(cle, contenu=PDF):
    client("s3").put_object(Bucket="pieces", Key=cle, Body=contenu)
    return Fichier(cle, f"carte {cle[-1]}.pdf", "application/pdf", len(contenu))


def keys():
    return [found["Key"] for found in client("s3").list_objects_v2(Bucket="pieces").get("Contents", [])]


def opened():
    """The archive in the bucket."""
    (cle,) = [cle for cle in keys() if cle.startswith("exports/c1/")]
    corps = client("s3").get_object(Bucket="pieces", Key=cle)["Body"].read()
    return zipfile.ZipFile(io.BytesIO(corps))


def downloaded():
    services.donnees.request("c1")
    mailbox()
    return opened()


def test_an_archive_is_asked_for_prepared_with_its_mail_then_downloaded(aws):
    resting()
    assert services.donnees.read("c1").etat == "aucune"
    asked = services.donnees.request("c1")
    assert (asked.etat, asked.url) == ("en_preparation", None)
    assert keys() == []
    ((to, subject, body),) = mailbox()
    assert (to, subject) == ("amelie@exemple.fr", "Vos données sont prêtes")
    assert "/compte/donnees/" in body
    ready = services.donnees.read("c1")
    assert ready.etat == "prete"
    assert SEPT_JOURS <= ready.expire_le - ready.demandee_le < SEPT_JOURS + timedelta(minutes=1)
    (cle,) = keys()
    assert ready.taille == client("s3").head_object(Bucket="pieces", Key=cle)["ContentLength"]
    assert "attachment" in ready.url
    assert "X-Amz-Expires=300" in ready.url


def test_the_archive_holds_everything_that_is_kept_and_the_bytes_of_the_pieces(aws):
    resting()
    cartes = tuple(put(f"demandes/a/{rang}", PDF + bytes([rang])) for rang in (1, 2))
    envoyee = posee(pieces=(Piece("identite", "Pièce d’identité", cartes), Piece("rib", "RIB", par_courrier=True)))
    refusee = after(envoyee, Evenement.REFUSER, motif="Hors de la commune.")
    rest(envoyee)
    storage.commit(*storage.demandes.change(refusee))
    rest(posee(numero="D26-2222-2222", compte="autre"))
    archive = downloaded()
    chemins = [f"pieces/{envoyee.numero}/0{rang}-identite-carte {rang}.pdf" for rang in (1, 2)]
    assert archive.namelist() == ["donnees.json", "resume.pdf", *chemins]
    assert [archive.read(chemin) for chemin in chemins] == [PDF + b"\x01", PDF + b"\x02"]
    donnees = json.loads(archive.read("donnees.json"))
    assert donnees["compte"]["membres"][0]["prenoms"] == ["Léo"]
    assert donnees["connexion"]["question"].startswith("Comment s’appelait")
    (lue,) = donnees["demandes"]
    assert (lue["numero"], lue["reponses"]["beneficiaire_nom"]) == (envoyee.numero, "Un « essai »")
    assert [(passage["etat"], passage["motif"]) for passage in lue["historique"]][1] == (
        "refuse",
        "Hors de la commune.",
    )
    assert [fichier["chemin"] for fichier in lue["pieces"][0]["fichiers"]] == chemins
    assert [ligne["action"] for ligne in donnees["journal"]] == ["export_demande"]


def test_what_was_billed_and_paid_is_in_the_data_and_on_paper(aws):
    resting(numero_famille="1042")
    id_, attendue = emitted(), emitted(numero="2026-11-0007")
    emitted(numero="autre", famille="2077")
    episode = Episode(clock.now(), "agent", "regle", "lucie.martin@valmont.example")
    paid(id_, Moyen.CHEQUE, cle="sceau", historique=(episode,))
    ligne = LigneDePanier(attendue, "2026-11-0007", "Restauration", "Octobre 2026", 5190)
    storage.paniers.save(Panier("c1", "ville", (ligne,)))
    made = downloaded()
    donnees = json.loads(made.read("donnees.json"))
    payee = next(facture for facture in donnees["factures"] if facture["numero"] == "2026-10-0118")
    assert {facture["numero"] for facture in donnees["factures"]} == {"2026-10-0118", "2026-11-0007"}
    assert (payee["etat"], payee["montant"], payee["lignes"][0]["concerne"]) == ("payee", 5190, "Jeanne Marchand")
    (paiement,) = donnees["paiements"]
    assert (paiement["moyen"], paiement["quittance"], paiement["parts"][0]["facture"]) == ("cheque", QUITTANCE, id_)
    assert donnees["panier"][0]["facture"] == attendue
    assert "lucie.martin" not in made.read("donnees.json").decode()
    pages = PdfReader(io.BytesIO(made.read("resume.pdf"))).pages
    texte = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("Facture 2026-10-0118", "14 × 3,45 € = 48,30 €", "Payée", f"chèque, payé, quittance {QUITTANCE}"):
        assert words in texte


def test_the_summary_can_be_read_by_a_person(aws):
    resting()
    rest(posee(pieces=()))
    pages = PdfReader(io.BytesIO(downloaded().read("resume.pdf"))).pages
    texte = "\n".join(page.extract_text() for page in pages)
    for words in ("Vos données", "Amélie, Rose", "27 mars 1985", "Léo Lire", "Portage de repas à domicile", "En cours"):
        assert words in texte


def test_odd_names_are_whole_in_the_data_and_legible_or_missing_on_paper(aws):
    identite = replace(compte().identite, nom_usage="<b>Zoé</b> 🌻 محمد Łyre")
    resting(identite=identite, membres=(replace(compte().membres[0], ecole="x" * 100),))
    made = downloaded()
    assert json.loads(made.read("donnees.json"))["compte"]["identite"]["nom_usage"] == identite.nom_usage
    texte = PdfReader(io.BytesIO(made.read("resume.pdf"))).pages[0].extract_text()
    assert "<b>Zoé</b> � ���� Łyre" in texte


def test_neither_a_hash_nor_an_agent_nor_a_key_is_in_the_archive(aws):
    resting()
    rest(after(posee(pieces=()), Evenement.DECLARER_COMPLET))
    storage.journal.record(Ligne("compte:c1", "consultation", "lucie.martin@valmont.example", clock.now()))
    contenu = downloaded().read("donnees.json").decode()
    for secret in ("argon2", "sceau", "Paul Noël", "lucie.martin", "demandes/a", "empreinte"):
        assert secret not in contenu
    assert '"auteur": "la mairie"' in contenu


def test_names_of_files_are_safe_wherever_the_archive_is_opened(aws):
    resting()
    piege = Fichier(put("demandes/a/1").cle, "../../é<CON>\\x\u202e\n.pdf", "application/pdf", 3)
    sans_nom = Fichier(put("demandes/a/2").cle, "..", "application/pdf", 3)
    rest(posee(pieces=(Piece("identite", "Identité", (piege, sans_nom)),)))
    dossier = f"pieces/{posee().numero}/"
    assert downloaded().namelist()[2:] == [f"{dossier}01-identite-_.._é_CON_x_.pdf", f"{dossier}02-identite-pdf"]


def test_a_piece_already_erased_does_not_stop_the_rest(aws):
    resting()
    absent = Fichier("demandes/a/absent", "carte.pdf", "application/pdf", 3)
    rest(posee(pieces=(Piece("identite", "Identité", (absent,)),)))
    assert downloaded().namelist() == ["donnees.json", "resume.pdf"]


def test_pieces_too_large_together_are_left_out_and_told(aws, monkeypatch):
    resting()
    monkeypatch.setattr(archive, "OCTETS_MAXIMUM", len(PDF) + 1)
    cartes = tuple(put(f"demandes/a/{rang}") for rang in (1, 2))
    rest(posee(pieces=(Piece("identite", "Identité", cartes),)))
    made = downloaded()
    assert len(made.namelist()) == 3
    assert "demandez-le à la mairie" in made.read("donnees.json").decode()


def test_every_page_of_demandes_is_read(aws):
    resting()
    for rang in range(23):
        numero = f"D26-0000-{rang:04d}"
        rest(posee(numero=numero, pieces=()))
    assert len(archive_dossier.collect("c1").demandes) == 23


def test_a_file_that_is_not_checked_yet_is_named_and_not_given(aws):
    resting()
    en_controle = posee(pieces=(Piece("identite", "Identité", (put("demandes/a/1"),)),))
    storage.commit(storage.demandes.creation(en_controle))
    made = downloaded()
    assert made.namelist() == ["donnees.json", "resume.pdf"]
    (lue,) = json.loads(made.read("donnees.json"))["demandes"]
    assert lue["pieces"][0]["fichiers"][0]["chemin"].startswith("pas encore contrôlé")


def test_a_file_that_came_later_is_there_too(aws):
    resting()
    envoyee = rest(posee(pieces=()))
    fichier = put("demandes/b/1")
    passage = replace(envoyee.historique[0], evenement=Echange.MESSAGE, pieces=(Piece("rib", "RIB", (fichier,)),))
    sain = Controle(EtatDeFichier.SAIN, "", fichier.cle, "", fichier.type, fichier.taille)
    suite = replace(envoyee, historique=(*envoyee.historique, passage))
    storage.commit(*storage.demandes.change(suite), storage.fichiers.result(envoyee.numero, fichier.id, sain))
    made = downloaded()
    assert made.namelist()[2:] == [f"pieces/{envoyee.numero}/01-rib-carte 1.pdf"]
    assert "demandes/b" not in made.read("donnees.json").decode()


def test_a_draft_is_in_the_archive_with_what_was_typed(aws):
    resting()
    contenu = {"valeurs": {"beneficiaire_nom": "Petit"}, "etape": "repas"}
    services.brouillons.save("c1", "portage-repas", 1, contenu, None)
    made = downloaded()
    (lu,) = json.loads(made.read("donnees.json"))["brouillons"]
    assert (lu["demarche"], lu["contenu"]) == ("portage-repas", contenu)
    texte = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made.read("resume.pdf"))).pages)
    assert "Vos brouillons" in texte


def test_asking_again_within_a_day_starts_nothing(aws):
    resting()
    first = services.donnees.request("c1")
    assert services.donnees.request("c1") == first
    assert len(outbox()) == 1
    mailbox()
    assert services.donnees.request("c1").etat == "prete"
    assert (len(mailbox()), len(keys())) == (1, 1)


def test_a_day_later_a_fresh_one_replaces_it(aws):
    resting()
    downloaded()
    before = keys()
    clock.offset += UN_JOUR
    assert services.donnees.request("c1").etat == "en_preparation"
    mailbox()
    assert len(keys()) == 1
    assert keys() != before


def test_after_seven_days_there_is_none_any_more(aws):
    resting()
    downloaded()
    clock.offset += SEPT_JOURS
    assert services.donnees.read("c1") == services.donnees.Archive("aucune")


def test_a_store_that_fails_half_way_leaves_the_preparation_to_the_next_try(aws):
    resting()
    services.donnees.request("c1")
    with injected(bucket._s3(), forever=answer(503)):  # noqa: SLF001 (where AWS is called)
        assert mailbox() == []
    assert services.donnees.read("c1").etat == "en_preparation"
    clock.offset += timedelta(minutes=1)
    assert len(mailbox()) == 1
    assert services.donnees.read("c1").etat == "prete"


def test_a_sender_that_died_while_preparing_is_replaced_and_one_that_prepares_is_left_alone(aws):
    resting()
    services.donnees.request("c1")
    with injected(bucket._s3(), forever=_die), pytest.raises(Killed):  # noqa: SLF001
        services.courriels.send_pending()
    clock.offset += timedelta(minutes=14)
    assert mailbox() == []
    clock.offset += timedelta(minutes=1)
    assert len(mailbox()) == 1


class Killed(BaseException):
    """The process."""


def _die(_request):
    raise Killed


def test_a_compte_closed_meanwhile_gets_neither_archive_nor_mail(aws):
    compte = resting()
    services.donnees.request("c1")
    storage.commit(storage.comptes.closing(compte, clock.now()))
    assert (mailbox(), keys(), storage.exports.find("c1")) == ([], [], None)


def test_an_archive_asked_for_while_the_first_one_was_late_is_the_only_one(aws):
    resting()
    services.donnees.request("c1")
    clock.offset += UN_JOUR
    services.donnees.request("c1")
    assert (len(mailbox()), len(keys())) == (1, 1)


def test_the_name_of_the_download_says_what_it_is(aws):
    resting()
    downloaded()
    jour = storage.exports.find("c1").demandee_le.date()
    assert f"mes-donnees-{jour}.zip" in services.donnees.read("c1").url
    assert settings().bucket_pieces in services.donnees.read("c1").url


def test_the_bucket_failing_is_said_as_such(aws):
    with injected(bucket._s3(), forever=answer(503)), pytest.raises(Indisponible):  # noqa: SLF001
        storage.pieces.delete(["exports/c1/x.zip"])
