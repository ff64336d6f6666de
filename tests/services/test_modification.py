"""« Sauver » (R18): one transaction, its mail, its line in the journal; the same request again finds it done."""

from dataclasses import replace

import msgspec
import pytest

from chalicelib import services, storage
from chalicelib.domain.compte import Decision, Etat
from chalicelib.domain.errors import CompteNonModifiable, EcritureConcurrente, TropDEssais
from chalicelib.domain.modification import Modification
from chalicelib.domain.rapprochement import fiche_of
from chalicelib.storage.tables import OutboxItem
from tests.exemples import LE, journal_of
from tests.foyer import mailbox, resting
from tests.portail import outbox

ADRESSE = {"lignes": ["2 rue du Port"], "code_postal": "62000", "commune": "Arras"}
COORDONNEES = {"courriel": "amelie@exemple.fr", "adresse": ADRESSE, "telephone": "06 12 34 56 78"}
ZOE = {"lien": "adulte", "nom_naissance": "Lire", "prenoms": ["Zoé"], "naissance": {"date": "1990-01-02"}}


def save(version=1, **sections):
    return services.modification.save("c1", Modification(version, **sections))


def test_what_is_saved_is_at_rest_told_and_mailed(aws):
    avant = resting()
    compte, changements = save(coordonnees=COORDONNEES)
    assert [(c.libelle, c.apres) for c in changements] == [("Adresse", "2 rue du Port, 62000 Arras")]
    assert storage.comptes.get("c1") == compte
    assert compte == replace(avant, version=2, coordonnees=compte.coordonnees)
    ((to, subject, body),) = mailbox()
    assert (to, subject) == ("amelie@exemple.fr", "Votre compte a été modifié")
    assert "- Adresse\n" in body
    assert "rue du Port" not in body
    (ligne,) = journal_of("compte:c1")
    assert (ligne.action, ligne.auteur, ligne.precision) == ("modification", "c1", "Adresse")


def test_duplicates_are_looked_for_where_the_compte_stands_now(aws):
    avant = resting()
    compte, _ = save(coordonnees=COORDONNEES)
    assert {fiche.adresse for fiche in storage.rapprochements.near(fiche_of(compte))} == {compte.coordonnees.adresse}
    autre = replace(fiche_of(avant), id="c2", nom_naissance="X", nom_usage=None, naissance=LE.date())
    assert storage.rapprochements.near(autre) == ()


def test_saving_the_same_thing_writes_and_mails_nothing(aws):
    garde = resting()
    lignes = list(garde.coordonnees.adresse.lignes)
    saisie = {"courriel": "amelie@exemple.fr", "telephone": "+33 6 12 34 56 78"}
    adresse = {"lignes": lignes, "code_postal": "62990", "commune": "Valmont"}
    compte, changements = save(coordonnees=saisie | {"adresse": adresse}, communication="courriel")
    assert (compte, changements) == (garde, ())
    assert (outbox(), journal_of("compte:c1")) == ([], [])


def test_a_screen_older_than_the_compte_overwrites_nothing(aws):
    resting()
    save(communication="telephone")
    with pytest.raises(EcritureConcurrente):
        save(coordonnees=COORDONNEES)
    assert storage.comptes.get("c1").coordonnees.adresse.commune == "Valmont"


@pytest.mark.parametrize(
    "sections",
    [{"coordonnees": COORDONNEES}, {"membres": [ZOE]}, {"coordonnees": COORDONNEES | {"courriel": "autre@exemple.fr"}}],
    ids=["champ", "new member", "courriel"],
)
def test_the_same_request_again_finds_it_done_once(aws, sections):
    resting()
    first, _ = save(**sections)
    again, changements = save(**sections)
    assert (again, changements) == (first, ())
    assert len(journal_of("compte:c1")) == 1


def test_another_request_of_the_same_version_is_not_taken_for_the_first(aws):
    resting()
    save(membres=[ZOE])
    for other in ({"membres": [ZOE | {"prenoms": ["Zoë"]}]}, {"membres": []}, {"membres": [ZOE, ZOE]}):
        with pytest.raises(EcritureConcurrente):
            save(**other)


def test_a_correction_sent_again_after_a_lost_answer_is_still_a_success(aws):
    resting(etat=Etat.EN_ATTENTE, decision=Decision("correction", LE, "Lucie Martin", "Adresse"))
    compte, _ = save(coordonnees=COORDONNEES)
    assert (compte.a_corriger, compte.etat) == (False, Etat.EN_ATTENTE)
    assert save(coordonnees=COORDONNEES) == (compte, ())
    with pytest.raises(CompteNonModifiable):
        save(version=2, communication="telephone")
    assert [r.id for r in storage.comptes.of_file("en_attente", None).elements] == ["c1"]


@pytest.mark.parametrize("etat", [Etat.EN_ATTENTE, Etat.REFUSE, Etat.SUSPENDU])
def test_a_compte_that_is_not_validated_is_not_modified(aws, etat):
    resting(etat=etat)
    with pytest.raises(CompteNonModifiable):
        save(communication="telephone")
    assert storage.comptes.get("c1").version == 1


def test_neither_the_outbox_nor_the_journal_holds_a_value_or_a_link(aws):
    resting()
    save(coordonnees=COORDONNEES | {"courriel": "autre@exemple.fr"}, membres=[ZOE])
    rest = str([variables for _, variables in outbox()]) + str(journal_of("compte:c1"))
    for private in ("rue du Port", "Zoé", "confirmer-courriel", "autre@exemple.fr"):
        assert private not in rest
    assert {item.destinataire for item in OutboxItem.scan()} == {"amelie@exemple.fr", "autre@exemple.fr"}


def test_one_address_is_asked_to_confirm_five_times_a_day_at_the_most(aws):
    resting()
    for version in range(1, 11, 2):
        save(version, coordonnees=COORDONNEES | {"courriel": "autre@exemple.fr"})
        services.changement_de_courriel.cancel("c1")
    with pytest.raises(TropDEssais):
        save(11, coordonnees=COORDONNEES | {"courriel": "autre@exemple.fr"})
    assert save(11, coordonnees=COORDONNEES | {"courriel": "encore@exemple.fr"})[0].version == 12


@pytest.mark.parametrize("nom", ["<script>alert(1)</script>", "Zoé 🌻", "محمد", "𝒜lice", "O'\"Brien; DROP"])
def test_odd_names_come_back_as_they_were_typed(aws, nom):
    resting()
    compte, _ = save(membres=[ZOE | {"nom_naissance": nom}])
    assert storage.comptes.get("c1").membres[0].nom_naissance == nom
    assert msgspec.json.decode(msgspec.json.encode(compte))["membres"][0]["nom_naissance"] == nom


def test_one_compte_asks_ten_addresses_a_day_at_the_most(aws):
    """Each gets a mail that it did not ask for."""
    resting()
    for rang in range(10):
        save(1 + rang, coordonnees=COORDONNEES | {"courriel": f"autre{rang}@exemple.fr"})
    with pytest.raises(TropDEssais):
        save(11, coordonnees=COORDONNEES | {"courriel": "encore@exemple.fr"})
