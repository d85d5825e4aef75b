"""Read Markdown: the text without its marks."""

import re
from typing import BinaryIO, Final

from gongbao.layout import paragraphs
from gongbao.sources.source import Source
from gongbao.sources.text import decode, read_limited

_MARKS: Final = (
    (re.compile(r"\A---\n.*?\n---\n", re.DOTALL), ""),  # front matter
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_] ?){3,}$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}[-*+][ \t]+", re.MULTILINE), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def read_markdown(file: BinaryIO, name: str) -> Source:
    """Read Markdown. Raises SourceError like `decode`."""
    text = decode(read_limited(file, name), name)
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return Source(name, text, "text/markdown", paragraphs=tuple(paragraphs(text)))
