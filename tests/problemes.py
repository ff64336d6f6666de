"""The one shape of every error on the wire, and how its sentences read."""

import re
import uuid

from chalicelib.domain.errors_paiement import PHRASE

CHAMPS = {"type", "title", "status", "detail", "errors", "instance"}
ANGLAIS = re.compile(
    r"\b(the|error|not|invalid|missing|request|server|internal|method|allowed|expected|found|field|body|forbidden|"
    r"unknown|unsupported|object|failed|too|is|must|should|bad|please)\b",
    re.IGNORECASE,
)
TYPOGRAPHIE = re.compile(r" [:;?!»]|« |'")
"""What French typography refuses: a breakable space before a double sign, a straight apostrophe."""


def check(answer):
    """The contract of every answer that is not a success."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers.get("Cache-Control", "no-store") == "no-store"
    body = answer.json_body
    assert body.keys() == CHAMPS
    assert body["status"] == answer.status_code
    assert re.fullmatch(r"/problemes/[a-z-]+", body["type"])
    assert uuid.UUID(body["instance"].removeprefix("urn:uuid:"))
    assert not body["title"].endswith(".")
    for fault in body["errors"]:
        assert fault.keys() == {"champ", "code", "detail"}
    for sentence in (f"{body['title']}.", body["detail"], *(fault["detail"] for fault in body["errors"])):
        check_french(sentence)


def check_french(sentence):
    if sentence == PHRASE:
        return  # R37 gives it to the letter
    assert sentence.endswith(".")
    assert not ANGLAIS.search(sentence), sentence
    assert not TYPOGRAPHIE.search(sentence), sentence


def refused(answer, status, code, *champs):
    """The body of a problem of this status and code, at fault on these champs and no other."""
    check(answer)
    body = answer.json_body
    found = (answer.status_code, body["type"], [fault["champ"] for fault in body["errors"]])
    assert found == (status, f"/problemes/{code}", list(champs))
    return body


def apart_from_instance(answer):
    """Two of these are equal when nothing but the id of the request tells the answers apart."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, headers, re.sub(rb"urn:uuid:[0-9a-f-]{36}", b"", answer.body)
