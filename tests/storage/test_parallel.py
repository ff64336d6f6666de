"""Calls to the store that do not wait for each other."""

import threading
from functools import partial

import pytest

from chalicelib.storage import together


def test_calls_go_at_the_same_time_and_answer_in_order():
    meeting = threading.Barrier(4, timeout=5)
    assert together(*(partial(lambda rang: (meeting.wait(), rang)[1], rang) for rang in range(4))) == [0, 1, 2, 3]


def test_the_first_error_is_raised_once_every_call_has_ended():
    done = []

    def fail(message):
        raise ValueError(message)

    with pytest.raises(ValueError, match="un"):
        together(partial(fail, "un"), partial(fail, "deux"), partial(done.append, 1))
    assert done == [1]


def test_a_call_cannot_wait_for_calls_of_its_own():
    with pytest.raises(RuntimeError):
        together(partial(together, int))
