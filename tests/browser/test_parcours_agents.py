"""Agents: each sees the demandes of their services, and none decides over another (R24)."""

from playwright.sync_api import expect

from tests.browser.gestes import login_agent
from tests.browser.inscription import decide, open_form, send_demande


def test_the_agents_of_another_service_do_not_see_it(page, collegue, portal, inspect, compte):
    open_form(page, compte)
    numero = send_demande(page)
    inspect("ecole-7-envoyee-par-courrier")
    login_agent(collegue, portal, "ccas")
    expect(collegue.get_by_role("main")).not_to_contain_text(numero)
    expect(collegue.get_by_role("navigation", name="Filtrer par état")).to_be_visible()
    collegue.goto(f"/agents/demande/?n={numero}")
    expect(collegue.get_by_role("alert")).to_contain_text("n’existe pas")
    inspect("agents-introuvable", collegue)


def test_two_agents_do_not_decide_over_each_other(page, collegue, portal, inspect, compte):
    open_form(page, compte)
    numero = send_demande(page)
    login_agent(page, portal, "scolaire")
    login_agent(collegue, portal, "scolaire")
    for agent in (page, collegue):
        agent.goto(f"/agents/demande/?n={numero}")
    decide(page, "Déclarer le dossier complet")
    expect(page.get_by_role("status").filter(has_text="C’est fait")).to_be_visible()
    decide(collegue, "Demander un complément", "Il manque le carnet de santé.")
    expect(collegue.get_by_role("status").filter(has_text="Quelqu’un vient de changer cette demande")).to_be_visible()
    inspect("agents-conflit", collegue)
    collegue.get_by_role("button", name="Demander un complément").click()
    expect(collegue.get_by_label("Motif")).to_have_value("Il manque le carnet de santé.")
