"""Read text files: which files a request means, and their text whatever the encoding.

Knows nothing of what is done with the text.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STDIN = "-"
_ENCODINGS = ("utf-8-sig", "gb18030")
_BINARY_SHARE = 0.02  # of control characters, above which a file is no text


class SourceError(ValueError):
    """A source that cannot be read; the message names it, what was found and what to do."""


@dataclass(frozen=True)
class Source:
    """One text to extract from, and where it came from."""

    name: str
    text: str


def expand(patterns: Iterable[str]) -> Iterator[Path | SourceError]:
    """List the files that names, folders and globs mean, each once, in order; an error for what means nothing.

    A folder means the `.txt` files below it. `-` means standard input.
    """
    seen: set[Path] = set()
    for pattern in patterns:
        path = Path(pattern)
        if pattern == STDIN or path.is_file():
            found = [path]
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*.txt") if p.is_file())
        elif any(mark in pattern for mark in "*?["):
            root = Path(path.anchor) if path.is_absolute() else Path()
            try:
                found = sorted(p for p in root.glob(str(path.relative_to(root))) if p.is_file())
            except ValueError as error:
                yield SourceError(f"{pattern}: no glob ({error}); give one like reports/**/*.txt")
                continue
        else:
            yield SourceError(
                f"{pattern}: no such file or folder; give a .txt file, a folder, a glob or - for standard input"
            )
            continue
        if not found:
            kind = "the folder has no .txt files" if path.is_dir() else "no file matches"
            yield SourceError(f"{pattern}: {kind}; give a .txt file, a folder with .txt files or a glob")
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def read_source(path: Path) -> Source:
    """Read one file, or standard input for `-`; UTF-8 with or without byte order mark, or GB18030.

    Raises:
        SourceError: where the file cannot be read, is empty, binary or in another encoding.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from None
    return Source(str(path), decode(data, str(path)))


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file; `name` is for messages. Raises SourceError like `read_source`."""
    if not data.strip():
        raise SourceError(f"{name}: empty; there is nothing to extract")
    if b"\x00" in data:
        raise SourceError(f"{name}: binary or UTF-16, not plain text; save it as UTF-8 text first")
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\v\x1b")
        if controls > _BINARY_SHARE * len(text):
            break
        if not text.strip():
            raise SourceError(f"{name}: holds only white space; there is nothing to extract")
        return text
    raise SourceError(f"{name}: not text in UTF-8 or GB18030; convert it to UTF-8 first")
