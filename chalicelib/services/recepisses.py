"""What one keeps on paper of a demande: the récépissé, and the sheet that goes with what is posted (R27)."""

from chalicelib import clock, storage
from chalicelib.config import Service, settings
from chalicelib.domain import suivi as regles
from chalicelib.domain.demande import Demande, EtatDeFichier, Fichier
from chalicelib.domain.demarche import Definition
from chalicelib.domain.errors import Introuvable
from chalicelib.domain.francais import format_date
from chalicelib.domain.suivi import Lecteur, PieceSuivie
from chalicelib.rendering import bordereau, pdf
from chalicelib.rendering.bordereau import Bordereau
from chalicelib.rendering.pdf import Document, Section
from chalicelib.services import suivi

VERDICTS = {
    EtatDeFichier.EN_CONTROLE: "reçu, vérification en cours",
    EtatDeFichier.SAIN: "reçu",
    EtatDeFichier.REFUSE: "refusé",
}
ACCUSE = (
    "Votre demande est bien enregistrée par le portail {de_la_commune}. Ce document en est la preuve, gardez-le. "
    "Il dit seulement qu’elle est reçue : le service doit encore la vérifier et vous répondre."
)
A_POSTER = (
    "Imprimez le bordereau proposé avec ce récépissé et mettez-le dans l’enveloppe. Sans imprimante, écrivez sur une "
    "feuille l’objet, le numéro de la demande, votre nom et votre prénom. Envoyez à cette adresse :"
)


def receipt(lecteur: Lecteur, numero: str) -> bytes:
    """The récépissé, in PDF. Raises Introuvable. One round trip."""
    demande = suivi.read(lecteur, numero)
    return pdf.render(represent(demande, storage.definitions.get(demande.demarche, demande.definition)))


def cover(lecteur: Lecteur, numero: str) -> bytes:
    """The bordereau, in PDF. Raises Introuvable, also when there is nothing to post. One round trip."""
    demande = suivi.read(lecteur, numero)
    pieces = regles.to_post(demande)
    if not pieces:
        raise Introuvable
    commune, service = settings().commune, settings().commune.services[demande.service]
    feuille = Bordereau(
        commune.nom,
        (commune.nom, service.nom, *_address(service)),
        demande.titre,
        demande.numero,
        demande.demandeur.nom,
        demande.demandeur.prenom,
        tuple(piece.libelle for piece in pieces),
    )
    return bordereau.render(feuille)


def represent(demande: Demande, definition: Definition) -> Document:
    """Law and practice: what was received and when, by whom, what follows, what silence means, the recours."""
    commune, service = settings().commune, settings().commune.services[demande.service]
    suites = (_next(demande), definition.silence, definition.recours)
    reponses = (Section(titre, lignes=lignes, niveau=2) for titre, lignes in definition.recapitulatif(demande.reponses))
    return Document(
        titre=f"Récépissé de votre demande {demande.numero}",
        auteur=commune.nom,
        introduction=(ACCUSE.format(de_la_commune=commune.de_la_commune),),
        sections=(
            Section("Votre demande", lignes=_what(demande)),
            Section("Le service qui la traite", lignes=_who(service)),
            Section("Et maintenant ?", tuple(filter(None, suites))),
            *_pieces(demande, service),
            Section("Vos réponses"),
            *reponses,
        ),
        pied=f"{commune.nom} – {demande.numero}",
    )


def _what(demande: Demande) -> tuple[tuple[str, str], ...]:
    return (
        ("Objet", demande.titre),
        ("Numéro", demande.numero),
        ("Reçue le", _day(demande)),
        ("Demandeur", f"{demande.demandeur.prenom} {demande.demandeur.nom}".strip()),
        ("Pour", demande.concerne),
    )


def _who(service: Service) -> tuple[tuple[str, str], ...]:
    return (
        ("Service", service.nom),
        ("Adresse", "\n".join(_address(service))),
        ("Téléphone", service.telephone),
        ("Courriel", service.courriel),
    )


def _next(demande: Demande) -> str:
    le = format_date(demande.echeance_le)
    return f"Le service vérifie votre dossier et vous répond au plus tard le {le}. Il peut vous demander un complément."


def _pieces(demande: Demande, service: Service) -> tuple[Section, ...]:
    pieces = regles.pieces_of(demande)
    if not pieces:
        return ()
    lignes = tuple((piece.libelle, _provided(demande, piece)) for piece in pieces)
    poste = regles.to_post(demande)
    adresse = "\n".join((A_POSTER, service.nom, *_address(service)))
    apres = Section("Ce que vous envoyez par courrier", (adresse,))
    return (Section("Vos pièces", lignes=lignes), *((apres,) if poste else ()))


def _provided(demande: Demande, piece: PieceSuivie) -> str:
    lignes = [_file(demande, fichier) for fichier in piece.fichiers]
    if piece.recue_le:
        lignes.append(f"reçu par courrier le {format_date(piece.recue_le.astimezone(clock.PARIS).date())}")
    elif piece.par_courrier:
        lignes.append("à envoyer par courrier")
    return "\n".join(lignes)


def _file(demande: Demande, fichier: Fichier) -> str:
    controle = demande.controle_of(fichier)
    detail = f" ({controle.motif})" if controle.motif else ""
    return f"{fichier.nom} : {VERDICTS[controle.etat]}{detail}"


def _address(service: Service) -> tuple[str, ...]:
    commune = settings().commune
    return (*service.lignes_adresse, f"{commune.code_postal} {commune.commune}")


def _day(demande: Demande) -> str:
    return format_date(demande.depose_le.astimezone(clock.PARIS).date())
