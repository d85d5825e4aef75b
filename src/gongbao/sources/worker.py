"""The reading process of `gongbao.sources.limits`: reads a request, answers, and so on until its input ends."""

import faulthandler
import io
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gongbao.sources.limits import CRASHED, OUT_OF_MEMORY, Found, Reader
from gongbao.sources.source import Source, SourceError


def serve() -> None:
    """Answer requests from standard input on standard output: each text of a file as it is read, then none.

    The process ends where a text takes longer, or more memory, than it may.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted, and ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            reader, content, name, arguments, seconds, memory = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        _limit_memory(memory)
        texts = _read(reader, content, name, arguments)
        try:
            found: Found | None = _next(texts, seconds)
            while found is not None:
                pickle.dump(found, answers)
                answers.flush()
                found = _next(texts, seconds)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except Exception:  # whatever a reader does not expect
            os._exit(CRASHED)
        pickle.dump(None, answers)
        answers.flush()


def _next(texts: Iterator[Found], seconds: float) -> Found | None:
    faulthandler.dump_traceback_later(seconds, exit=True)  # also where the parser never returns to Python
    found = next(texts, None)
    faulthandler.cancel_dump_traceback_later()
    return found


def _read(reader: Reader, content: bytes | Path, name: str, arguments: tuple[object, ...]) -> Iterator[Found]:
    try:
        with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as file:
            found = reader(file, name, *arguments)
            yield from (found,) if isinstance(found, Source) else found
    except SourceError as error:
        yield error


def _limit_memory(size: int) -> None:
    """Limit what this process may hold, in bytes, where the platform can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, resource.getrlimit(resource.RLIMIT_DATA)[1]))
