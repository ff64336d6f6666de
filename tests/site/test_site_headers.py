"""What the browser is told to refuse."""

import pytest

from infra.site_headers import cache_control, headers, payment_origin

PIECES = "https://pieces.s3.eu-west-3.amazonaws.com"
BANQUE = "https://www.payfip.gouv.fr"


def _directives(*origins):
    policy = headers(*origins)["Content-Security-Policy"]
    return dict(directive.split(" ", 1) for directive in policy.split("; "))


def test_nothing_is_allowed_but_the_site_the_bucket_of_the_pieces_and_the_payment_page():
    assert _directives(PIECES, BANQUE) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {PIECES}",
        "worker-src": "'self'",
        "form-action": f"'self' {BANQUE}",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "lit-html",
    }


def test_images_come_from_the_tiles_of_the_commune_and_from_no_other_place(commune):
    policy = headers(PIECES, None, tiles_origin=commune.carte.origine)["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://data.geopf.fr;" in policy
    assert policy.count("geopf.fr") == 1


@pytest.mark.parametrize("payment", [None, ""])
def test_without_a_payment_page_forms_go_to_the_site_only(payment):
    assert _directives(PIECES, payment)["form-action"] == "'self'"


@pytest.mark.parametrize(
    ("regies", "page", "origin"),
    [
        ({"ville": {"payfip": {"numcli": "006382"}}, "ccas": {}}, {}, BANQUE),
        ({"ville": {"payfip": {}}}, {"payfip_page": "http://127.0.0.1:8000/_local/x.web"}, "http://127.0.0.1:8000"),
        ({"ville": {}}, {}, None),
        ({}, {}, None),
    ],
)
def test_the_payment_page_is_that_of_the_commune_when_a_regie_is_paid_online(regies, page, origin):
    assert payment_origin({"regies": regies, **page}) == origin


def test_the_other_guards_are_up():
    sent = headers(PIECES, None)
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "same-origin"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in sent["Permissions-Policy"]
    assert "geolocation=(self)" in sent["Permissions-Policy"]


def test_https_is_imposed_only_where_there_is_some():
    assert "Strict-Transport-Security" not in headers(PIECES, None)
    assert headers(PIECES, None, https=True)["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/_/site-0123456789ab.css", True), ("/_/js-0123456789ab/api.js", True), ("/faq/", False), ("/", False)],
)
def test_only_what_is_named_by_its_content_is_kept_for_ever(path, kept):
    assert ("immutable" in cache_control(path)) is kept
