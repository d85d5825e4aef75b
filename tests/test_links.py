"""The link component: what a spaCy user expects of a trainable pipe, and its gradients."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import NumpyOps, fix_random_seed

from gongbao.pipeline.extensions import TRIGGERS, Link, mentions_of
from gongbao.pipeline.links.candidates import N_CLASSES, find_candidates
from gongbao.pipeline.links.model import mean_pool
from gongbao.schema import LINK_LABELS

# two events of one type in a sentence: each must keep its own arguments
WORDS = "甲县 新建 食堂 12 家 ， 乙县 新建 驿站 8 家 。 丙市 将 招募 志愿者 。".split()
MENTIONS = [
    (0, 1, "PLACE"), (1, 2, "construction"), (2, 3, "ITEM"), (3, 5, "QUANTITY"),
    (6, 7, "PLACE"), (7, 8, "construction"), (8, 9, "ITEM"), (9, 11, "QUANTITY"),
    (12, 13, "PLACE"), (14, 15, "mobilization"), (15, 16, "GROUP"),
]  # fmt: skip
LINKS = [
    (1, "agent", 0), (1, "item", 2), (1, "amount", 3), (3, "measures", 2), (5, "agent", 4), (5, "item", 6),
    (5, "amount", 7), (7, "measures", 6), (9, "agent", 8), (9, "recipient", 10),
]  # fmt: skip


def make_doc(nlp, *, with_links=True):
    doc = Doc(
        nlp.vocab, words=WORDS, spaces=[False] * len(WORDS), sent_starts=[i in (0, 12) for i in range(len(WORDS))]
    )
    spans = [Span(doc, start, end, label=label) for start, end, label in MENTIONS]
    doc.ents = [span for span in spans if span.label_.isupper()]
    doc.spans[TRIGGERS] = [span for span in spans if span.label_.islower()]
    if with_links:
        doc._.links = [Link(spans[head], label, spans[tail]) for head, label, tail in LINKS]
        spans[9]._.status = "planned"
    return doc


def facts(doc):
    return {(link.head.start, link.label, link.tail.start) for link in doc._.links}


@pytest.fixture
def nlp():
    nlp = spacy.blank("zh")
    nlp.add_pipe("gongbao_links")
    return nlp


@pytest.fixture(scope="module")
def trained():
    fix_random_seed(0)
    nlp = spacy.blank("zh")
    pipe = nlp.add_pipe("gongbao_links")
    gold = make_doc(nlp)
    optimizer = nlp.initialize(lambda: [Example(make_doc(nlp, with_links=False), gold)])
    for _ in range(60):
        pipe.update([Example(make_doc(nlp, with_links=False), gold)], sgd=optimizer)
    return nlp


def test_uninitialised_component_says_so(nlp):
    with pytest.raises(ValueError, match="E109"):
        nlp(make_doc(nlp))


def test_initialise_wants_links(nlp):
    with pytest.raises(ValueError, match="no links"):
        nlp.initialize(lambda: [Example(make_doc(nlp), make_doc(nlp, with_links=False))])


def test_overfits_and_keeps_arguments_of_same_type_events_apart(trained):
    doc = trained.get_pipe("gongbao_links")(make_doc(trained, with_links=False))
    assert facts(doc) == facts(make_doc(trained))
    assert [span._.status for span in doc.spans[TRIGGERS]] == ["realized", "realized", "planned"]
    assert all(0.5 <= link.confidence <= 1 for link in doc._.links)


def test_batch_without_pairs_teaches_nothing(trained):
    lonely = Doc(trained.vocab, words=["会议"], sent_starts=[True])
    lonely.ents = [Span(lonely, 0, 1, label="ITEM")]
    plain = Doc(trained.vocab, words=["会议"], sent_starts=[True])
    pipe = trained.get_pipe("gongbao_links")
    assert pipe.update([Example(plain, lonely)], drop=0.1) == {"gongbao_links": 0.0}
    assert pipe(lonely)._.links == []


def test_document_without_mentions(trained):
    doc = trained.get_pipe("gongbao_links")(Doc(trained.vocab, words=["会议"], sent_starts=[True]))
    assert doc._.links == []


def test_serialisation_gives_equal_output(trained, tmp_path):
    trained.to_disk(tmp_path)
    from_bytes = spacy.blank("zh")
    from_bytes.add_pipe("gongbao_links")
    from_bytes.from_bytes(trained.to_bytes())
    scored = [
        nlp.get_pipe("gongbao_links").predict([make_doc(nlp)])[0].links
        for nlp in (trained, spacy.load(tmp_path), from_bytes)
    ]
    np.testing.assert_array_equal(scored[0], scored[1])
    np.testing.assert_array_equal(scored[0], scored[2])


def test_pipe_equals_call_and_keeps_order(trained):
    pipe = trained.get_pipe("gongbao_links")
    docs = [make_doc(trained, with_links=False), Doc(trained.vocab, words=["空"], sent_starts=[True])] * 3
    singly = [facts(pipe(doc.copy())) for doc in docs]
    assert [facts(doc) for doc in pipe.pipe((doc.copy() for doc in docs), batch_size=4)] == singly
    assert singly[0]
    assert not singly[1]


def test_loss_counts_every_pair_and_scorer_every_gold_link(trained):
    missing = make_doc(trained, with_links=False)
    scores = trained.get_pipe("gongbao_links").score([Example(missing, make_doc(trained))])
    assert scores["links_r"] == 0
    assert scores["links_f"] == 0


def test_threshold_is_honoured(trained):
    pipe = trained.get_pipe("gongbao_links")
    pipe.cfg["threshold"] = 1.01
    try:
        assert pipe(make_doc(trained, with_links=False))._.links == []
    finally:
        pipe.cfg["threshold"] = 0.5


def test_entities_without_links_are_dropped_by_label(trained):
    pipe = trained.get_pipe("gongbao_links")
    pipe.cfg["threshold"], pipe.drop_unlinked = 1.01, frozenset({"GROUP", "ITEM"})
    try:
        kept = {span.label_ for span in pipe(make_doc(trained, with_links=False)).ents}
    finally:
        pipe.cfg["threshold"], pipe.drop_unlinked = 0.5, frozenset()
    assert kept == {"PLACE", "QUANTITY"}
    assert {"GROUP", "ITEM"} <= {span.label_ for span in pipe(make_doc(trained, with_links=False)).ents}


def test_candidates_cover_the_gold_links_and_obey_the_scheme(nlp):
    doc = make_doc(nlp)
    found = find_candidates(doc, mentions_of(doc), 40, 1)
    pairs = {tuple(pair): allowed for pair, allowed in zip(found.pairs.tolist(), found.allowed, strict=True)}
    for head, label, tail in LINKS:
        assert pairs[head, tail][LINK_LABELS.index(label)]
    assert not pairs[1, 2][LINK_LABELS.index("agent")]  # an ITEM is no agent
    assert found.allowed.shape == (len(found.pairs), N_CLASSES)


def test_candidates_stay_in_the_window(nlp):
    doc = make_doc(nlp)
    found = find_candidates(doc, mentions_of(doc), 40, 0)
    sentence = [int(span.start >= 12) for span in found.mentions]
    assert all(sentence[head] == sentence[tail] for head, tail in found.pairs)


def test_short_forms_are_paired_across_sentences(nlp):
    words = "临江市 民政局 开会 。 市 民政局 走访 。".split()
    doc = Doc(nlp.vocab, words=words, sent_starts=[True, False, False, False, True, False, False, False])
    doc.ents = [Span(doc, 0, 2, label="ORG"), Span(doc, 4, 6, label="ORG")]
    found = find_candidates(doc, list(doc.ents), 40, 0)
    assert found.pairs.tolist() == [[1, 0]]
    assert found.allowed[0].nonzero()[0].tolist() == [LINK_LABELS.index("alias_of"), len(LINK_LABELS)]


def test_mean_pool_gradient_agrees_with_finite_differences():
    rng = np.random.default_rng(0)
    tokens = rng.normal(size=(7, 3)).astype("float32")
    ranges = np.array([[0, 2], [1, 6], [3, 3], [6, 7]], dtype="int32")
    weights = rng.normal(size=(4, 3)).astype("float32")
    _, backprop = mean_pool(NumpyOps(), tokens, ranges)
    gradient = backprop(weights)
    for place in np.ndindex(*tokens.shape):
        step = np.zeros_like(tokens)
        step[place] = 1e-2
        ends = [(mean_pool(NumpyOps(), tokens + sign * step, ranges)[0] * weights).sum() for sign in (1, -1)]
        assert gradient[place] == pytest.approx((ends[0] - ends[1]) / 2e-2, abs=1e-3)


def test_model_gradients_agree_with_finite_differences(trained):
    pipe = trained.get_pipe("gongbao_links")
    docs = [make_doc(trained)]
    inputs = (docs, [pipe._candidates(docs[0], mentions_of(docs[0]))])
    (links, statuses), backprop = pipe.model.begin_update(inputs)
    rng = np.random.default_rng(0)
    weights = tuple(rng.normal(size=scores.shape).astype("float32") for scores in (links, statuses))
    backprop(weights)

    def value():
        return sum(
            float((s * w).sum(dtype="float64")) for s, w in zip(pipe.model.predict(inputs), weights, strict=True)
        )

    for name in ("head", "tail", "between", "table", "bias"):
        gradient, parameter = pipe.model.get_grad(name), pipe.model.get_param(name)
        place = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        ends = []
        for sign in (1, -1):
            parameter[place] += sign * 1e-2
            ends.append(value())
            parameter[place] -= sign * 1e-2
        assert gradient[place] == pytest.approx((ends[0] - ends[1]) / 2e-2, rel=0.05)
    pipe.model.finish_update(lambda key, weights, gradient, **_: (weights, gradient * 0))
