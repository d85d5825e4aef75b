"""Read untrusted formats in a process of their own, which ends when a file takes too long.

Parsers can be led into work without end, or into a crash, by a few bytes; only the end of their process stops that on
every platform. One process reads file after file, and another one follows it when it has ended.
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import BinaryIO, Final, cast

from gongbao.sources.source import Source, SourceError

Reader = Callable[[BinaryIO, str], Source]

MAX_SECONDS: Final = 120.0  # for one file
_START: Final = "import sys; sys.path[:] = {path!r}; from gongbao.sources.worker import serve; serve()"


class _Process:
    """The reading process: started when it is first needed, and again after its end or in a fork."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        atexit.register(self._stop)

    def ask(self, request: tuple[Reader, bytes, str, float]) -> Source | SourceError:
        """Give what a reader gives. Raises EOFError or OSError where the process ended before."""
        with self._lock:
            process = self._started()
            try:
                asked, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
                pickle.dump(request, asked)
                asked.flush()
                return cast(Source | SourceError, pickle.load(answers))  # noqa: S301
            except BaseException:
                self._stop()
                raise

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid():
            command = [sys.executable, "-c", _START.format(path=sys.path)]
            self._process = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._owner = os.getpid()
        return self._process

    def _stop(self) -> None:
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        self._process = None


_PROCESS: Final = _Process()


def read_apart(reader: Reader, data: bytes, name: str) -> Source:
    """Read a file in the reading process.

    Args:
        reader: function of a module.
        data: content of the file.
        name: for messages.

    Raises:
        SourceError: as the reader does, and where it takes too long or crashes.
    """
    began = time.monotonic()
    try:
        found = _PROCESS.ask((reader, data, name, MAX_SECONDS))
    except (EOFError, OSError):
        if time.monotonic() - began >= MAX_SECONDS:
            reason = f"takes longer than {MAX_SECONDS:.0f} seconds to read; split it, or save its text as .txt"
        else:
            reason = "crashes its reader; save its text as .txt"
        raise SourceError(f"{name}: {reason}") from None
    if isinstance(found, SourceError):
        raise found
    return found
