"""Definitions and answers drawn at random: whatever a definition may say, and whatever may be sent to it."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.domain.valeurs_tirees import BONNES, HOSTILES

TODAYS = [date(2026, 3, 27), date(2026, 4, 30), date(2026, 12, 31), date(2028, 2, 29)]
LIBELLES = ["Réponse", "Où est-ce\u00a0?", "J’accepte.", "{max} $& {libelle}"]
OPTIONS = [{"valeur": v, "libelle": v.upper()} for v in ("a", "b", "constructor")]
RESTE = {
    "titre": "Essai",
    "resume": "Essai",
    "service": "scolaire",
    "compte_requis": True,
    "membres": "tous",
    "icone": "ecole",
    "duree_minutes": 5,
    "delai_jours": 5,
    "silence": "Essai",
}
SIMPLES = (
    "texte", "texte_long", "nombre", "montant", "date", "heure", "oui_non", "choix", "choix_multiple", "courriel",
    "telephone", "adresse", "explication", "lieu_naissance", "iban", "siret", "rna", "ecole", "consentement",
)  # fmt: skip
TYPES = (*SIMPLES, "date", "nombre", "oui_non", "membre", "groupe", "groupe", "point")
HEURES = ["08:00", "12:30", "22:00"]
DECALAGES = ["", "+0jours", "+3jours", "-3jours", "+1mois", "-1an", "+2ans", "+5joursouvres", "-2joursouvres"]
JOURS_FIXES = ["2026-03-27", "2026-05-01", "2028-02-29", "1951-03-28", "0001-01-01", "9999-12-31"]


@st.composite
def definitions(draw):
    """As written in TOML, without what has nothing to do with the form."""
    connus, etapes, rang = [], [], 0
    for numero in range(draw(st.integers(1, 3))):
        champs, avant = [], list(connus)
        for _ in range(draw(st.integers(1, 4))):
            rang += 1
            champ = draw(_champs(f"c{rang}", connus, TYPES))
            champs.append(champ)
            connus.append(champ)
        etape = {"nom": f"e{numero}", "titre": "Étape", "champs": champs, **draw(_si(avant))}
        poses = [champ["nom"] for champ in champs if champ["type"] != "explication"]
        if poses and draw(st.booleans()):
            condition = draw(_conditions(connus))
            if condition:
                etape["controles"] = [
                    {"si": condition, "champ": draw(st.sampled_from(poses)), "message": "Impossible."}
                ]
        etapes.append(etape)
    pieces = [{"nom": f"p{rang}", "libelle": "Pièce", **draw(_si(connus))} for rang in range(draw(st.integers(0, 2)))]
    return {"etapes": etapes, **({"pieces": pieces} if pieces else {})}


@st.composite
def _champs(draw, nom, connus, types):
    genre = draw(st.sampled_from(types))
    champ = {"nom": nom, "type": genre, "libelle": draw(st.sampled_from(LIBELLES)), **draw(_si(connus))}
    if genre == "explication":
        return {**champ, "arret": draw(st.integers(0, 5)) == 0}
    champ["obligatoire"] = draw(st.booleans())
    return {**champ, **draw(_limites(genre, connus, nom))}


def _limites(genre, connus, nom):
    """What only some types have."""
    longueur = st.builds(lambda longueur: {"longueur_max": longueur}, st.sampled_from([1, 5, 120]))
    options = st.builds(lambda combien: {"options": OPTIONS[:combien]}, st.integers(1, 3))
    return {
        "texte": longueur,
        "texte_long": longueur,
        "nombre": st.one_of([_bornes(mini, mini + 3) for mini in (-3, 0, 2)]),
        "montant": st.one_of([_bornes(mini, mini + 3) for mini in (0, 2)]),
        "heure": _bornes("08:00", "22:00"),
        "date": st.just({}) | st.builds(lambda c, j: {c: j}, st.sampled_from(["min", "max"]), _jours(connus)),
        "choix": options,
        "choix_multiple": options,
        "membre": st.builds(lambda lien: {"lien": lien}, st.sampled_from(["tous", "adultes", "enfants"])),
        "groupe": _groupes(connus, nom),
    }.get(genre, st.just({}))


@st.composite
def _groupes(draw, connus, nom):
    ici, champs = list(connus), []
    for rang in range(draw(st.integers(1, 3))):
        champ = draw(_champs(f"{nom}_{rang}", ici, SIMPLES if rang else SIMPLES[:7]))
        champs.append(champ)
        ici.append(champ)
    mini = draw(st.integers(1, 2))
    return {"libelle_un": "Enfant", "champs": champs, "min": mini, "max": mini + draw(st.integers(0, 2))}


@st.composite
def _bornes(draw, mini, maxi):
    return {cle: borne for cle, borne in (("min", mini), ("max", maxi)) if draw(st.booleans())}


@st.composite
def _jours(draw, connus):
    bases = ["aujourdhui", *(nom for nom, genre in _chemins(connus) if genre == "date")]
    relatif = draw(st.sampled_from(bases)) + draw(st.sampled_from(DECALAGES))
    return draw(st.sampled_from([relatif, relatif, draw(st.sampled_from(JOURS_FIXES))]))


def _chemins(connus):
    """(what a condition names, its type): a membre gives its birth date as well."""
    for champ in connus:
        yield champ["nom"], champ["type"]
        if champ["type"] == "membre":
            yield f"{champ['nom']}.naissance", "date"


@st.composite
def _si(draw, connus):
    condition = draw(_conditions(connus)) if draw(st.integers(0, 2)) == 0 else None
    return {"si": condition} if condition else {}


@st.composite
def _conditions(draw, connus, profondeur=0):
    lisibles = [(nom, genre) for nom, genre in _chemins(connus) if genre != "explication"]
    if not lisibles:
        return None
    forme = draw(st.sampled_from(["simple", "simple", "simple", "non", "tous", "un"] if profondeur < 2 else ["simple"]))
    if forme == "non":
        return {"non": draw(_conditions(connus, profondeur + 1))}
    if forme != "simple":
        return {forme: [draw(_conditions(connus, profondeur + 1)) for _ in range(draw(st.integers(1, 2)))]}
    nom, genre = draw(st.sampled_from(lisibles))
    return {"champ": nom, **draw(_operateurs(nom, genre, connus))}


@st.composite
def _operateurs(draw, nom, genre, connus):
    pareils = [autre for autre, son_genre in _chemins(connus) if son_genre == genre and autre != nom]
    rempli = st.builds(lambda rempli: {"rempli": rempli}, st.booleans())
    champ = next((champ for champ in connus if champ["nom"] == nom), {})
    options = [option["valeur"] for option in champ.get("options", ())]
    attendus = {
        "texte": ["Lire", "x"],
        "nombre": [0, 1, 2],
        "montant": [0, 1, 200],
        "oui_non": [True, False],
        "consentement": [True],
        "choix": options,
        "choix_multiple": options,
    }.get(genre)
    propres = [rempli]
    if "." in nom or genre == "date":
        propres = [] if "." in nom else [rempli]
        propres.append(st.builds(lambda sens, j: {sens: j}, st.sampled_from(["avant", "apres"]), _jours(connus)))
    if genre == "heure":
        propres.append(
            st.builds(lambda s, h: {s: h}, st.sampled_from(["avant", "apres"]), st.sampled_from(HEURES + pareils))
        )
    if genre in {"nombre", "montant"}:
        reperes = st.sampled_from([0, 1, 2, *pareils])
        propres.append(st.builds(lambda s, n: {s: n}, st.sampled_from(["superieur", "inferieur"]), reperes))
    if attendus:
        propres.append(st.builds(lambda v: {"egal": v}, st.sampled_from(attendus)))
        propres.append(st.builds(lambda v: {"parmi": v}, st.lists(st.sampled_from(attendus), min_size=1, max_size=2)))
    return draw(st.one_of(propres))


def _autour(today):
    """Days at and around every limit that a definition may count from this one."""
    ecarts = [*range(-5, 13), -31, -28, 27, 28, 30, 31, -365, -366, 730, 731]
    return [(today + timedelta(days=ecart)).isoformat() for ecart in ecarts]


@st.composite
def _valeurs(draw, champ, today):
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(HOSTILES))
    if champ["type"] == "date":
        return draw(st.sampled_from([*_autour(today), *JOURS_FIXES, "2026-02-30", "2026-3-1"]))
    if champ["type"] == "groupe":
        return draw(st.lists(_reponses(champ["champs"], today), max_size=champ["max"] + 1))
    return draw(st.sampled_from(BONNES[champ["type"]]))


@st.composite
def _reponses(draw, champs, today):
    poses = [champ for champ in champs if champ["type"] != "explication" and draw(st.integers(0, 5))]
    reponses = {champ["nom"]: draw(_valeurs(champ, today)) for champ in poses}
    if draw(st.integers(0, 19)) == 0:
        reponses[draw(st.sampled_from(["inconnu", "__proto__", "c1_9", "e0"]))] = 1
    return reponses


@st.composite
def cas(draw):
    """(definition as in TOML, answers, the day)."""
    definition, today = draw(definitions()), draw(st.sampled_from(TODAYS))
    champs = [champ for etape in definition["etapes"] for champ in etape["champs"]]
    return definition, draw(_reponses(champs, today)), today
