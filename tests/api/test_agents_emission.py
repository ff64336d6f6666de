"""/agents/factures, by hand: issued, with its PDF, cancelled."""

import pytest

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.facture import Etat, Evenement, Reglement
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables_factures import FactureItem
from tests.aws import client
from tests.pannes import injected
from tests.portail import PDF
from tests.problemes import refused

JOUR = clock.today()
LIGNE = {"prestation": "Location de la salle", "concerne": "", "quantite": "1,5", "prix_unitaire_centimes": 4000}
SAISIE = {
    "regie": "ville",
    "numero": "SALLE-12",
    "famille": "1042",
    "payeur": "Amicale des Lilas",
    "objet": "Location de salle",
    "periode": "",
    "emise_le": JOUR.isoformat(),
    "echeance_le": JOUR.isoformat(),
    "lignes": [LIGNE],
}
AVOIR = {"motif": "Réservation annulée", "avoir": "AV-3"}


@pytest.fixture
def regisseuse(portail):
    return portail.login_agent("regie-ville")


def emitted(portail, cle=None, **changes):
    answer = portail.post("/agents/factures", SAISIE | changes, cle)
    assert answer.status_code == 201, answer.body
    return answer.json_body


def test_a_facture_is_typed_and_told_once(regisseuse):
    emise = emitted(regisseuse, "une-cle-unique")
    assert (emise["numero"], emise["etat"], emise["montant_centimes"]) == ("SALLE-12", "a_payer", 6000)
    assert emitted(regisseuse, "une-cle-unique") == emise
    assert emitted(regisseuse) == emise
    facture = storage.factures.find(emise["id"])
    assert facture.emission.lignes[0].quantite == 1500
    (note,) = storage.journal.read(f"facture:{emise['id']}", clock.now())
    assert (note.action, note.auteur) == ("emission", "ines.faure@valmont.example")


def test_a_numero_is_drawn_where_none_is_typed(regisseuse):
    emise = emitted(regisseuse, "une-cle-unique", numero="")
    assert emise["numero"].startswith(f"M{JOUR:%y}-")
    assert emitted(regisseuse, "une-cle-unique", numero="") == emise
    assert emitted(regisseuse, numero="")["numero"] != emise["numero"]
    autre = regisseuse.post("/agents/factures", SAISIE | {"numero": "", "objet": "Autre"}, "une-cle-unique")
    refused(autre, 409, "cle-reutilisee")


def before_the_commit(happen):
    """Once, what somebody else does just before."""
    restant = [happen]

    def look(request):
        if restant and request.headers["X-Amz-Target"].endswith(b"TransactWriteItems"):
            restant.pop()()

    return injected(connexion.client, forever=look)


def test_a_double_click_is_one_facture_and_one_line_of_the_journal(regisseuse):
    with before_the_commit(lambda: emitted(regisseuse, "une-cle-unique", numero="")):
        emise = emitted(regisseuse, "une-cle-unique", numero="")
    assert len(list(FactureItem.scan(FactureItem.etat.exists()))) == 1
    assert len(list(storage.journal.read(f"facture:{emise['id']}", clock.now()))) == 1


def test_of_two_agents_who_give_one_numero_the_second_is_told_and_its_pdf_replaces_none(regisseuse):
    perdant, gagnant = sent(regisseuse), sent(regisseuse, PDF + b"\n")
    regisseuse.check_files()
    emises = []
    with before_the_commit(lambda: emises.append(emitted(regisseuse, document=gagnant))):
        answer = regisseuse.post("/agents/factures", SAISIE | {"objet": "Autre", "document": perdant})
    refused(answer, 422, "saisie-invalide", "numero")
    facture = storage.factures.find(emises[0]["id"])
    objet = client("s3").get_object(Bucket=settings().bucket_pieces, Key=facture.emission.document)
    assert objet["Body"].read() == PDF + b"\n"


def test_a_numero_is_another_s_in_another_regie(regisseuse):
    emitted(regisseuse)
    autre = regisseuse.another().login_agent("regie-ccas")
    assert emitted(autre, regie="ccas")["numero"] == "SALLE-12"


def test_a_family_without_a_compte_is_billed_all_the_same(regisseuse):
    assert not storage.comptes.has_famille("SANS-COMPTE")
    emise = emitted(regisseuse, famille="SANS-COMPTE")
    (trouvee,) = regisseuse.get("/agents/factures?regie=ville&famille=SANS-COMPTE").json_body["elements"]
    assert trouvee["id"] == emise["id"]


def test_a_numero_that_serves_is_not_another_s(regisseuse):
    emitted(regisseuse)
    refused(regisseuse.post("/agents/factures", SAISIE | {"famille": "7"}), 422, "saisie-invalide", "numero")


@pytest.mark.parametrize(
    ("changes", "champ"),
    [
        ({"famille": ""}, "famille"),
        ({"payeur": " "}, "payeur"),
        ({"objet": ""}, "objet"),
        ({"numero": "#"}, "numero"),
        ({"echeance_le": "2020-01-01"}, "echeance_le"),
        ({"lignes": []}, "lignes"),
        ({"lignes": [LIGNE | {"quantite": "0"}]}, "lignes.0.quantite"),
        ({"lignes": [LIGNE | {"quantite": "1,0005"}]}, "lignes.0.quantite"),
        ({"lignes": [LIGNE | {"quantite": "9" * 4000}]}, "lignes.0.quantite"),
        ({"lignes": [LIGNE | {"prix_unitaire_centimes": -1}]}, "lignes.0.prix_unitaire_centimes"),
        ({"lignes": [LIGNE | {"prix_unitaire_centimes": 0}]}, "lignes.0.prix_unitaire_centimes"),
        ({"lignes": [LIGNE | {"prix_unitaire_centimes": 10**30}]}, "lignes.0.prix_unitaire_centimes"),
        ({"lignes": [LIGNE | {"montant_centimes": -6000}]}, "lignes.0.montant_centimes"),
        ({"lignes": [LIGNE | {"montant_centimes": 10**30}]}, "lignes.0.montant_centimes"),
        ({"lignes": [LIGNE] * 101}, "lignes"),
        ({"emise_le": "2206-11-02"}, "emise_le"),
        ({"famille": "1042; DROP"}, "famille"),
        ({"lignes": [LIGNE, LIGNE | {"montant_centimes": 5000}]}, "lignes.1.montant_centimes"),
        ({"lignes": [LIGNE | {"montant_centimes": 0}]}, "lignes.0.montant_centimes"),
        ({"lignes": [LIGNE | {"quantite": "1", "prix_unitaire_centimes": 9_999_999}] * 2}, "lignes"),
    ],
)
def test_what_is_wrong_is_told_champ_by_champ(regisseuse, changes, champ):
    refused(regisseuse.post("/agents/factures", SAISIE | changes), 422, "saisie-invalide", champ)


@pytest.mark.parametrize("prix", [12.5, "40,00", None, True])
def test_a_price_is_a_whole_number_of_centimes(regisseuse, prix):
    answer = regisseuse.post("/agents/factures", SAISIE | {"lignes": [LIGNE | {"prix_unitaire_centimes": prix}]})
    refused(answer, 400, "requete-illisible", "lignes.0.prix_unitaire_centimes")


@pytest.mark.parametrize("jour", ["2026-02-30", "30/02/2026", ""])
def test_a_day_that_is_none_is_refused(regisseuse, jour):
    refused(regisseuse.post("/agents/factures", SAISIE | {"emise_le": jour}), 400, "requete-illisible", "emise_le")


def sent(portail, contenu=PDF):
    """The key of a PDF in quarantine."""
    annonce = {"regie": "ville", "nom": "facture.pdf", "taille": len(contenu)}
    answer = portail.post("/agents/factures/documents", annonce)
    assert answer.status_code == 201, answer.body
    cle = answer.json_body["cle"]
    client("s3").put_object(Bucket=settings().bucket_pieces, Key=cle, Body=contenu, ContentType="application/pdf")
    return cle


def test_a_pdf_is_attached_once_it_is_checked(regisseuse):
    cle = sent(regisseuse)
    refused(regisseuse.post("/agents/factures", SAISIE | {"document": cle}), 409, "fichier-en-controle")
    regisseuse.check_files()
    facture = storage.factures.find(emitted(regisseuse, document=cle)["id"])
    objet = client("s3").get_object(Bucket=settings().bucket_pieces, Key=facture.emission.document)
    assert objet["Body"].read() == PDF


def test_a_pdf_that_is_none_or_was_never_announced_is_refused(regisseuse):
    faux = sent(regisseuse, b"MZ...")
    regisseuse.check_files()
    refused(regisseuse.post("/agents/factures", SAISIE | {"document": faux}), 409, "fichier-refuse")
    photo = regisseuse.send_file("inscription-scolaire", "identite", nom="carte.png", type="image/png")
    for inconnu in ("quarantaine/" + "x" * 32, "exports/c1/1.zip", photo):
        refused(regisseuse.post("/agents/factures", SAISIE | {"document": inconnu}), 404, "introuvable")
    lourd = {"regie": "ville", "nom": "facture.pdf", "taille": 5_000_001}
    refused(regisseuse.post("/agents/factures/documents", lourd), 422, "saisie-invalide", "taille")


def test_a_facture_is_cancelled_by_an_avoir_with_its_reason(regisseuse):
    id_ = emitted(regisseuse)["id"]
    chemin = f"/agents/factures/{id_}/annulation"
    assert regisseuse.post(chemin, AVOIR).json_body["etat"] == "annulee"
    assert regisseuse.post(chemin, AVOIR).status_code == 200
    facture = storage.factures.find(id_)
    assert (facture.etat, facture.reglement.precision) == (Etat.ANNULEE, "AV-3")
    assert facture.reglement.motif == "Réservation annulée"
    (note,) = [note for note in storage.journal.read(f"facture:{id_}", clock.now()) if note.action == "annulation"]
    assert note.precision == "avoir AV-3, Réservation annulée"
    refused(regisseuse.post(chemin, AVOIR | {"avoir": "AV-4"}), 409, "transition-refusee")


def test_a_double_click_on_an_avoir_cancels_once(regisseuse):
    id_ = emitted(regisseuse)["id"]
    chemin = f"/agents/factures/{id_}/annulation"
    with before_the_commit(lambda: regisseuse.post(chemin, AVOIR)):
        answer = regisseuse.post(chemin, AVOIR)
    assert (answer.status_code, answer.json_body["etat"]) == (200, "annulee")
    actions = [note.action for note in storage.journal.read(f"facture:{id_}", clock.now())]
    assert actions.count("annulation") == 1


def test_an_avoir_overtaken_by_a_payment_says_so(regisseuse):
    id_ = emitted(regisseuse)["id"]
    engage = storage.factures.change(id_, Evenement.ENGAGER, paiement="p1", montant=6000)
    with before_the_commit(lambda: storage.commit(engage)):
        answer = regisseuse.post(f"/agents/factures/{id_}/annulation", AVOIR)
    refused(answer, 409, "transition-refusee")


def test_an_avoir_has_a_numero_and_a_reason(regisseuse):
    chemin = f"/agents/factures/{emitted(regisseuse)['id']}/annulation"
    answer = regisseuse.post(chemin, {"motif": "", "avoir": ""})
    refused(answer, 422, "saisie-invalide", "avoir", "motif")
    refused(regisseuse.post(chemin, AVOIR | {"motif": "x" * 301}), 422, "saisie-invalide", "motif")
    refused(regisseuse.post("/agents/factures/inconnue/annulation", AVOIR), 404, "introuvable")


@pytest.mark.parametrize(
    ("evenement", "changes"),
    [
        (Evenement.ENGAGER, {"paiement": "p1", "montant": 6000}),
        (Evenement.PAYER_AU_GUICHET, {"reglement": Reglement(clock.now(), "especes")}),
    ],
)
def test_what_is_paid_or_being_paid_is_not_cancelled(regisseuse, evenement, changes):
    id_ = emitted(regisseuse)["id"]
    storage.commit(storage.factures.change(id_, evenement, **changes))
    refused(regisseuse.post(f"/agents/factures/{id_}/annulation", AVOIR), 409, "transition-refusee")


def test_another_regie_issues_and_cancels_nothing_here(regisseuse):
    id_ = emitted(regisseuse)["id"]
    autre = regisseuse.another().login_agent("regie-ccas")
    refused(autre.post("/agents/factures", SAISIE), 404, "introuvable")
    refused(autre.post(f"/agents/factures/{id_}/annulation", AVOIR), 404, "introuvable")
    annonce = {"regie": "ville", "nom": "facture.pdf", "taille": 10}
    refused(autre.post("/agents/factures/documents", annonce), 404, "introuvable")
