"""Submitting and following a demande (R4, R5, R25–R28)."""

import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain import cryptogramme, numero
from chalicelib.domain.compte import Etat as EtatDeCompte
from chalicelib.domain.errors import (
    CleReutilisee,
    CompteRefuse,
    EcritureConcurrente,
    Introuvable,
    NonConnecte,
    SaisieInvalide,
    VersionPerimee,
)
from chalicelib.domain.idempotence import seal
from chalicelib.domain.journal import SANS_COMPTE
from chalicelib.domain.pieces import Fourniture
from chalicelib.domain.recherche import Filtre
from chalicelib.domain.soumission import Soumission
from chalicelib.domain.suivi import Lecteur
from chalicelib.domain.transitions import Etat
from chalicelib.services.fichiers import Annonce
from infra.cryptogrammes import draw
from tests import exemples
from tests.aws import client
from tests.exemples import journal_of
from tests.portail import demande, outbox

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def amelie(aws):
    storage.commit(storage.comptes.creation(exemples.compte()))
    return "c1"


def soumission(slug="portage-repas", **changes):
    body = demande(slug)
    pieces = {nom: Fourniture(par_courrier=True) for nom in body["pieces"]}
    return replace(Soumission(slug, body["version"], body["reponses"], pieces), **changes)


def sceau(cle=None, corps=b"{}", auteur="c1"):
    return seal(auteur, "POST /demandes", cle or secrets.token_hex(), corps)


def sans_compte():
    contact = {"nom": "Nguyễn", "prenom": "Thảo", "courriel": "thao@exemple.fr"}
    return soumission("acte-deces", contact=contact, solution=draw())


def upload(octets=PNG, demarche="portage-repas", piece="identite", compte="c1"):
    """Announced, then sent."""
    envoi = services.fichiers.prepare(Annonce("a.png", "image/png", len(octets) or 1, demarche, piece), compte)
    client("s3").put_object(Bucket="pieces", Key=envoi.cle, Body=octets, ContentType="image/png")
    return envoi.cle


def own(compte, numero):
    return services.suivi.read(Lecteur(compte), numero)


def keys():
    return [found["Key"] for found in client("s3").list_objects_v2(Bucket="pieces").get("Contents", ())]


def with_file(octets=PNG):
    envoi = soumission()
    piece = next(iter(envoi.pieces))
    return replace(envoi, pieces={**envoi.pieces, piece: Fourniture((upload(octets),))})


def faults(appel):
    with pytest.raises(SaisieInvalide) as refus:
        appel()
    return [(erreur.champ, erreur.code) for erreur in refus.value.erreurs]


def test_a_demande_is_kept_with_its_mail_its_line_in_the_journal_and_its_date(amelie):
    faite = services.demandes.submit(soumission(), amelie, sceau())
    assert services.suivi.read(Lecteur(amelie), faite.numero) == faite
    assert (faite.etat, faite.version) == (Etat.EN_COURS, 1)
    assert faite.concerne == "Lire Lire"  # whom the answers name, nobody of the foyer being chosen
    assert faite.echeance_le == clock.today() + timedelta(days=services.demarches.get("portage-repas").delai_jours)
    assert [(m, v["numero"]) for m, v in outbox()] == [("demande_recue", faite.numero)]
    (ligne,) = journal_of(f"demande:{faite.numero}")
    assert (ligne.action, ligne.auteur) == ("soumettre", amelie)


def test_the_same_request_again_answers_the_same_demande(amelie):
    envoi, cle = soumission(), sceau()
    faite = services.demandes.submit(envoi, amelie, cle)
    clock.offset += timedelta(minutes=5)
    assert services.demandes.submit(envoi, amelie, cle) == faite
    assert len(outbox()) == 1
    assert len(services.demandes.list_own(amelie, Filtre(), None).elements) == 1


def test_the_same_request_after_midnight_of_the_new_year_is_still_the_same(amelie):
    envoi, cle = soumission(), sceau()
    minuit = datetime(2026, 12, 31, 23, 59, 50, tzinfo=clock.PARIS)
    clock.offset += minuit - clock.now()
    faite = services.demandes.submit(envoi, amelie, cle)
    clock.offset += timedelta(seconds=20)
    assert clock.today() == date(2027, 1, 1)
    assert services.demandes.submit(envoi, amelie, cle) == faite
    assert services.demandes.submit(envoi, amelie, sceau()).numero.startswith("D27-")


def test_the_same_key_with_another_body_is_refused(amelie):
    cle = secrets.token_hex()
    services.demandes.submit(soumission(), amelie, sceau(cle, b"un"))
    with pytest.raises(CleReutilisee):
        services.demandes.submit(soumission(), amelie, sceau(cle, b"deux"))
    assert len(outbox()) == 1


def test_a_refused_request_with_the_same_key_takes_no_file(amelie):
    cle = secrets.token_hex()
    services.demandes.submit(with_file(), amelie, sceau(cle, b"un"))
    autre = with_file()
    with pytest.raises(CleReutilisee):
        services.demandes.submit(autre, amelie, sceau(cle, b"deux"))
    assert services.demandes.submit(autre, amelie, sceau())


def test_a_submission_copies_nothing_so_a_refused_one_leaves_nothing_behind(amelie):
    envoi = with_file()
    with pytest.raises(SaisieInvalide):
        services.demandes.submit(replace(envoi, membre="inconnu"), amelie, sceau())
    services.demandes.submit(envoi, amelie, sceau())
    assert keys() == [next(f.cles[0] for f in envoi.pieces.values() if f.cles)]


def occupy(cle, essais=1):
    """Somebody else's demandes under the first numéros that this request would take."""
    pris = [numero.derive("D", clock.today().year, cle.cle, essai) for essai in range(essais)]
    for autre in pris:
        storage.commit(storage.demandes.creation(exemples.demande(numero=autre, compte="c2")))
    return pris


@pytest.mark.parametrize("essais", [1, 3])
def test_a_numero_that_somebody_else_has_gives_way_to_the_next(amelie, essais):
    envoi, cle = with_file(), sceau()
    pris = occupy(cle, essais)
    faite = services.demandes.submit(envoi, amelie, cle)
    assert faite.numero == numero.derive("D", clock.today().year, cle.cle, essais)
    assert services.demandes.submit(envoi, amelie, cle) == faite
    assert [storage.demandes.get(autre).compte for autre in pris] == ["c2"] * essais
    assert len(outbox()) == 1


def test_without_compte_a_collision_and_a_replay_go_together(aws):
    envoi, cle = sans_compte(), sceau(auteur="")
    occupy(cle)
    faite = services.demandes.submit(envoi, None, cle)
    assert services.demandes.submit(envoi, None, cle) == faite
    assert len(outbox()) == 1


def test_when_every_numero_is_taken_the_request_may_be_sent_again(amelie):
    cle = sceau()
    occupy(cle, services.demandes.COLLISIONS)
    with pytest.raises(EcritureConcurrente):
        services.demandes.submit(soumission(), amelie, cle)
    assert outbox() == []


def test_without_compte_a_demande_is_kept_under_its_contact_and_its_cryptogramme_is_spent(aws):
    envoi = sans_compte()
    faite = services.demandes.submit(envoi, None, sceau(auteur=""))
    assert (faite.compte, faite.demandeur.courriel, faite.concerne) == (None, "thao@exemple.fr", "Thảo Nguyễn")
    assert journal_of(f"demande:{faite.numero}")[0].auteur == SANS_COMPTE
    assert faults(lambda: services.demandes.submit(envoi, None, sceau(auteur=""))) == [
        ("cryptogramme", "cryptogramme-perime")
    ]


def test_without_compte_the_same_request_again_answers_the_same_demande_though_its_cryptogramme_is_spent(aws):
    envoi, cle = sans_compte(), sceau(auteur="")
    assert services.demandes.submit(envoi, None, cle) == services.demandes.submit(envoi, None, cle)


@pytest.mark.parametrize(
    ("code", "attendu"), [(None, "obligatoire"), ("", "obligatoire"), ("FFFFFF", "cryptogramme-faux")]
)
def test_without_compte_nothing_is_kept_without_the_code(aws, code, attendu):
    envoi = sans_compte()
    solution = None if code is None else replace(envoi.solution, code=code)
    envoi = replace(envoi, solution=solution)
    assert faults(lambda: services.demandes.submit(envoi, None, sceau())) == [("cryptogramme", attendu)]
    assert outbox() == []


def test_a_form_at_fault_does_not_use_up_the_cryptogramme(aws):
    envoi = sans_compte()
    fautif = replace(envoi, contact=envoi.contact | {"courriel": "thao"})
    for _ in range(cryptogramme.ESSAIS + 1):
        assert faults(lambda: services.demandes.submit(fautif, None, sceau())) == [("contact.courriel", "courriel")]
    assert services.demandes.submit(envoi, None, sceau())


def test_a_demarche_that_needs_a_compte_asks_for_it(aws):
    with pytest.raises(NonConnecte):
        services.demandes.submit(soumission(), None, sceau())


def test_a_form_of_another_version_is_refused_and_an_unknown_demarche_is_introuvable(amelie):
    with pytest.raises(VersionPerimee):
        services.demandes.submit(soumission(version=99), amelie, sceau())
    with pytest.raises(Introuvable):
        services.demandes.submit(soumission(demarche="permis-de-chasse"), amelie, sceau())


@pytest.mark.parametrize(("octets", "code"), [(b"<svg/>", "contenu"), (b"", "fichier-absent")])
def test_a_file_at_fault_is_told_under_its_piece_and_nothing_is_kept(amelie, octets, code):
    envoi = with_file(octets)
    assert faults(lambda: services.demandes.submit(envoi, amelie, sceau())) == [
        (f"pieces.{next(iter(envoi.pieces))}", code)
    ]
    assert outbox() == []


@pytest.mark.parametrize("nom", ["inconnu", "D26-2222-2222", "x" * 3000, ""])
def test_what_is_not_ones_own_is_introuvable(amelie, nom):
    faite = services.demandes.submit(soumission(), amelie, sceau())
    for compte, lu in (("c2", faite.numero), (amelie, nom)):
        with pytest.raises(Introuvable):
            services.suivi.read(Lecteur(compte), lu)


def test_a_demande_without_compte_belongs_to_no_compte(aws):
    faite = services.demandes.submit(sans_compte(), None, sceau())
    for compte in ("", "c1", SANS_COMPTE):
        with pytest.raises(Introuvable):
            services.suivi.read(Lecteur(compte), faite.numero)


@pytest.mark.parametrize("etat", [EtatDeCompte.EN_ATTENTE, EtatDeCompte.VALIDE])
def test_a_compte_makes_demandes_even_before_the_mairie_validates_it(aws, etat):
    storage.commit(storage.comptes.creation(exemples.compte(etat=etat)))
    assert services.demandes.submit(soumission(), "c1", sceau()).compte == "c1"


def test_a_compte_that_the_mairie_refused_makes_none(aws):
    storage.commit(storage.comptes.creation(exemples.compte(etat=EtatDeCompte.REFUSE)))
    with pytest.raises(CompteRefuse):
        services.demandes.submit(soumission(), "c1", sceau())
    assert outbox() == []
