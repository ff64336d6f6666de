"""Hands that hold no mouse: Tab, Enter and letters."""

from playwright.sync_api import expect

PATIENCE = 40
"""Presses of Tab that nobody should exceed to reach what they want."""


def reach(page, element):
    """Tab until it has the focus."""
    expect(element).to_be_visible()
    for _ in range(PATIENCE):
        if element.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{element} is out of reach of the keyboard")


def write(page, element, texte):
    reach(page, element)
    page.keyboard.type(texte)


def go_on(page, bouton="Continuer"):
    reach(page, page.get_by_role("button", name=bouton, exact=True))
    page.keyboard.press("Enter")
