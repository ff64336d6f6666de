"""Fills any démarche from its definition, étape by étape, as a person does it: with a mouse, or by keyboard alone."""

from datetime import date

from playwright.sync_api import expect

from tests.browser import clavier
from tests.browser.gestes import etape, go_on

SANS_SAISIE = "explication"


class Souris:
    """A hand on a mouse, then on the keys."""

    def __init__(self, page):
        self.page = page

    def write(self, element, texte):
        element.fill(texte)

    def tick(self, element):
        element.check()

    def pick(self, element, valeur):
        element.select_option(valeur)

    def press(self, bouton):
        bouton.click()

    def go_on(self, bouton="Continuer"):
        go_on(self.page, bouton)


class Clavier:
    """Tab, Space, arrows and letters."""

    def __init__(self, page):
        self.page = page

    def write(self, element, texte):
        clavier.reach(self.page, element)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(texte)

    def tick(self, element):
        """Radios are one stop: the arrows go from one to the next."""
        if element.get_attribute("type") == "checkbox":
            clavier.reach(self.page, element)
            if not element.is_checked():
                self.page.keyboard.press("Space")
            return
        freres = self.page.locator(f'input[type="radio"][name="{element.get_attribute("name")}"]')
        ouvert = freres.locator("nth=0") if freres.and_(self.page.locator(":checked")).count() == 0 else None
        clavier.reach(self.page, ouvert or freres.and_(self.page.locator(":checked")))
        self.page.keyboard.press("Space")
        for _ in range(freres.count()):
            if element.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(element).to_be_checked()

    def pick(self, element, valeur):
        """A list is gone through with the arrows."""
        clavier.reach(self.page, element)
        for _ in range(element.locator("option").count()):
            if element.input_value() == valeur:
                return
            self.page.keyboard.press("ArrowDown")
        assert element.input_value() == valeur

    def press(self, bouton):
        clavier.reach(self.page, bouton)
        self.page.keyboard.press("Enter")

    def go_on(self, bouton="Continuer"):
        clavier.go_on(self.page, bouton)


class Remplisseur:
    """`definition`: as the API gives it; `reponses`: as the API takes them."""

    def __init__(self, page, definition, reponses, main=Souris):
        self.page, self.definition, self.reponses = page, definition, reponses
        self.main = main(page)

    def place(self, identifiant):
        """A control by its id, which is also what the error summary leads to."""
        return self.page.locator(f'[id="{identifiant}"]')

    def fill_etapes(self, look):
        """Every étape of the definition that shows, each looked at once it is filled."""
        for une in self.definition["etapes"]:
            if self.page.get_by_role("heading", level=1, name=une["titre"], exact=True).count() == 0:
                continue
            self.fill(une["champs"], self.reponses)
            look(une["nom"])
            self.main.go_on()
            expect(self.page.get_by_role("heading", level=1, name=une["titre"], exact=True)).to_have_count(0)

    def fill(self, champs, reponses, prefixe=""):
        """Those that have an answer, in the order of the page."""
        for champ in champs:
            if champ["type"] != SANS_SAISIE and champ["nom"] in reponses:
                self.fill_one(champ, prefixe + champ["nom"], reponses[champ["nom"]])

    def fill_one(self, champ, nom, valeur):
        """Raises AttributeError for a type of champ that nobody knows how to fill."""
        getattr(self, f"_{champ['type']}")(champ, nom, valeur)

    def _texte(self, champ, nom, valeur):
        self.main.write(self.place(nom), str(valeur))
        expect(self.page.get_by_label(champ["libelle"]).and_(self.place(nom))).to_be_visible()

    _texte_long = _nombre = _courriel = _telephone = _iban = _siret = _rna = _texte

    def _montant(self, champ, nom, valeur):
        self._texte(champ, nom, f"{valeur // 100},{valeur % 100:02}")

    def _heure(self, champ, nom, valeur):
        self._texte(champ, nom, valeur.replace(":", "h"))

    def _date(self, champ, nom, valeur):  # noqa: ARG002
        jour = date.fromisoformat(valeur)
        for suffixe, partie in (("", jour.day), ("-1", jour.month), ("-2", jour.year)):
            self.main.write(self.place(nom + suffixe), str(partie))

    def _choix(self, champ, nom, valeur):
        valeurs = [option["valeur"] for option in champ.get("options") or [{"valeur": True}, {"valeur": False}]]
        if self.place(nom).evaluate("e => e.localName") == "select":
            self.main.pick(self.place(nom), valeur)
        else:
            self._tick(nom, valeurs.index(valeur))

    _oui_non = _choix

    def _choix_multiple(self, champ, nom, valeur):
        for rang, option in enumerate(champ["options"]):
            if option["valeur"] in valeur:
                self._tick(nom, rang)

    def _tick(self, nom, rang):
        self.main.tick(self.place(f"{nom}-{rang}" if rang else nom))

    def _ecole(self, champ, nom, valeur):
        (self._choix if champ.get("options") else self._texte)(champ, nom, valeur)

    def _consentement(self, champ, nom, valeur):  # noqa: ARG002
        self.main.tick(self.place(nom))

    def _adresse(self, champ, nom, valeur):  # noqa: ARG002
        for rang, ligne in enumerate(valeur["lignes"]):
            self.main.write(self.place(f"{nom}.lignes{f'-{rang}' if rang else ''}"), ligne)
        for partie in ("code_postal", "commune"):
            self.main.write(self.place(f"{nom}.{partie}"), valeur[partie])

    def _point(self, champ, nom, valeur):  # noqa: ARG002
        self.main.write(self.place(f"{nom}.lieu"), valeur["lieu"])

    def _membre(self, champ, nom, valeur):  # noqa: ARG002
        """Somebody whom the foyer does not know."""
        autre = self.page.locator(f'input[type="radio"][name="{nom}"]').last
        if autre.count():
            self.main.tick(autre)
        for partie in ("nom", "prenoms"):
            self.main.write(self.place(f"{nom}.{partie}"), valeur[partie])
        self._date({}, f"{nom}.naissance", valeur["naissance"])

    def _lieu_naissance(self, champ, nom, valeur):  # noqa: ARG002
        groupe = self.page.get_by_role("group", name=champ["libelle"])
        if "pays" in valeur:
            self.main.tick(groupe.get_by_label("À l’étranger", exact=True))
            self.main.pick(groupe.get_by_label("Pays", exact=True), valeur["pays"])
            self.main.write(groupe.get_by_label("Ville"), valeur["ville"])
            return
        self.main.tick(groupe.get_by_label("En France", exact=True))
        if "libre" in valeur:
            self.main.tick(groupe.get_by_label("La commune n’est pas dans la liste"))
            self.main.write(groupe.get_by_role("textbox"), valeur["libre"])
            return
        self.main.write(groupe.get_by_label("Commune", exact=True), valeur["nom"])
        expect(self.page.get_by_role("option").first).to_be_visible()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        expect(groupe.get_by_text(f"Commune reconnue\u00a0: {valeur['nom']}")).to_be_visible()

    def _groupe(self, champ, nom, valeur):
        for rang, ligne in enumerate(valeur):
            if self.place(f"{nom}.{rang}").count() == 0:
                self.main.press(self.page.get_by_role("button", name="Ajouter"))
            self.fill(champ["champs"], ligne, f"{nom}.{rang}.")

    def send_by_post(self):
        """Every pièce that shows leaves by post."""
        for boite in self.page.get_by_label("Je l’enverrai par courrier").all():
            self.main.tick(boite)


def fill_contact(page, main, courriel):
    """Who has no compte."""
    etape(page, "Vos coordonnées")
    main.write(page.get_by_label("Votre nom"), "Lire")
    main.write(page.get_by_label("Votre prénom"), "Zoé")
    main.write(page.get_by_label("Votre adresse électronique"), courriel)
    main.go_on()
