"""« Fermer mon compte »: in one transaction, everything personal goes; once or twice is the same."""

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.errors import EcritureConcurrente, SaisieInvalide
from chalicelib.domain.rapprochement import fiche_of
from chalicelib.domain.session import Genre
from chalicelib.storage.tables_acces import IdentifiantItem
from chalicelib.storage.tables_comptes import CompteItem, RapprochementItem
from tests.aws import client
from tests.exemples import demande, journal_of
from tests.foyer import mailbox, resting
from tests.portail import MOT_DE_PASSE, outbox

ID = "amélie.lire"


def close(mot_de_passe=MOT_DE_PASSE):
    services.fermeture.close("c1", ID, mot_de_passe)


def open_session():
    jeton, session = services.sessions.new(Genre.USAGER, "c1", ID)
    acces = storage.identifiants.get(ID)
    nouvelle = session.as_listed("Firefox sur Windows")
    storage.sessions.save(session)
    storage.identifiants.record(acces, (*acces.sessions, nouvelle), nouvelle, clock.now())
    return jeton


def test_everything_personal_goes_at_once(aws):
    compte = resting()
    jetons = [open_session(), open_session()]
    close()
    assert (storage.comptes.find("c1"), storage.identifiants.get(ID).sujet) == (None, None)
    assert [services.sessions.find(jeton) for jeton in jetons] == [None, None]
    assert storage.rapprochements.near(fiche_of(compte)) == ()
    rest = str([item.attribute_values for item in (*CompteItem.scan(), *RapprochementItem.scan())])
    for personal in ("Amélie", "Lire", "Durand", "amelie@", "+336", "Lilas", "1985", "Léo"):
        assert personal not in rest
    (ligne,) = journal_of("compte:c1")
    assert (ligne.action, ligne.auteur, ligne.precision) == ("fermeture", "c1", "demande")


def test_a_last_mail_says_what_is_erased_what_is_kept_and_until_when(aws):
    resting()
    close()
    ((to, subject, body),) = mailbox()
    assert (to, subject) == ("amelie@exemple.fr", "Votre compte est fermé")
    for words in ("Vous avez fermé votre compte.", "Effacé", "2 ans après la fin de la demande", "1 an", "35 jours"):
        assert words in body


def test_its_demandes_stay_with_the_services_that_handle_them(aws):
    resting()
    storage.commit(storage.demandes.creation(demande()))
    close()
    assert storage.demandes.get(demande().numero) == demande()
    assert len(storage.demandes.of_queues(["ccas#en_cours"], None).elements) == 1


def test_the_archive_of_its_data_goes_with_it(aws):
    resting()
    services.donnees.request("c1")
    mailbox()
    close()
    assert storage.exports.find("c1") is None
    mailbox()
    assert "Contents" not in client("s3").list_objects_v2(Bucket="pieces")


def test_a_wrong_password_closes_nothing(aws):
    compte = resting()
    with pytest.raises(SaisieInvalide) as refus:
        close("mauvais")
    assert [(e.champ, e.code) for e in refus.value.erreurs] == [("mot_de_passe", "faux")]
    assert (storage.comptes.get("c1"), outbox()) == (compte, [])


def test_a_compte_without_anything_that_opens_it_is_closed_too(aws):
    compte = resting()
    IdentifiantItem(ID).delete()
    services.fermeture.end(compte, storage.identifiants.get(ID), services.fermeture.Cause.INUTILISE)
    assert storage.comptes.find("c1") is None
    assert "trois ans" in mailbox()[0][2]
    assert journal_of("compte:c1")[0].auteur == "portail"


def test_an_identifiant_that_is_somebody_else_s_now_is_left_alone(aws):
    compte = resting()
    IdentifiantItem(ID).update([IdentifiantItem.sujet.set("c2")])
    services.fermeture.end(compte, storage.identifiants.get(ID), services.fermeture.Cause.INUTILISE)
    assert storage.identifiants.get(ID).sujet == "c2"


def test_a_session_opened_at_that_moment_is_closed_too(aws, monkeypatch):
    resting()
    real, opened = storage.commit, []

    def meanwhile(*operations):
        if not opened:
            opened.append(open_session())
        real(*operations)

    monkeypatch.setattr(storage, "commit", meanwhile)
    close()
    assert services.sessions.find(opened[0]) is None
    assert storage.comptes.find("c1") is None


def test_a_password_changed_at_that_moment_keeps_the_compte(aws, monkeypatch):
    resting()
    real = storage.commit

    def meanwhile(*operations):
        IdentifiantItem(ID).update([IdentifiantItem.mot_de_passe.set("autre")])
        real(*operations)

    monkeypatch.setattr(storage, "commit", meanwhile)
    with pytest.raises(EcritureConcurrente):
        close()
    assert storage.comptes.get("c1").version == 1
