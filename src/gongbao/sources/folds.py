"""Fold look-alikes of characters: full-width letters and digits, CJK radicals, compatibility forms, odd spaces."""

import re
import unicodedata
from typing import Final

# CJK radicals that have no compatibility form in Unicode, by the character they look like
_RADICALS: Final = dict(
    zip(
        "⺁⺄⺟⺠⺡⺩⺫⺮⺷⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻭⻮⻯⻰⻳",
        "厂乙母民水王网竹羊月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿齿龙龙龟",
        strict=True,
    )
)
_COMPATIBLE: Final = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B),
                      range(0xFF41, 0xFF5B), range(0x2F800, 0x2FA20))  # fmt: skip
_FOLDS: Final = {
    **{ord(radical): look for radical, look in _RADICALS.items()},
    **{c: found for codes in _COMPATIBLE for c in codes if len(found := unicodedata.normalize("NFKC", chr(c))) == 1},
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " "),
    **dict.fromkeys((0x0B, 0x85, 0x2028, 0x2029), "\n"),
}
_FULL_POINT = re.compile("(?<=[0-9])．(?=[0-9])")


def fold(text: str) -> str:
    """Put the usual character for each look-alike, one for one."""
    return _FULL_POINT.sub(".", text.translate(_FOLDS))
