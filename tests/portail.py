"""A browser in front of the API: headers, cookies, the shortcuts that tests share."""

import json
import secrets
import uuid

from app import app, controler_fichier
from chalicelib import clock, services, storage
from chalicelib.config import settings
from chalicelib.domain.definition import SERVICES
from chalicelib.domain.session import Agent, Genre
from chalicelib.services import empreintes
from chalicelib.storage.identifiants import Acces
from chalicelib.storage.tables import OutboxItem
from infra import cryptogrammes
from infra.local import antivirus
from tests import openapi_check
from tests.aws import client
from tests.domain.reponses import minimales
from tests.edge import Edge
from tests.exemples import FIN

MOT_DE_PASSE = "girafe violette sur un tracteur"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Root 1 0 R/Size 4>>\n"
    b"startxref\n164\n%%EOF\n"
)
"""One blank page."""
AGENTS = {
    "scolaire": Agent("karim.benali@valmont.example", "Karim", "Benali", ("scolaire",), ("lire", "traiter")),
    "etat-civil": Agent("lucie.martin@valmont.example", "Lucie", "Martin", ("etat-civil",), ("lire", "traiter")),
    "ccas": Agent("paul.noel@valmont.example", "Paul", "Noël", ("ccas",), ("lire", "traiter")),
    "comptes": Agent("nadia.roux@valmont.example", "Nadia", "Roux", ("etat-civil",), ("lire", "comptes")),
    "regie-ville": Agent("ines.faure@valmont.example", "Inès", "Faure", ("periscolaire",), ("lire", "regisseur")),
    "regie-ccas": Agent("hugo.lamy@valmont.example", "Hugo", "Lamy", ("ccas",), ("lire", "regisseur")),
}
AGENTS |= {
    service: Agent(f"{service}@valmont.example", "Alix", "Petit", (service,), ("lire", "traiter"))
    for service in SERVICES
    if service not in AGENTS
}


class Portail:
    """One browser, with its cookies."""

    def __init__(self):
        self.edge = Edge(app)
        self.cookies = {}

    def another(self):
        """A second browser in front of the same portal."""
        other = Portail.__new__(Portail)
        other.edge, other.cookies = self.edge, {}
        return other

    def call(self, method, path, body=None, **headers):
        """The answer, which must be as openapi.json describes it; `headers` with underscores; None takes one away."""
        sent = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/json",
            "Origin": settings().commune.origine,
            "X-Requested-With": "portail",
            "Accept": "application/json",
        } | {key.replace("_", "-"): value for key, value in headers.items()}
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        present = {key: value for key, value in sent.items() if value is not None}
        answer = self.edge.request(method, path, present, raw)
        openapi_check.check(method, self.edge.route(path), answer)
        self._keep(answer.headers.get("Set-Cookie"))
        return answer

    def _keep(self, cookies):
        for cookie in [cookies] if isinstance(cookies, str) else cookies or ():
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies = {k: v for k, v in self.cookies.items() if k != name} | ({name: value} if value else {})

    def get(self, path, **headers):
        return self.call("GET", path, **headers)

    def post(self, path, body, cle=None, **headers):
        return self.call("POST", path, body, **{"Idempotency-Key": cle or str(uuid.uuid4()), **headers})

    def cryptogramme(self):
        """Solved, as the citizen's eyes solve it."""
        shown = self.post("/cryptogrammes", {}).json_body["id"]
        cryptogrammes.look_older(shown)
        return cryptogrammes.solve(shown)

    def create_compte(self, **changes):
        """POST /comptes; the identifiant is read in the outbox, as the citizen reads it in their mail."""
        body = compte() | {"cryptogramme": self.cryptogramme()} | changes
        answer = self.post("/comptes", body)
        assert answer.status_code == 201, answer.body
        prenom = body["identite"]["prenoms"][0]
        return next(v["identifiant"] for m, v in outbox() if m == "compte_cree" and v["prenom"] == prenom)

    def login(self, identifiant, mot_de_passe=MOT_DE_PASSE):
        return self.post("/session", {"identifiant": identifiant, "mot_de_passe": mot_de_passe})

    def logged_in(self, **changes):
        """Creates a compte and logs in with it."""
        answer = self.login(self.create_compte(**changes))
        assert answer.status_code == 200, answer.body
        return self

    def login_agent(self, service="scolaire"):
        """Registers the agent of a service, or the one who validates « comptes », and logs in."""
        agent = AGENTS[service]
        empreinte = empreintes.of_password(MOT_DE_PASSE, Genre.AGENT)
        acces = Acces(f"agent:{agent.courriel}", agent.courriel, empreinte)
        if storage.agents.find(agent.courriel) is None:
            storage.commit(storage.agents.creation(agent), storage.identifiants.creation(acces))
        answer = self.post("/agents/session", {"courriel": agent.courriel, "mot_de_passe": MOT_DE_PASSE})
        assert answer.status_code == 200, answer.body
        return self

    def send_file(self, demarche="portage-repas", piece="identite", contenu=PDF, **changes):
        """The key of a file announced, then put in quarantine by S3 as the presigned form tells it to."""
        annonce = {"nom": "carte d’identité.pdf", "type": "application/pdf", "taille": len(contenu)} | changes
        answer = self.post("/pieces", annonce | {"demarche": demarche, "piece": piece})
        assert answer.status_code == 201, answer.body
        champs = answer.json_body["champs"]
        client("s3").put_object(
            Bucket=settings().bucket_pieces,
            Key=champs["key"],
            Body=contenu,
            ContentType=champs["Content-Type"],
            Metadata={"nom": champs["x-amz-meta-nom"]},
        )
        return answer.json_body["cle"]

    def check_files(self):
        """The antivirus looks at what waits, and what is taken goes to its place: what AWS does within seconds."""
        for event in antivirus.scan(client("s3"), settings().bucket_pieces):
            controler_fichier(event, None)
        for fichier in storage.fichiers.waiting(FIN, 100):
            services.rangement.put_away(fichier)

    def submit(self, demarche="portage-repas", **changes):
        """POST /demandes with the least that the démarche asks."""
        return self.post("/demandes", demande(demarche) | changes)


def compte():
    """A valid body of POST /comptes, less its cryptogramme."""
    return {
        "identite": {
            "nom_naissance": "Lire",
            "prenoms": ["Amélie"],
            "naissance": {"date": "1985-03-27", "lieu": "Arras"},
        },
        "coordonnees": {
            "courriel": "amelie.lire@exemple.fr",
            "telephone": "06 12 34 56 78",
            "adresse": {"lignes": ["12 rue des Lilas"], "code_postal": "62990", "commune": "Valmont-sur-Lys"},
        },
        "communication": "courriel",
        "membres": [
            {"lien": "enfant", "nom_naissance": "Lire", "prenoms": ["Léo"], "naissance": {"date": "2020-05-02"}},
            {"lien": "adulte", "nom_naissance": "Petit", "prenoms": ["Hugo"], "naissance": {"date": "1984-01-09"}},
        ],
        "securite": {"mot_de_passe": MOT_DE_PASSE, "question": "premier-animal", "reponse": "Noisette"},
    }


def demande(slug):
    """A valid body of POST /demandes, every pièce par courrier."""
    definition = services.demarches.get(slug)
    reponses = minimales(definition, clock.today())
    pieces = {p.nom: {"par_courrier": True} for p in definition.pieces_for(reponses, clock.today()) if p.obligatoire}
    return {"demarche": slug, "version": definition.version, "reponses": reponses, "pieces": pieces}


def outbox():
    """(model, variables) of the mails that wait to leave."""
    return [(item.modele, item.variables) for item in map(OutboxItem.get, storage.outbox.waiting(FIN, 100))]


def leaving(modele):
    """The mails of this model as they are when they leave; they are taken from the outbox. None has nothing to say."""
    taken = [storage.outbox.claim(waiting, FIN) for waiting in storage.outbox.waiting(FIN, 100)]
    return [services.preparations.prepare(mail) for mail in taken if mail and mail.modele == modele]


def unique():
    """For names that must not collide."""
    return secrets.token_hex(4)
