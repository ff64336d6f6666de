"""The address service on this machine: a dozen streets of the demonstration commune, in the IGN's GeoCodeJSON."""

import unicodedata
from urllib.parse import parse_qs

from infra.local.exchange import Answer, Request, as_json

ENDPOINT = "/_local/adresses/search"
CODE_POSTAL, COMMUNE = "62990", "Valmont-sur-Lys"
RUES = (
    "Rue des Tilleuls",
    "Rue des Lilas",
    "Rue de l’Église",
    "Rue du Moulin",
    "Rue Jules Ferry",
    "Rue du Onze Novembre",
    "Avenue de la Gare",
    "Boulevard des Peupliers",
    "Quai de la Lys",
    "Place de la Mairie",
    "Chemin du Halage",
    "Impasse des Mésanges",
)


def answer(request: Request) -> Answer:
    """As `GET /geocodage/search?q=…&limit=5`."""
    asked = parse_qs(request.target.partition("?")[2])
    question, limit = asked.get("q", [""])[0], int(asked.get("limit", ["5"])[0])
    return as_json({"type": "FeatureCollection", "features": search(question)[:limit]})


def search(question: str) -> list[dict[str, object]]:
    """Streets in which each word typed begins a word; a number in front becomes that of a house."""
    words = _words(question)
    number = words.pop(0) if words and words[0].isdigit() else ""
    found = [rue for rue in RUES if words and _holds(f"{rue} {CODE_POSTAL} {COMMUNE}", words)]
    return [_feature(rue, number) for rue in found]


def _feature(rue: str, number: str) -> dict[str, object]:
    name = f"{number} {rue}" if number else rue
    properties = {
        "label": f"{name} {CODE_POSTAL} {COMMUNE}",
        "type": "housenumber" if number else "street",
        "name": name,
        "postcode": CODE_POSTAL,
        "city": COMMUNE,
    }
    return {"type": "Feature", "properties": properties}


def _holds(street: str, words: list[str]) -> bool:
    known = _words(street)
    return all(any(word.startswith(typed) for word in known) for typed in words)


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain).split()
