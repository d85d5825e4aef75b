"""Read plain text in the encodings that Chinese files come in."""

import codecs
import re
from typing import BinaryIO, Final

from gongbao.layout import paragraphs
from gongbao.sources.source import Source, SourceError

MAX_BYTES: Final = 64_000_000  # of one text
_BINARY_SHARE: Final = 0.02  # of control characters, above which a file is no text
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_EXPECTED = re.compile("[\t\n\r -~\u3000-\u9fff\uff00-\uffef“”‘’…—·]")  # what wide text decoded by chance has little of
_USUAL = re.compile("[的一是在有了和人民中国年月日為为會会政府市縣县區区，。、]")


def read_text(file: BinaryIO, name: str) -> Source:
    """Read a text file. Raises SourceError like `decode`, and where the file is too large."""
    text = decode(read_limited(file, name), name)
    return Source(name, text, paragraphs=tuple(paragraphs(text)))


def read_limited(file: BinaryIO, name: str, limit: int = MAX_BYTES) -> bytes:
    """Read a file of at most `limit` bytes. Raises SourceError where it is larger."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"{name}: more than {limit // 1_000_000} MB; split it first")
    return data


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text: by byte order mark, else UTF-8, else GB18030 or Big5, whichever reads as Chinese.

    Args:
        data: content of the file.
        name: for messages.

    Raises:
        SourceError: where the data are empty, binary or in another encoding.
    """
    if not data.strip():
        raise SourceError(f"{name}: empty; there is nothing to extract")
    text = data.decode(detect_encoding(data, name))
    if not text.strip():
        raise SourceError(f"{name}: holds only white space; there is nothing to extract")
    return text


def detect_encoding(data: bytes, name: str) -> str:
    """Tell the encoding of the bytes of a text, as `decode` does and with the same errors.

    Args:
        data: of the text, at least its beginning; not cut inside a character.
        name: for messages.
    """
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    if b"\x00" in data and not marked:
        raise SourceError(f"{name}: binary, or UTF-16 without a byte order mark; save it as UTF-8 text first")
    texts = _decodings(data, marked[:1] or ["utf-8"]) or _decodings(data, ["gb18030", "big5hkscs"])
    encoding = max(texts, key=lambda encoding: _n_usual(texts[encoding]), default="")
    text = texts.get(encoding, "")
    is_chance = marked[:1] not in ([], ["utf-8-sig"]) and 2 * len(_EXPECTED.findall(text)) < len(text)
    if not text or is_chance or len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text):
        raise SourceError(f"{name}: not text in UTF-8, UTF-16, GB18030 or Big5; convert it to UTF-8 first")
    return encoding


def _decodings(data: bytes, encodings: list[str]) -> dict[str, str]:
    found = {}
    for encoding in encodings:
        try:
            found[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return found


def _n_usual(text: str) -> int:
    return len(_USUAL.findall(text))
