"""The creation of a compte, onglet by onglet; through the API where it is not the subject of the test."""

import re
import uuid

from playwright.sync_api import expect

from tests.browser.gestes import choose, etape, fill_adresse, fill_date, go_on

MOT_DE_PASSE = "girafe violette sur un tracteur"
REPONSE = "Noisette"
PREVENIR = "Comment la mairie vous prévient"


def arrive(page):
    page.goto("/")
    page.get_by_role("link", name="Je souhaite créer mon compte").click()
    etape(page, "Identité")


def fill_identite(page):
    page.get_by_label("Nom de naissance").fill("Lire")
    page.get_by_label("Premier prénom").fill("Amélie")
    page.get_by_label("Autres prénoms").fill("Rose, Marie Lou")
    fill_date(page, "Date de naissance", 14, 5, 1988)
    page.get_by_label("Commune ou pays de naissance").fill("Arras")
    go_on(page)


def fill_coordonnees(page, courriel):
    etape(page, "Coordonnées")
    page.get_by_label("Courriel", exact=True).fill(courriel)
    fill_adresse(page, "Adresse", "12 rue des Tilleuls", "62990", "Valmont-sur-Lys")
    choose(page, PREVENIR, "Par courriel")
    go_on(page)


def fill_securite(page, mot_de_passe=MOT_DE_PASSE):
    etape(page, "Sécurité")
    page.get_by_label("Mot de passe", exact=True).fill(mot_de_passe)
    page.get_by_label("Question secrète", exact=True).select_option(index=1)
    page.get_by_label("Réponse à la question secrète").fill(REPONSE)
    go_on(page)


def fill_all(page, courriel, mot_de_passe=MOT_DE_PASSE):
    arrive(page)
    fill_identite(page)
    fill_coordonnees(page, courriel)
    etape(page, "Foyer")
    go_on(page, "Plus tard")
    fill_securite(page, mot_de_passe)
    etape(page, "Validation")


def call(page, methode, chemin, corps=None):
    """The API, as the modules of the page call it, with the cookies of its browser."""
    origine = "/".join(page.request.get("/").url.split("/")[:3])
    entetes = {"Origin": origine, "X-Requested-With": "portail", "Idempotency-Key": str(uuid.uuid4())}
    reponse = page.request.fetch(f"/api{chemin}", method=methode, headers=entetes, data=corps)
    assert reponse.ok, reponse.text()
    return None if reponse.status == 204 else reponse.json()


def read_identifiant(portal, courriel):
    """As the mail gives it, on a line of its own."""
    texte = portal.mails(courriel, "identifiant")[-1]["texte"]
    return re.search(r"^ {4}(\S+)$", texte, re.MULTILINE)[1]


def create_compte(page, portal, nom, **sections):
    """Created through the API by a browser that nobody has used for that; `sections` replace those of the body."""
    courriel = f"{uuid.uuid4().hex[:12]}@exemple.fr"
    identifiant = call(page, "POST", "/cryptogrammes", {})["id"]
    corps = {
        "identite": {
            "nom_naissance": nom,
            "prenoms": ["Amélie", "Rose"],
            "naissance": {"date": "1988-05-14", "lieu": "Arras"},
        },
        "coordonnees": {
            "courriel": courriel,
            "adresse": {"lignes": [f"Résidence {nom}"], "code_postal": "62990", "commune": "Valmont-sur-Lys"},
        },
        "communication": "courriel",
        "membres": [],
        "securite": {"mot_de_passe": MOT_DE_PASSE, "question": "premier-animal", "reponse": REPONSE},
        "cryptogramme": portal.read(f"/_local/cryptogrammes/{identifiant}"),
    } | sections
    corps["coordonnees"] |= {"courriel": courriel}
    call(page, "POST", "/comptes", corps)
    return {"courriel": courriel, "identifiant": read_identifiant(portal, courriel), "mot_de_passe": MOT_DE_PASSE}


def enter(page, compte):
    """Logged in, without the page of the log-in."""
    corps = {"identifiant": compte["identifiant"], "mot_de_passe": compte["mot_de_passe"]}
    return call(page, "POST", "/session", corps)


def agent_with(portal, role):
    """The first agent of the demonstration who has it."""
    return next(agent for agent in portal.logins()["agents"] if role in agent["roles"])


def enter_as_agent(agent_page, portal, role="comptes"):
    agent = agent_with(portal, role)
    corps = {"courriel": agent["courriel"], "mot_de_passe": agent["mot_de_passe"]}
    return call(agent_page, "POST", "/agents/session", corps)


def find_compte(agent_page, compte, etat="en_attente"):
    """Its id, as the queue gives it."""
    suite = ""
    while suite is not None:
        page = call(agent_page, "GET", f"/agents/comptes?etat={etat}{suite and f'&suite={suite}'}")
        for element in page["elements"]:
            if element["identifiant"] == compte["identifiant"]:
                return element["id"]
        suite = page["suite"]
    raise AssertionError(f"{compte['identifiant']} is not in the queue « {etat} »")


def decide_compte(agent_page, compte, decision, motif=""):
    """By an agent who has entered."""
    corps = {"decision": decision, "motif": motif}
    return call(agent_page, "POST", f"/agents/comptes/{find_compte(agent_page, compte)}/decision", corps)


def validated(page, collegue, portal, nom, **sections):
    """A compte that its owner may change."""
    compte = create_compte(page, portal, nom, **sections)
    enter_as_agent(collegue, portal)
    decide_compte(collegue, compte, "valide")
    return compte


def open_courriel(page, courriel, objet, portal):
    """The first link that a mail gives to somebody; it leads where it says."""
    texte = portal.mails(courriel, objet)[0]["texte"]
    page.goto(re.search(r"http://\S+", texte)[0])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
