"""What the portal writes to who made a demande: true, whole, and in the French of a town hall (R5, R27, R29)."""

import re
from dataclasses import replace
from datetime import date

import pytest

from chalicelib import services
from chalicelib.config import settings
from chalicelib.domain.demande import Piece
from chalicelib.domain.transitions import LIBELLES, TRANSITIONS, Acteur, Evenement
from chalicelib.rendering.courriels import render
from chalicelib.services import annonces, avis
from tests import exemples
from tests.domain.reponses import completes, minimales

TODAY = date(2026, 3, 27)
CATALOGUE = services.demarches.catalogue()
R29 = "Ce message est envoyé automatiquement\u00a0: il est inutile d’y répondre."
PLAIN_SPACE = re.compile(r"(?m)[^ ] (?=[:;!?»])|«(?!\u00a0)|(?<![\u00a0\u202f])»")
FAUTES = {
    "a hole": re.compile(r"None|\{\{|\}\}|\{%|Undefined"),
    "a typewriter's apostrophe": re.compile(r"[a-zéè]'[a-zéèhâê]"),
    "a run of blank lines": re.compile(r"\n[ \t]*\n[ \t]*\n[ \t]*\n"),
    "a space that may break": PLAIN_SPACE,
    "a space at the end of a line": re.compile(r"(?m)[ \t]$"),
}


def made(definition, reponses=minimales, *, par_courrier=True, **changes):
    gardees = definition.check(reponses(definition, TODAY), TODAY)
    pieces = [Piece(p.nom, p.libelle, par_courrier=True) for p in definition.pieces_for(gardees, TODAY)]
    champs = {"demarche": definition.slug, "titre": definition.titre, "service": definition.service}
    return exemples.demande(reponses=gardees, pieces=tuple(pieces) if par_courrier else (), **champs | changes)


def receipt(definition, reponses=minimales, **changes):
    return render(avis.receipt(made(definition, reponses, **changes), definition))


def change(evenement, motif="", **changes):
    """The mail of an event, from the first state that allows it, as it leaves."""
    changes.setdefault("reponses", {})
    passage = exemples.demande(**changes).historique[0]
    avant = exemples.demande(
        historique=(passage.__class__("soumettre", TRANSITIONS[evenement].de[0], passage.le, passage.acteur),),
        **changes,
    )
    apres = exemples.after(avant, evenement, motif=motif)
    return render(replace(avis.change(apres), variables=annonces.words(apres, apres.historique[1:])))


def check_french(objet, texte):
    for nom, faute in FAUTES.items():
        assert not faute.search(f"{objet}\n{texte}"), f"{nom}: {faute.search(f'{objet}{chr(10)}{texte}')}"
    assert objet
    assert "\n" not in objet
    assert texte.startswith("Bonjour Amélie Lire,\n")
    assert R29 in texte
    assert texte.endswith(f"{settings().commune.origine}\n")


@pytest.mark.parametrize("definition", CATALOGUE, ids=lambda d: d.slug)
@pytest.mark.parametrize("reponses", [minimales, completes])
@pytest.mark.parametrize("compte", ["c1", None])
@pytest.mark.parametrize("par_courrier", [True, False])
def test_a_receipt_is_whole_and_in_good_french(definition, reponses, compte, par_courrier):
    check_french(*receipt(definition, reponses, compte=compte, par_courrier=par_courrier))


@pytest.mark.parametrize("evenement", Evenement)
@pytest.mark.parametrize("motif", ["", "Il manque une page.\nMerci\u00a0!"])
@pytest.mark.parametrize("compte", ["c1", None])
def test_the_mail_of_an_event_is_whole_and_in_good_french(evenement, motif, compte):
    check_french(*change(evenement, motif, compte=compte))


@pytest.mark.parametrize("definition", CATALOGUE, ids=lambda d: d.slug)
def test_a_receipt_names_the_demande_the_service_the_delay_and_what_silence_means(definition):
    objet, texte = receipt(definition)
    assert objet == f"{definition.titre}\u00a0: votre demande D26-7KQF-3MXP est enregistrée"
    attendus = [
        "D26-7KQF-3MXP",
        definition.titre,
        settings().commune.services[definition.service].nom,
        "Reçue le\u00a0: 27 mars 2026",
        "au plus tard le 26 avril 2026",
        "Pour\u00a0: Hugo Petit",
        definition.silence,
    ]
    assert [a for a in attendus if a not in texte] == []


@pytest.mark.parametrize("definition", CATALOGUE, ids=lambda d: d.slug)
def test_a_receipt_repeats_every_answer(definition):
    gardees = definition.check(completes(definition, TODAY), TODAY)
    _, texte = receipt(definition, completes)
    for titre, lignes in definition.recapitulatif(gardees):
        assert f"\n{titre}\n" in texte
        for libelle, valeur in lignes:
            assert f"- {libelle}\u00a0: {valeur}".replace("\n", ", ")[:60] in texte


def test_what_comes_by_post_is_listed_with_what_to_write_on_it_and_where_to_send_it():
    definition = services.demarches.get("portage-repas")
    _, texte = receipt(definition)
    service = settings().commune.services["ccas"]
    assert [p.libelle for p in made(definition).pieces if f"- {p.libelle}\n" not in texte] == []
    assert "l’objet, le numéro de la demande, votre nom et votre prénom" in texte
    assert "\n".join([*service.lignes_adresse, "62990 Valmont-sur-Lys"]) in texte


def test_nothing_is_said_of_the_post_when_nothing_comes_by_post():
    assert "courrier" not in receipt(services.demarches.get("portage-repas"), par_courrier=False)[1]


@pytest.mark.parametrize(
    "ecrire", [lambda c: receipt(CATALOGUE[0], compte=c), lambda c: change(Evenement.REFUSER, "Non.", compte=c)]
)
def test_only_who_has_a_compte_is_sent_to_it(ecrire):
    lien = f"{settings().commune.origine}/demande/?n=D26-7KQF-3MXP"
    assert lien in ecrire("c1")[1]
    sans_compte = ecrire(None)[1]
    assert "/demande/" not in sans_compte
    assert f"{settings().commune.origine}/suivre/\n" in sans_compte


@pytest.mark.parametrize("evenement", Evenement)
def test_the_mail_of_an_event_says_the_new_state_and_why(evenement):
    libelle = LIBELLES[TRANSITIONS[evenement].vers]
    objet, texte = change(evenement, "Il manque une page.")
    assert objet.endswith(f"est «\u00a0{libelle}\u00a0»")
    assert f"\n{TRANSITIONS[evenement].passe}.\n" in texte
    quoted = "\nMessage du service\u00a0:\nIl manque une page.\n" in texte
    assert quoted == (TRANSITIONS[evenement].acteur is Acteur.AGENT)
    assert "Message du service" not in change(evenement)[1]


@pytest.mark.parametrize("compte", ["c1", None])
def test_a_mail_names_the_compte_whose_owner_says_how_to_be_written_to(compte):
    """R3."""
    deposee = exemples.demande(compte=compte, reponses={})
    decidee = exemples.after(deposee, Evenement.DECLARER_COMPLET)
    sent = (avis.receipt(deposee, services.demarches.get("portage-repas")), avis.change(decidee))
    assert [mail.compte for mail in sent] == [compte, compte]


def test_the_agent_is_not_named_to_the_citizen():
    assert "Paul Noël" not in change(Evenement.REFUSER, "Hors de la commune.")[1]


@pytest.mark.parametrize("compte", ["c1", None])
def test_a_file_to_replace_and_an_answer_that_is_expected_are_whole_and_in_good_french(compte):
    demande = exemples.demande(compte=compte, reponses={})
    refuse = render(avis.fichier_refuse(demande, "carte.pdf", "Ce fichier est protégé par un mot de passe."))
    relance = render(avis.reminder(demande, date(2026, 5, 1)))
    for objet, texte in (refuse, relance):
        check_french(objet, texte)
        assert ("/demande/?n=" in texte, "/suivre/" in texte) == (compte is not None, compte is None)
    assert "«\u00a0carte.pdf\u00a0»\n    Ce fichier est protégé par un mot de passe.\n" in refuse[1]
    assert relance[0].endswith("est attendue avant le 1\u1d49\u02b3 mai 2026") or "mai 2026" in relance[0]


def test_a_receipt_says_how_to_contest_what_would_be_decided():
    definition = replace(CATALOGUE[0], recours="Vous pouvez saisir le tribunal administratif de Lille.")
    assert "\nVous pouvez saisir le tribunal administratif de Lille.\n" in receipt(definition)[1]


@pytest.mark.parametrize("hostile", ["{{ commune.expediteur }}", "{% raw %}", "<b>gras</b>"])
def test_words_of_people_are_written_as_they_are(hostile):
    assert f"\n{hostile}\n" in change(Evenement.REFUSER, hostile)[1]
    assert hostile in receipt(CATALOGUE[0], concerne=hostile)[1]
