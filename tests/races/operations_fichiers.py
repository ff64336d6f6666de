"""The check of a file and its way to its place: see operations.py."""

from dataclasses import replace

from chalicelib import services, storage
from chalicelib.domain.demande import EtatDeFichier
from chalicelib.domain.fichiers import QUARANTAINE
from chalicelib.domain.pieces import Fourniture
from chalicelib.storage.objets import Objet
from tests.exemples import FIN
from tests.races import decor
from tests.races.operations import Operation


class PlaceFile(Operation):
    """The event of the antivirus, then the stream; both come again."""

    done = again = (200,)
    calls = 8
    verdict, etat = "NO_THREATS_FOUND", EtatDeFichier.SAIN

    def prepare(self):
        self.alentours.objets.clear()
        self.file = self.alentours.drop(QUARANTAINE + self.cle)
        envoi = decor.envoi()
        envoi = replace(envoi, pieces=envoi.pieces | {"identite": Fourniture((self.file,))})
        self.numero = services.demandes.submit(envoi, decor.compte().id, decor.stamp()).numero

    def run(self):
        services.controles.check(Objet(self.file, "", ""), self.verdict)
        services.rangement.put_away(self.cle)
        return 200

    def check(self, constat, _panne):
        (controle,) = storage.demandes.get(self.numero).controles.values()
        constat.expect("state told", controle.etat, self.etat)
        constat.expect("left to do", storage.fichiers.waiting(FIN, 10), [])
        place = f"demandes/{self.numero}/identite/{self.cle}"
        constat.expect("in its place", place in self.alentours.objets, self.etat is EtatDeFichier.SAIN)
        refused = int(self.etat is EtatDeFichier.REFUSE)
        constat.expect("mails", len(decor.mails("fichier_refuse")), refused)
        actions = [item for item in decor.items("journal") if "fichier_refuse" in item["contenu"]["S"]]
        constat.expect("lines of the journal", len(actions), refused)


class RefuseFile(PlaceFile):
    calls = 6
    verdict, etat = "THREATS_FOUND", EtatDeFichier.REFUSE


OPERATIONS_FICHIERS = (PlaceFile, RefuseFile)
