"""What a citizen or an agent does with a page, in the words that they read on it."""

import json
import re
import urllib.request

from playwright.sync_api import expect


def etape(page, titre):
    """Waits for this étape: its title is the heading of the page, and has the focus."""
    expect(page.get_by_role("heading", level=1, name=titre)).to_be_visible()


def go_on(page, bouton="Continuer"):
    page.get_by_role("button", name=bouton, exact=True).click()


def fill_date(page, legende, *parties):
    """Three fields under one legend: day, month, year."""
    groupe = page.get_by_role("group", name=legende)
    for libelle, partie in zip(("Jour", "Mois", "Année"), parties, strict=True):
        groupe.get_by_label(libelle).fill(str(partie))


def choose(page, legende, reponse):
    """One answer among several."""
    page.get_by_role("group", name=legende).get_by_label(reponse, exact=True).check()


def fill_adresse(page, legende, rue, code_postal, commune):
    groupe = page.get_by_role("group", name=legende)
    groupe.get_by_label("Numéro et rue").fill(rue)
    groupe.get_by_label("Code postal").fill(code_postal)
    groupe.get_by_label("Commune").fill(commune)


def choose_commune(page, legende, nom):
    """A place of birth in France, from the list."""
    groupe = page.get_by_role("group", name=legende)
    groupe.get_by_label("En France", exact=True).check()
    groupe.get_by_label("Commune", exact=True).fill(nom)
    page.get_by_role("option", name=nom).first.click()
    expect(groupe.get_by_text(f"Commune reconnue\u00a0: {nom}")).to_be_visible()


def summary(page):
    """The error summary, which takes the focus as it appears."""
    resume = page.get_by_role("alert").filter(has=page.get_by_role("heading", name=re.compile("corriger")))
    expect(resume).to_be_focused()
    return resume


def login(page, compte, retour="/accueil/"):
    """From the home page, by the box at the top left."""
    if retour == "/accueil/":
        page.goto("/")
    page.get_by_label("Identifiant").fill(compte["identifiant"])
    page.get_by_label("Mot de passe", exact=True).fill(compte["mot_de_passe"])
    page.get_by_role("button", name="Connexion", exact=True).click()
    page.wait_for_url(f"**{retour}")


FORGET_DRAFTS = """async () => {
    const { elements } = await (await fetch('/api/brouillons')).json();
    const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'portail' };
    const options = { method: 'DELETE', headers, body: '{}' };
    for (const { demarche } of elements) await fetch(`/api/brouillons/${demarche}`, options);
}"""


def forget_drafts(page):
    """What other tests began with this compte."""
    page.evaluate(FORGET_DRAFTS)


def login_agent(page, portal, service):
    """The agent who has this service and no other."""
    page.goto("/agents/")
    agent = next(a for a in portal.logins()["agents"] if a["services"] == [service])
    page.get_by_label("Courriel professionnel").fill(agent["courriel"])
    page.get_by_label("Mot de passe", exact=True).fill(agent["mot_de_passe"])
    page.get_by_role("button", name="Connexion", exact=True).click()
    page.wait_for_url("**/agents/demandes/")


def logout(page, arrivee="/"):
    """Until the home page is there."""
    page.get_by_role("button", name="Déconnexion").click()
    page.wait_for_url(arrivee)


def advance(portal, secondes):
    """Moves the portal's clock; back when negative."""
    corps = json.dumps({"avance_s": secondes}).encode()
    urllib.request.urlopen(f"{portal.origin}/_local/horloge", corps, timeout=10).close()


class Cryptogramme:
    """The image on the page, read by who has good eyes."""

    def __init__(self, page, portal):
        self.page, self.portal = page, portal
        self.asked = []
        page.on("request", self._note)

    def _note(self, request):
        if request.method == "POST" and request.url.endswith("/api/cryptogrammes"):
            self.asked.append(request)

    @property
    def image(self):
        return self.page.get_by_role("img", name="Six caractères déformés")

    def read(self):
        """The code of the image that is shown."""
        expect(self.image).to_be_visible()
        return self.portal.solve(self.asked[-1].response().json()["id"])

    def copy(self):
        self.page.get_by_label("Cryptogramme").fill(self.read())

    def copy_wrongly(self):
        """After as long as it takes to read it."""
        self.read()
        self.page.get_by_label("Cryptogramme").fill("AAAAAA")


def unfold(agent):
    """The whole queue: other tests leave in it what waits."""
    suite = agent.get_by_role("button", name="Afficher la suite")
    while suite.count():
        avant = agent.get_by_role("row").count()
        suite.click()
        expect(agent.get_by_role("row").nth(avant)).to_be_visible()
