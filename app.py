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

app = Chalice(app_name="portail", configure_logs=False)
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
    from aws_lambda_powertools.utilities.batch import (  # noqa: PLC0415 (the API does not pay for it)
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    processor = BatchProcessor(event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
    return dict(process_partial_response(event, _send, processor, context))


def _send(record: Any) -> None:  # noqa: ANN401
    # A mail is inserted once; the rest is the echo of our own claims and releases, and trying again at each of them
    # would use up all the tries of a mail within seconds.
    if record.event_name.name == "INSERT":
        services.courriels.send(record.dynamodb.keys["id"])


@app.lambda_function(name="relancer_courriels")
def relancer_courriels(_event: dict[str, Any], _context: Any) -> int:  # noqa: ANN401
    """Every five minutes: mails that the stream could not send."""
    return services.courriels.send_pending()


@app.lambda_function(name="appliquer_conservation")
def appliquer_conservation(_event: dict[str, Any], context: Any) -> int:  # noqa: ANN401
    """Every night: what has been kept long enough is erased, who is about to be is told."""
    return services.conservation.apply(lambda: context.get_remaining_time_in_millis() / 1000)
