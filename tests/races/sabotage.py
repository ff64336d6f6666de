"""Planted bugs, in the requests on their way to the store: conditions taken away, writes that never arrive."""

import re
from contextlib import contextmanager

from botocore.awsrequest import AWSResponse

EVENT = "before-parameter-build.dynamodb.*"
PLACES = re.compile(r"[#:]\w+")


@contextmanager
def sabotage(client, *tables):
    """Inside the block, every write to `tables` is unconditional."""

    def strip(params, **_):
        writes = [write for element in params.get("TransactItems", ()) for write in element.values()]
        for write in (*writes, params):
            if write.get("TableName") in tables and write.pop("ConditionExpression", None):
                _forget_unused(write)

    client.meta.events.register(EVENT, strip)
    try:
        yield
    finally:
        client.meta.events.unregister(EVENT, strip)


@contextmanager
def forgetting(client, operation, containing=""):
    """Inside the block, calls of `operation` whose body has `containing` are answered as done, and are not."""

    def forget(params, **_):
        done = AWSResponse("", 200, {}, None), {"Attributes": {}}
        return done if containing.encode() in params["body"] else None

    event = f"before-call.dynamodb.{operation}"
    client.meta.events.register(event, forget)
    try:
        yield
    finally:
        client.meta.events.unregister(event, forget)


def _forget_unused(write):
    """DynamoDB refuses names and values that no expression uses."""
    used = set(PLACES.findall(write.get("UpdateExpression", "")))
    for kind in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        kept = {place: value for place, value in write.pop(kind, {}).items() if place in used}
        if kept:
            write[kind] = kept
