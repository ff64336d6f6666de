"""The portal's Lambda functions: what is plugged together, and nothing else."""

import logging
import time
from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, Request, Response

from chalicelib import services
from chalicelib.api.portail import BLUEPRINTS
from chalicelib.api.problems import gateway_problem
from chalicelib.api.routing import request_id
from chalicelib.observability import WithoutValues, logger
from chalicelib.storage.objets import Objet

app = Chalice(app_name="portail", configure_logs=False)
app.api.binary_types.append("application/pdf")
logging.getLogger("portail").addFilter(WithoutValues())


@app.middleware("http")
def finish(event: Request, get_response: Callable[[Any], Response]) -> Response:
    """The outermost: Chalice's own errors leave as problems too, nothing is cached, one line is logged."""
    began = time.perf_counter()
    response = get_response(event)
    if isinstance(response.body, dict) and "Code" in response.body:
        response = gateway_problem(response.status_code, request_id(event))
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    chemin = (event.context or {}).get("resourcePath", "")
    elapsed = round((time.perf_counter() - began) * 1000)
    line = {"methode": event.method, "route": chemin, "statut": response.status_code, "ms": elapsed}
    logger.info("request", extra={**line, "requete": request_id(event)})
    return response


for blueprint in BLUEPRINTS:
    app.register_blueprint(blueprint)


@app.lambda_function(name="envoyer_courriels")
def envoyer_courriels(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
    """The outbox's stream: each mail committed leaves; those that fail are given back to the stream, one by one.

    Even when all of them fail: the exception raised instead would quote the mail service, which quotes addresses.
    """
    return _each(event, _send, context)


def _each(event: dict[str, Any], act: Callable[[Any], None], context: Any) -> dict[str, Any]:  # noqa: ANN401
    from aws_lambda_powertools.utilities.batch import (  # noqa: PLC0415 (the API does not pay for it)
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    processor = BatchProcessor(event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
    return dict(process_partial_response(event, act, processor, context))


def _send(record: Any) -> None:  # noqa: ANN401
    # A mail is inserted once; the rest is the echo of our own claims and releases, and trying again at each of them
    # would use up all the tries of a mail within seconds.
    if record.event_name.name == "INSERT":
        services.courriels.send(record.dynamodb.keys["id"])


@app.lambda_function(name="relancer_courriels")
def relancer_courriels(_event: dict[str, Any], _context: Any) -> int:  # noqa: ANN401
    """Every minute: mails that waited for what else would happen, or that the stream could not send."""
    return services.courriels.send_pending(100)


@app.lambda_function(name="controler_fichier")
def controler_fichier(event: dict[str, Any], _context: Any) -> None:  # noqa: ANN401
    """The antivirus has looked at a file of the quarantine (EventBridge, « GuardDuty Malware Protection … »)."""
    detail = event["detail"]
    objet = detail["s3ObjectDetails"]
    trouve = Objet(objet["objectKey"], objet.get("versionId") or "", objet.get("eTag") or "")
    services.controles.check(trouve, detail["scanResultDetails"]["scanResultStatus"])


@app.lambda_function(name="ranger_fichiers")
def ranger_fichiers(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
    """The stream of files: those that are both checked and taken go to their place; a failure is given back to it."""
    return _each(event, _put_away, context)


def _put_away(record: Any) -> None:  # noqa: ANN401
    if record.event_name.name != "REMOVE":
        services.rangement.put_away(record.dynamodb.keys["fichier"])


@app.lambda_function(name="relancer_fichiers")
def relancer_fichiers(_event: dict[str, Any], _context: Any) -> int:  # noqa: ANN401
    """On the schedule of the mails: files whose event was lost, or that the stream could not put away."""
    return services.rangement.sweep()


@app.lambda_function(name="importer_factures")
def importer_factures(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
    """The stream of travaux: an import deposited is read, one confirmed is applied; a failure is given back to it."""
    return _each(event, lambda record: _import(record, context), context)


def _import(record: Any, context: Any) -> None:  # noqa: ANN401
    image = record.dynamodb.new_image or {}
    if services.imports.is_due(image.get("libre_le")):
        services.imports.work(record.dynamodb.keys["id"], lambda: context.get_remaining_time_in_millis() / 1000)


@app.lambda_function(name="relancer_imports")
def relancer_imports(_event: dict[str, Any], context: Any) -> int:  # noqa: ANN401
    """Every minute: imports that the stream missed, that had run out of time, whose avoirs wait for a payment."""
    return services.imports.sweep(lambda: context.get_remaining_time_in_millis() / 1000)


@app.lambda_function(name="appliquer_conservation")
def appliquer_conservation(_event: dict[str, Any], context: Any) -> int:  # noqa: ANN401
    """Every night: delays are measured; what has been kept long enough is erased, who is about to be is told."""
    services.mesures.measure()
    return services.conservation.apply(lambda: context.get_remaining_time_in_millis() / 1000)


@app.lambda_function(name="rappeler_factures")
def rappeler_factures(_event: dict[str, Any], context: Any) -> int:  # noqa: ANN401
    """Every night: families are told of factures that are new, soon due, or late."""
    return services.rappels_de_factures.remind(lambda: context.get_remaining_time_in_millis() / 1000)


@app.lambda_function(name="verifier_paiements")
def verifier_paiements(_event: dict[str, Any], context: Any) -> int:  # noqa: ANN401
    """Every five minutes: PayFiP is asked about the payments whose result never came."""
    return services.paiements.verify_pending(lambda: context.get_remaining_time_in_millis() / 1000)
