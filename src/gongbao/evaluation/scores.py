"""Scores as set operations over all gold and all predicted facts of a set of documents.

A fact counts once however often it is predicted; a gold fact nobody proposed is missed. Intervals come from
resampling whole documents (bootstrap percentile interval, Efron & Tibshirani 1993, chapter 13).
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from gongbao.annotation import Annotation
from gongbao.frames import Frame, compose_frames
from gongbao.schema import EVENT_TYPES, LINK_LABELS, SPAN_LABELS


class Counts(NamedTuple):
    """Gold, predicted and common facts."""

    gold: int
    predicted: int
    correct: int

    @property
    def precision(self) -> float:
        """Share of the predicted facts that are gold; 0 where nothing was predicted."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were predicted; 0 where nothing is gold."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing is common."""
        return 2 * self.correct / (self.gold + self.predicted) if self.correct else 0.0


class Pair(NamedTuple):
    """What is gold and what was predicted for one document.

    `links_on_gold` is the prediction of links and status over gold mentions; none where it was not made.
    """

    gold: Annotation
    predicted: Annotation
    links_on_gold: Annotation | None = None


Tally = dict[tuple[str, str], Counts]  # (group, label) -> counts of one document


def tally(pair: Pair) -> Tally:
    """Count one document, by group of facts and label."""
    gold, predicted = pair.gold, pair.predicted
    counts: Tally = {}

    def add(group: str, gold_facts: Iterable[tuple[str, object]], found: Iterable[tuple[str, object]]) -> None:
        gold_set, found_set = set(gold_facts), set(found)
        for label in {label for label, _ in gold_set | found_set}:
            sets = [{fact for name, fact in facts if name == label} for facts in (gold_set, found_set)]
            counts[group, label] = Counts(len(sets[0]), len(sets[1]), len(sets[0] & sets[1]))

    for group, is_trigger in (("entities", False), ("triggers", True)):
        add(group, *([(m.label, m.span) for m in a.mentions if m.is_trigger == is_trigger] for a in (gold, predicted)))
    add("links", *([(arc.label, arc.key) for arc in a.arcs] for a in (gold, predicted)))
    if pair.links_on_gold:
        add("links on gold spans", *([(arc.label, arc.key) for arc in a.arcs] for a in (gold, pair.links_on_gold)))
        add("status on gold spans", *(_status_facts(a, gold) for a in (gold, pair.links_on_gold)))
    add("status", _status_facts(gold, predicted), _status_facts(predicted, gold))
    frames = [compose_frames(annotation) for annotation in (gold, predicted)]
    add("events", *([(frame.type, frame.key) for frame in found] for found in frames))
    add("arguments", *(_argument_facts(found) for found in frames))
    return counts


def _status_facts(annotation: Annotation, other: Annotation) -> list[tuple[str, object]]:
    """Status of the triggers that stand in both annotations."""
    shared = {mention.span for mention in other.mentions}
    return [(m.status, m.span) for m in annotation.mentions if m.is_trigger and m.span in shared]


def _argument_facts(frames: Sequence[Frame]) -> list[tuple[str, object]]:
    """Each argument beside the type and the anchor of its event."""
    return [(a.role, (frame.type, frame.anchor.span, a.mention.span)) for frame in frames for a in frame.arguments]


def total(tallies: Iterable[Tally]) -> Tally:
    """Sum the counts of several documents."""
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for counts in tallies:
        for key, values in counts.items():
            for place, value in enumerate(values):
                sums[key][place] += value
    return {key: Counts(*values) for key, values in sums.items()}


def micro(counts: Tally, group: str, labels: Sequence[str] | None = None) -> Counts:
    """Sum the counts of a group over its labels, or over some of them."""
    chosen = [c for (name, label), c in counts.items() if name == group and (labels is None or label in labels)]
    return Counts(*(sum(values) for values in zip(*chosen, strict=True))) if chosen else Counts(0, 0, 0)


def macro_f1(counts: Tally, group: str) -> float:
    """Mean F1 over the labels of a group that are gold somewhere."""
    values = [c.f1 for (name, _), c in counts.items() if name == group and c.gold]
    return sum(values) / len(values) if values else 0.0


CORE_LABELS = ("ORG", "PLACE", "PROGRAM", "QUANTITY")
HEADLINES: dict[str, Callable[[Tally], float]] = {
    "entities micro F1": lambda t: micro(t, "entities").f1,
    "entities macro F1": lambda t: macro_f1(t, "entities"),
    "ORG, PLACE, PROGRAM, QUANTITY micro F1": lambda t: micro(t, "entities", CORE_LABELS).f1,
    "triggers micro F1": lambda t: micro(t, "triggers").f1,
    "links on gold spans micro F1": lambda t: micro(t, "links on gold spans").f1,
    "links end to end micro F1": lambda t: micro(t, "links").f1,
    "status accuracy on matched triggers": lambda t: micro(t, "status").recall,
    "events whole, exact F1": lambda t: micro(t, "events").f1,
    "event arguments F1": lambda t: micro(t, "arguments").f1,
}


def report(pairs: Iterable[Pair], samples: int = 1000, seed: int = 0) -> dict[str, Any]:
    """Score documents: headline figures with 95 % intervals, and every group by label.

    Args:
        pairs: the documents.
        samples: bootstrap samples of whole documents.
        seed: seed of the resampling.
    """
    tallies = [tally(pair) for pair in pairs]
    counts = total(tallies)
    scored = {name: score for name, score in HEADLINES.items() if "gold spans" not in name or _has_links(counts)}
    draws: dict[str, list[float]] = {name: [] for name in scored}
    rng = random.Random(seed)
    for _ in range(samples):
        weights = Counter(rng.choices(range(len(tallies)), k=len(tallies)))
        sample = total(tallies[place] for place in weights.elements())
        for name, score in scored.items():
            draws[name].append(score(sample))
    headlines = {
        name: {"score": round(score(counts), 4), "interval": _interval(draws[name])} for name, score in scored.items()
    }
    return {"documents": len(tallies), "headlines": headlines, "by label": _by_label(counts)}


def _has_links(counts: Tally) -> bool:
    return any(group == "links on gold spans" for group, _ in counts)


def _interval(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [round(ordered[int(len(ordered) * share)], 4) for share in (0.025, 0.975)] if ordered else []


def _by_label(counts: Tally) -> dict[str, dict[str, dict[str, float]]]:
    order = {label: place for place, label in enumerate((*SPAN_LABELS, *LINK_LABELS, *EVENT_TYPES))}
    table: dict[str, dict[str, dict[str, float]]] = {}
    for (group, label), c in sorted(counts.items(), key=lambda item: (item[0][0], order.get(item[0][1], 99))):
        row = {"gold": c.gold, "predicted": c.predicted, "precision": c.precision, "recall": c.recall, "f1": c.f1}
        table.setdefault(group, {})[label] = {name: round(value, 4) for name, value in row.items()}
    return table
