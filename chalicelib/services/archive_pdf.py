"""resume.pdf: the same, for a person to read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.brouillon import Brouillon
from chalicelib.domain.compte import Compte
from chalicelib.domain.demande import Demande, Fichier, Passage
from chalicelib.domain.evenements import tell
from chalicelib.domain.journal import Ligne, author, describe
from chalicelib.domain.lecture import Lu, read, read_membre
from chalicelib.domain.question_secrete import QUESTIONS
from chalicelib.domain.suivi import pieces_of
from chalicelib.domain.transitions import LIBELLES
from chalicelib.rendering.pdf import Document, Section
from chalicelib.services import archive_factures
from chalicelib.services.archive_dossier import Dossier
from chalicelib.services.avis_de_securite import moment
from chalicelib.storage.identifiants import Acces

RIEN = "—"
PAR_COURRIER = "par courrier"
NON_CONTROLE = "pas encore contrôlé, ou refusé par le contrôle"
NON_JOINT = "trop volumineux pour l’archive, demandez-le à la mairie"
ABSENT = "Aucun fichier"
BROUILLONS = "Les démarches commencées et pas encore envoyées. Vos réponses sont dans le fichier donnees.json."
SUITE = (
    "Le fichier donnees.json contient les mêmes informations, sous une forme qu’un autre service peut lire. "
    "Vos pièces justificatives sont dans le dossier « pieces »."
)


def represent(dossier: Dossier, chemins: Mapping[str, str]) -> Document:
    """`chemins`: where each file is in the archive, by its key in the bucket."""
    compte = dossier.compte
    commune, prepare_le = settings().commune, moment(clock.now())
    return Document(
        titre="Vos données",
        auteur=commune.nom,
        introduction=(
            f"Tout ce que le portail {commune.de_la_commune} garde à propos de {compte.affichage}, le {prepare_le}.",
            SUITE,
        ),
        sections=(
            Section("Votre compte", lignes=_compte(compte)),
            Section("Votre foyer", () if compte.membres else ("Personne n’est déclaré.",)),
            *(Section(m.affichage, lignes=_lus(read_membre(m).values()), niveau=2) for m in compte.membres),
            Section("Vos connexions", lignes=_connexions(dossier.acces)),
            Section("Vos demandes", ("Chaque demande, avec ses réponses et son suivi.",)),
            *(section for demande in dossier.demandes for section in _demande(demande, chemins)),
            Section("Vos brouillons", (BROUILLONS,), _brouillons(dossier.brouillons)),
            *archive_factures.sections(dossier.factures, dossier.paiements),
            Section("Qui a lu ou changé votre compte", lignes=_journal(dossier.journal, compte.id)),
        ),
        pied=f"{commune.nom} – {prepare_le}",
    )


def _compte(compte: Compte) -> tuple[tuple[str, str], ...]:
    verifie = _le(compte.verifie_le)
    ajouts = [
        ("Identifiant", compte.identifiant),
        ("Créé le", moment(compte.cree_le)),
        ("Courriel vérifié le", verifie),
    ]
    if compte.numero_famille:
        ajouts.append(("Numéro de famille", compte.numero_famille))
    if compte.changement_courriel and not compte.changement_courriel.fait:
        ajouts.append(("Courriel à confirmer", compte.changement_courriel.courriel))
    if compte.decision:
        ajouts.append(("Décision de la mairie", f"{moment(compte.decision.le)} {compte.decision.motif}".strip()))
    return (*_lus(read(compte).values()), *ajouts)


def _lus(lus: Iterable[Lu]) -> tuple[tuple[str, str], ...]:
    return tuple((lu.libelle, lu.texte or RIEN) for lu in lus)


def _connexions(acces: Acces) -> tuple[tuple[str, str], ...]:
    ouvertes = [s for s in acces.sessions if s.expire_le > clock.now()]
    return (
        ("Question secrète", QUESTIONS.get(acces.question or "", RIEN)),
        ("Dernière connexion", _le(acces.connecte_le)),
        *(("Session ouverte", f"{session.appareil}, le {moment(session.ouverte_le)}") for session in ouvertes),
    )


def _demande(demande: Demande, chemins: Mapping[str, str]) -> Iterator[Section]:
    definition = storage.definitions.get(demande.demarche, demande.definition)
    reponses = (ligne for _, lignes in definition.recapitulatif(demande.reponses) for ligne in lignes)
    suivi = tuple((moment(p.le), _passage(p)) for p in demande.historique)
    quoi = (("État", LIBELLES[demande.etat]), ("Pour", demande.concerne))
    yield Section(
        f"{demande.titre}, {demande.numero}",
        lignes=(*quoi, *reponses, *_pieces(demande, chemins), *suivi),
        niveau=2,
    )


def _pieces(demande: Demande, chemins: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for piece in pieces_of(demande):
        fichiers = [_place(fichier, chemins) for fichier in piece.fichiers]
        yield piece.libelle, "\n".join(fichiers) or (PAR_COURRIER if piece.par_courrier else ABSENT)


def _place(fichier: Fichier, chemins: Mapping[str, str]) -> str:
    if fichier.cle not in chemins:
        return f"{fichier.nom} ({NON_CONTROLE})"
    return chemins[fichier.cle] or f"{fichier.nom} ({NON_JOINT})"


def _passage(passage: Passage) -> str:
    passe = tell(passage.evenement, passage.acteur)
    return f"{passe} : {passage.motif}" if passage.motif else passe


def _brouillons(brouillons: Iterable[Brouillon]) -> tuple[tuple[str, str], ...]:
    resumes = [brouillon.resume for brouillon in brouillons]
    return tuple((resume.titre, f"Modifié le {moment(resume.modifie_le)}") for resume in resumes) or ((RIEN, ""),)


def _journal(journal: Iterable[Ligne], compte: str) -> tuple[tuple[str, str], ...]:
    return tuple((moment(ligne.le), f"{author(ligne, compte).capitalize()} : {describe(ligne)}") for ligne in journal)


def _le(le: datetime | None) -> str:
    return moment(le) if le else RIEN
