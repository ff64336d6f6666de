"""What the API says of itself, compared with every answer that a test sees."""

from functools import cache

from jsonschema import Draft202012Validator

from chalicelib.api.openapi import document
from chalicelib.api.portail import table
from tests import problemes

FAULTY = 400


@cache
def description():
    return document(table(), "Essais")


def check(method, route, answer):
    """Fails when the answer is not as described; `route` is None for an address that no route has."""
    if answer.status_code >= FAULTY:
        problemes.check(answer)
    operation = description()["paths"].get(f"/api{route}", {}).get(method.lower())
    if operation is None:
        _check_body({"$ref": "#/components/schemas/Probleme"}, answer)
        return
    declared = operation["responses"].get(str(answer.status_code))
    assert declared, f"{method} {route} may not answer {answer.status_code}"
    if "content" not in declared:
        assert answer.body == b""
        return
    content = declared["content"][answer.headers["Content-Type"]]
    if "schema" in content:
        _check_body(content["schema"], answer)


def _check_body(schema, answer):
    whole = {**schema, "components": description()["components"]}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    faults = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(answer.json_body)]
    assert not faults, f"not as described in openapi.json: {faults}"
