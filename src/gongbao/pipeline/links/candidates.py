"""Candidate pairs for links, and what is known of a pair besides the encoder's vectors.

A pair of mentions is a candidate where the scheme allows a link between their labels and they stand in one sentence
window; short forms of a name are paired across the text. Works on arrays, in time linear in the length of
the text. What the features weigh is left to the model.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from gongbao.schema import CROSS_SENTENCE_LINKS, LINK_LABELS, SPAN_LABELS, STATUSES, TRIGGER_LABELS, link_allowed

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NONE: Final = len(LINK_LABELS)  # class of a pair without a link
N_CLASSES: Final = NONE + 1
N_STATUSES: Final = len(STATUSES)
_INDEX: Final = {label: place for place, label in enumerate(SPAN_LABELS)}
_ALIAS: Final = LINK_LABELS.index("alias_of")
_CROSS: Final = [LINK_LABELS.index(label) for label in CROSS_SENTENCE_LINKS]
_ALIAS_WINDOW: Final = 150  # mentions to either side that a name may be a short form of


@dataclass(frozen=True)
class Candidates:
    """Mentions of one Doc and the pairs to score.

    Attributes:
        mentions: the spans, in text order.
        spans: token range of each mention, end exclusive, `(n_mentions, 2)`.
        contexts: token ranges that decide the status of each mention: left part and whole of the sentence, sentence
            before, `(n_mentions, 3, 2)`.
        pairs: head and tail, as places in `mentions`, `(n_pairs, 2)`.
        between: token range between the two, `(n_pairs, 2)`.
        features: hashed features of each pair, `(n_pairs, n_features)`.
        allowed: which of the classes a pair may have, `(n_pairs, N_CLASSES)`.
    """

    mentions: list[Span]
    spans: Ints
    contexts: Ints
    pairs: Ints
    between: Ints
    features: Ints
    allowed: Bools


@lru_cache(maxsize=1)
def _allowed_table() -> Bools:
    """Which classes the scheme allows between two labels, `(n_labels, n_labels, N_CLASSES)`."""
    table = np.zeros((len(SPAN_LABELS), len(SPAN_LABELS), N_CLASSES), dtype=bool)
    for head, tail in np.ndindex(*table.shape[:2]):
        for place, label in enumerate(LINK_LABELS):
            table[head, tail, place] = link_allowed(SPAN_LABELS[head], label, SPAN_LABELS[tail])
    table[..., NONE] = True
    return table


def _word_id(doc: Doc, word: str) -> np.int64:
    return np.uint64(doc.vocab.strings.add(word)).astype(np.int64)


def _mix(*columns: Ints | Bools | int) -> Ints:
    """Hash integer columns into one, the same on every machine."""
    value: Ints = np.zeros(1, dtype=np.int64)
    for column in columns:
        value = (value * 1000003 + np.asarray(column, dtype=np.int64) + 12345) % 2147483629
    return value


def _bucket(counts: Ints, edges: tuple[int, ...]) -> Ints:
    return np.searchsorted(np.array(edges), counts, side="right")


def find_candidates(doc: Doc, mentions: list[Span], max_mentions: int, max_sentences: int) -> Candidates:
    """Find the pairs of mentions to score.

    Args:
        doc: the Doc, with sentence boundaries.
        mentions: entities and triggers, in text order.
        max_mentions: how many mentions away a partner may stand.
        max_sentences: how many sentences back the tail of an agent, place or time may stand.
    """
    n = len(mentions)
    spans = np.array([(m.start, m.end) for m in mentions], dtype=np.int64).reshape(n, 2)
    labels = np.array([_INDEX[m.label_] for m in mentions], dtype=np.int64)
    starts = np.array([sent.start for sent in doc.sents] + [len(doc)], dtype=np.int64)
    sentence = np.searchsorted(starts, spans[:, 0], side="right") - 1
    pairs, allowed = _window_pairs(labels, sentence, max_mentions, max_sentences)
    names = ["".join(token.norm_ for token in m if not token.is_space) for m in mentions]
    alias_pairs, alias_kinds = _alias_pairs(names, labels)
    allowed[:, _ALIAS] = False
    both = np.concatenate((pairs, alias_pairs))
    classes = np.concatenate((allowed, _alias_only(len(alias_pairs))))
    kinds = np.concatenate((np.zeros(len(pairs), dtype=np.int64), alias_kinds))
    merged, place, inverse = np.unique(both, axis=0, return_index=True, return_inverse=True)
    merged_kinds = np.zeros(len(merged), dtype=np.int64)
    np.maximum.at(merged_kinds, inverse.reshape(-1), kinds)
    classes, kinds = classes[place], merged_kinds
    classes[kinds > 0, _ALIAS] = True
    between = np.stack((spans[merged.min(axis=1), 1], spans[merged.max(axis=1), 0]), axis=1)
    features = _features(doc, spans, labels, sentence, merged, between, kinds)
    return Candidates(mentions, spans, _contexts(spans, starts, sentence), merged, between, features, classes)


def _alias_only(count: int) -> Bools:
    classes = np.zeros((count, N_CLASSES), dtype=bool)
    classes[:, [_ALIAS, NONE]] = True
    return classes


def _window_pairs(labels: Ints, sentence: Ints, max_mentions: int, max_sentences: int) -> tuple[Ints, Bools]:
    """Pairs inside a sentence, and pairs whose tail stands in a sentence shortly before."""
    n = len(labels)
    offsets = np.array([k for k in range(-max_mentions, max_mentions + 1) if k], dtype=np.int64)
    heads = np.repeat(np.arange(n), len(offsets))
    tails = heads + np.tile(offsets, n)
    inside = (tails >= 0) & (tails < n)
    heads, tails = heads[inside], tails[inside]
    back = sentence[heads] - sentence[tails]
    near = (back >= 0) & (back <= max_sentences)
    heads, tails, back = heads[near], tails[near], back[near]
    classes = _allowed_table()[labels[heads], labels[tails]].copy()
    others = np.setdiff1d(np.arange(NONE), _CROSS)
    classes[np.ix_(back > 0, others)] = False
    useful = classes[:, :_ALIAS].any(axis=1)
    return np.stack((heads, tails), axis=1)[useful], classes[useful]


def _alias_pairs(names: list[str], labels: Ints) -> tuple[Ints, Ints]:
    """Pairs of a shorter and a longer name of one type that share characters, with the kind of likeness (> 0)."""
    pairs, kinds = [], []
    chars = [set(name) for name in names]
    able = [_allowed_table()[label, label, _ALIAS] for label in labels]
    for head, name in enumerate(names):
        if not able[head]:
            continue
        near: dict[str, int] = {}
        first: dict[str, int] = {}
        for tail in range(max(0, head - _ALIAS_WINDOW), min(len(names), head + _ALIAS_WINDOW + 1)):
            other = names[tail]
            if labels[tail] != labels[head] or len(other) <= len(name) or len(chars[head] & chars[tail]) < 2:
                continue
            first.setdefault(other, tail)
            if other not in near or abs(tail - head) < abs(near[other] - head):
                near[other] = tail
        for tail in {*near.values(), *first.values()}:
            rest = iter(names[tail])
            contained = all(char in rest for char in name)
            last, before = name[-1] == names[tail][-1], tail < head
            is_nearest, longest = near.get(names[tail]) == tail, len(names[tail]) == max(map(len, near))
            pairs.append((head, tail))
            kinds.append(1 + contained + 2 * last + 4 * before + 8 * is_nearest + 16 * longest + 32 * min(len(near), 3))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array(kinds, dtype=np.int64)


def _contexts(spans: Ints, starts: Ints, sentence: Ints) -> Ints:
    first, last = starts[sentence], starts[np.minimum(sentence + 1, len(starts) - 1)]
    previous = starts[np.maximum(sentence - 1, 0)]
    columns = ((first, spans[:, 0]), (first, last), (previous, first))
    return np.stack([np.stack(column, axis=1) for column in columns], axis=1).reshape(len(spans), 3, 2)


def _features(doc: Doc, spans: Ints, labels: Ints, sentence: Ints, pairs: Ints, between: Ints, kinds: Ints) -> Ints:
    """Hashed features, each beside the labels of the two mentions and the direction."""
    heads, tails = pairs[:, 0], pairs[:, 1]
    left, right = pairs.min(axis=1), pairs.max(axis=1)
    norms = doc.to_array("NORM").astype(np.int64)
    words = np.concatenate(([0], norms % 2147483629, [0]))  # word i stands at i + 1
    marks = {mark: np.concatenate(([0], np.cumsum(norms == _word_id(doc, mark)))) for mark in "，；、的"}
    label_counts = np.cumsum(
        np.vstack((np.zeros(len(SPAN_LABELS), int), np.eye(len(SPAN_LABELS), dtype=int)[labels])), axis=0
    )

    def marks_between(mark: str) -> Ints:
        return np.minimum(marks[mark][between[:, 1]] - marks[mark][between[:, 0]], 3)

    def mentions_between(of: Ints) -> Ints:
        return np.minimum(label_counts[right, of] - label_counts[left + 1, of], 4)

    trigger_counts = label_counts[:, -len(TRIGGER_LABELS) :].sum(axis=1)
    triggers_between = np.minimum(trigger_counts[right] - trigger_counts[left + 1], 4)
    commas = marks_between("，") + 4 * marks_between("；")
    same_tail, same_head = mentions_between(labels[tails]), mentions_between(labels[heads])
    distance = _bucket(between[:, 1] - between[:, 0], (1, 2, 3, 4, 6, 9, 14, 22, 35))
    rank = np.minimum(right - left, 8)
    back = sentence[heads] - sentence[tails]
    base = _mix(labels[heads], labels[tails], heads < tails)
    last_word = {"head": words[spans[heads, 1]], "tail": words[spans[tails, 1]]}
    before = {"head": words[spans[heads, 0]], "tail": words[spans[tails, 0]]}
    after = {"head": words[np.minimum(spans[heads, 1] + 1, len(words) - 1)], "tail": words[spans[tails, 1] + 1]}
    gap = np.where(between[:, 1] - between[:, 0] <= 2, _mix(words[between[:, 0] + 1], words[between[:, 1]]), 0)
    columns = [
        _mix(base, 0),
        _mix(base, distance, commas),
        _mix(base, rank, triggers_between),
        _mix(base, same_tail, same_head, np.minimum(commas, 1)),
        _mix(base, triggers_between, commas, back),
        _mix(base, marks_between("、"), marks_between("的"), same_tail),
        _mix(base, before["tail"]),
        _mix(base, after["tail"]),
        _mix(base, before["head"], 1),
        _mix(base, after["head"], 1),
        _mix(base, last_word["head"], 2),
        _mix(base, last_word["tail"], 3),
        _mix(base, gap, between[:, 1] - between[:, 0] <= 2),
        _mix(base, kinds, 4),
    ]
    return np.stack([np.broadcast_to(column, len(pairs)) + 7919 * k for k, column in enumerate(columns)], axis=1)
