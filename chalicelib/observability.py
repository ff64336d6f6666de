"""What the portal says of itself to those who run it: never a name, an answer or a secret."""

import logging
import traceback
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit

SERVICE = "portail-citoyen"

logger = Logger(service=SERVICE)


def describe(error: BaseException) -> dict[str, Any]:
    """The kind of an error and where it came from; its message may quote what a citizen typed, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"erreur": type(error).__name__, "pile": places}


class WithoutValues(logging.Filter):
    """For loggers that are not ours: drops arguments and exception messages, keeps kind and place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record in place; never refuses it."""
        if record.exc_info and record.exc_info[1]:
            record.msg, record.args = "%s", (describe(record.exc_info[1]),)
            record.exc_info = record.exc_text = None
        return True


def count(name: str, value: int = 1, **dimensions: str) -> None:
    """`value` more of `name`, in CloudWatch's embedded format. Two threads may count at once: nothing is shared."""
    with single_metric(name, MetricUnit.Count, value, namespace="PortailCitoyen") as metric:
        for key, dimension in {**dimensions, "service": SERVICE}.items():
            metric.add_dimension(key, dimension)
