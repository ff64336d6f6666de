"""Operations on the compte itself: see operations.py."""

from chalicelib import storage
from chalicelib.domain.rapprochement import fiche_of, keys
from chalicelib.storage.paniers import FERME
from chalicelib.storage.sessions import FERMEE
from tests.portail import MOT_DE_PASSE
from tests.races import decor
from tests.races.operations import Operation

ADRESSE = {"lignes": ["2 rue du Port"], "code_postal": "62000", "commune": "Arras"}


class OnCompte(Operation):
    def prepare(self):
        self.log_in()
        storage.commit(*storage.rapprochements.changes(None, self.compte))


class SaveCompte(OnCompte):
    """With another courriel: two mails more. Made again, it is found saved."""

    done = again = (200,)
    calls = 3

    def run(self):
        coordonnees = {"courriel": "autre@exemple.fr", "adresse": ADRESSE, "telephone": None}
        zoe = {"lien": "adulte", "nom_naissance": "Lire", "prenoms": ["Zoé"], "naissance": {"date": "1990-01-02"}}
        body = {"version": 1, "coordonnees": coordonnees, "membres": [zoe]}
        return self.portail.call("PATCH", "/compte", body).status_code

    def check(self, constat, _panne):
        apres = storage.comptes.get(self.compte.id)
        constat.expect("version", apres.version, 2)
        constat.expect("address", apres.coordonnees.adresse.commune, "Arras")
        constat.expect("foyer", [membre.id for membre in apres.membres], ["m2-1"])
        constat.expect("mails", len(decor.mails("compte_modifie")), 1)
        asked = {mail["changement"] for mail in decor.mails("courriel_a_confirmer")}
        constat.expect("change of courriel", asked, {apres.changement_courriel and apres.changement_courriel.id})
        constat.expect("links", len(decor.mails("courriel_a_confirmer")), 2)
        constat.expect("lines of the journal", decor.count("journal"), 1)
        places = {item["cle"]["S"] for item in decor.items("rapprochements")}
        constat.expect("where doubles meet", places, set(keys(fiche_of(apres))))


class CloseCompte(OnCompte):
    """Made again: the session is closed with the rest."""

    done, again = (204,), (204, 401)
    calls = 6

    def run(self):
        return self.portail.post("/compte/fermeture", {"mot_de_passe": MOT_DE_PASSE}).status_code

    def check(self, constat, _panne):
        constat.expect("compte", storage.comptes.find(self.compte.id), None)
        left = [(item["element"]["S"], item.get("etat"), item["version"]["N"]) for item in decor.items("comptes")]
        constat.expect("tombstone", [etat for element, etat, _ in left if element == "COMPTE"], [{"S": "ferme"}])
        constat.expect("panier closed", [v for element, _, v in left if element != "COMPTE"], [str(FERME)])
        constat.expect("identifiants", decor.count("identifiants"), 0)
        constat.expect("sessions", {item["contenu"]["S"] for item in decor.items("sessions")} - {FERMEE}, set())
        constat.expect("where doubles meet", decor.count("rapprochements"), 0)
        constat.expect("last mails", len(decor.mails("compte_ferme")), 1)
        constat.expect("lines of the journal", decor.count("journal"), 1)


OPERATIONS_COMPTE = (SaveCompte, CloseCompte)
