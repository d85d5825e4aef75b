"""Merge events that an article reports twice, as a headline does what the body says again.

Compared is what the events say, mentions by their cluster or text, times and numbers by their normal form; never the
trigger words. Which links make an event is decided before, in `frames`.
"""

from collections.abc import Hashable, Sequence

from gongbao.records import Event, Mention

_MIN_SHARED = 2  # facts that two reports of one event share
_FULL_STOPS = ("。", "！", "？", "!", "?")
_CLOSING = '”’」』）)"'
_Facts = frozenset[tuple[str, Hashable]]


def merge_duplicates(events: Sequence[Event]) -> list[Event]:
    """Merge reports of the same event, and keep the order of the first.

    Two events of one type and status are the same if they say the same with a number in it, or if one stands in a
    headline and the other says all that it does. They must share two facts. The merged event has the arguments of the
    fuller report, the triggers and the evidence of both.
    """
    merged: list[Event] = []
    facts: list[_Facts] = []
    for event in events:
        found = _facts(event)
        for place, other in enumerate(merged):
            if _is_same(event, found, other, facts[place]):
                merged[place] = _merge(other, event) if len(facts[place]) >= len(found) else _merge(event, other)
                facts[place] |= found
                break
        else:
            merged.append(event)
            facts.append(found)
    return merged


def _is_same(event: Event, found: _Facts, other: Event, known: _Facts) -> bool:
    if (event.type, event.status, event.kind) != (other.type, other.status, other.kind):
        return False
    if len(found & known) < _MIN_SHARED or event.evidence == other.evidence:
        return False
    if found == known:
        return bool(event.quantities) or _in_headline(event) or _in_headline(other)
    return (_in_headline(event) and found < known) or (_in_headline(other) and known < found)


def _in_headline(event: Event) -> bool:
    return not any(span.text.rstrip(_CLOSING).endswith(_FULL_STOPS) for span in event.evidence)


def _facts(event: Event) -> _Facts:
    said: set[tuple[str, Hashable]] = {
        (role, _meaning(mention)) for role, mentions in event.arguments.items() for mention in mentions
    }
    said |= {
        (quantity.role, (_meaning(quantity), frozenset(_text(span.text) for span in quantity.measures)))
        for quantity in event.quantities
    }
    return frozenset(said)


def _meaning(mention: Mention) -> Hashable:
    """What a mention says: its cluster, its normal form where that is one value, or its text."""
    if mention.cluster is not None:
        return mention.cluster
    if mention.quantity is not None:
        quantity = mention.quantity
        return quantity.value, quantity.low, quantity.high, quantity.unit
    if mention.time is not None and mention.time.start and mention.time.end:
        return mention.time.start, mention.time.end
    return _text(mention.text)


def _text(text: str) -> str:
    return "".join(text.split())


def _merge(fuller: Event, other: Event) -> Event:
    """Add the triggers and the evidence of another report to the fuller one."""
    return fuller.model_copy(
        update={
            "triggers": tuple(sorted({*fuller.triggers, *other.triggers}, key=lambda span: span.start)),
            "evidence": tuple(sorted({*fuller.evidence, *other.evidence}, key=lambda span: span.start)),
            "confidence": max(fuller.confidence, other.confidence),
        }
    )
