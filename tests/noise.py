"""Layout noise put on clean text, with the places of the breaks, to see whether cleaning finds them."""

import random
import re
from typing import NamedTuple

_BREAK = re.compile(r"\s*\n\s*")
_STOPS = "。！？”"
_ENDS = _STOPS + "；：…"


class Noisy(NamedTuple):
    text: str
    soft: frozenset[int]
    """Places in the clean text, in characters without white space, where a line was cut."""
    real: frozenset[int]
    """Places of its own line breaks, counted likewise."""


def add_noise(text: str, rng: random.Random) -> Noisy:
    """Cut lines at random (one break in about 120 characters), or wrap them, and add spaces and page numbers."""
    lines = [line for line in _BREAK.split(text.strip()) if line]
    gap = rng.choice(["\n", "\n\n"])
    width = rng.choice([0, 0, rng.randint(24, 42)])
    pieces: list[str] = []
    soft, real, place = set(), set(), 0
    for number, line in enumerate(lines):
        if number:
            real.add(place)
            pieces.append(gap)
            if not number % 4 and not width:
                pieces.append(f"— {number} —{gap}")
        filled = 2.0 if width else 0.0
        pieces.append("\u3000\u3000" if width else "")
        for at, char in enumerate(line):
            if at and _is_cut(line, at, filled, width, rng):
                if line[at - 1] not in _STOPS:
                    soft.add(place)
                pieces.append("\n" if width else rng.choice(["\n", "\n\n", " \n"]))
                filled = 0.0
            elif char.isdigit() and at and "\u4e00" <= line[at - 1] <= "\u9fff" and rng.random() < 0.3:
                pieces.append(" ")
            pieces.append(char)
            filled += 0.5 if char.isascii() else 1.0
            place += not char.isspace()
    return Noisy("".join(pieces), frozenset(soft), frozenset(real))


def _is_cut(line: str, at: int, filled: float, width: int, rng: random.Random) -> bool:
    if line[at].isspace() or line[at - 1].isspace():
        return False
    if width:
        return filled >= width and line[at] not in "，。；：、！？）》”"
    return line[at - 1] not in _ENDS and rng.random() < 1 / 120


def breaks_of(text: str) -> frozenset[int]:
    """Places of the line breaks of a text, in characters without white space."""
    found, place = set(), 0
    for char in text:
        if char == "\n":
            found.add(place)
        place += not char.isspace()
    return frozenset(found) - {0, place}
