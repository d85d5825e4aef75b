"""Write a long output so that it survives a kill: whole or not at all under its name, and resumed where it stopped.

The output grows under another name. A journal beside it tells which sources are written and how far the file
reaches then; what a killed run wrote beyond that is cut off.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any


class Batch:
    """An output file on its way, for use in a `with` statement; without an error it gets its name at the end."""

    def __init__(self, output: Path, settings: dict[str, Any], head: str = "") -> None:
        """Take up what a run with the same settings left unfinished, or begin anew.

        Args:
            output: file to write.
            settings: whatever shapes the output, as JSON values.
            head: text that the file begins with.
        """
        self.output = output
        self.errors_path = output.with_suffix(".errors.jsonl")
        self._part_path = output.with_name(output.name + ".part")
        self._journal_path = output.with_name(output.name + ".journal")
        self.done: set[str] = set()
        self._errors: list[dict[str, str]] = []
        first = json.dumps(settings, sort_keys=True, ensure_ascii=False)
        size = self._resume(first)
        self._part = self._part_path.open("r+b" if size else "wb")
        self._part.truncate(size)
        self._part.seek(size)
        self._journal = self._journal_path.open("a" if size else "w", encoding="utf8")
        if not size:
            self._journal.write(first + "\n")
            self._part.write(head.encode())

    def _resume(self, first: str) -> int:
        """Read the journal of a killed run; gives the length in bytes of what it wrote for whole sources."""
        if not (self._journal_path.exists() and self._part_path.exists()):
            return 0
        data = self._journal_path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        lines = whole.decode("utf8").split("\n")[:-1]
        if not lines or lines[0] != first:
            return 0
        entries = [json.loads(line) for line in lines[1:]]
        self.done = {entry["source"] for entry in entries}
        with self._journal_path.open("r+b") as journal:
            journal.truncate(len(whole))
        return int(entries[-1]["bytes"]) if entries else 0

    def write(self, source: str, pieces: Iterable[str]) -> None:
        """Write all that belongs to a source, piece by piece as they come; it counts as written when they end."""
        for piece in pieces:
            self._part.write(piece.encode())
        self._part.flush()
        self._journal.write(json.dumps({"source": source, "bytes": self._part.tell()}, ensure_ascii=False) + "\n")
        self._journal.flush()

    def fail(self, message: str) -> None:
        """Note a source that could not be read."""
        source, _, error = message.partition(": ")
        self._errors.append({"source": source, "error": error})

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self._part.close()
        self._journal.close()
        if kind is not None:
            return
        if self._errors:
            part = self.errors_path.with_name(self.errors_path.name + ".part")
            part.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in self._errors), "utf8")
            part.replace(self.errors_path)
        else:
            self.errors_path.unlink(missing_ok=True)
        self._part_path.replace(self.output)
        self._journal_path.unlink()
