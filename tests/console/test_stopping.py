"""How the program is stopped: a stop is heard wherever it comes."""

import signal
import subprocess
import sys

import pytest

from stagiaire_cli.console.stopping import undisturbed

# It stops itself while something is cleaned up, and then waits for what never comes.
_STOPPED = """\
import os, signal, sys, weakref
from stagiaire_cli.console.stopping import hear_what_is_swallowed

def stop(*_):
    os.kill(os.getpid(), signal.SIGINT)
    len("")

class Dropped:
    pass

hear_what_is_swallowed()
try:
    dropped = Dropped()
    if sys.argv[1] == "finalizer":
        Dropped.__del__ = stop
    else:
        watching = weakref.ref(dropped, stop)
    del dropped
    print("cleaned up", flush=True)
    sys.stdin.read()
except KeyboardInterrupt:
    print("heard")
"""


@pytest.mark.parametrize("how", ["finalizer", "weak reference"])
def test_a_stop_that_comes_while_something_is_cleaned_up_is_heard_after_it(how: str) -> None:
    command = [sys.executable, "-c", _STOPPED, how]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            code = child.wait(timeout=30)
        finally:
            child.kill()
        assert child.stdout is not None
        assert child.stderr is not None
        assert (code, child.stderr.read()) == (0, "")
        assert child.stdout.read() == "cleaned up\nheard\n"


def test_a_stop_that_comes_where_nothing_may_be_cut_in_two_is_heard_after_it() -> None:
    done = []

    def cut_in_two() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("whole")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            cut_in_two()
    finally:
        signal.signal(signal.SIGINT, before)
    assert done == ["whole"]
