"""Code that reads what strangers wrote runs in a process of its own, with little memory and time and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[1])
# Isolated and without the start-up files of site-packages; the folders it needs are its first arguments.
CODE = "import sys; sys.path += sys.argv[2:4]; import importlib; importlib.import_module(sys.argv[1]).main()"
# Only what the interpreter needs to find its own libraries: a token in our environment stays here.
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Died(Exception):
    """The child gave no answer: ``how`` is ``start``, ``time``, ``work``, ``memory``, ``signal`` or ``status``."""

    how: str
    number: int = 0


def ask(module: str, library: str, message: bytes, numbers: Mapping[str, float], *, wall_seconds: float) -> bytes:
    """Run ``module.main()`` in a child process: ``message`` is its input, its output is returned.

    ``library`` is the folder in which it finds what it imports; ``numbers`` are its arguments,
    ``name=number`` each, from the fourth one on.  The child confines itself (`adapters.child.confine`).

    Raises:
        Died: there is no answer.
    """
    arguments: Sequence[str] = [module, ROOT, library, *(f"{name}={number}" for name, number in numbers.items())]
    # LC_ALL=C keeps the C library from mapping its archive of locales, which counts as memory.
    env = {"LC_ALL": "C"} | {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and code; the content goes to its input
            [sys.executable, "-I", "-S", "-c", CODE, *arguments],
            input=message,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=wall_seconds,
            check=False,
            env=env,
        )
    except subprocess.TimeoutExpired as error:
        raise Died("time") from error
    except OSError as error:
        raise Died("start") from error
    if done.returncode:
        raise _death(done.returncode)
    return done.stdout


def _death(code: int) -> Died:
    """Name the way in which the child died; ``code`` is negative for a signal."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return Died("work")
    if code == -signal.SIGABRT:
        # A library ends its process when memory is refused to it; nothing can catch that.
        return Died("memory")
    return Died("signal", -code) if code < 0 else Died("status", code)
