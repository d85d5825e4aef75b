"""Read untrusted formats in a process of their own, which ends when a text takes too long or too much memory.

Parsers can be led into work without end, or into a crash, by a few bytes; only the end of their process stops that on
every platform. A process reads file after file, and another one follows it when it has ended.
"""

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from gongbao.sources.source import Source, SourceError

Found = Source | SourceError
Reader = Callable[..., Source | Iterator[Found]]
"""Takes an open file, a name for messages and further arguments; gives one text, or several as they are read."""

MAX_SECONDS: Final = 120.0  # for one text
MAX_MEMORY: Final = 2_000_000_000  # bytes, of the process, where the platform can limit them
OUT_OF_TIME: Final = 1  # exit status of the process, as faulthandler has it
OUT_OF_MEMORY: Final = 77
CRASHED: Final = 78
_START: Final = "import sys; sys.path[:] = {path!r}; from gongbao.sources.worker import serve; serve()"


class _Process:
    """A reading process."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _START.format(path=sys.path)]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.owner = os.getpid()

    def send(self, request: object) -> None:
        asked = cast(BinaryIO, self._process.stdin)
        pickle.dump(request, asked)
        asked.flush()

    def receive(self) -> Found | None:
        return cast(Found | None, pickle.load(cast(BinaryIO, self._process.stdout)))  # noqa: S301

    def end(self) -> int:
        """End the process, unless it did so itself; gives its exit status."""
        try:
            return self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.wait()

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


_idle: list[_Process] = []


@contextmanager
def _lent() -> Iterator[_Process]:
    """Lend an idle process of this one, or a new one; it is idle again where nothing went wrong."""
    process = None
    while _idle and process is None:
        waiting = _idle.pop()
        process = waiting if waiting.owner == os.getpid() else None  # a fork has no right to those of its parent
    process = process or _Process()
    try:
        yield process
    except BaseException:
        process.kill()
        raise
    _idle.append(process)


@atexit.register
def _end_idle() -> None:
    while _idle:
        process = _idle.pop()
        if process.owner == os.getpid():
            process.kill()


def read_apart(reader: Reader, content: bytes | Path, name: str, *arguments: Any) -> Iterator[Found]:  # noqa: ANN401
    """Read the texts of a file in a reading process, one after the other as they are asked for.

    Args:
        reader: function of a module.
        content: bytes of the file, or where it is.
        name: for messages.
        arguments: what the reader takes besides.

    Yields:
        What the reader gives, and an error in the place of the text where it takes too long, needs too much memory
        or crashes; then the rest of the file is not read.
    """
    try:
        with _lent() as process:
            request = (reader, content, name, arguments, MAX_SECONDS, MAX_MEMORY)
            yield from _texts(process, request)
    except _EndedError as error:
        yield SourceError(f"{name}: {error}")


class _EndedError(Exception):
    """The reading process ended before it had read the file; the message says why."""


def _texts(process: _Process, request: tuple[object, ...]) -> Iterator[Found]:
    n_read = 0
    try:
        process.send(request)
        while (found := process.receive()) is not None:
            n_read += 1
            yield found
    except (EOFError, OSError, pickle.UnpicklingError):
        status = process.end()
        where = f" after text {n_read}; what follows is not read" if n_read else ""
        if status == OUT_OF_MEMORY:
            reason = f"needs more than {MAX_MEMORY // 1_000_000_000} GB of memory to read{where}; split it"
        elif status == OUT_OF_TIME:
            reason = f"takes longer than {MAX_SECONDS:.0f} seconds to read{where}; split it, or save its text as .txt"
        else:
            reason = f"crashes its reader{where}; save its text as .txt"
        raise _EndedError(reason) from None
