"""Which files a request means. Reads none of them."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from gongbao.sources.read import SUFFIXES
from gongbao.sources.source import SourceError

STDIN = "-"
_MARKS = "*?["
_KINDS = ", ".join(SUFFIXES)


def expand(patterns: Iterable[str]) -> Iterator[Path | SourceError]:
    """List the files that names, folders and globs mean, each once, in order; an error for what means nothing.

    A folder means the files below it of a kind that can be read. A link that leads out of it, or out of the folder that
    a glob is about, is an error.
    `-` means standard input.
    """
    seen: set[Path] = set()
    for pattern in patterns:
        path = Path(pattern)
        found: list[Path | SourceError]
        if pattern == STDIN or path.is_file():
            found = [path]
        elif path.is_dir():
            found = list(_below(path))
        elif any(mark in pattern for mark in _MARKS):
            root = Path(path.anchor) if path.is_absolute() else Path()
            try:
                matches = sorted(p for p in root.glob(str(path.relative_to(root))) if p.is_file())
                found = [_inside(match, _fixed_part(path)) for match in matches]
            except ValueError as error:
                yield SourceError(f"{pattern}: no glob ({error}); give one like reports/**/*.txt")
                continue
        else:
            yield SourceError(
                f"{pattern}: no such file or folder; give a file, a folder, a glob or - for standard input"
            )
            continue
        if not found:
            kind = (
                f"the folder has no files of a kind that can be read ({_KINDS})" if path.is_dir() else "no file matches"
            )
            yield SourceError(f"{pattern}: {kind}; give a file, a folder that holds some, or a glob")
        for file in found:
            if isinstance(file, SourceError):
                yield file
            elif file not in seen:
                seen.add(file)
                yield file


def _below(folder: Path) -> Iterator[Path | SourceError]:
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()):
        yield _inside(path, folder)


def _fixed_part(pattern: Path) -> Path:
    """The folder that a glob is about: what stands before the first part with a mark."""
    parts = takewhile(lambda part: not any(mark in part for mark in _MARKS), pattern.parts)
    return Path(*parts)


def _inside(path: Path, folder: Path) -> Path | SourceError:
    if path.resolve().is_relative_to(folder.resolve()):
        return path
    return SourceError(f"{path}: a link out of the folder; name the file it leads to if you mean it")
