"""What others wrote and pages take along, from npm: lit-html, and Leaflet for the map of a point."""

import re
from pathlib import Path

SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*\n?$")
SONDE = "div.innerHTML = '<svg/>';"
"""Leaflet looks for SVG as it is loaded, in a way that Trusted Types refuse."""
SONDE_PERMISE = "div.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"[^{}]+\{[^{}]*\}")
OTHERS = re.compile(
    r"control|popup|tooltip|vml|leaflet-(?:bar|touch|div-icon|oldie|left|right|top|bottom)\b|font-family|url\(|[#.]ddd"
)
"""The rules of what our maps do not show: the buttons are ours."""


def modules(node_modules: Path) -> dict[str, str]:
    """Raises ValueError when Leaflet is no longer the one we know how to load."""
    return {"vendor/lit-html.js": _lit(node_modules), "vendor/leaflet.js": _leaflet(node_modules)}


def map_sheet(node_modules: Path) -> str:
    """Leaflet's stylesheet, as far as panes, tiles and paths go."""
    sheet = COMMENT.sub("", (node_modules / "leaflet/dist/leaflet.css").read_text("utf-8")).partition("@media print")[0]
    return "".join(rule for rule in RULE.findall(sheet) if not OTHERS.search(rule))


def _lit(node_modules: Path) -> str:
    return SOURCE_MAP.sub("\n", (node_modules / "lit-html/lit-html.js").read_text("utf-8"))


def _leaflet(node_modules: Path) -> str:
    source = (node_modules / "leaflet/dist/leaflet-src.esm.js").read_text("utf-8")
    if source.count(SONDE) != 1:
        raise ValueError("Leaflet no longer looks for SVG as static-site/vendor.py expects")
    licence = (node_modules / "leaflet/LICENSE").read_text("utf-8")
    return f"/*! Leaflet\n{licence}*/\n" + SOURCE_MAP.sub("\n", source.replace(SONDE, SONDE_PERMISE))
