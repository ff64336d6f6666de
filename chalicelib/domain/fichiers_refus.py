"""Why a file is refused, told to who sent it: which file, what is wrong, what to do next."""

from collections.abc import Mapping
from enum import StrEnum

from chalicelib.domain.fichiers import Verdict


class Refus(StrEnum):
    """What the checks find."""

    VIRUS = "virus"
    CONTENU = "contenu"
    DOUBLE = "double"
    ABIME = "abime"
    GEANT = "geant"
    LOURD = "lourd"
    PROTEGE = "protege"
    ACTIF = "actif"
    LONG = "long"
    NON_CONTROLE = "non-controle"
    PERDU = "perdu"


MOTIFS: Mapping[Refus, str] = {
    Refus.VIRUS: "« {nom} » contient un virus. Supprimez-le de votre appareil, puis choisissez un autre fichier.",
    Refus.CONTENU: "« {nom} » ne contient pas ce que son nom annonce. Choisissez un autre fichier.",
    Refus.DOUBLE: "« {nom} » cache un autre fichier. Prenez le document en photo, puis ajoutez la photo.",
    Refus.ABIME: "« {nom} » est abîmé ou incomplet. Vérifiez qu’il s’ouvre chez vous, puis ajoutez-le de nouveau.",
    Refus.GEANT: "« {nom} » est une image trop grande. Prenez une photo moins détaillée, puis ajoutez-la.",
    Refus.LOURD: "« {nom} » est trop lourd. Prenez une photo moins lourde ou réduisez le fichier.",
    Refus.PROTEGE: "« {nom} » est protégé par un mot de passe. Enregistrez-le sans protection, puis ajoutez-le.",
    Refus.ACTIF: "« {nom} » contient un programme ou un fichier joint. Imprimez-le en PDF, puis ajoutez ce PDF.",
    Refus.LONG: "« {nom} » a trop de pages. Gardez celles qui sont demandées, puis ajoutez-le de nouveau.",
    Refus.NON_CONTROLE: "« {nom} » n’a pas pu être vérifié. Ajoutez-le de nouveau, ou envoyez-le par courrier.",
    Refus.PERDU: "« {nom} » n’est plus gardé par le portail. Ajoutez-le de nouveau.",
}


class FichierRefuse(Exception):
    """Raised by a check; `refus` says which."""

    def __init__(self, refus: Refus) -> None:
        self.refus = refus
        super().__init__(refus.value)


def motif(refus: Refus, nom: str) -> str:
    """The sentence."""
    return MOTIFS[refus].format(nom=nom)


def of_verdict(verdict: str) -> Refus | None:
    """What the antivirus's word means; None when the file is clean. A word we do not know is no clean file."""
    if verdict == Verdict.SAIN:
        return None
    return Refus.VIRUS if verdict == Verdict.VIRUS else Refus.NON_CONTROLE
