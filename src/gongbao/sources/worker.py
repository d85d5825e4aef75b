"""The reading process of `gongbao.sources.limits`: reads a request, answers, and so on until its input ends."""

import faulthandler
import io
import os
import pickle
import signal
import sys

from gongbao.sources.source import SourceError


def serve() -> None:
    """Answer requests from standard input on standard output; end where one takes longer than it may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted, and ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            reader, data, name, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        faulthandler.dump_traceback_later(seconds, exit=True)  # also where the parser never returns to Python
        try:
            found = reader(io.BytesIO(data), name)
        except SourceError as error:
            found = error
        faulthandler.cancel_dump_traceback_later()
        pickle.dump(found, answers)
        answers.flush()
