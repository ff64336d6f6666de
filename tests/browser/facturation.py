"""Factures made for a test by the régisseur, and what a citizen does with them up to the payment page."""

import json
import urllib.request
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import expect

from chalicelib import clock

FAMILLE = "1042"
"""Of the demonstration family."""
SERVICES = {"ville": {"scolaire", "periscolaire", "voirie", "vie-associative"}, "ccas": {"ccas"}}
REFUS = "Impossible d'ajouter cet article, vous devez d'abord payer ceux en attente dans votre panier"
"""R37, to the letter."""
EMPTY = """fetch('/api/panier', {method: 'DELETE', body: '{}',
    headers: {'Content-Type': 'application/json', 'X-Requested-With': 'portail'}}).then(reponse => reponse.status)"""


class Regisseur:
    """An agent who issues factures, by the API, from a browser of their own."""

    def __init__(self, page, portal):
        self.origin, self.request, self.regie = portal.origin, page.context.request, ""
        self.agents = [a for a in portal.logins()["agents"] if "regisseur" in a["roles"]]

    def emit(self, objet, montant, regie="ville", jours=12):
        """A facture of two lines, due in so many days. `montant` in centimes. Gives what the API says of it."""
        self._enter(regie)
        ligne = {"prestation": objet, "concerne": "Jeanne Marchand", "quantite": "1,5", "prix_unitaire_centimes": 200}
        corps = {
            "regie": regie,
            "famille": FAMILLE,
            "payeur": "Mme Amélie Lire",
            "objet": objet,
            "periode": "Novembre 2026",
            "emise_le": clock.today().isoformat(),
            "echeance_le": (clock.today() + timedelta(days=jours)).isoformat(),
            "lignes": [ligne, {**ligne, "quantite": "1", "prix_unitaire_centimes": montant - 300}],
        }
        return self._post("/agents/factures", corps)

    def cancel(self, facture, regie="ville"):
        """By an avoir."""
        self._enter(regie)
        self._post(f"/agents/factures/{facture['id']}/annulation", {"motif": "Erreur de saisie", "avoir": "A-1"})

    def _enter(self, regie):
        if self.regie != regie:
            agent = next(a for a in self.agents if SERVICES[regie] & set(a["services"]))
            self._post("/agents/session", {"courriel": agent["courriel"], "mot_de_passe": agent["mot_de_passe"]})
            self.regie = regie

    def _post(self, chemin, corps):
        headers = {"Origin": self.origin, "X-Requested-With": "portail", "Idempotency-Key": str(uuid4())}
        answer = self.request.post(f"{self.origin}/api{chemin}", data=corps, headers=headers)
        assert answer.ok, answer.text()
        return answer.json()


def set_payfip(portal, **reglages):
    """How the simulated PayFiP behaves; nothing, and all is well again."""
    corps, headers = json.dumps(reglages).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{portal.origin}/_local/payfip/reglages", corps, headers)
    urllib.request.urlopen(request, timeout=10).close()


def empty_panier(page):
    """What other tests left in it."""
    assert page.evaluate(EMPTY) == 204


def card(page, objet):
    """The facture of that name, on « Mes comptes » or in the panier."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=objet))


def add(page, objet):
    """From « Mes comptes »."""
    bouton = card(page, objet).get_by_role("button")
    expect(bouton).to_contain_text("Ajouter au panier")
    bouton.click()
    expect(bouton).to_contain_text("Retirer")


def to_payment(page):
    """From the panier to the payment page, which is another site."""
    page.get_by_role("button", name="Payer par carte bancaire").click()
    expect(page.get_by_role("heading", name="Paiement en ligne")).to_be_visible()


def pay(page, bouton):
    """What becomes of it there, then the way back."""
    page.get_by_role("button", name=bouton, exact=True).click()
    page.wait_for_url("**/paiement/?id=*")


def title(page, words):
    """Of what the payment has become."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()
