"""The colours of a commune, made readable whatever it chose (WCAG 2.2, success criteria 1.4.3, 1.4.6 and 1.4.11)."""

import colorsys
from dataclasses import asdict, dataclass

Rgb = tuple[float, float, float]
"""Red, green, blue, from 0 to 1."""

PAPIER = "#F6F4EE"
ENCRE = "#1A2230"
BLANC = "#FFFFFF"
NOIR = "#000000"
TEXTE = 7.0
"""AAA: the colour of the commune carries links and titles on papier."""
BANDEAU = 10.0
ENCRE_SUR_ACCENT = 4.5
ACCENT_SUR_BANDEAU = 3.0
PAS = 0.002


@dataclass(frozen=True, slots=True)
class Couleurs:
    """Custom properties of the stylesheet: --commune, --commune-fort…"""

    commune: str
    commune_fort: str
    commune_voile: str
    commune_bord: str
    accent: str

    def as_css(self) -> str:
        """The :root block that the stylesheet begins with."""
        proprietes = ";".join(f"--{nom.replace('_', '-')}:{valeur}" for nom, valeur in asdict(self).items())
        return f":root{{{proprietes}}}"


def derive(couleur: str, accent: str) -> Couleurs:
    """From two #RRGGBB. The hue is kept; only the lightness gives way."""
    commune = _shifted(couleur, PAPIER, TEXTE, -PAS)
    fort = _shifted(_mixed(commune, NOIR, 0.28), PAPIER, BANDEAU, -PAS)
    readable = _shifted(accent, ENCRE, ENCRE_SUR_ACCENT, PAS)
    return Couleurs(
        commune=commune,
        commune_fort=fort,
        commune_voile=_mixed(commune, BLANC, 0.91),
        commune_bord=_mixed(commune, BLANC, 0.55),
        accent=_shifted(readable, fort, ACCENT_SUR_BANDEAU, PAS),
    )


def contrast(one: str, other: str) -> float:
    """Of WCAG: from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def _shifted(couleur: str, fond: str, ratio: float, step: float) -> str:
    """The nearest colour of the same hue that reaches `ratio` on `fond`: darker (step < 0) or lighter."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(couleur))
    found = couleur.upper()
    while contrast(found, fond) < ratio and 0 < lightness + step < 1:
        lightness += step
        found = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return found


def _mixed(couleur: str, avec: str, part: float) -> str:
    """`part` of the second in the first."""
    red, green, blue = (a * (1 - part) + b * part for a, b in zip(_rgb(couleur), _rgb(avec), strict=True))
    return _hex((red, green, blue))


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)  # noqa: PLR2004  # sRGB
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(couleur: str) -> Rgb:
    red, green, blue = bytes.fromhex(couleur.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(c * 255):02X}" for c in rgb)
