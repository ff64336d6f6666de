"""The récépissé and the bordereau, read back (R27)."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from chalicelib import services, storage
from chalicelib.config import settings
from chalicelib.domain.demande import Controle, Demande, EtatDeFichier, Fichier, Passage, Piece
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.evenements import Echange
from chalicelib.domain.francais import format_date
from chalicelib.domain.suivi import Lecteur
from chalicelib.domain.transitions import Acteur, Evenement
from chalicelib.rendering import pdf
from tests.domain.reponses import minimales
from tests.exemples import LE, demande

NUMERO = "D26-TPQX-MTAY"
AMELIE = Lecteur("c1")


def kept(**changes):
    """At rest, with answers that its definition asked for."""
    definition = services.demarches.get("portage-repas")
    reponses = minimales(definition, LE.date())
    une = demande(numero=NUMERO, definition=definition.version, reponses=reponses, **changes)
    storage.commit(storage.demandes.creation(une))
    return une, definition


def happen(une: Demande, evenement, acteur, **changes):
    passage = Passage(evenement, une.etat, LE, acteur, **changes)
    apres = une.apply(evenement, passage, une.version)
    storage.commit(*storage.demandes.change(apres))
    return apres


def read(octets):
    return PdfReader(io.BytesIO(octets))


def text(octets):
    return " ".join("\n".join(page.extract_text() for page in read(octets).pages).split())


def plain(mots):
    return " ".join(mots.split())


def test_the_recepisse_says_what_the_law_wants_said(aws):
    une, definition = kept()
    paper = services.recepisses.receipt(AMELIE, NUMERO)
    commune, service = settings().commune, settings().commune.services["ccas"]
    found = text(paper)
    for mots in (
        f"Récépissé de votre demande {NUMERO}", commune.de_la_commune, une.titre, "27 mars 2026", "Hugo Petit",
        service.nom, service.telephone, *service.lignes_adresse, f"{commune.code_postal} {commune.commune}",
        format_date(une.echeance_le), definition.silence, definition.recours,
    ):  # fmt: skip
        assert plain(mots) in found
    assert (read(paper).metadata.title, read(paper).trailer["/Root"]["/Lang"]) == (
        f"Récépissé de votre demande {NUMERO}",
        "fr-FR",
    )


def test_the_recepisse_repeats_every_answer(aws):
    une, definition = kept()
    found = text(services.recepisses.receipt(AMELIE, NUMERO))
    for titre, lignes in definition.recapitulatif(une.reponses):
        assert plain(titre) in found
        for libelle, mots in lignes:
            assert plain(libelle) in found
            assert plain(mots) in found


def test_the_recepisse_says_of_each_piece_how_it_came_and_what_became_of_it(aws):
    fichiers = tuple(Fichier(f"q/{nom}", f"{nom}.pdf", "application/pdf", 12) for nom in ("a", "b", "c"))
    pieces = (Piece("identite", "Pièce d’identité", fichiers), Piece("domicile", "Domicile", par_courrier=True))
    une, definition = kept(pieces=(*pieces, Piece("avis", "Avis d’imposition", par_courrier=True)))
    lue = replace(
        happen(une, Echange.RECEVOIR_PIECE, Acteur.AGENT, piece="avis"),
        controles={"b": Controle(EtatDeFichier.SAIN), "c": Controle(EtatDeFichier.REFUSE, "Document illisible.")},
    )
    found = text(pdf.render(services.recepisses.represent(lue, definition)))
    for mots in (
        "a.pdf : reçu, vérification en cours", "b.pdf : reçu c.pdf", "c.pdf : refusé (Document illisible.)",
        "Domicile à envoyer par courrier", "Avis d’imposition reçu par courrier le 27 mars 2026",
    ):  # fmt: skip
        assert mots in found
    assert "Imprimez le bordereau" in found


def test_a_demande_without_piece_nor_post_speaks_of_neither(aws):
    kept(pieces=())
    found = text(services.recepisses.receipt(AMELIE, NUMERO))
    assert "Vos pièces" not in found
    assert "Imprimez" not in found


def test_the_bordereau_lists_what_is_still_to_post_and_to_whom(aws):
    pieces = (Piece("identite", "Pièce d’identité", par_courrier=True), Piece("avis", "Avis", par_courrier=True))
    une, _ = kept(pieces=pieces)
    happen(une, Echange.RECEVOIR_PIECE, Acteur.AGENT, piece="avis")
    paper = services.recepisses.cover(AMELIE, NUMERO)
    found = text(paper)
    service = settings().commune.services["ccas"]
    for mots in (une.titre, NUMERO, "Lire", "Amélie", "– Pièce d’identité", service.nom, *service.lignes_adresse):
        assert plain(mots) in found
    assert "– Avis" not in found
    assert len(read(paper).pages) == 1


def test_nothing_to_post_is_no_bordereau(aws):
    une, _ = kept(pieces=(Piece("avis", "Avis", par_courrier=True),))
    happen(une, Evenement.ANNULER, Acteur.USAGER)
    with pytest.raises(Introuvable):
        services.recepisses.cover(AMELIE, NUMERO)


@pytest.mark.parametrize("paper", ["receipt", "cover"])
def test_the_papers_of_somebody_else_do_not_exist(aws, paper):
    kept()
    for lecteur in (Lecteur("c2"), Lecteur(), Lecteur(None, "D26-2222-2222")):
        with pytest.raises(Introuvable):
            getattr(services.recepisses, paper)(lecteur, NUMERO)
