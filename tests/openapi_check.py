"""What the API says of itself, compared with every answer that a test sees."""

from functools import cache

from jsonschema import Draft202012Validator

from chalicelib.api.openapi import document
from chalicelib.api.portail import table


@cache
def description():
    return document(table(), "Essais")


def check(method, route, answer):
    """Fails when the answer of a route is not as described; `route` is None where only the edge answered."""
    content_type = answer.headers.get("Content-Type")
    if route is None:
        assert content_type == "application/problem+json"
        return _check_body({"$ref": "#/components/schemas/Probleme"}, answer)
    responses = description()["paths"][f"/api{route}"].get(method.lower(), {}).get("responses")
    if responses is None:
        return check(method, None, answer)
    declared = responses.get(str(answer.status_code))
    assert declared, f"{method} {route} may not answer {answer.status_code}"
    if "content" not in declared:
        assert answer.body == b""
        return None
    assert content_type in declared["content"]
    return _check_body(declared["content"][content_type].get("schema", True), answer)


def _check_body(schema, answer):
    if schema is True:
        return
    whole = {**schema, "components": description()["components"]}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    faults = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(answer.json_body)]
    assert not faults, f"not as described in openapi.json: {faults}"
