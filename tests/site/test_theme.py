"""Contrasts, whatever a commune chose (WCAG 2.2)."""

import re

import pytest

import theme
from tests.site.built import ROOT

VIVES = ["#12504F", "#FFE600", "#E2001A", "#00A3E0", "#7AB800", "#F28C28", "#FFFFFF", "#000000", "#808080"]
ACCENTS = ["#D9A441", "#FFE600", "#000000", "#1A2230", "#7A0010", "#FFFFFF"]
BLANC, PAPIER, ENCRE = "#FFFFFF", "#F6F4EE", "#1A2230"


def _jetons():
    css = (ROOT / "static-site/css/1-jetons.css").read_text()
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", css.replace("#fff;", "#ffffff;")))


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("couleur", VIVES)
def test_any_colour_becomes_readable(couleur, accent):
    couleurs = theme.derive(couleur, accent)
    assert theme.contrast(couleurs.commune, PAPIER) >= 7
    assert theme.contrast(couleurs.commune, BLANC) >= 7
    assert theme.contrast(couleurs.commune, couleurs.commune_voile) >= 4.5
    assert theme.contrast(couleurs.commune_fort, BLANC) >= 10
    assert theme.contrast(couleurs.accent, couleurs.commune_fort) >= 3
    assert theme.contrast(couleurs.accent, ENCRE) >= 4.5
    assert theme.contrast(ENCRE, couleurs.commune_voile) >= 7


def test_a_colour_that_is_readable_already_is_left_as_it_is():
    assert theme.derive("#12504F", "#D9A441").commune == "#12504F"
    assert theme.derive("#12504F", "#D9A441").accent == "#D9A441"


def test_a_bright_yellow_stays_a_yellow():
    rouge, vert, bleu = bytes.fromhex(theme.derive("#FFE600", "#D9A441").commune[1:])
    assert rouge > vert > bleu == 0
    assert 0x50 < rouge < 0x68


def test_the_contrast_of_black_on_white_is_twenty_one():
    assert theme.contrast("#000000", BLANC) == pytest.approx(21)
    assert theme.contrast("#767676", BLANC) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("texte", "fond", "ratio"),
    [
        ("encre", "papier", 14),
        ("encre", "surface", 14),
        ("encre-2", "papier", 6.5),
        ("encre-2", "surface", 6.5),
        ("encre-2", "neutre-voile", 4.5),
        ("bord", "papier", 3),
        ("bord", "surface", 3),
        ("erreur", "surface", 7),
        ("erreur", "papier", 7),
        ("erreur", "erreur-voile", 6.6),
        ("ok", "ok-voile", 6.4),
        ("info", "info-voile", 6.6),
        ("attente", "attente-voile", 6.6),
        ("neutre", "neutre-voile", 6.6),
        ("regie-2", "surface", 4.5),
        ("focus", "encre", 7),
    ],
)
def test_the_fixed_colours_are_readable_too(texte, fond, ratio):
    jetons = _jetons()
    assert theme.contrast(jetons[texte], jetons[fond]) >= ratio


def test_the_sheet_and_the_theme_agree_on_paper_and_ink():
    jetons = _jetons()
    assert (jetons["papier"], jetons["encre"]) == (theme.PAPIER.lower(), theme.ENCRE.lower())
