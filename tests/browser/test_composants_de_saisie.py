"""The rarer types of champ by hand: lines of a groupe, a commune of birth by keyboard, a point on the map."""

import json
import re

import pytest
from playwright.sync_api import expect

from chalicelib.domain.formulaire import TypeDeChamp
from tests.browser.conftest import WHATEVER_THE_WIDTH
from tests.browser.gestes import choose, etape, go_on, summary


@pytest.fixture
def composants(page):
    """The page that shows every type of champ."""
    page.goto("/composants/")
    expect(page.get_by_role("heading", name="explication", exact=True)).to_be_visible()
    return page


def section(page, type_):
    return page.locator(f'section[aria-labelledby="type-{type_}"]')


def test_every_type_is_shown_and_every_control_is_named_described_and_large(composants):
    shown = composants.locator("section > h2[id^=type-]").all_inner_texts()
    assert sorted(shown) == sorted(type_.value for type_ in TypeDeChamp)
    faults = composants.evaluate(
        """() => [...document.querySelectorAll('#page :is(input, select, textarea, button)')].flatMap((c) => {
          const { height } = (c.matches('[type=checkbox], [type=radio]') ? c.parentElement : c).getBoundingClientRect();
          const ids = (c.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
          const sound = (c.labels?.length || c.textContent.trim()) && height >= 47.9;
          return sound && ids.every((id) => document.getElementById(id)) ? [] : [c.outerHTML.slice(0, 100)];
        })"""
    )
    assert faults == []


@WHATEVER_THE_WIDTH
def test_a_line_taken_out_of_a_groupe_comes_back_with_what_it_held(composants, inspect):
    groupe = composants.get_by_role("group", name="groupe, rempli")
    groupe.get_by_label("Jour").nth(1).fill("3")
    groupe.get_by_role("button", name="Retirer Enfant 1").click()
    expect(groupe.get_by_role("group", name="Retiré")).to_be_focused()
    expect(groupe.get_by_label("Prénom")).to_have_value("Tom")
    expect(groupe.get_by_label("Jour")).to_have_value("3")
    expect(groupe.get_by_role("button", name=re.compile("^Retirer"))).to_have_count(0)  # one at least
    composants.keyboard.press("Tab")
    composants.keyboard.press("Enter")
    expect(groupe.get_by_role("heading", name="Enfant 1")).to_be_focused()
    assert [champ.input_value() for champ in groupe.get_by_label("Prénom").all()] == ["Zoé", "Tom"]
    assert [champ.input_value() for champ in groupe.get_by_label("Jour").all()] == ["02", "3"]
    groupe.get_by_role("button", name="Ajouter : enfant").click()
    expect(groupe.get_by_role("heading", name="Enfant 3")).to_be_focused()
    expect(groupe.get_by_text("Le maximum est atteint : 3.")).to_be_visible()
    inspect("groupe-plein")


@WHATEVER_THE_WIDTH
def test_a_place_of_birth_is_told_by_keyboard_alone(composants, inspect):
    lieu = section(composants, "lieu_naissance").get_by_role("group", name="lieu naissance, vide")
    lieu.get_by_label("En France").focus()
    composants.keyboard.press("Space")
    composants.keyboard.press("Tab")
    commune = lieu.get_by_role("combobox", name="Commune")
    expect(commune).to_be_focused()
    composants.keyboard.type("saint omer")
    expect(lieu.get_by_role("option").first).to_be_visible()
    inspect("commune-proposee")
    composants.keyboard.press("ArrowDown")
    composants.keyboard.press("Enter")
    expect(commune).to_have_value("Saint-Omer")
    expect(lieu.get_by_text("Commune reconnue : Saint-Omer (62).")).to_be_visible()
    composants.keyboard.type("xyz")
    expect(lieu.get_by_text("Aucune commune ne porte ce nom.")).to_be_visible()
    composants.keyboard.press("Tab")
    composants.keyboard.press("Space")
    expect(lieu.get_by_role("textbox", name="Commune")).to_have_value("Saint-Omerxyz")
    lieu.get_by_label("À l’étranger").check()
    lieu.get_by_label("Pays").select_option("Belgique")
    expect(lieu.get_by_label("Ville")).to_be_visible()


def _signalement(page):
    page.goto("/demarches/signalement-voirie/")
    etape(page, "Le problème")
    page.get_by_label("De quoi s’agit-il ?").select_option("Autre problème")
    page.get_by_label("Décrivez ce que vous voyez").fill("Un pavé est sorti du trottoir.")
    choose(page, "Est-ce dangereux pour les passants ?", "Non")
    go_on(page)
    etape(page, "L’endroit")


def test_a_point_is_placed_on_the_map_by_hand_by_keyboard_or_where_one_stands(page, context, portal, inspect):
    _signalement(page)
    go_on(page)
    summary(page).get_by_role("link").click()
    expect(page.get_by_label("Adresse, ou ce qui aide")).to_be_focused()
    page.get_by_role("button", name="Placer sur la carte").click()
    carte = page.get_by_role("application")
    expect(carte).to_be_focused()
    expect(carte.locator("img.leaflet-tile-loaded").first).to_be_visible()
    page.get_by_role("button", name="Placer le point au centre").click()
    place = page.get_by_text("Point placé :")
    expect(place).to_have_text(re.compile(r"Point placé : 50,639\d*°\sN, 2,394\d*°\sE"))
    avant = place.inner_text()
    inspect("point-sur-la-carte")
    carte.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Placer le point au centre").click()
    expect(place).not_to_have_text(avant)
    carte.click(position={"x": 40, "y": 40})
    expect(carte.locator("img.leaflet-marker-icon")).to_have_count(1)
    context.grant_permissions(["geolocation"], origin=portal.origin)
    context.set_geolocation({"latitude": 50.64123, "longitude": 2.3901})
    page.get_by_role("button", name="Utiliser ma position").click()
    expect(place).to_have_text("Point placé : 50,64123° N, 2,3901° E")
    go_on(page)
    page.go_back()
    expect(carte.locator("img.leaflet-marker-icon")).to_be_visible()
    page.get_by_role("button", name="Retirer le point").click()
    expect(place).to_have_count(0)


@WHATEVER_THE_WIDTH
def test_a_place_is_told_with_words_by_who_refuses_their_position(page):
    _signalement(page)
    page.get_by_role("button", name="Utiliser ma position").click()
    expect(page.get_by_text("elle est refusée pour ce site")).to_be_visible()
    page.get_by_label("Adresse, ou ce qui aide").fill("Devant le 12 rue des Tilleuls")
    go_on(page)
    etape(page, "Pour vous répondre")
    kept = page.evaluate("() => JSON.stringify(history.state)")
    assert json.loads(kept)["etape"] == "suite"
