"""Find numbers of an article that do not agree with each other, and note them; nothing is put right.

Three checks: a part (其中) above the count right before it, a share (占) that is not that of the two counts before it,
and one indicator with two values at the same place or time. Only exact numbers are compared.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongbao.records import Event, Mention, Note, Quantity, Span

_SENTENCE_END = re.compile(r"[。！？!?]|\n\s*\n")
# between a count and the share that it is said to have of its total: 50 家，占总数的 25%
_SHARE = re.compile(r"\s*[，,（(、]?\s*(?:约|仅|只)?占(?:比|总[数量额]|总人数|总户数|全部)?(?:的|为|达|到)?\s*")
_PART = "其中"
_DECIMALS = re.compile(r"[.．](\d+)")


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
        if total is not None and part.value > total.value and total.quantity.bound in ("exact", "at_most"):
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
        if other.evidence != event.evidence and before.value != number.value:
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
    """The count before the 其中 of a part, in the same sentence and measure; none if another count stands there."""
    part = numbers[place]
    if not part.quantity.part_of or part.quantity.dimension == "ratio":
        return None
    opening = text.rfind(_PART, 0, part.span.start)
    for number in reversed(numbers[:place]):
        quantity = number.quantity
        if number.span.end > opening or quantity.change is not None or quantity.dimension == "ratio":
            continue
        is_same_measure = (quantity.unit, quantity.dimension) == (part.quantity.unit, part.quantity.dimension)
        is_near = not _SENTENCE_END.search(text[number.span.end : opening])
        return number if is_same_measure and is_near else None
    return None


def _rounding(share: _Number) -> Decimal:
    """How far a share may be off by the rounding of its last digit, and a tenth of that more."""
    decimals = _DECIMALS.search(share.span.text)
    places = len(decimals[1]) if decimals else 0
    in_percent = any(sign in share.span.text for sign in "%％") or "百分之" in share.span.text
    return Decimal("0.55") * Decimal(10) ** -(places + (2 if in_percent else 1))
