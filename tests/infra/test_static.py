import os
from email.message import Message

import pytest

from infra.local.compression import compressed
from infra.local.exchange import Request
from infra.local.static import Site

HEADERS = (("X-Content-Type-Options", "nosniff"),)


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "site"
    (root / "services").mkdir(parents=True)
    (root / "vide").mkdir()
    (root / "index.html").write_text("<h1>Accueil</h1>", encoding="utf-8")
    (root / "services" / "index.html").write_text("<h1>Services</h1>", encoding="utf-8")
    (root / "404.html").write_text("<h1>Page introuvable</h1>", encoding="utf-8")
    (root / "style.css").write_text("body { color: #12504f }\n" * 200, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("hors du site", encoding="utf-8")
    return Site(root, HEADERS)


def ask(site, target, method="GET", **headers):
    message = Message()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return site.answer(Request(method, target, message, b""))


def test_a_page_answers_at_its_folder(site):
    answer = ask(site, "/services/?page=2")
    assert (answer.status, answer.body) == (200, b"<h1>Services</h1>")
    assert answer.header("Content-Type") == "text/html; charset=utf-8"


def test_a_page_without_its_last_stroke_is_sent_to_the_right_address(site):
    answer = ask(site, "/services")
    assert (answer.status, answer.header("Location")) == (301, "/services/")


def test_every_answer_has_the_security_headers(site):
    answers = [ask(site, target) for target in ("/", "/services", "/absente/", "/style.css")]
    assert {answer.header("X-Content-Type-Options") for answer in answers} == {"nosniff"}


@pytest.mark.parametrize("target", ["/absente/", "/vide/", "/vide", "/style.css/", "/%00", "//services/"])
def test_an_unknown_address_is_the_404_page(site, target):
    answer = ask(site, target)
    assert (answer.status, answer.body) == (404, b"<h1>Page introuvable</h1>")


@pytest.mark.parametrize("target", ["/../secret.txt", "/%2e%2e/secret.txt", "/services/..%2f..%2fsecret.txt", "/..%5c"])
def test_nothing_outside_the_site_is_served(site, target):
    assert ask(site, target).status == 404


def test_a_link_that_leaves_the_site_is_not_followed(site):
    (site.root / "lien.txt").symlink_to(site.root.parent / "secret.txt")
    assert ask(site, "/lien.txt").status == 404


def test_the_site_is_read_and_never_written(site):
    assert ask(site, "/services/", method="POST").status == 405


def test_a_page_already_in_the_browser_is_not_sent_again(site):
    first = ask(site, "/style.css")
    again = ask(site, "/style.css", If_None_Match=first.header("ETag"))
    assert (again.status, again.body) == (304, b"")


def test_a_rebuilt_page_is_read_again(site):
    ask(site, "/")
    page = site.root / "index.html"
    page.write_text("<h1>Nouvel accueil</h1>", encoding="utf-8")
    os.utime(page, ns=(1, 1))
    assert ask(site, "/").body == b"<h1>Nouvel accueil</h1>"


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", "")])
def test_texts_are_compressed_as_the_browser_asks(site, accepted, encoding):
    answer = ask(site, "/style.css")
    sent = compressed(answer, accepted)
    assert sent.header("Content-Encoding") == encoding
    assert (len(sent.body) < len(answer.body)) == bool(encoding)
