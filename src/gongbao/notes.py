"""Find numbers of an article that do not agree with each other, and note them; nothing is put right.

Three checks: a part (其中) above the count right before it, a share (占) that is not that of the two counts before it,
and one indicator with two values at the same place or time. Only exact numbers are compared, those in 万 and 亿 up to
the rounding of their last digit.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple

from gongbao.records import Event, Mention, Note, Quantity, Span

_SENTENCE_END = re.compile(r"[。！？!?]|\n\s*\n")
# between a count and the share that it is said to have of its total: 50 家，占总数的 25%
_SHARE = re.compile(r"\s*[，,（(、]?\s*(?:约|仅|只)?占(?:比|总[数量额]|总人数|总户数|全部)?(?:的|为|达|到)?\s*")
_PART = "其中"
_DECIMALS = re.compile(r"[.．]\s*(\d+)")
_ROUNDED = re.compile(r"\d[\d\s.．]*([百千万亿]+)")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class _Number(NamedTuple):
    """A number of the text with one value."""

    span: Span
    quantity: Quantity
    value: Decimal


def find_notes(text: str, mentions: Sequence[Mention], events: Sequence[Event]) -> list[Note]:
    """Find the disagreements of one article.

    Args:
        text: the article.
        mentions: its entities, in text order.
        events: its events.
    """
    numbers = [number for mention in mentions if (number := _number(mention))]
    return [*_parts_above_totals(text, numbers), *_wrong_shares(text, numbers), *_two_values(events)]


def _number(mention: Mention) -> _Number | None:
    quantity = mention.quantity
    if quantity is None or quantity.value is None:
        return None
    return _Number(Span(text=mention.text, start=mention.start, end=mention.end), quantity, quantity.value)


def _parts_above_totals(text: str, numbers: Sequence[_Number]) -> Iterator[Note]:
    for place, part in enumerate(numbers):
        total = _total_of(text, numbers, place)
        if total is None or total.quantity.bound not in ("exact", "at_most"):
            continue
        if part.value - total.value > max(_half_a_step(part), _half_a_step(total)):
            yield Note(kind="part_above_total", spans=(total.span, part.span))


def _wrong_shares(text: str, numbers: Sequence[_Number]) -> Iterator[Note]:
    for place in range(1, len(numbers) - 1):
        part, share = numbers[place], numbers[place + 1]
        total = _total_of(text, numbers, place)
        if total is None or share.quantity.dimension != "ratio":
            continue
        is_said = _SHARE.fullmatch(text[part.span.end : share.span.start])
        is_exact = all(number.quantity.bound == "exact" for number in (total, part, share))
        if is_said and is_exact and total.value and abs(part.value / total.value - share.value) > _rounding(share):
            yield Note(kind="share_contradicts_counts", spans=(total.span, part.span, share.span))


def _two_values(events: Sequence[Event]) -> Iterator[Note]:
    known: dict[Hashable, tuple[Event, _Number]] = {}
    for event in events:
        number = _number(event.quantities[0]) if event.type == "statistic" and _is_placed(event) else None
        if number is None or number.quantity.bound != "exact":
            continue
        other, before = known.setdefault(_indicator(event, number.quantity), (event, number))
        if other.evidence == event.evidence:
            continue
        if abs(before.value - number.value) > max(_half_a_step(before), _half_a_step(number)):
            yield Note(kind="two_values", spans=(before.span, number.span))


def _is_placed(event: Event) -> bool:
    """Tell whether the text says what a statistic measures, and where or when."""
    return "metric" in event.arguments and not event.arguments.keys().isdisjoint(("place", "time"))


def _indicator(event: Event, quantity: Quantity) -> Hashable:
    """What a statistic measures, where, when and how: all but the value."""
    said = frozenset(
        (role, mention.cluster or "".join(mention.text.split()))
        for role, mentions in event.arguments.items()
        for mention in mentions
    )
    return event.kind, event.status, said, quantity.unit, quantity.change


def _total_of(text: str, numbers: Sequence[_Number], place: int) -> _Number | None:
    """The count before the 其中 of a part, in the same sentence and measure; none if another count stands there.

    A change or a sum (总数) after 其中 is not a part of what is new: 新增床位 300 张，其中护理型床位总数达 1.2 万张.
    """
    part = numbers[place]
    if not part.quantity.part_of or part.quantity.dimension == "ratio" or part.quantity.change is not None:
        return None
    opening = text.rfind(_PART, 0, part.span.start)
    for number in reversed(numbers[:place]):
        quantity = number.quantity
        if number.span.end > opening or quantity.change is not None or quantity.dimension == "ratio":
            continue
        is_same_measure = (quantity.unit, quantity.dimension) == (part.quantity.unit, part.quantity.dimension)
        is_near = not _SENTENCE_END.search(text[number.span.end : opening])
        is_sum_of_more = part.quantity.cumulative and not quantity.cumulative
        return number if is_same_measure and is_near and not is_sum_of_more else None
    return None


def _half_a_step(number: _Number) -> Decimal:
    """How far a count may be off by its rounding: 1.2万 by 500; nothing where the number is written out."""
    if number.quantity.dimension == "ratio":
        return _rounding(number)
    rounded = _ROUNDED.search(number.span.text)
    if rounded is None:
        return Decimal(0)
    decimals = _DECIMALS.search(rounded[0])
    step = Decimal(prod(_SCALES[char] for char in rounded[1])) / 10 ** (len(decimals[1]) if decimals else 0)
    return step / 2


def _rounding(share: _Number) -> Decimal:
    """How far a share may be off by the rounding of its last digit, and a tenth of that more."""
    decimals = _DECIMALS.search(share.span.text)
    places = len(decimals[1]) if decimals else 0
    in_percent = any(sign in share.span.text for sign in "%％") or "百分之" in share.span.text
    return Decimal("0.55") * Decimal(10) ** -(places + (2 if in_percent else 1))
