"""Planted bugs: the conditions of one table are taken out of the requests on their way to the store."""

import re
from contextlib import contextmanager

EVENT = "before-parameter-build.dynamodb.*"
PLACES = re.compile(r"[#:]\w+")


@contextmanager
def sabotage(client, table):
    """Inside the block, every write to `table` is unconditional."""

    def strip(params, **_):
        writes = [write for element in params.get("TransactItems", ()) for write in element.values()]
        for write in (*writes, params):
            if write.get("TableName") == table and write.pop("ConditionExpression", None):
                _forget_unused(write)

    client.meta.events.register(EVENT, strip)
    try:
        yield
    finally:
        client.meta.events.unregister(EVENT, strip)


def _forget_unused(write):
    """DynamoDB refuses names and values that no expression uses."""
    used = set(PLACES.findall(write.get("UpdateExpression", "")))
    for kind in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        kept = {place: value for place, value in write.pop(kind, {}).items() if place in used}
        if kept:
            write[kind] = kept
