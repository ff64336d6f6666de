"""The built site as files: whole, well linked, and readable before any script has run."""

import re
import subprocess
from urllib.parse import urlsplit

import msgspec
import pytest

import build
import bundle
import pages
from chalicelib.domain.conservation import CONSERVATIONS
from output import Output
from tests.site.built import ROOT, read_site

IMPORT = re.compile(r"""(?:from|import)\s*['"](\.[^'"]+\.js)['"]""")


def test_every_link_of_the_site_leads_somewhere(site):
    lost = []
    for page in site.pages.values():
        for tag, attributes in page.elements:
            url = urlsplit(attributes.get("href") or attributes.get("src") or attributes.get("action") or "")
            if url.scheme or url.path.startswith("/api/"):
                continue
            target = url.path or page.path
            ids = site.pages[target].ids if target in site.pages else set()
            if not site.file(target).is_file() or (url.fragment and url.fragment not in ids):
                lost.append(f"{page.path}: {tag} {url.geturl()}")
    assert not lost


def test_every_page_has_a_language_a_title_one_heading_one_main_and_a_way_to_skip_to_it(site):
    for page in site.pages.values():
        assert page.all("html", lang="fr"), page.path
        assert re.search(r"<title>\S.* – Mes démarches – Ville de Valmont-sur-Lys</title>", page.source), page.path
        assert len(page.all("h1")) == 1, page.path
        assert [main["id"] for main in page.all("main")] == ["contenu"], page.path
        assert page.all("a")[0]["href"] == "#contenu", page.path


def test_titles_tell_pages_apart(site):
    titles = [re.search("<title>(.*)</title>", page.source)[1] for page in site.pages.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_no_page_holds_an_inline_style_or_script(site):
    """The policy of infra/site_headers.py would block it."""
    for page in site.pages.values():
        for tag, attributes in page.elements:
            assert tag != "style", page.path
            assert tag != "script" or attributes["src"].startswith("/_/"), page.path
            assert not [name for name in attributes if name == "style" or name.startswith("on")], page.path


def test_what_pages_load_comes_from_the_site_alone(site):
    for page in site.pages.values():
        loaded = [a for t, a in page.elements if t in {"link", "script", "img", "audio", "source", "iframe", "object"}]
        addresses = [a.get("href") or a["src"] for a in loaded]
        assert all(address.startswith(("/_/", "/api/")) for address in addresses), page.path


def test_texts_are_typeset_in_french(site):
    """Non-breaking spaces and curly apostrophes, in every page."""
    for page in site.pages.values():
        found = re.findall(r".{0,20}(?: [:;!?»](?= |$)|« |\w'\w).{0,20}", page.text)
        assert not found, page.path


def test_every_demarche_of_the_commune_has_its_page_and_a_tile_on_the_home_page(site, commune):
    links = {a["href"] for a in site.pages["/"].all("a")}
    for slug in commune.demarches:
        assert f"/demarches/{slug}/" in site.pages
        assert f"/demarches/{slug}/" in links


def test_a_demarche_can_be_made_by_phone_or_by_post_by_who_has_no_javascript(site, commune):
    for definition in build.definitions.catalogue():
        if definition.slug not in commune.demarches:
            continue
        service = commune.services[definition.service]
        page = site.pages[f"/demarches/{definition.slug}/"]
        assert page.all("a", href=f"tel:{pages.international(service.telephone)}")
        assert all(line in page.text for line in service.lignes_adresse)
        assert all(piece.libelle in page.text for piece in definition.pieces)


def test_the_home_page_asks_for_identifiant_and_password_and_offers_to_create_a_compte(site):
    """R8, R16."""
    home = site.pages["/"]
    assert {"connexion", "identifiant", "mot_de_passe"} <= home.ids
    assert home.all("input", name="identifiant", autocomplete="username", autocapitalize="none")
    assert home.all("input", name="mot_de_passe", autocomplete="current-password")
    for page in ("/creer-un-compte/", "/mot-de-passe-oublie/", "/identifiant-oublie/"):
        assert home.all("a", href=page)
    for words in ("Connexion", "Créer un compte", "Je souhaite créer mon compte"):
        assert words in home.text


def test_the_faq_speaks_of_this_commune_and_of_nobody_else(site):
    """R41."""
    faq = site.pages["/faq/"].text
    assert "Valmont-sur-Lys" in faq
    assert "Carvin" not in faq
    assert "cryptogramme" in faq
    assert "amélie.lire" in faq
    for question in (
        "l’historique de mes factures",
        "aucune facture dans mon compte",
        "Impossible d’ajouter cet article",
    ):
        assert question in faq


def test_the_tabs_of_a_citizen_come_in_the_order_of_the_town_on_every_page(site):
    """R40."""
    nav = '<nav class="onglets" aria-label="Espace citoyen">'
    pages_of_citizens = [page for page in site.pages.values() if nav in page.source]
    assert {"/mes-comptes/", "/panier/", "/paiement/", "/accueil/"} <= {page.path for page in pages_of_citizens}
    for page in pages_of_citizens:
        bar = page.source.partition(nav)[2].partition("</nav>")[0]
        assert re.findall(r"<span>(.*?)</span>", bar) == ["Accueil", "Compte", "Services", "Demandes", "Mes comptes"]


def test_the_privacy_page_tells_how_long_every_kind_of_data_is_kept(site):
    privacy = site.pages["/donnees-personnelles/"].text
    assert [line.code for line in CONSERVATIONS if pages.typeset(line.donnees) not in privacy] == []
    assert [line.code for line in CONSERVATIONS if pages.typeset(line.duree) not in privacy] == []


def test_who_closes_a_compte_reads_what_is_kept_and_until_when(site):
    closing = site.pages["/compte/fermer/"].text
    kept = [line for line in CONSERVATIONS if line.code in {"demandes", "pieces", "journal"}]
    assert len(kept) == 3
    assert all(pages.typeset(line.duree) in closing for line in kept)


def test_the_tab_of_a_role_is_hidden_until_the_session_tells_the_role(site):
    for address, role in pages.ROLES.items():
        assert site.pages["/agents/demandes/"].all("li", **{"data-role": role, "hidden": ""})
        assert not site.pages[address].all("li", **{"data-role": role, "hidden": ""})


def test_the_site_of_another_commune_keeps_nothing_of_this_one(commune, tmp_path):
    words = {"Valmont-sur-Lys": "Rochefeuille", "valmont-sur-lys": "rochefeuille", "03 00 00 00": "05 00 00 00"}
    encoded = msgspec.json.encode(commune).decode()
    for ours, theirs in words.items():
        encoded = encoded.replace(ours, theirs)
    other = msgspec.json.decode(encoded, type=type(commune))
    theme = msgspec.structs.replace(other.theme, logo=commune.theme.logo, couleur="#FFE600")
    build.build(msgspec.structs.replace(other, theme=theme), tmp_path / "site", production=True)
    files = [file for file in (tmp_path / "site").rglob("*") if file.suffix in {".html", ".js", ".css"}]
    assert files
    for file in files:
        assert not re.search("valmont|03 00 00|#12504F", file.read_text("utf-8"), re.IGNORECASE), file


def test_pages_for_engineers_stay_out_of_production(commune, tmp_path):
    build.build(commune, tmp_path / "site", production=True)
    published = read_site(tmp_path / "site").pages
    assert "/composants/" not in published
    assert "/" in published


def test_building_again_leaves_every_file_alone_and_removes_what_is_no_longer_made(commune, tmp_path):
    build.build(commune, tmp_path / "site", production=False)
    dates = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}
    (tmp_path / "site/_/js-000000000000").mkdir()
    (tmp_path / "site/_/js-000000000000/api.js").write_text("")
    build.build(commune, tmp_path / "site", production=False)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()} == dates
    assert not (tmp_path / "site/_/js-000000000000").exists()


def test_maps_show_the_tiles_of_the_commune_in_production_and_drawn_ones_on_this_machine(commune, tmp_path):
    build.build(commune, tmp_path / "en-ligne", production=True)
    build.build(commune, tmp_path / "ici", production=False)
    shown = (tmp_path / "en-ligne-js/js/commune.js").read_text("utf-8")
    assert commune.carte.tuiles in shown
    assert "_local" not in shown
    assert '"/_local/tuiles/{z}/{x}/{y}.png"' in (tmp_path / "ici-js/js/commune.js").read_text("utf-8")


@pytest.mark.parametrize("tuiles", ["http://tuiles.example/{z}/{x}/{y}.png", "https://tuiles.example/{z}/{x}.png"])
def test_an_address_that_gives_no_tiles_is_refused(commune, tuiles):
    with pytest.raises(ValueError, match=r"contient \{z\}, \{x\} et \{y\}"):
        msgspec.structs.replace(commune.carte, tuiles=tuiles)


def test_the_map_takes_of_leaflet_what_trusted_types_allow_as_it_is_loaded(site):
    leaflet = (site.root.with_name(site.root.name + "-js") / "js/vendor/leaflet.js").read_text("utf-8")
    before_any_function_is_called = leaflet.partition("var Browser = {")[0]
    assert "div.appendChild(document.createElementNS" in before_any_function_is_called
    assert before_any_function_is_called.count(".innerHTML") == 1  # in the search for VML, which only IE begins
    (sheet,) = (site.root / "_").glob("carte-*.css")
    assert "leaflet-tile" in sheet.read_text()
    assert "url(" not in sheet.read_text()


def test_a_demarche_that_the_catalogue_lacks_stops_the_build(commune, tmp_path):
    with pytest.raises(KeyError, match="permis-de-rever"):
        build.build(msgspec.structs.replace(commune, demarches=("permis-de-rever",)), tmp_path / "s", production=True)


def test_a_page_preloads_every_module_that_it_will_import(site):
    """Else each level of imports costs a round trip, 400 ms on a bad network."""
    for page in site.pages.values():
        preloaded = {link["href"] for link in page.all("link", rel="modulepreload")}
        for script in page.all("script", type="module"):
            assert script["src"] in preloaded
        for url in preloaded:
            for imported in re.findall(
                r"""(?:from|import)\s*['"](\.[^'"]+\.js)['"]""", site.file(url).read_text("utf-8")
            ):
                target = (site.file(url).parent / imported).resolve().relative_to(site.root.resolve())
                assert f"/{target}" in preloaded, f"{page.path}: {url} imports {imported}"


def test_an_import_that_leads_nowhere_stops_the_build(tmp_path, capfd):
    sources = {"pages/a.js": "import { b } from '../b.js';\nb();", "b.js": "export const c = 1;"}
    with pytest.raises(subprocess.CalledProcessError):
        bundle.publish(sources, tmp_path / "cache", Output(tmp_path / "site"))
    assert "No matching export in" in capfd.readouterr().err


def test_a_page_whose_module_does_not_exist_stops_the_build():
    with pytest.raises(KeyError, match=r"static-site/js/pages/rien\.js"):
        bundle.Bundle("/_/js", {}, {}).closure("pages/rien.js")


def test_what_two_pages_share_is_one_file_and_what_is_imported_later_is_not_preloaded(tmp_path):
    sources = {
        "pages/a.js": "import { lourd } from '../commun.js';\nconsole.log(lourd);\nawait import('../plus-tard.js');",
        "pages/b.js": "import { lourd } from '../commun.js';\nconsole.log(lourd, 2);",
        "commun.js": "export const lourd = [1, 2, 3].map(String);",
        "plus-tard.js": "console.log('plus tard');",
    }
    made = bundle.publish(sources, tmp_path / "cache", Output(tmp_path / "site"))
    a, b = made.closure("pages/a.js"), made.closure("pages/b.js")
    assert a[1:] == b[1:] != []
    assert a[0] == made.address("pages/a.js") != b[0]
    texts = "".join((tmp_path / "site" / url.lstrip("/")).read_text() for url in a)
    assert "plus tard" not in texts


def test_joined_modules_keep_the_licences_of_others(site):
    joined = "".join(file.read_text("utf-8") for file in (site.root / "_/js").glob("*.js"))
    assert "Copyright 2017 Google LLC" in joined
    assert "Volodymyr Agafonkin" in joined


def test_the_lock_names_no_registry_so_that_any_mirror_will_do():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
