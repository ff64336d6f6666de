"""Calls to the store that do not wait for each other: one round trip instead of several."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

NOM = "storage"
_pool = ThreadPoolExecutor(max_workers=16, thread_name_prefix=NOM)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """The results, in order. The first error is raised once every call has ended.

    Raises RuntimeError within one of such calls: threads that wait for each other end by waiting for ever.
    """
    if threading.current_thread().name.startswith(NOM):
        raise RuntimeError("calls that wait for calls")
    futures = [_pool.submit(call) for call in calls]
    errors = [error for future in futures if (error := future.exception())]
    if errors:
        raise errors[0]
    return [future.result() for future in futures]
