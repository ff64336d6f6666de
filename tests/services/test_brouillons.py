"""Drafts kept with the compte: on any device, never over another's, gone when sent, closed or forgotten."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import clock, services, storage
from chalicelib.domain.brouillon import NOMBRE_MAXIMAL, OCTETS_MAXIMUM, ResumeDeBrouillon
from chalicelib.domain.compte import Etat
from chalicelib.domain.errors import (
    CompteRefuse,
    Conflit,
    EcritureConcurrente,
    Indisponible,
    Introuvable,
    SaisieInvalide,
)
from chalicelib.services.brouillons import Brouillon
from chalicelib.storage.connexion import connexion
from chalicelib.storage.tables_demarches import BrouillonItem
from tests.exemples import compte
from tests.foyer import mailbox, resting
from tests.pannes import injected, refusal

SLUG = "portage-repas"
CONTENU = {"valeurs": {"b": 1, "a": "é"}, "etape": "repas", "pieces": None}
JOUR = timedelta(days=1)


def save(contenu=CONTENU, revision=None, qui="c1", slug=SLUG):
    version = storage.definitions.get(slug).version
    return services.brouillons.save(qui, slug, version, contenu, revision)


def put(demarche, qui="c1"):
    """At rest, of a démarche that this commune may not offer any more."""
    resume = ResumeDeBrouillon(demarche, "Titre", "", 1, clock.now(), clock.now(), 1)
    storage.brouillons.save(qui, Brouillon(resume, "{}"), None)


def run():
    return services.conservation.apply(lambda: 900.0)


def wait(days):
    clock.offset += days * JOUR


def test_a_draft_is_saved_listed_and_read_as_it_was_typed(aws):
    resting(verifie_le=clock.now())
    first = save()
    clock.offset += timedelta(hours=1)
    second = save({**CONTENU, "etape": "pieces"}, first.revision)
    assert second.revision == first.revision + 1
    assert second.commence_le == first.commence_le < second.modifie_le
    assert services.brouillons.list_own("c1") == (second,)
    assert (second.titre, second.etape) == ("Portage de repas à domicile", "pieces")
    assert services.brouillons.get("c1", SLUG).contenu == json.dumps(
        {**CONTENU, "etape": "pieces"}, ensure_ascii=False, separators=(",", ":")
    )


def test_the_list_is_newest_first_and_does_not_read_what_was_typed(aws):
    resting(verifie_le=clock.now())
    save()
    clock.offset += timedelta(minutes=1)
    save(slug="inscription-scolaire")
    assert [resume.demarche for resume in services.brouillons.list_own("c1")] == ["inscription-scolaire", SLUG]
    (index,) = [i for i in BrouillonItem.describe_table()["GlobalSecondaryIndexes"] if i["IndexName"] == "par_compte"]
    assert index["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["resume"]}


def test_the_same_saving_again_is_the_same_saving(aws):
    resting(verifie_le=clock.now())
    first = save()
    assert save() == first
    second = save({**CONTENU, "etape": "x"}, first.revision)
    assert save({**CONTENU, "etape": "x"}, first.revision) == second


@pytest.mark.parametrize("late", ["a device that knew none", "a device one behind"])
def test_another_device_is_never_overwritten(aws, late):
    resting(verifie_le=clock.now())
    first = save()
    second = save({"valeurs": {"a": 2}}, first.revision)
    with pytest.raises(EcritureConcurrente):
        save({"valeurs": {"a": 3}}, None if late == "a device that knew none" else first.revision)
    assert services.brouillons.list_own("c1") == (second,)


def test_a_device_that_saves_after_the_draft_was_sent_or_begun_anew_is_told(aws):
    resting(verifie_le=clock.now())
    first = save()
    services.brouillons.delete("c1", SLUG)
    with pytest.raises(EcritureConcurrente):
        save({"valeurs": {}}, first.revision)
    clock.offset += timedelta(seconds=90)
    again = save({"valeurs": {"a": 1}})
    assert again.revision > first.revision
    with pytest.raises(EcritureConcurrente):
        save({"valeurs": {}}, first.revision)


def test_what_is_too_large_is_refused_with_words_and_nothing_is_kept(aws):
    resting(verifie_le=clock.now())
    fits = {"valeurs": {"a": "é" * ((OCTETS_MAXIMUM - 22) // 2)}}
    save(fits)
    with pytest.raises(SaisieInvalide) as refus:
        save({"valeurs": {"a": fits["valeurs"]["a"] + "éé"}}, None)
    assert [(e.champ, e.code) for e in refus.value.erreurs] == [("contenu", "trop-long")]
    assert json.loads(services.brouillons.get("c1", SLUG).contenu) == fits


@pytest.mark.parametrize(("slug", "version"), [("inconnue", 1), (SLUG, 99), ("../x", 1)])
def test_only_a_form_that_exists_has_a_draft(aws, slug, version):
    resting(verifie_le=clock.now())
    with pytest.raises(Introuvable):
        services.brouillons.save("c1", slug, version, CONTENU, None)
    assert services.brouillons.list_own("c1") == ()


def test_a_refused_compte_begins_nothing(aws):
    resting(etat=Etat.REFUSE)
    with pytest.raises(CompteRefuse):
        save()


def test_a_saving_that_meets_the_sending_of_the_demande_is_to_be_tried_again(aws):
    resting(verifie_le=clock.now())
    saved = save()
    conflict = refusal("TransactionConflictException")
    with injected(connexion.client, None, None, conflict), pytest.raises(Indisponible):
        save({"valeurs": {"a": 2}}, saved.revision)
    assert services.brouillons.list_own("c1") == (saved,)


def test_there_are_twenty_drafts_at_the_most_and_those_go_on(aws):
    resting(verifie_le=clock.now())
    saved = save()
    for rang in range(NOMBRE_MAXIMAL - 1):
        put(f"ancienne-{rang}")
    with pytest.raises(Conflit):
        save(slug="inscription-scolaire")
    assert save({"valeurs": {"a": 2}}, saved.revision).revision == saved.revision + 1


def test_drafts_of_one_citizen_are_not_those_of_another(aws):
    resting(verifie_le=clock.now())
    storage.commit(storage.comptes.creation(compte(id="c2", identifiant="x")))
    save()
    assert services.brouillons.list_own("c2") == ()
    with pytest.raises(Introuvable):
        services.brouillons.get("c2", SLUG)
    services.brouillons.delete("c2", SLUG)
    assert len(services.brouillons.list_own("c1")) == 1


def test_its_owner_is_told_a_week_before_it_is_erased(aws):
    resting(verifie_le=clock.now())
    saved = save()
    wait(84)
    assert run() == 0
    wait(1)
    assert run() == 1
    ((to, objet, texte),) = mailbox()
    assert to == "amelie@exemple.fr"
    assert objet.startswith("Portage de repas à domicile\u00a0: votre brouillon sera effacé le ")
    assert texte.count(objet.rpartition("effacé le ")[2]) == 1
    assert f"/demarches/{SLUG}/" in texte
    assert services.brouillons.get("c1", SLUG).resume.revision == saved.revision
    assert run() == 0
    wait(6)
    assert run() == 0
    wait(1)
    assert (run(), BrouillonItem.count()) == (1, 0)


def test_a_warning_that_leaves_late_still_leaves_a_week(aws):
    resting(verifie_le=clock.now())
    save()
    wait(200)
    assert run() == 1
    assert services.brouillons.list_own("c1")[0].expire_le == (clock.now().date() + 7 * JOUR)
    wait(6)
    assert run() == 0
    wait(1)
    assert (run(), BrouillonItem.count()) == (1, 0)


def test_going_on_with_it_after_the_warning_keeps_it(aws):
    resting(verifie_le=clock.now())
    saved = save()
    wait(85)
    run()
    save({"valeurs": {"a": 2}}, saved.revision)
    wait(7)
    assert (run(), BrouillonItem.count()) == (0, 1)
    wait(78)
    assert run() == 1
    assert len(mailbox()) == 2


def test_what_is_saved_while_the_task_runs_is_kept(aws, monkeypatch):
    resting(verifie_le=clock.now())
    saved = save()
    wait(85)
    real = storage.commit

    def meanwhile(*operations):
        save({"valeurs": {"a": 2}}, saved.revision)
        real(*operations)

    monkeypatch.setattr(storage, "commit", meanwhile)
    assert run() == 0
    monkeypatch.undo()
    assert (mailbox(), services.brouillons.get("c1", SLUG).resume.averti_le) == ([], None)


def test_drafts_are_erased_with_the_compte_even_one_that_was_on_its_way(aws):
    garde = resting()
    save()
    services.fermeture.end(garde, storage.identifiants.get(garde.identifiant), "demande")
    put("acte-naissance")
    mailbox()
    assert BrouillonItem.count() == 0


def test_a_draft_left_behind_by_a_closed_compte_is_erased_without_a_mail(aws):
    resting(verifie_le=clock.now())
    save()
    storage.commit(storage.comptes.closing(storage.comptes.get("c1"), clock.now()))
    wait(85)
    assert (run(), BrouillonItem.count(), mailbox()) == (1, 0, [])


def test_a_draft_that_is_already_warned_says_until_when(aws):
    resting(verifie_le=clock.now())
    saved = save()
    assert saved.expire_le == (saved.modifie_le + 92 * JOUR).date()
    warned = replace(saved, averti_le=saved.expire_le)
    assert warned.expire_le == saved.expire_le + 7 * JOUR
